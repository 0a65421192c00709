"""Captures: of any text at all nothing is lost, and the reader is done in one pass."""

import re
from html import unescape

import pytest
from hypothesis import example, given, settings, strategies as st

from articles.formats.capture.lines import clean, word_keys
from articles.formats.encodings import decode_text
from articles.formats.record import Refusal
from articles.tests.captured import CIPHER, read

FRAGMENTS = st.sampled_from(
    [
        *(
            "LSO-",
            "Sáng nay (12/6), ",
            "UBND tỉnh họp bàn việc trồng rừng.",
            "Ảnh: Hoàng Vũ",
            "Phùng Khiêm",
            "20/01/2019",
        ),
        *(
            " 10:30",
            "Tác giả: ",
            "Theo ",
            "(SGGP)",
            "![]() |",
            "<image>x</image>",
            "\n",
            "\n\n",
            "    ",
            "\t",
            "\u00a0",
        ),
        *(" – Báo Lạng Sơn: Tin tức", "date 2017-04 ", "Các đại biểu dự hội nghị", "Tin liên quan", "Bình luận 0", "|"),
        *("Chính trị", "BBT", "a@b.vn", " A – B", ".", "(thực hiện)", "NDO -", "/VOV4", "chết.Người", "Lượt xem: 12"),
        *(
            "https://x.vn/201506/a.html",
            "Tháng 6/2025",
            "Lạng Sơn",
            "Kỷ niệm:",
            CIPHER,
            "các đại biểu",
            "(Ảnh Lê Tám)",
            "Ảnh do Công an xã cung cấp",
            "Nguồn ảnh: A",
            "Tác giả: Huyện đoàn",
            "Trang chủ › Y tế",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=30).map("".join))


def _words_of(item):
    if isinstance(item, Refusal):
        return set(word_keys(" ".join(item.lines)))
    body = unescape(re.sub(r"<[^>]*>", " ", item.body))
    parts = [item.headline or "", item.kicker, item.agency, item.standfirst, body, *item.credits, *item.noise]
    parts += [f"{photo.caption} {photo.credit} {photo.reference}" for photo in item.photos]
    parts += [f"{byline.name} {byline.email}" for byline in item.bylines]
    return set(word_keys(" ".join(map(clean, parts))))


def _kept(word, kept):
    """A word that lost the space inside it may have been parted again."""
    return word in kept or any(word[:n] in kept and word[n:] in kept for n in range(1, len(word)))


@given(TEXTS)
@settings(max_examples=300)
@example("0:Ảnh:0 aA 0 0 0 0 0")
@example("0:0:0\r1:1:00:1")
def test_nothing_of_a_capture_is_lost(text):
    item = read(text)
    printed = text if "\x00" in text else decode_text(text).text
    words = {word for line in printed.splitlines() for word in word_keys(clean(line))} - {"ảnh", "photo"}
    kept = _words_of(item)
    assert [word for word in words if not _kept(word, kept)] == []


@given(TEXTS)
@settings(max_examples=150)
def test_every_photo_of_the_record_has_its_place_and_the_date_its_reason(text):
    item = read(text)
    if isinstance(item, Refusal):
        assert item.reason
        return
    assert re.findall(r"<p>\[ảnh (\d+)\]</p>", item.body)[: len(item.photos)] == [
        str(n + 1) for n in range(len(item.photos))
    ]
    assert item.published_on_reason
    assert item.published_on is None or re.fullmatch(r"\d{4}-\d\d(-\d\d)?", item.published_on)


@pytest.mark.parametrize(
    "line", ["Các đại biểu dự hội nghị", "Huyện họp bàn việc trồng rừng vụ xuân.", "Ảnh: A ", "LÊ AN – "]
)
def test_one_line_repeated_without_end_is_read_in_one_pass(line):
    assert read(f"{line}\n" * 20_000)
    assert read(line * 20_000)

"""The plain-text capture reader on whole pages whose right reading is known."""

import json
from collections import Counter
from pathlib import Path

import pytest

from articles.formats.capture.lines import clean
from articles.formats.record import Role
from articles.tests.captured import SHARED, captions, names, read

SEED = SHARED / "seeds" / "000_4f79c2bbafd55109.txt"
LABELLED = [
    pytest.param(Path(__file__).parent / "captures", id="our-captures"),
    pytest.param(
        SHARED / "captures",
        id="shared-captures",
        marks=pytest.mark.skipif(not (SHARED / "captures").exists(), reason="shared captures are not here"),
    ),
]


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed is not here")
def test_the_seed_is_read_to_the_letter():
    text = SEED.read_text(encoding="utf-8-sig")
    record = read(text, SEED.name)
    printed = [clean(line) for line in text.splitlines() if line.strip()]
    assert record.headline == printed[1]
    assert record.agency == "LSO"
    assert record.standfirst == printed[2].removeprefix("LSO-")
    assert record.captured_on.isoformat() == "2019-01-20"
    assert record.published_on == "2018-06-12"
    assert record.published_on_reason
    assert captions(record) == [printed[3], printed[7]]
    assert record.body.split("\n")[0] == "<p>[ảnh 1]</p>"
    assert record.body.split("\n")[4] == "<p>[ảnh 2]</p>"
    assert record.paragraphs == 4
    assert [(byline.name, byline.role) for byline in record.bylines] == [("Phùng Khiêm", Role.TEXT)]


@pytest.mark.parametrize("folder", LABELLED)
def test_labelled_captures_are_read_as_a_careful_editor_would(folder):
    marks, pairs, invented = Counter(), {"captions": Counter(), "bylines": Counter()}, []
    labels = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line]
    for label in labels:
        record = read((folder / label["file"]).read_text(encoding="utf-8-sig"), label["file"])
        marks["headline"] += _same(record.headline, label["headline"])
        marks["date"] += record.published_on == label["published_on"]
        marks["agency"] += (record.agency or None) == label["dateline_agency"]
        if len(record.published_on or "") == 10 and len(label["published_on"] or "") < 10:
            invented.append(label["file"])
        _compare(pairs["captions"], captions(record), label["captions"])
        _compare(pairs["bylines"], names(record), label["bylines"])
    assert invented == []
    assert marks["headline"] >= 0.97 * len(labels)
    assert marks["date"] >= 0.94 * len(labels)
    assert marks["agency"] >= 0.97 * len(labels)
    assert _f1(pairs["captions"]) >= 0.93
    assert _f1(pairs["bylines"]) >= 0.97


def _plain(text):
    return " ".join((text or "").casefold().split()).rstrip(".")


def _same(found, wanted):
    return _plain(found) == _plain(wanted)


def _compare(counter, found, wanted):
    found, wanted = Counter(map(_plain, found)), Counter(map(_plain, wanted))
    counter.update(right=(found & wanted).total(), all=found.total() + wanted.total())


def _f1(counter):
    return 2 * counter["right"] / counter["all"]

"""The agency's mark before a story's first words: one rule for every format that prints it."""

import io
import json

import pytest

from articles.formats import agency
from articles.formats.recognition import recognise
from articles.formats.record import Source

BODY = "Sáng nay, tại huyện Hữu Lũng, hội nghị đã khai mạc với sự có mặt của nhiều đại biểu."
WP = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def files(opening):
    """Return a file of each format whose text begins with `opening`."""
    html = f"<p>{opening}</p><p>Đoạn thứ hai của bài viết này cũng đủ dài để là một câu văn.</p>"
    return {
        "feed": f"<rss version='2.0'><channel><item><title>Tít</title><description><![CDATA[{html}]]></description>"
        "</item></channel></rss>",
        "wxr": f"<rss version='2.0' {WP}><channel><item><title>Tít</title><wp:post_id>1</wp:post_id>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded></item></channel></rss>",
        "ghost": json.dumps({"posts": [{"title": "Tít", "html": html}]}),
        "tabular": f'title,body\nTít,"{html}"\n',
        "json": json.dumps([{"title": "Tít", "content": html}]),
        "json feed": json.dumps(
            {"version": "https://jsonfeed.org/version/1", "items": [{"title": "Tít", "content_html": html}]}
        ),
        "html": f"<html><body><h1>Tít của bài viết này</h1>{html}</body></html>",
    }


def read(text, name="tệp"):
    data = text.encode()
    (record,) = recognise(data, name).read(io.BytesIO(data), Source(name=name))
    return record


@pytest.mark.parametrize(
    ("mark", "name"), [("LSO-", "LSO"), ("(Baonghean.vn) - ", "Baonghean.vn"), ("TTXVN - ", "TTXVN")]
)
@pytest.mark.parametrize("format", files(""))
def test_the_mark_is_cut_and_kept_in_every_format(format, mark, name):
    record = read(files(mark + BODY)[format])
    assert record.agency == name
    assert record.standfirst.startswith("Sáng nay") or record.body.startswith("<p>Sáng nay")


@pytest.mark.parametrize("format", files(""))
def test_text_without_a_mark_stays_whole(format):
    record = read(files(BODY)[format])
    assert record.agency == ""
    assert BODY in record.body


@pytest.mark.parametrize(
    ("standfirst", "body", "parted"),
    [
        ("LSO - Sáng nay", "<p>x</p>", ("LSO", "Sáng nay", "<p>x</p>")),
        ("Sáng nay", "<p>LSO - Chiều nay</p>", ("LSO", "Sáng nay", "<p>Chiều nay</p>")),
        ("", "<p>[ảnh 1]</p><p><strong>LSO -</strong> Sáng</p>", ("LSO", "", "<p>[ảnh 1]</p><p> Sáng</p>")),
        ("", "<p><a href='x'><strong>LSO</strong></a> - <em>Sáng</em></p>", ("LSO", "", None)),
        ("", "<p>(LSO) -</p><p>Sáng nay</p>", ("LSO", "", "<p>Sáng nay</p>")),
        ("", "<h2>LSO - Tít</h2><p>x</p>", ("", "", "<h2>LSO - Tít</h2><p>x</p>")),
        ("", "<p>UBND - Hội đồng</p>", ("", "", "<p>UBND - Hội đồng</p>")),
        ("", "", ("", "", "")),
        ("", "<p>chưa đóng", ("", "", "<p>chưa đóng")),
    ],
)
def test_the_mark_is_found_where_it_stands(standfirst, body, parted):
    found = agency.part(standfirst, body)
    assert (found.agency, found.standfirst) == parted[:2]
    assert parted[2] is None or found.body.replace("> ", ">") == parted[2].replace("> ", ">")
    assert "LSO" not in found.body or not found.agency


def test_a_named_agency_goes_before_the_mark():
    record = read('title,body,nguồn\nTít,"LSO - Sáng nay trời mưa",Báo bạn\n')
    assert record.agency == "Báo bạn"
    assert record.body == "<p>Sáng nay trời mưa</p>"


def test_stories_in_other_languages_keep_their_capitals():
    record = read('title,body,language\nT,"NEW - It rains",en\n')
    assert (record.agency, record.body) == ("", "<p>NEW - It rains</p>")

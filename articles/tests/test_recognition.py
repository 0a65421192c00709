import json

import pytest

from articles.formats import recognition

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2"'

SAMPLES = {
    "nitf": "<nitf><head/><body/></nitf>",
    "newsml": f'<?xml version="1.0"?><newsItem {NAR}><itemMeta/></newsItem>',
    "newsml1": '<NewsML Version="1.2"><NewsItem/></NewsML>',
    "wxr": '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>',
    "feed": '<rss version="2.0"><channel><title>Tin</title><item><title>Một</title></item></channel></rss>',
    "ninjs": json.dumps({"uri": "urn:1", "versioncreated": "2018-06-12", "headline": "Một", "body_text": "Chữ"}),
    "ghost": json.dumps({"db": [{"meta": {"exported_on": 1}, "data": {"posts": []}}]}),
    "html": "<!DOCTYPE html><html><body><p>Chữ</p></body></html>",
    "tabular": "headline,body,published_on\nMột,Chữ,2018-06-12\n",
    "capture": "Chủ nhật, 20/01/2019\n\nTỉnh ủy tổng kết công tác năm\n\nSNO-Sáng nay, hội nghị được tổ chức.\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_is_told_by_its_content(name):
    file_name = "bản-chụp.txt" if name == "capture" else "tệp"
    reader = recognition.recognise(SAMPLES[name].encode(), file_name)
    assert reader is not None
    assert name == reader.NAME


def test_every_reader_follows_the_contract():
    for name in recognition.FORMATS:
        reader = recognition.reader(name)
        assert name == reader.NAME
        assert callable(reader.sniff)
        assert callable(reader.read)


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"capture"}))
def test_the_name_of_the_file_does_not_decide(name):
    assert name == recognition.recognise(SAMPLES[name].encode(), "sai.jpg").NAME


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_wide_encodings_are_text(encoding):
    assert recognition.recognise(SAMPLES["html"].encode(encoding), "trang.html").NAME == "html"


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7\n<html>",
        b"PK\x03\x04\x14\x00[Content_Types].xml",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x00\x00\x00\x20ftypisom",
        b"<html>\x00\x01\x02\x03" + bytes(100),
        b"",
        b"chi la chu khong phai bai",
    ],
)
def test_binary_and_unknown_files_are_no_ones(head):
    assert recognition.recognise(head, "tệp.bin") is None

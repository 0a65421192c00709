"""What the agencies hold back or take back: embargoes, withheld and withdrawn stories, in each of their formats."""

import io
import json
from datetime import datetime

import pytest

from articles.formats.dates import HANOI
from articles.formats.recognition import recognise
from articles.formats.record import Source

MOMENT = datetime(2099, 6, 20, 6, tzinfo=HANOI)
G2 = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" version="1" standard="NewsML-G2">'


def ninjs(status, until, body="<p>Chữ của tin.</p>"):
    name = "embargoedUntil" if until is not None else "slugline"
    item = {"uri": "urn:1", "versionCreated": "2018-06-12T10:00:00+07:00", "headlines": [{"value": "Tít"}]}
    return json.dumps(item | {"pubStatus": status, name: until or "", "bodies": [{"value": body}]})


def newsml(status, until, body="<p>Chữ của tin.</p>"):
    held = f"<embargoed>{until}</embargoed>" if until is not None else ""
    content = f'<contentSet><inlineXML contenttype="application/xhtml+xml"><html><body>{body}</body></html></inlineXML>'
    return (
        f'{G2}<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2018-06-12T10:00:00+07:00</versionCreated>'
        f'<pubStatus qcode="stat:{status}"/>{held}</itemMeta><contentMeta><headline>Tít</headline></contentMeta>'
        f"{content if body else '<contentSet>'}</contentSet></newsItem>"
    )


def newsml1(status, until, body="<p>Chữ của tin.</p>"):
    word = "embargoed" if until is not None else status
    change = f"<StatusWillChange><DateAndTime>{until}</DateAndTime></StatusWillChange>" if until else ""
    content = f"<ContentItem><DataContent>{body}</DataContent></ContentItem>" if body else ""
    return (
        "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>1</NewsItemId></NewsIdentifier></Identification>"
        f'<NewsManagement><FirstCreated>20180612T100000+0700</FirstCreated><Status FormalName="{word}"/>{change}'
        f"</NewsManagement><NewsComponent><NewsLines><HeadLine>Tít</HeadLine></NewsLines>{content}</NewsComponent>"
        "</NewsItem></NewsML>"
    )


def nitf(status, until, body="<p>Chữ của tin.</p>"):
    word = "embargoed" if until is not None else status
    release = f'<date.release norm="{until}"/>' if until else ""
    return (
        f'<nitf><head><docdata management-status="{word}"><doc-id id-string="1"/>'
        f'<date.issue norm="20180612T100000+0700"/>{release}</docdata></head><body><body.head>'
        f"<hedline><hl1>Tít</hl1></hedline></body.head><body.content>{body}</body.content></body></nitf>"
    )


FORMATS = pytest.mark.parametrize("write", [ninjs, newsml, newsml1, nitf])


def read(text):
    data = text.encode()
    (result,) = recognise(data, "tin").read(io.BytesIO(data), Source(name="tin"))
    return result


def codes(record):
    return {doubt.code for doubt in record.doubts}


@FORMATS
def test_an_embargo_is_kept_until_its_moment(write):
    record = read(write("usable", "2099-06-20T06:00:00+07:00"))
    assert record.embargo_until == MOMENT
    assert record.status == "published"
    assert "embargoed" in codes(record)


@FORMATS
def test_an_embargo_that_names_no_moment_makes_a_draft(write):
    record = read(write("usable", ""))
    assert record.status == "draft" or write is ninjs
    assert record.embargo_until is None


def test_an_embargo_that_cannot_be_read_makes_a_draft():
    for write in (ninjs, newsml, newsml1, nitf):
        assert read(write("usable", "khi nào báo sau")).status == "draft"


@FORMATS
def test_a_usable_story_is_not_held(write):
    record = read(write("usable", None))
    assert record.status == "published"
    assert record.embargo_until is None
    assert not codes(record) & {"embargoed", "correction"}


@FORMATS
@pytest.mark.parametrize(("status", "ours"), [("withheld", "draft"), ("canceled", "withdrawn")])
def test_what_is_withheld_or_withdrawn_comes_in_as_such(write, status, ours):
    assert read(write(status, None)).status == ours


@FORMATS
def test_an_order_to_withdraw_without_text_says_so(write):
    refusal = read(write("canceled", None, body=""))
    assert refusal.code == "withdrawn"
    assert "Tít" in refusal.reason
    assert "gỡ xuống" in refusal.reason


def test_a_correction_is_told():
    for text in (
        nitf("usable", None).replace("<doc-id", '<correction info="Sửa tên"/><doc-id'),
        newsml("usable", None).replace("</itemMeta>", '<signal qcode="sig:correction"/></itemMeta>'),
        newsml1("usable", None).replace("</NewsManagement>", '<Instruction FormalName="Kill"/></NewsManagement>'),
    ):
        assert "correction" in codes(read(text))

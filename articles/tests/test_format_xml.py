"""Cutting XML into records: large, damaged and hostile files."""

import io
import itertools
import tracemalloc

import pytest
from hypothesis import given, strategies as st

from articles.formats import xml
from articles.formats.record import Refusal, Source
from articles.formats.xml import Piece, Unreadable, document, records, root_tag
from articles.formats.xml.names import child_text, name

SOURCE = Source(name="bao.xml")
RSS = '<?xml version="1.0"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n{}</channel>\n</rss>'


def cut(markup, *names, **options):
    data = markup if isinstance(markup, bytes) else markup.encode()
    return list(records(io.BytesIO(data), names or ("item",), source=SOURCE, **options))


def titles(pieces):
    return [child_text(piece.element, "title") for piece in pieces if isinstance(piece, Piece)]


def test_records_come_in_order_with_their_lines():
    items = "<item><title>Một</title></item>\n<item>\n<title>Hai</title></item>\n"
    pieces = cut(RSS.format("<title>Kênh</title>\n" + items))
    assert titles(pieces) == ["Một", "Hai"]
    assert [piece.line for piece in pieces] == [5, 6]


def test_the_head_holds_what_stands_before_the_first_record():
    head, record = cut(RSS.format("<title>Kênh</title><item><title>Một</title></item>"), with_head=True)
    assert head.is_head
    assert child_text(head.element[0], "title") == "Kênh"
    assert not record.is_head


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_a_record_is_whole_however_the_file_is_read(monkeypatch, size):
    monkeypatch.setattr("articles.formats.xml.text.CHUNK", size)
    monkeypatch.setattr("articles.formats.xml.text.HEAD", size)
    items = "<item><title><![CDATA[Một </item> <item>]]></title></item><!-- <item> --><item/>"
    items += "<item><title>Ba</title></item>"
    assert titles(cut(RSS.format(items))) == ["Một </item> <item>", "", "Ba"]


def test_a_fault_stays_within_its_record():
    pieces = cut(RSS.format("<item><title>Một</b></item>\n<item><title>Hai</title></item>"))
    assert titles(pieces) == ["Một", "Hai"]
    assert pieces[0].damage.startswith("Dòng 4")
    assert not pieces[1].damage


def test_a_record_without_its_end_does_not_swallow_the_next():
    pieces = cut(RSS.format("<item><title>Một</title>\n<item><title>Hai</title></item>"))
    assert titles(pieces) == ["Một", "Hai"]
    assert "thiếu thẻ đóng" in pieces[0].damage


def test_a_file_cut_off_inside_a_record_keeps_its_text_in_a_refusal():
    whole = RSS.format("<item><title>Một</title></item>\n<item><title>Hai</title><description>Nửa bài")
    pieces = cut(whole.removesuffix("</channel>\n</rss>"))
    assert titles(pieces) == ["Một"]
    refusal = pieces[1]
    assert isinstance(refusal, Refusal)
    assert refusal.code == "truncated"
    assert refusal.lines == ["Hai", "Nửa bài"]
    assert "Dòng 5" in refusal.reason


def test_a_file_cut_off_between_records_is_told():
    markup = RSS.format("<item><title>Một</title></item>").removesuffix("</channel>\n</rss>")
    assert [getattr(piece, "code", "") for piece in cut(markup)] == ["", "truncated"]


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        ("Chợ&nbsp;phiên", "Chợ\xa0phiên"),
        ("Ăn & uống &la; &amp; ngủ", "Ăn & uống &la; & ngủ"),
        ("3 < 5 &#150; đúng", "3 < 5 – đúng"),
        ("Mốc\x08 thời gian&#0;&#x1F;", "Mốc thời gian"),
        ("Dòng<br>mới", "Dòngmới"),
        ("<![CDATA[a <![CDATA[ b ]]> c]]>", "a <![CDATA[ b ]]> c"),
        ("<![CDATA[a & b\x0b]]> & <![CDATA[<c>]]>", "a & b & <c>"),
    ],
)
def test_what_xml_forbids_but_means_something_is_mended_without_damage(inside, read):
    (piece,) = cut(RSS.format(f"<item><title>{inside}</title></item>"))
    assert child_text(piece.element, "title") == read
    assert not piece.damage


def test_a_prefix_that_nobody_declared_is_known_by_its_usual_name():
    markup = "<rss><channel><item><dc:creator>Nông Văn Bình</dc:creator><la:x>1</la:x></item></channel></rss>"
    (piece,) = cut(markup)
    assert child_text(piece.element, "dc:creator") == "Nông Văn Bình"
    assert not piece.damage


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_of_every_width_is_read(encoding):
    markup = RSS.format("<item><title>Đường đến trường</title></item>")
    assert titles(cut(markup.encode(encoding))) == ["Đường đến trường"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "utf-16", "x-user-defined", "tcvn"])
def test_utf_8_is_read_as_such_whatever_is_declared(declared):
    markup = RSS.format("<item><title>Đường đến trường</title></item>").replace("?>", f' encoding="{declared}"?>', 1)
    assert titles(cut(markup)) == ["Đường đến trường"]


def test_bytes_of_another_encoding_are_read_and_doubted():
    markup = RSS.format("<item><title>Đường</title></item><item><title>TITLE</title></item>").encode()
    pieces = cut(markup.replace(b"TITLE", b"caf\xe9"))
    assert titles(pieces) == ["Đường", "café"]
    assert not pieces[0].damage
    assert "windows-1252" in pieces[1].damage


def test_a_forced_encoding_goes_before_all_signs():
    source = Source(name="x", encoding="cp1258")
    data = RSS.format("<item><title>TITLE</title></item>").encode().replace(b"TITLE", "Đông".encode("cp1258"))
    (piece,) = records(io.BytesIO(data), ("item",), source=source)
    assert child_text(piece.element, "title") == "Đông"
    assert piece.encoding == "cp1258"


def test_blank_lines_and_comments_may_stand_before_the_root():
    markup = "\n\n \ufeff" + RSS.format("<item><title>Một</title></item>").replace("<rss", "<!-- <rss> --><rss")
    assert titles(cut(markup)) == ["Một"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [ <!ENTITY % x SYSTEM "file:///etc/passwd"> %x; ]>',
        '<!DOCTYPE rss [<!ENTITY mật SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_declared_entities_are_refused_with_the_mend(doctype):
    markup = doctype + "<rss><channel><item><title>&a;</title></item></channel></rss>"
    (refusal,) = cut(markup)
    assert refusal.code == "entities"
    assert "DOCTYPE" in refusal.reason
    with pytest.raises(Unreadable, match="DOCTYPE"):
        document(io.BytesIO(markup.encode()), source=SOURCE)


def test_an_entity_declared_inside_a_record_is_never_resolved():
    markup = RSS.format('<item><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><title>&a;</title></item>')
    assert "root:" not in "".join(itertools.chain(*(piece.element.itertext() for piece in cut(markup))))


def test_an_outer_doctype_is_no_obstacle():
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    assert titles(cut(doctype + "<rss><channel><item><title>Một&eacute;</title></item></channel></rss>")) == ["Mộté"]


def test_a_record_beyond_all_measure_is_refused_and_the_next_read(monkeypatch):
    monkeypatch.setattr("articles.formats.xml.cut.MAX_RECORD", 400_000)
    large = f"<item><title>Lớn</title>{'ảnh nhúng ' * 200_000}</item>"
    pieces = cut(RSS.format(large + "<item><title>Nhỏ</title></item>"))
    assert pieces[0].code == "too-large"
    assert titles(pieces) == ["Nhỏ"]


def test_memory_does_not_grow_with_the_file():
    record = b"<item><title>B</title><description>" + b"x" * 20_000 + b"</description></item><other/>"

    def peak(count):
        data = itertools.chain([b"<rss><channel>"], itertools.repeat(record, count), [b"</channel></rss>"])
        tracemalloc.start()
        found = sum(1 for _ in records(_Stream(data), ("item",), source=SOURCE))
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return size

    assert peak(1500) < 1.5 * peak(150)


class _Stream:
    """A file that is made as it is read."""

    def __init__(self, parts):
        self.parts, self.buffer = parts, b""

    def read(self, size):
        while len(self.buffer) < size and (part := next(self.parts, None)) is not None:
            self.buffer += part
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data


def test_records_may_nest_where_their_kind_does():
    markup = "<news><box>1<box>2</box></box><box>3</box></news>"
    assert len(cut(markup, "box", nests=True)) == 2


def test_the_root_may_be_the_record():
    (piece,) = cut("<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf><title>Một</title></nitf>", "nitf")
    assert (titles([piece]), piece.line) == (["Một"], 2)


def test_what_is_no_xml_is_refused():
    assert [piece.code for piece in cut("Thứ Ba, ngày 12 tháng 6")] == ["not-xml"]
    assert [piece.code for piece in cut("<!-- trống -->")] == ["not-xml"]
    assert [piece.code for piece in cut(RSS.format(""))] == ["no-records"]


def test_names_do_not_depend_on_prefixes_and_versions():
    markup = '<a xmlns:q="http://wordpress.org/export/1.0/" xmlns:m="http://search.yahoo.com/mrss"><q:x/><m:y/><z/></a>'
    element = document(io.BytesIO(markup.encode()), source=SOURCE).element
    assert [name(child) for child in element] == ["wp:x", "media:y", "z"]


def test_a_root_tag_is_seen_behind_declarations_and_comments():
    assert root_tag(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <feed> --><rss version='2.0'>").startswith("<rss")
    assert root_tag(b"{}") == ""


@given(st.text(alphabet='<>&;/!-[]"= abitemCDATA\n', max_size=300))
def test_any_text_gives_pieces_or_refusals(markup):
    for piece in cut(RSS.format(markup)):
        assert isinstance(piece, Piece | Refusal)


@given(st.binary(max_size=200))
def test_any_bytes_give_pieces_or_refusals(data):
    for piece in cut(b"<rss><item>" + data):
        assert isinstance(piece, Piece | Refusal)


def test_records_not_wanted_are_not_parsed(monkeypatch):
    monkeypatch.setattr(xml, "_parsed", lambda cut, wrapper: pytest.fail("parsed"))
    assert not cut(RSS.format("<item>a</item>"), wanted=lambda text: False)

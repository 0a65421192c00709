"""WordPress exports, made here after the structure that WordPress writes (WXR 1.0 to 1.2)."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from articles.formats import feed, wxr
from articles.formats.dates import HANOI
from articles.formats.record import ArticleRecord, Refusal, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "formats" / "wxr"
SOURCE = Source(name="bao-cu.xml")

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2024-03-01 02:00" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
  <title>Báo thử nghiệm</title><link>https://bao.example.vn</link><language>vi</language>
  <wp:wxr_version>{version}</wp:wxr_version>
  <wp:base_site_url>https://bao.example.vn</wp:base_site_url><wp:base_blog_url>https://bao.example.vn</wp:base_blog_url>
  <wp:author><wp:author_id>3</wp:author_id><wp:author_login><![CDATA[thuha]]></wp:author_login>
    <wp:author_email><![CDATA[ha@example.vn]]></wp:author_email>
    <wp:author_display_name><![CDATA[Lâm Thu Hà]]></wp:author_display_name></wp:author>
  <wp:author><wp:author_login>ducminh</wp:author_login>
    <wp:author_display_name><![CDATA[Vi Đức Minh]]></wp:author_display_name></wp:author>
  <wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>chinh-tri</wp:category_nicename>
    <wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Chính trị]]></wp:cat_name></wp:category>
  <wp:category><wp:term_id>5</wp:term_id><wp:category_nicename>xay-dung-dang</wp:category_nicename>
    <wp:category_parent>chinh-tri</wp:category_parent><wp:cat_name><![CDATA[Xây dựng Đảng]]></wp:cat_name></wp:category>
"""
FOOT = "</channel>\n</rss>\n"


def item(number=7, *, title="Chợ phiên vùng cao", content="Một đoạn.", excerpt="", more="", **fields):
    fields = {
        "post_date": "2018-06-12 10:30:00",
        "post_date_gmt": "2018-06-12 03:30:00",
        "status": "publish",
        "post_type": "post",
        "post_name": "cho-phien-vung-cao",
        "post_parent": "0",
        "post_password": "",
    } | fields
    tags = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in fields.items())
    return f"""<item><title>{title}</title><link>https://bao.example.vn/2018/06/cho-phien-vung-cao/</link>
<pubDate>Tue, 12 Jun 2018 03:30:00 +0000</pubDate><dc:creator><![CDATA[thuha]]></dc:creator>
<guid isPermaLink="false">https://bao.example.vn/?p={number}</guid><description></description>
<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>{tags}{more}</item>
"""


def meta(key, value):
    pair = f"<wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value>"
    return f"<wp:postmeta>{pair}</wp:postmeta>"


def attachment(number, name, *, caption="", alt="", parent="7", more=""):
    url = f"<wp:attachment_url>https://bao.example.vn/wp-content/uploads/2018/06/{name}</wp:attachment_url>"
    more = url + meta("_wp_attachment_image_alt", alt) + more
    options = {"post_type": "attachment", "status": "inherit", "post_parent": parent, "post_name": name}
    return item(number, title=name, content="", excerpt=caption, more=more, **options)


def read(*items, version="1.2", stream=io.BytesIO):
    data = (HEAD.format(version=version) + "".join(items) + FOOT).encode()
    return list(wxr.read(stream(data), SOURCE))


def one(*items, **options):
    (record,) = read(*items, **options)
    assert isinstance(record, ArticleRecord), record
    return record


def codes(record):
    return [doubt.code for doubt in record.doubts]


class Pipe(io.BytesIO):
    def seekable(self):
        return False


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_a_post_is_read_from_every_version(version):
    record = one(item(excerpt="Sáng sớm, người khắp nơi về chợ."), version=version)
    assert (record.format, record.source, record.source_id) == ("wxr", "bao-cu.xml", "7")
    assert record.headline == "Chợ phiên vùng cao"
    assert record.standfirst == "Sáng sớm, người khắp nơi về chợ."
    assert record.body == "<p>Một đoạn.</p>"
    assert record.url == "https://bao.example.vn/2018/06/cho-phien-vung-cao/"
    assert record.alternate_urls == ["https://bao.example.vn/?p=7"]
    assert (record.published_on, record.published_at) == ("2018-06-12", datetime(2018, 6, 12, 10, 30, tzinfo=HANOI))
    assert "post_date_gmt" in record.published_on_reason
    assert [(byline.name, byline.email) for byline in record.bylines] == [("Lâm Thu Hà", "ha@example.vn")]
    assert (record.status, record.encoding, record.doubts) == ("published", "utf-8", [])


def test_two_line_ends_part_paragraphs_and_one_breaks_the_line():
    assert one(item(content="Một\nhai\n\nba")).body == "<p>Một<br>hai</p><p>ba</p>"


def test_block_comments_leave_no_trace():
    content = "<!-- wp:paragraph -->\n<p>Một\nhai</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading --><h2>Tít</h2>"
    assert one(item(content=content)).body == "<p>Một hai</p><h2>Tít</h2>"


def test_the_date_is_the_local_one_where_gmt_is_unset():
    record = one(item(post_date_gmt="0000-00-00 00:00:00"))
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert "wp:post_date" in record.published_on_reason


def test_the_day_counts_in_hanoi():
    assert one(item(post_date_gmt="2018-06-11 18:00:00")).published_on == "2018-06-12"


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_what_was_never_published_has_no_day(status):
    record = one(item(status=status))
    assert (record.status, record.published_on) == ("draft", None)
    assert record.published_on_reason


@pytest.mark.parametrize("status", ["private", "future"])
def test_private_and_planned_posts_are_drafts_with_their_day(status):
    record = one(item(status=status))
    assert (record.status, record.published_on) == ("draft", "2018-06-12")


def test_a_password_makes_a_draft_and_a_doubt():
    record = one(item(post_password="mật khẩu"))
    assert record.status == "draft"
    assert "password" in codes(record)


def test_an_unknown_status_makes_a_draft_and_a_doubt():
    record = one(item(status="cho-ky"))
    assert record.status == "draft"
    assert "status-unknown" in codes(record)


def test_trash_is_refused_by_line_and_keeps_its_words():
    (refusal,) = read(item(status="trash", title="Bài bỏ"))
    assert (refusal.code, refusal.source_id) == ("trash", "7")
    assert refusal.reason.startswith(f"Dòng {HEAD.count(chr(10)) + 1}:")
    assert "Bài bỏ" in refusal.lines
    assert "Một đoạn." in refusal.lines


def test_an_item_without_words_is_refused():
    (refusal,) = read(item(title="", content=""))
    assert refusal.code == "no-text"


def test_a_post_without_title_is_read_with_a_doubt():
    record = one(item(title=""))
    assert record.headline is None
    assert "headline-missing" in codes(record)


def test_a_page_comes_without_section_and_with_a_doubt():
    category = '<category domain="category" nicename="chinh-tri"><![CDATA[Chính trị]]></category>'
    record = one(item(post_type="page", more=category))
    assert record.sections == []
    assert codes(record) == ["page"]


def test_wordpress_own_items_are_no_articles():
    assert read(item(post_type="nav_menu_item"), item(post_type="revision"), attachment(31, "cho.jpg")) == []


def test_an_export_without_articles_says_so():
    (refusal,) = read()
    assert refusal.code == "no-records"


def test_several_authors_of_co_authors_plus_are_in_order_once_each():
    signed = "".join(
        f'<category domain="author" nicename="cap-{slug}"><![CDATA[{login}]]></category>'
        for slug, login in [("ducminh", "ducminh"), ("khach", "khach"), ("ducminh", "ducminh"), ("la", "Nông Thị La")]
    )
    guest = item(90, title="Hoàng Văn Khách", post_type="guest-author", post_name="cap-khach")
    record = one(item(more=signed), guest)
    assert [byline.name for byline in record.bylines] == ["Vi Đức Minh", "Hoàng Văn Khách", "Nông Thị La"]


def test_the_deepest_category_gives_the_sections_and_the_rest_are_tags():
    terms = (
        '<category domain="category" nicename="kinh-te"><![CDATA[Kinh tế]]></category>'
        '<category domain="category" nicename="xay-dung-dang"><![CDATA[Xây dựng Đảng]]></category>'
        '<category domain="category" nicename="khong-phan-loai"><![CDATA[Không phân loại]]></category>'
        '<category domain="post_tag" nicename="cho-phien"><![CDATA[chợ phiên]]></category>'
        '<category domain="post_tag" nicename="cho-phien-2"><![CDATA[Chợ phiên]]></category>'
        '<category domain="post_format" nicename="post-format-image"><![CDATA[Hình]]></category>'
    )
    record = one(item(more=terms))
    assert record.sections == ["Chính trị", "Xây dựng Đảng"]
    assert record.tags == ["Kinh tế", "chợ phiên"]


def test_categories_that_are_each_others_parents_do_not_hang():
    loop = "".join(
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name>{slug}</wp:cat_name></wp:category>"
        for slug, parent in [("a", "b"), ("b", "a")]
    )
    assert one(loop, item(more='<category domain="category" nicename="a">A</category>')).sections == ["b", "A"]


UPLOADS = "https://bao.example.vn/wp-content/uploads/2018/06/"
IMAGE = f'<img class="size-medium wp-image-31" src="{UPLOADS}cho-300x200.jpg" alt="" />'


@pytest.mark.parametrize("order", ["attachment first", "post first"])
def test_a_picture_learns_caption_credit_and_original_from_its_attachment(order):
    picture = attachment(31, "cho.jpg", caption="Toàn cảnh chợ. Ảnh: Thu Hà", alt="chợ")
    items = [picture, item(content=f"Chữ.\n\n{IMAGE}")]
    record = one(*(items if order == "attachment first" else items[::-1]))
    (photo,) = record.photos
    assert (photo.caption, photo.credit, photo.alt) == ("Toàn cảnh chợ.", "Thu Hà", "chợ")
    assert photo.reference == "https://bao.example.vn/wp-content/uploads/2018/06/cho.jpg"
    assert record.body == "<p>Chữ.</p><p>[ảnh 1]</p>"
    assert record.credits == ["Thu Hà"]


def test_an_attachment_is_known_by_its_file_where_the_text_names_no_number():
    content = '<img src="http://bao.example.vn/wp-content/uploads/2018/06/CHO-scaled.jpg">'
    assert one(attachment(31, "cho.jpg", caption="Toàn cảnh chợ"), item(content=content)).photos[0].caption


def test_a_caption_in_the_text_goes_before_the_librarys():
    content = f'[caption id="attachment_31" width="300"]{IMAGE} Chợ đông[/caption]'
    record = one(item(content=content), attachment(31, "cho.jpg", caption="Khác"))
    assert record.photos[0].caption == "Chợ đông"
    assert "[caption" not in record.body


def test_a_gallery_becomes_its_pictures_and_a_missing_one_is_told():
    record = one(item(content='[gallery ids="32,31,99"]'), attachment(31, "a.jpg"), attachment(32, "b.jpg"))
    assert [photo.reference[-5:] for photo in record.photos] == ["b.jpg", "a.jpg"]
    assert record.body == "<p>[ảnh 1]</p><p>[ảnh 2]</p>"
    assert "photo-missing" in codes(record)


def test_a_gallery_without_numbers_shows_what_hangs_on_the_post():
    items = attachment(31, "a.jpg"), attachment(32, "khac.jpg", parent="8"), attachment(33, "van-ban.pdf")
    record = one(item(content="Ảnh:\n\n[gallery]"), *items)
    assert [photo.reference[-5:] for photo in record.photos] == ["a.jpg"]


def test_the_posts_own_picture_comes_first_unless_the_text_shows_it():
    own = meta("_thumbnail_id", "31")
    picture = attachment(31, "cho.jpg", caption="Chợ")
    assert one(item(more=own), picture).body == "<p>[ảnh 1]</p><p>Một đoạn.</p>"
    assert len(one(item(more=own, content=IMAGE), picture).photos) == 1


def test_the_camera_tells_the_day_and_the_photographer():
    camera = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:9:"Đức Minh";s:17:"created_timestamp";s:10:"1528790400";}}'
    record = one(item(content=IMAGE), attachment(31, "cho.jpg", more=meta("_wp_attachment_metadata", camera)))
    assert (record.photos[0].credit, record.photos[0].taken_on) == ("Đức Minh", date(2018, 6, 12))


def test_a_pipe_is_read_once_with_what_came_before():
    items = attachment(31, "cho.jpg", caption="Chợ"), item(content=IMAGE)
    assert one(*items, stream=Pipe).photos[0].caption == "Chợ"
    assert one(*items[::-1], stream=Pipe).photos[0].caption == ""


def test_comments_are_left_out():
    comment = "<wp:comment><wp:comment_content>Hay quá</wp:comment_content></wp:comment>"
    assert "Hay quá" not in repr(one(item(more=comment)))


def test_old_slugs_give_old_addresses():
    record = one(item(more=meta("_wp_old_slug", "cho-phien-cu")))
    assert "https://bao.example.vn/2018/06/cho-phien-cu/" in record.alternate_urls


def test_shortcodes_left_in_the_text_are_told():
    record = one(item(content="[contact-form-7 id='5'] và [sic] và [ảnh 1]"))
    assert [doubt.detail for doubt in record.doubts if doubt.code == "shortcode"] == [
        "Nội dung còn mã WordPress: contact-form-7."
    ]


def test_cdata_in_cdata_keeps_its_words():
    assert one(item(content="Trước <![CDATA[ giữa ]]> sau")).body == "<p>Trước giữa sau</p>"


def test_damage_is_told_and_harms_one_post_only():
    broken = item(8, title="Hỏng</title><title>").replace("</item>", "</b></item>")
    records = read(item(), broken, item(9))
    assert [record.source_id for record in records] == ["7", "8", "9"]
    assert ["damaged" in codes(record) for record in records] == [False, True, False]


def test_wordpress_exports_are_not_taken_for_feeds():
    head = HEAD.format(version="1.2").encode()
    assert wxr.sniff(head, "x.txt")
    assert not feed.sniff(head, "x.xml")
    assert not wxr.sniff(b"<rss version='2.0'><channel></channel></rss>", "wordpress.xml")


@given(st.text(max_size=200))
def test_any_content_is_read_or_refused(content):
    for record in read(item(content=content.replace("]]>", "]]]]><![CDATA[>"))):
        assert isinstance(record, ArticleRecord | Refusal)
        assert "<script" not in getattr(record, "body", "")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the public samples are not here")
def test_public_samples_are_read_without_damage():
    counts = {}
    for path in sorted(SHARED.glob("*.xml")):
        with path.open("rb") as file:
            results = list(wxr.read(file, Source(name=path.name)))
        assert results
        assert not [result for result in results if isinstance(result, ArticleRecord) and "damaged" in codes(result)]
        counts[path.name.partition("__")[2]] = sum(isinstance(result, ArticleRecord) for result in results)
    assert counts["theme-unit-test-data.xml"] == 79
    assert counts["valid-wxr-1.0.xml"] == 6

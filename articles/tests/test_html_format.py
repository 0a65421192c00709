import io
import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from articles.formats import html
from articles.formats.record import ArticleRecord, Refusal, Source
from newsroom.vietnamese import TONES

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

SENTENCES = (
    "Ngày 12/6, Ủy ban nhân dân huyện tổ chức hội nghị sơ kết sáu tháng đầu năm về xây dựng nông thôn mới.",
    "Đến nay, toàn huyện có 9 xã đạt chuẩn, bình quân mỗi xã đạt 15 tiêu chí, tăng 2 tiêu chí so với năm trước.",
    "Trong thời gian tới, các xã tiếp tục huy động nhân dân hiến đất, góp công làm đường, xây dựng nhà văn hóa.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEADLINE = "Huyện vùng cao sơ kết sáu tháng xây dựng nông thôn mới"


def read(page, *, name="tin.html", encoding=None):
    data = page if isinstance(page, bytes) else page.encode()
    (item,) = html.read(io.BytesIO(data), Source(name=name, encoding=encoding))
    return item


def page(*, head="", body=PARAGRAPHS, title=f"{HEADLINE} - Báo Sơn Nam"):
    head = f"<head><meta charset=utf-8><title>{title}</title>{head}</head>"
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"


def json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


def body_texts(record):
    return [chunk.split("</p>")[0] for chunk in record.body.split("<p>")[1:]]


OLD_TABLES = page(
    head='<meta http-equiv="Content-Type" content="text/html; charset=utf-8">',
    body=f"""<form><table width="1000"><tr><td colspan="3">Chủ nhật, 20/01/2019</td></tr>
    <tr><td class="menu"><a href="/1">Chính trị</a><br><a href="/2">Kinh tế</a><br><a href="/3">Văn hóa xã hội</a></td>
    <td><div id="ctl00_noidung"><span class="tieude">{HEADLINE}</span><br>
    <div>Thứ Ba, 12/06/2018 - 10:30</div>
    <div class="sapo"><b>SNO-Sáng nay (12/6), hội nghị sơ kết xây dựng nông thôn mới được tổ chức tại huyện.</b></div>
    <table align="center"><tr><td><img src="/uploads/hoinghi.jpg"></td></tr>
    <tr><td><i>Quang cảnh hội nghị</i></td></tr></table>
    {PARAGRAPHS}
    <p align="right"><b>Tin, ảnh: Nông Văn Hậu</b></p>
    <p>Tin liên quan</p><ul><li><a href="/a">Một xã về đích nông thôn mới trước hạn một năm so với kế hoạch</a></li>
    <li><a href="/b">Nhân dân hiến hơn một nghìn mét vuông đất để mở đường liên thôn</a></li></ul></div></td>
    <td><a href="/q">Quảng cáo</a></td></tr></table></form>""",
)


def test_a_page_of_an_old_table_layout_is_read_whole():
    record = read(OLD_TABLES)
    assert record.headline == HEADLINE
    assert record.agency == "SNO"
    assert record.standfirst.startswith("Sáng nay (12/6), hội nghị sơ kết")
    assert body_texts(record) == ["[ảnh 1]", *SENTENCES]
    assert [signed.name for signed in record.bylines] == ["Nông Văn Hậu"]
    photo = record.photos[0]
    assert (photo.caption, photo.credit, photo.reference) == (
        "Quang cảnh hội nghị",
        "Nông Văn Hậu",
        "/uploads/hoinghi.jpg",
    )


def test_the_sites_clock_is_the_day_of_capture_and_the_line_under_the_headline_the_day_of_publication():
    record = read(OLD_TABLES)
    assert record.captured_on == date(2019, 1, 20)
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert "12/6/2018" in record.published_on_reason


def test_a_page_without_any_day_says_so():
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:])
    record = read(page(body=f"<div>Chủ nhật, 20/01/2019</div><h1>{HEADLINE}</h1>{story}"))
    assert record.published_on is None
    assert record.captured_on == date(2019, 1, 20)
    assert "date-unknown" in [doubt.code for doubt in record.doubts]


def test_a_day_that_the_story_names_is_dated_by_the_day_of_capture():
    story = f"<p>SNO-Sáng nay (12/6), hội nghị sơ kết được tổ chức tại huyện vùng cao.</p>{PARAGRAPHS}"
    record = read(page(body=f"<div>Chủ nhật, 20/01/2019</div><h1>{HEADLINE}</h1>{story}"))
    assert record.published_on == "2018-06-12"
    assert "20/1/2019" in record.published_on_reason


def test_the_days_of_other_stories_are_not_this_ones():
    others = "<ul class='tin-khac'><li><a href=/a>Tin khác</a> <span>(20/12/2019)</span></li></ul>"
    line = "<div>12/06/2018</div>"
    assert read(page(body=f"<h1>{HEADLINE}</h1>{line}{PARAGRAPHS}{others}")).published_on == "2018-06-12"


def test_an_author_named_below_the_story_is_read():
    line = "<p class='h5'><strong>Tác giả bài viết:</strong> Nông Văn Hậu</p>"
    record = read(page(body=f"<h1>{HEADLINE}</h1><div class='bodytext'>{PARAGRAPHS}</div><div>{line}</div>"))
    assert [signed.name for signed in record.bylines] == ["Nông Văn Hậu"]


def test_the_markup_of_other_stories_tells_no_day():
    others = "<aside><time datetime='2019-12-20T10:00:00+07:00'>20/12</time></aside>"
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:])
    assert read(page(body=f"<h1>{HEADLINE}</h1><div class='content'>{story}</div>{others}")).published_on is None


def test_other_stories_with_leads_of_their_own_are_not_this_story():
    teaser = "<div><a href=/x><h4>Tin khác</h4></a><p>Sapo của một tin khác, đủ dài để giống một đoạn văn.</p></div>"
    inside = f"<div class='VCSortable' type='RelatedOneNews'>{teaser}</div>"
    story = f"<div class='detail-content'>{PARAGRAPHS}{inside}</div><div class='list-other'>{teaser * 8}</div>"
    record = read(page(body=f"<div class='page-detail'><h1>{HEADLINE}</h1>{story}</div>"))
    assert body_texts(record) == list(SENTENCES)


WORDPRESS = page(
    head="""<link rel="canonical" href="https://bao.example/nong-thon/tin-12.html"/>
    <link rel="amphtml" href="https://bao.example/nong-thon/tin-12.html/amp"/>
    <link rel="shortlink" href="https://bao.example/?p=4512"/>
    <meta property="og:site_name" content="Báo Sơn Nam"/><meta property="og:locale" content="vi_VN"/>
    <meta property="article:section" content="Nông thôn mới"/>
    <meta property="article:tag" content="nông thôn mới"/><meta property="article:tag" content="hiến đất"/>"""
    + json_ld(
        """{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Báo Sơn Nam"},
        {"@type":["Article","NewsArticle"],"headline":"Huyện vùng cao sơ kết",
        "datePublished":"2018-06-12T03:30:00+00:00",
        "dateModified":"2018-06-13T03:30:00+00:00","author":[{"@type":"Person","name":"Lục Thị Hoa"}]},
        {"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Trang chủ"},
        {"@type":"ListItem","position":2,"name":"Kinh tế"},
        {"@type":"ListItem","position":3,"name":"Nông thôn mới"}]}]}"""
    ),
    body=f"""<header class="site-header"><nav><a href="/">Trang chủ</a></nav></header>
    <article class="post"><h1 class="entry-title">{HEADLINE}</h1><div class="entry-content">
    <div class="addtoany_share">Chia sẻ</div>
    <p><strong>(Báo Sơn Nam) - Chín xã của huyện đã đạt chuẩn nông thôn mới, vượt kế hoạch từ đầu năm.</strong></p>
    {PARAGRAPHS}<figure class="wp-block-image"><img src="https://bao.example/a.jpg" alt="Đường thôn"/>
    <figcaption>Đường thôn mới. Ảnh: Hoàng Tùng</figcaption></figure>
    <p>Xem thêm: <a href="/x">Chuyện làm đường</a></p></div>
    <div class="related-posts"><h3>Bài liên quan</h3><p>Một bài khác nói về việc hoàn toàn khác ở huyện khác.</p></div>
    </article><div id="comments"><p>Tôi thấy tin này rất hay, mong báo viết thêm nhiều tin như thế.</p></div>""",
)


def test_a_wordpress_page_is_read_whole():
    record = read(WORDPRESS)
    assert record.headline == HEADLINE
    assert record.agency == "Báo Sơn Nam"
    assert record.standfirst.startswith("Chín xã")
    assert body_texts(record) == [*SENTENCES, "[ảnh 1]"]
    assert record.photos[0].credit == "Hoàng Tùng"
    assert [signed.name for signed in record.bylines] == ["Lục Thị Hoa"]
    assert record.sections == ["Kinh tế", "Nông thôn mới"]
    assert record.tags == ["nông thôn mới", "hiến đất"]
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert record.modified_at == datetime(2018, 6, 13, 10, 30, tzinfo=HANOI)
    assert record.url == "https://bao.example/nong-thon/tin-12.html"
    assert record.alternate_urls == ["https://bao.example/nong-thon/tin-12.html/amp", "https://bao.example/?p=4512"]
    assert record.source_id == "4512"


@pytest.mark.parametrize(
    "text",
    [
        '[{"@type":"Organization","name":"Báo"},{"@type":"BlogPosting","datePublished":"2018-06-12T10:30:00+07:00"}]',
        '<!-- {"@type":"NewsArticle","datePublished":"2018-06-12T10:30:00+07:00",} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","description":"hai\ndòng","datePublished":"2018-06-12T10:30:00+07:00"}\n//]]>',
        '{"@type":"NewsArticle","author":{"name":"A"}"thiếu phẩy":1,"datePublished":"2018-06-12T10:30:00+07:00"}',
    ],
)
def test_the_day_is_found_in_json_ld_of_every_kind_also_broken(text):
    assert read(page(head=json_ld(text))).published_on == "2018-06-12"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2018-06-12T10:30:00+07:00">',
        '<meta name="pubdate" content="2018-06-12 10:30">',
        '<meta itemprop="datePublished" content="2018-06-12T10:30:00+0700">',
        '<meta name="DC.date.issued" content="2018-06-12">',
    ],
)
def test_the_day_is_found_in_meta_elements(head):
    assert read(page(head=head)).published_on == "2018-06-12"


@pytest.mark.parametrize(
    "line",
    [
        "<div class='date'>Thứ ba, 12/06/2018 | 10:30 GMT+7</div>",
        "<p>Cập nhật lúc 10:30, Thứ Ba, 12/06/2018 (GMT+7)</p>",
        "<span>Đăng lúc: 12/06/2018 10:30</span>",
        "<time datetime='2018-06-12T10:30:00+07:00'>12 tháng 6</time>",
    ],
)
def test_the_day_is_found_in_lines_under_the_headline(line):
    record = read(page(body=f"<h1>{HEADLINE}</h1>{line}<div class='content'>{PARAGRAPHS}</div>"))
    assert record.published_at == datetime(2018, 6, 12, 10, 30, tzinfo=HANOI)
    assert body_texts(record) == list(SENTENCES)


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Báo Sơn Nam",
        f"{HEADLINE} - Báo Sơn Nam điện tử",
        f"Báo Sơn Nam - {HEADLINE}",
        f"{HEADLINE} - sonnam.example.vn",
    ],
)
def test_the_sites_name_is_no_part_of_the_headline(title):
    head = '<meta property="og:site_name" content="Báo Sơn Nam">'
    assert read(page(head=head, title=title)).headline == HEADLINE


def test_the_address_that_a_browser_noted_is_the_pages():
    noted = "<!-- saved from url=(0031)http://bao.example/tin.aspx?id=12 -->"
    assert read(noted + page()).url == "http://bao.example/tin.aspx?id=12"


def test_pages_without_classes_are_told_by_their_prose():
    menu = "<div>" + "".join(f"<a href='/{n}'>Chuyên mục số {n} của trang báo</a> " for n in range(40)) + "</div>"
    prose = "<br><br>".join(SENTENCES)
    story = f"<div><div><h1>{HEADLINE}</h1>{prose}</div></div>"
    record = read(page(body=f"<div>{menu}{story}<div>© Báo Sơn Nam</div></div>"))
    assert body_texts(record) == list(SENTENCES)


def test_a_list_of_headlines_is_refused():
    links = "".join(f"<li><a href='/{n}'>Tin số {n}: hội nghị sơ kết công tác</a></li>" for n in range(30))
    item = read(page(body=f"<ul>{links}</ul>", title="Trang chủ"))
    assert isinstance(item, Refusal)
    assert item.code == "no-text"


@pytest.mark.parametrize("content", [b"", b"   ", b"<html></html>"])
def test_an_empty_page_is_refused(content):
    assert read(content).code == "no-text"


MEDIUM = """<!DOCTYPE html><html><head><title>Chuyện làng</title></head><body><article class="h-entry">
<header><h1 class="p-name">Chuyện làng</h1></header>
<section data-field="subtitle" class="p-summary">Ghi chép một chuyến đi về vùng biên</section>
<section data-field="body" class="e-content"><section class="section"><div class="section-inner">
<h3 class="graf graf--h3 graf--title">Chuyện làng</h3>
<h4 class="graf graf--h4 graf--subtitle">Ghi chép một chuyến đi về vùng biên</h4>
<figure class="graf graf--figure"><img class="graf-image" src="https://cdn.example/1.jpeg">
<figcaption class="imageCaption">Đường về làng</figcaption></figure>
<p class="graf graf--p">Làng nằm bên suối.</p></div></section></section>
<footer><p class="p-tags">Tagged in <a href="/t" class="p-tag">Biên giới</a></p>
<p>By <a href="https://blog.example/@hau" class="p-author h-card">Nông Văn Hậu</a> on
<time class="dt-published" datetime="2018-08-11T11:23:34.123Z">August 11, 2018</time>.
</p><p><a href="https://blog.example/@hau/chuyen-lang-efef12121212" class="p-canonical">Canonical link</a></p>
<p>Exported from <a href="https://blog.example">Medium</a> on September 21, 2018.</p></footer></article>
</body></html>"""


def test_a_medium_export_is_read_whole():
    record = read(MEDIUM, name="posts/2018-08-11_Chuyen-lang-efef12121212.html")
    assert (record.headline, record.standfirst) == ("Chuyện làng", "Ghi chép một chuyến đi về vùng biên")
    assert record.body == "<p>[ảnh 1]</p><p>Làng nằm bên suối.</p>"
    assert record.photos[0].caption == "Đường về làng"
    assert [signed.name for signed in record.bylines] == ["Nông Văn Hậu"]
    assert record.tags == ["Biên giới"]
    assert record.url == "https://blog.example/@hau/chuyen-lang-efef12121212"
    assert (record.published_on, record.status, record.source_id) == ("2018-08-11", "published", "efef12121212")


def test_a_medium_draft_is_a_draft():
    draft = MEDIUM.replace('<time class="dt-published" datetime="2018-08-11T11:23:34.123Z">August 11, 2018</time>', "x")
    assert read(draft).status == "draft"


def test_front_matter_of_a_static_site_is_read():
    front = '---\ntitle: "Chuyện làng"\nauthor: Nông Văn Hậu\ntags:\n  - biên giới\n  - suối\n---\n'
    record = read(f"{front}<p>Làng nằm bên suối.</p>", name="_posts/2022-06-05-chuyen-lang.html")
    assert (record.headline, record.body) == ("Chuyện làng", "<p>Làng nằm bên suối.</p>")
    assert record.tags == ["biên giới", "suối"]
    assert (record.published_on, record.published_on_reason) == ("2022-06-05", "theo ngày trong tên tệp")


def test_a_substack_fragment_takes_its_id_from_the_file_name():
    button = '<p class="button-wrapper"><a class="button" href="/s"><span>Đăng ký</span></a></p>'
    record = read(f"<p>Làng nằm bên suối.</p>{button}", name="posts/123405.gioi-thieu.html")
    assert (record.source_id, record.headline, record.body) == ("123405", None, "<p>Làng nằm bên suối.</p>")
    assert "headline-missing" in [doubt.code for doubt in record.doubts]


def windows_1258(char):
    """Return `char` as windows-1258 has it: the tone apart, the vowel mark on its letter."""
    parts = unicodedata.normalize("NFD", char)
    letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
    return letter + "".join(part for part in parts if part in TONES)


def test_old_encodings_are_told_by_the_text():
    text = page().replace("<meta charset=utf-8>", "")
    for data in (text.encode(), text.encode("utf-16"), "".join(map(windows_1258, text)).encode("cp1258")):
        record = read(data)
        assert record.headline == HEADLINE
        assert body_texts(record) == list(SENTENCES)


def test_a_declared_foreign_encoding_is_believed():
    text = "<p>今天上午会议在县城举行</p>"
    record = read(f"<html><head><meta charset=gb2312></head><body>{text}</body></html>".encode("gb2312"))
    assert (record.body, record.encoding) == (text, "gb2312")


@pytest.mark.parametrize(
    ("head", "name", "known"),
    [
        (b"<!DOCTYPE html><html>", "a.txt", True),
        (b"\xef\xbb\xbf\r\n<html><body>", "", True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="http://www.w3.org/1999/xhtml">', "", True),
        (b"<!-- saved from url=(0020)http://bao.example/ -->\n<HTML>", "", True),
        (b"<h2>A</h2><p>b</p>", "1.x.html", True),
        (b"---\ntitle: A\n---\n<p>a</p>", "", True),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "a.html", False),
        (b"Ch\xc3\xadnh tr\xe1\xbb\x8b, kinh t\xe1\xba\xbf", "a.html", False),
        (b'{"uri": "x"}', "a.html", False),
    ],
)
def test_pages_are_told_by_their_content(head, name, known):
    assert html.sniff(head, name) is known


PIECES = (
    *("<div>", "</div>", "<p>", "<h1>", "<table><tr><td>", "</table>", "<a href=x>", "</a>", "<img src=a>", "<script>"),
    *("</script>", "<br>", "<article class=content>", "<ul><li>", "Tin liên quan", "<b>", "<title>", "12/06/2018"),
    *("Sáng nay, hội nghị được tổ chức tại trung tâm huyện.", "<time datetime=2018>", "Nông Văn Hậu", "<p class=sapo>"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_page_gives_one_article_or_one_refusal(parts):
    item = read("".join(parts))
    assert isinstance(item, ArticleRecord | Refusal)
    if isinstance(item, ArticleRecord):
        assert item.published_on_reason
        assert all(f"[ảnh {n}]" in item.body for n in range(1, len(item.photos) + 1))

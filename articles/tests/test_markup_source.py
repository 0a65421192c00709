import pytest
from hypothesis import given, strategies as st

from articles.formats.markup import plain, semantic, split_credit
from articles.markup import MarkupError, sanitise


def body_of(html, **options):
    return semantic(html, **options)[0]


def only_photo(html):
    body, photos = semantic(html)
    assert len(photos) == 1
    assert body.count("[ảnh 1]") == 1
    return photos[0]


def test_word_paragraphs_come_clean():
    html = """<!--[if gte mso 9]><xml><w:WordDocument>thừa</w:WordDocument></xml><![endif]-->
    <p class="MsoNormal" style="margin:0cm"><b style="mso-bidi-font-weight:normal"><span lang="VI">Sáng nay</span></b>
    <span style="font-family:'Times New Roman'"> họp.<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>"""
    assert body_of(html) == "<p><strong>Sáng nay</strong> họp.</p>"


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("một<br><br>hai", "<p>một</p><p>hai</p>"),
        ("<div>một<div>hai</div>ba</div>", "<p>một</p><p>hai</p><p>ba</p>"),
        ("<p>một<br>hai</p>", "<p>một<br>hai</p>"),
        ("<p>&nbsp;</p><div> </div><p>một</p><ul><li></li></ul>", "<p>một</p>"),
        ("<h1>To</h1><h4>Nhỏ</h4>", "<h2>To</h2><h3>Nhỏ</h3>"),
        ("<center><font color=red>một</font></center>", "<p>một</p>"),
        ('<span style="font-weight:bold">đậm</span> <i>nghiêng</i>', "<p><strong>đậm</strong> <em>nghiêng</em></p>"),
        ("<b>đậm </b>thường", "<p><strong>đậm</strong> thường</p>"),
        ("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("<blockquote>lời</blockquote>", "<blockquote><p>lời</p></blockquote>"),
        ("<pre>một\nhai</pre>", "<p>một<br>hai</p>"),
        ("[vc_row][vc_column width='1/2']<p>một</p>[/vc_column][/vc_row]", "<p>một</p>"),
        ("trước <p>giữa</p> sau", "<p>trước</p><p>giữa</p><p>sau</p>"),
    ],
)
def test_legacy_markup_becomes_paragraphs(html, body):
    assert body_of(html) == body


def test_bare_wordpress_text_is_parted_at_blank_lines():
    assert body_of("một\nhai\n\nba", blank_lines=True) == "<p>một<br>hai</p><p>ba</p>"
    assert body_of("một\nhai\n\nba") == "<p>một hai ba</p>"


def test_layout_tables_are_flattened_and_data_tables_kept():
    layout = "<table><tr><td><table><tr><td>một</td></tr></table></td><td><p>hai</p></td></tr></table>"
    data = "<table><tr><td>Xã</td><td>Số hộ</td></tr><tr><td>Hồng Phong</td><td colspan=2>12</td></tr></table>"
    assert body_of(layout) == "<p>một</p><p>hai</p>"
    kept = body_of(data)
    assert "<td>Hồng Phong</td>" in kept
    assert '<td colspan="2">12</td>' in kept


def test_links_keep_safe_addresses_joined_to_the_page():
    html = '<a href="/tin">tin</a> <a href="javascript:alert(1)">xấu</a> <a href="#a">neo</a>'
    body = body_of(html, base_url="https://bao.example/2019/")
    assert 'href="https://bao.example/tin"' in body
    assert "javascript" not in body
    assert body.endswith("xấu neo</p>")


@pytest.mark.parametrize("html", ["H\u034fò\u034fa\u200b b\u033cình", "H&#847;ò&#847;a&#8203; b&#828;ình"])
def test_copy_protection_between_letters_is_removed(html):
    assert body_of(html) == "<p>Hòa bình</p>"


def test_khmer_keeps_the_invisible_space_that_parts_its_words():
    assert "\u200b" in body_of("<p>ភាសា\u200bខ្មែរ</p>")


def test_a_place_mark_in_the_source_text_is_no_photo_place():
    assert body_of("<p>[ảnh 1]</p><p>Chữ</p>") == "<p>(ảnh 1)</p><p>Chữ</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<figure><img src="a.jpg"><figcaption>Quang cảnh lễ <i>hội</i>. Ảnh: Lê Hà</figcaption></figure>',
        '<table align="center"><tr><td><img src="a.jpg"></td></tr>'
        "<tr><td>Quang cảnh lễ hội. Ảnh: Lê Hà</td></tr></table>",
        '[caption id="x" align="alignnone" width="600"]<img src="a.jpg" /> Quang cảnh lễ hội. Ảnh: Lê Hà[/caption]',
        '[caption caption="Quang cảnh lễ hội. Ảnh: Lê Hà"]<img src="a.jpg" />[/caption]',
        '<p><img src="a.jpg"></p><p class="pCaption">Quang cảnh lễ hội. Ảnh: Lê Hà</p>',
        '<div class="VCSortableInPreviewMode"><img src="a.jpg"></div>'
        '<div class="PhotoCMS_Caption"><p>Quang cảnh lễ hội. Ảnh: Lê Hà</p></div>',
        '<p style="text-align: center"><img src="a.jpg"><br>Quang cảnh lễ hội. Ảnh: Lê Hà</p>',
        '<p><img src="a.jpg"></p><p><b><i>Quang cảnh lễ hội. Ảnh: Lê Hà</i></b></p>',
        '<p align=center><img src="a.jpg"></p><p align=center><em>Quang cảnh lễ hội. (Ảnh: Lê Hà)</em></p>',
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">Quang cảnh lễ hội. Ảnh: Lê Hà</p></div>',
    ],
)
def test_captions_of_every_old_shape_go_to_the_photo(html):
    photo = only_photo(html + "<p>Sau phần khai mạc, đại biểu dâng hương.</p>")
    assert (photo.caption, photo.credit, photo.reference) == ("Quang cảnh lễ hội.", "Lê Hà", "a.jpg")


def test_a_caption_printed_twice_is_kept_once():
    html = '<figure><img src="a.jpg"><figcaption>Hồ Bản Chang</figcaption></figure><p>Hồ Bản Chang</p><p>Tin.</p>'
    assert body_of(html) == "<p>[ảnh 1]</p><p>Tin.</p>"


@pytest.mark.parametrize("tag", ["[caption width=1]", "<figure><figcaption>"])
def test_a_caption_left_open_does_not_swallow_the_story(tag):
    story = "".join(f"<p>Đoạn {n} của bài, {'dài ' * 30}.</p>" for n in range(20))
    body = body_of(f'<div><img src="a.jpg">{tag}{story}</div>')
    assert body.count("<p>Đoạn") >= 19


def test_a_byline_below_the_last_photo_is_no_caption():
    body, photos = semantic('<p><img src="a.jpg"></p><p align="center"><em>Tin, ảnh: Hoàng Nam</em></p>')
    assert photos[0].caption == ""
    assert "Tin, ảnh: Hoàng Nam" in body


def test_two_pictures_side_by_side_get_their_own_captions():
    pictures = '<tr><td><img src="a.jpg"></td><td><img src="b.jpg"></td></tr>'
    html = f"<table>{pictures}<tr><td>Trái</td><td>Phải</td></tr></table>"
    assert [photo.caption for photo in semantic(html)[1]] == ["Trái", "Phải"]


def test_the_real_address_of_a_lazy_picture_is_found():
    blank = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    assert only_photo(f'<img src="{blank}" data-src="/a.jpg">').reference == "/a.jpg"
    assert only_photo(f'<img src="{blank}"><noscript><img src="/a.jpg"></noscript>').reference == "/a.jpg"
    assert only_photo('<picture><source srcset="/a.webp 1x"><img></picture>').reference == "/a.webp"
    assert only_photo('<a href="/a.jpg"><img src="/a-300x200.jpg"></a>').reference == "/a.jpg"


def test_an_embedded_picture_keeps_its_place_without_its_bytes():
    photo = only_photo(f'<p>Trước</p><img alt="Lễ hội" src="data:image/png;base64,{"A" * 3_000_000}"><p>Sau</p>')
    assert (photo.reference, photo.alt) == ("", "Lễ hội")


def test_a_film_leaves_a_link_in_its_place():
    address = "https://www.youtube.com/embed/abc"
    body = body_of(f'<p>Trước</p><iframe src="{address}"></iframe><iframe src="//ads.example">x</iframe>')
    assert body == f'<p>Trước</p><p><a href="{address}" rel="noopener">{address}</a></p>'


def test_icons_and_spacers_are_no_photos():
    html = '<img class="emoji" src="e.png"><img src="/images/spacer.gif"><img src="i.png" width="16" height="16">'
    assert semantic(html) == ("", [])


def test_photos_are_numbered_in_the_order_of_the_page():
    body, photos = semantic('<p>một<img src="a.jpg">hai<img src="b.jpg"></p>')
    assert body == "<p>một</p><p>[ảnh 1]</p><p>hai</p><p>[ảnh 2]</p>"
    assert [photo.reference for photo in photos] == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Cổng chào. Ảnh: TTXVN", "Cổng chào.", "TTXVN"),
        ("Cổng chào (Ảnh: Minh Đức/TTXVN)", "Cổng chào", "Minh Đức/TTXVN"),
        ("Ảnh: H.T", "", "H.T"),
        ("Ảnh minh họa: Internet", "", "Internet"),
        ("Trong ảnh, đại biểu dâng hương", "Trong ảnh, đại biểu dâng hương", ""),
        ("Lễ khai mạc Tuần lễ ảnh", "Lễ khai mạc Tuần lễ ảnh", ""),
    ],
)
def test_the_credit_is_split_off_a_caption(line, caption, credit):
    assert split_credit(line) == (caption, credit)


def test_plain_gives_one_line():
    assert plain("<h1>Tít &amp; <b>phụ</b></h1><script>x()</script>\n<p>dòng  hai</p>") == "Tít & phụ dòng hai"
    assert plain("A &lt; B") == "A < B"


def test_inline_tags_never_closed_do_not_lose_the_text():
    body = body_of("<p><font size=2>" + "<p><font>đoạn" * 3000)
    assert body.count("đoạn") == 3000


def test_boxes_nested_beyond_reason_are_refused_in_words():
    with pytest.raises(MarkupError, match="lồng nhau"):
        semantic("<div>" * 100_000)


def test_markup_beyond_the_limit_is_refused_in_words():
    with pytest.raises(MarkupError, match="giới hạn"):
        semantic("<p>" + "a" * 2_100_000)


@given(st.text(alphabet=st.sampled_from("<>/pbtdrimgsc=\"'& ảnh[]1!-"), max_size=300))
def test_any_markup_gives_what_the_editor_may_hold(html):
    body, photos = semantic(html)
    assert sanitise(body) == body
    assert [f"[ảnh {n}]" in body for n in range(1, len(photos) + 1)] == [True] * len(photos)


@given(st.text(max_size=200))
def test_plain_never_holds_a_line_end(text):
    assert "\n" not in plain(text)

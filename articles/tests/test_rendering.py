"""What readers get: citations linked, photos in their places, captions with credits."""

DIRECTIVE = "Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị"


def link(article, text):
    directive = article.citations.filter(surface=text).first().directive
    return f'<a class="citation" href="{directive.get_absolute_url()}"'


def test_each_citation_in_the_body_links_to_its_document(make_article):
    article = make_article(body=f"<p>Thực hiện {DIRECTIVE}, các xã đổi mới. Chỉ thị 36 đi vào cuộc sống.</p>")
    assert f"{link(article, 'Chỉ thị 36')}" in article.body_html
    assert article.body_html.count('class="citation"') == 2
    assert ">Chỉ thị số 36-CT/TW</a>, ngày 30/5/2014" in article.body_html


def test_the_standfirst_is_linked_and_escaped(make_article):
    article = make_article(standfirst=f"A < B & {DIRECTIVE}.", body="<p>Nội dung.</p>")
    assert article.standfirst_html.startswith("A &lt; B &amp; <a class=")


def test_a_citation_across_bold_type_is_linked_piece_by_piece(make_article):
    article = make_article(body="<p>Theo <strong>Chỉ thị</strong> số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>")
    assert "<strong><a " in article.body_html
    assert "số 36-CT/TW</a>, ngày" in article.body_html


def test_a_citation_inside_an_editors_link_is_left_alone(make_article):
    article = make_article(body=f'<p><a href="https://example.vn/">{DIRECTIVE}</a> và {DIRECTIVE}</p>')
    assert article.body_html.count("<a ") == 2


def test_a_caption_waits_for_its_picture_in_its_place(make_article):
    article = make_article(body="<p>Một.</p><p>[ảnh 1]</p><p>Hai.</p>", captions=["Các đại biểu dự hội nghị"])
    first, second = article.body_html.split("<figure", 1)
    assert "Một." in first
    assert "<figcaption>Các đại biểu dự hội nghị</figcaption>" in second
    assert "Hai." in second
    assert "[ảnh" not in article.body_html


def test_photos_that_the_text_does_not_place_are_not_lost(make_article):
    article = make_article(body="<p>Một.</p>", captions=["Ảnh đầu", "Ảnh sau"])
    assert article.body_html.index("Ảnh đầu") < article.body_html.index("Một.") < article.body_html.index("Ảnh sau")


def test_a_photo_has_sizes_alternatives_and_its_credit(make_article, make_photo):
    from articles.finishing import finish

    article = make_article(captions=["Chợ phiên"])
    article.photos.update(photo=make_photo(credit="Hoàng Thu Hà", alt="Người đi chợ"))
    finish([article])
    article.refresh_from_db()
    assert 'alt="Người đi chợ"' in article.body_html
    assert 'width="800" height="600"' in article.body_html
    assert "-640.webp 640w" in article.body_html
    assert "Chợ phiên <span" in article.body_html
    assert "Ảnh: Hoàng Thu Hà" in article.body_html
    assert article.lead_photo is not None


def test_each_table_scrolls_in_a_region_that_the_keyboard_reaches(make_article):
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    article = make_article(body=f"<p>Giá</p>{table}{table}")
    assert article.body_html.count('<div class="table-region" role="region" tabindex="0"') == 2
    assert article.body_html.count("</table></div>") == 2


def test_what_others_get_of_a_table_has_no_region(make_article):
    from articles.models import Article
    from articles.syndication import full_text, with_corrections

    make_article(body="<table><tbody><tr><td>1</td></tr></tbody></table>")
    html = full_text(with_corrections(Article.objects.all()).get())
    assert "<table><tbody>" in html
    assert "div" not in html

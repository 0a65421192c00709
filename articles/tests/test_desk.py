"""The desk: what each person finds there, may do there, and cannot do by any other door."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Citation, Status
from articles.workflow import CHIEF, EDITOR, REPORTER, SECRETARY

LIST = "/quan-tri/articles/article/"


def page(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def form_of(response):
    """Return what a browser would send back from the article page unchanged."""
    form = response.context["adminform"].form
    data = {}
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    for each in [form, *[f.management_form for f in formsets], *[row for f in formsets for row in f.forms]]:
        for field in each:
            value = field.value()
            if hasattr(field.field.widget, "widgets"):
                parts = value if isinstance(value, list) else field.field.widget.decompress(value)
                for number, part in enumerate(parts):
                    data[f"{field.html_name}_{number}"] = field.field.widget.widgets[number].format_value(part) or ""
            elif getattr(field.field.widget, "allow_multiple_selected", False):
                data[field.html_name] = value or []
            elif value is not None and value is not False:
                shown = field.field.widget.format_value(field.field.prepare_value(value))
                data[field.html_name] = (shown[0] if isinstance(shown, list) and shown else shown) or ""
    return data


def test_every_page_of_the_desk_is_in_vietnamese(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article()
    for address in ["/quan-tri/", LIST, page(article), f"{LIST}add/"]:
        html = client.get(address).content.decode()
        assert '<html lang="vi"' in html
        for english in ("Headline", "Status", "Articles", "Byline", "Add ", "Select ", "Filter", "Save"):
            assert f">{english}" not in html, (address, english)


def test_the_list_shows_what_an_editor_scans_for(at_desk, client, make_article):
    at_desk(EDITOR)
    make_article(
        "Xã Hải Yến có đường mới", captions=["Đường mới"], doubts=[{"code": "date-guess", "detail": "Ngày chỉ là đoán"}]
    )
    html = client.get(LIST).content.decode()
    shown_of_it = ("Đã xuất bản", "Xây dựng Đảng", "Hoàng Thu Hà", "ảnh còn chờ: 1", "Ngày chỉ là đoán")
    for shown in ("Xã Hải Yến có đường mới", *shown_of_it):
        assert shown in html


def test_the_list_costs_the_same_number_of_queries_however_long(
    at_desk, client, make_article, django_assert_max_num_queries
):
    at_desk(EDITOR)
    for number in range(12):
        make_article(f"Bài {number}", captions=["Một", "Hai"])
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


@pytest.mark.parametrize("typed", ["hai yen", "Hải Yến", "HẢI YẾN"])
def test_articles_are_found_with_and_without_marks(at_desk, client, make_article, typed):
    at_desk(EDITOR)
    make_article("Xã Hải Yến có đường mới")
    make_article("Chuyện khác")
    rows = client.get(LIST, {"q": typed}).context["cl"].result_list
    assert [row.headline for row in rows] == ["Xã Hải Yến có đường mới"]


def test_filters_find_what_needs_attention(at_desk, client, make_article):
    at_desk(EDITOR)
    make_article("Chờ ảnh", captions=["Một"])
    make_article("Chưa rõ ngày", date_precision="unknown")
    for value, headline in (("photos", "Chờ ảnh"), ("dates", "Chưa rõ ngày")):
        rows = client.get(LIST, {"attention": value}).context["cl"].result_list
        assert [row.headline for row in rows] == [headline]


def test_a_reporter_sees_and_edits_only_own_articles(at_desk, client, make_article):
    user = at_desk(REPORTER)
    mine = make_article("Bài của tôi", status="draft", created_by=user)
    other = make_article("Bài người khác", status="draft")
    rows = client.get(LIST).context["cl"].result_list
    assert [row.pk for row in rows] == [mine.pk]
    assert client.get(page(other)).status_code == 302


def test_writing_an_article_keeps_its_author_and_finds_its_citations(at_desk, client, section):
    user = at_desk(REPORTER)
    data = form_of(client.get(f"{LIST}add/"))
    data |= {
        "headline": "Hội nghị ở xã",
        "standfirst": "Sáng nay, xã họp.",
        "body": "<p>Bàn <b>Chỉ thị số 36-CT/TW</b>, ngày 30/5/2014 của Bộ Chính trị.</p><script>x()</script>",
        "section": section.pk,
        "bylines-TOTAL_FORMS": 1,
        "bylines-0-order": 1,
        "bylines-0-name": "Hoàng Thu Hà",
        "bylines-0-role": "text",
        "tags": "Đại hội Đảng, đại hội đảng",
    }
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["adminform"].errors
    article = Article.objects.get()
    assert article.created_by == user
    assert article.status == Status.DRAFT
    assert "script" not in article.body
    assert "<strong>Chỉ thị số 36-CT/TW</strong>" in article.body
    assert article.citations.get().directive.symbol == "36-CT/TW"
    assert [tag.name.lower() for tag in article.tags.all()] == ["đại hội đảng"]


def test_the_second_save_of_two_people_is_told_and_loses_nothing(at_desk, client, make_article):
    at_desk(SECRETARY)
    article = make_article("Tít ban đầu", status="editing")
    mine = theirs = form_of(client.get(page(article)))
    client.post(page(article), theirs | {"headline": "Tít của người trước"})
    response = client.post(page(article), mine | {"headline": "Tít của người sau"})
    html = response.content.decode()
    assert "Tít của người sau" in html
    assert "Bản đang lưu: Tít của người trước" in html
    article.refresh_from_db()
    assert article.headline == "Tít của người trước"
    again = mine | {"headline": "Tít của người sau", "opened_version": form_of(response)["opened_version"]}
    client.post(page(article), again)
    article.refresh_from_db()
    assert article.headline == "Tít của người sau"


def test_the_reason_of_a_date_is_shown_at_the_desk(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article(published_on_reason="Bài viết “Sáng nay (12/6)”")
    assert "Bài viết “Sáng nay (12/6)”" in client.get(page(article)).content.decode()


def test_a_return_asks_for_its_reason(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article(status=Status.SUBMITTED)
    client.post(reverse("admin:articles_article_move", args=[article.pk]), {"_move": "send_back", "move_reason": " "})
    article.refresh_from_db()
    assert article.status == Status.SUBMITTED


def test_nothing_is_published_without_what_a_paper_needs(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article(status=Status.AWAITING_APPROVAL, standfirst="", bylines=())
    response = client.post(reverse("admin:articles_article_move", args=[article.pk]), {"_move": "publish"}, follow=True)
    article.refresh_from_db()
    assert article.status == Status.AWAITING_APPROVAL
    assert "Chưa có sapo." in response.content.decode()
    assert "Chưa có bút danh." in response.content.decode()


def test_a_status_cannot_be_set_by_a_hand_made_form(at_desk, client, make_article):
    user = at_desk(REPORTER)
    article = make_article(status="draft", created_by=user)
    data = form_of(client.get(page(article)))
    forged = {"status": "published", "published_at_0": "01/01/2020", "published_at_1": "08:00"}
    client.post(page(article), data | forged)
    article.refresh_from_db()
    assert article.status == "draft"
    assert article.published_at.year != 2020


def test_a_rejected_citation_is_no_link_any_more(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article(body="<p>Sơ kết Chỉ thị số 36-CT/TW.</p>")
    row = article.citations.get()
    client.post("/quan-tri/articles/citation/", {"action": "reject", "_selected_action": [row.pk]})
    row.refresh_from_db()
    article.refresh_from_db()
    assert (row.state, row.decided) == (Citation.State.REJECTED, True)
    assert 'class="citation"' not in article.body_html


def test_the_start_page_lists_what_waits_for_this_person(at_desk, client, make_article):
    user = at_desk(REPORTER)
    make_article("Bản nháp của tôi", status="draft", created_by=user)
    make_article("Nháp người khác", status="draft")
    html = client.get("/quan-tri/").content.decode()
    assert "Bản nháp của tôi" in html
    assert "Nháp người khác" not in html


def test_a_picture_that_is_here_already_is_told(at_desk, client, picture_file, make_photo):
    at_desk(REPORTER)
    make_photo(file=picture_file(colour=(9, 9, 9)), caption="Chợ phiên")
    data = {"file": picture_file("khac.jpg", colour=(9, 9, 9)), "focal_x": 50, "focal_y": 50}
    response = client.post("/quan-tri/articles/photo/add/", data)
    assert "Ảnh này đã có trong kho: “Chợ phiên”" in response.content.decode()


def test_a_new_picture_is_taken(at_desk, client, picture_file):
    from articles.models import Photo

    user = at_desk(REPORTER)
    response = client.post(
        "/quan-tri/articles/photo/add/", {"file": picture_file(), "alt": "Đường mới", "focal_x": 50, "focal_y": 30}
    )
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert (photo.uploaded_by, photo.width, photo.focal_y) == (user, 800, 30)
    assert photo.perceptual_hash


LISTS = (
    *("articles/author", "articles/section", "articles/photo", "articles/citation", "articles/importeditem"),
    *("articles/importrun", "articles/sourcefile", "newsroom/tag", "directives/directive"),
)


@pytest.mark.parametrize("model", LISTS)
def test_every_list_of_the_desk_opens_and_searches_without_marks(at_desk, client, make_article, make_photo, model):
    at_desk(CHIEF)
    make_article(body="<p>Sơ kết Chỉ thị số 36-CT/TW.</p>", tags=["Đồng Đăng"])
    make_photo(caption="Chợ Đồng Đăng")
    assert client.get(f"/quan-tri/{model}/").status_code == 200
    assert client.get(f"/quan-tri/{model}/", {"q": "dong dang 36 ct tw"}).status_code == 200
    assert client.get(f"/quan-tri/{model}/", {"q": "dong"}).status_code == 200


def test_a_tag_of_several_words_is_one_tag(at_desk, client, section):
    at_desk(REPORTER)
    data = form_of(client.get(f"{LIST}add/")) | {"headline": "Tít", "tags": "Đại hội Đảng"}
    client.post(f"{LIST}add/", data)
    assert [tag.name for tag in Article.objects.get().tags.all()] == ["Đại hội Đảng"]


def test_a_section_is_found_without_its_marks(client, at_desk, section):
    at_desk(EDITOR)
    asked = {"app_label": "articles", "model_name": "article", "field_name": "section"}
    for typed in ("xay dung", "Xây Dựng", "ĐẢNG"):
        told = client.get(reverse("admin:autocomplete"), asked | {"term": typed}).json()
        assert [each["text"] for each in told["results"]] == [section.name], typed


def test_the_start_page_tells_what_goes_out_today_by_the_hour(client, at_desk, make_article, monkeypatch, hanoi):
    monkeypatch.setattr(timezone, "now", lambda: hanoi(2031, 3, 5, 9, 30))
    at_desk(SECRETARY)
    for hour, headline in ((18, "Bản tin tối"), (6, "Bản tin sáng"), (11, "Bản tin trưa")):
        make_article(headline, status="scheduled", published_at=hanoi(2031, 3, 5, hour, 0))
    make_article("Của ngày mai", status="scheduled", published_at=hanoi(2031, 3, 6, 6, 0))
    today = client.get(reverse("admin:index")).context["todo"]["today"]
    assert [article.headline for article in today.out] == ["Bản tin sáng"]
    assert [article.headline for article in today.coming] == ["Bản tin trưa", "Bản tin tối"]


def test_a_reporter_sees_of_the_day_only_their_own(client, at_desk, make_article, monkeypatch, hanoi):
    monkeypatch.setattr(timezone, "now", lambda: hanoi(2031, 3, 5, 9, 30))
    reporter = at_desk(REPORTER)
    make_article("Của tôi", status="scheduled", published_at=hanoi(2031, 3, 5, 11, 0), created_by=reporter)
    make_article("Của người khác", status="scheduled", published_at=hanoi(2031, 3, 5, 12, 0))
    today = client.get(reverse("admin:index")).context["todo"]["today"]
    assert [article.headline for article in today.coming] == ["Của tôi"]


@pytest.mark.parametrize(("group", "number"), [(REPORTER, "1"), (EDITOR, "2"), (SECRETARY, "3")])
def test_the_sidebar_counts_what_waits_for_each(client, at_desk, make_article, group, number):
    me = at_desk(group)
    make_article("Bị trả lại", status="returned", created_by=me)
    make_article("Chờ biên tập", status="submitted")
    make_article("Chờ duyệt", status="awaiting_approval")
    html = client.get(reverse("admin:articles_photo_changelist")).content.decode()
    assert f'Bài viết <span class="waiting">{number}</span>' in html


def test_photos_that_an_article_on_its_way_still_lacks_are_on_the_start_page(client, at_desk, make_article):
    at_desk(EDITOR)
    make_article("Thiếu ảnh", status="editing", captions=["Toàn cảnh"])
    make_article("Bài cũ thiếu ảnh", captions=["Toàn cảnh"])
    piles = {str(pile.title): pile for pile in client.get(reverse("admin:index")).context["todo"]["piles"]}
    assert [article.headline for article in piles["Ảnh chưa có tệp"].articles] == ["Thiếu ảnh"]

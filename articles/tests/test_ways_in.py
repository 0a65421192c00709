"""The ways into the paper: what is near a story, the front page, people, calendar, photo stories, suggestions."""

from datetime import timedelta

import pytest

from articles.finishing import finish
from articles.models import Article, Author, Section
from articles.related import beside, related

DIRECTIVE = "Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị"


def names(articles):
    return [article.headline for article in articles]


def test_what_shares_a_document_is_nearer_than_what_shares_a_topic_or_the_section(make_article, now):
    old, elsewhere = now - timedelta(days=900), Section.objects.create(name="Văn hóa")
    story = make_article("Bài này", body=f"<p>{DIRECTIVE}.</p>", tags=["Đất đai"])
    make_article("Cùng chuyên mục, mới", published_at=now - timedelta(minutes=5))
    make_article("Cùng chủ đề", section=elsewhere, tags=["Đất đai"], published_at=old)
    make_article("Cùng văn bản", section=elsewhere, body=f"<p>{DIRECTIVE}.</p>", published_at=old)
    make_article("Chẳng liên quan", section=elsewhere, published_at=old)
    assert names(related(story, limit=3)) == ["Cùng văn bản", "Cùng chủ đề", "Cùng chuyên mục, mới"]


def test_near_stories_cost_one_query_and_are_public(make_article, django_assert_num_queries):
    story = make_article("Bài này", body=f"<p>{DIRECTIVE}.</p>")
    make_article("Bản nháp", status="draft", body=f"<p>{DIRECTIVE}.</p>")
    make_article("Bài kia", body=f"<p>{DIRECTIVE}.</p>")
    with django_assert_num_queries(1):
        assert names(related(story, limit=4)) == ["Bài kia"]


def test_earlier_and_later_stand_in_the_same_section(make_article, now):
    stories = [make_article(f"Bài {n}", published_at=now - timedelta(days=10 - n)) for n in range(3)]
    between = now - timedelta(days=9)
    make_article("Chuyên mục khác", section=Section.objects.create(name="Kinh tế"), published_at=between)
    make_article("Chưa đăng", status="draft", published_at=between)
    assert [each and each.headline for each in beside(stories[0])] == [None, "Bài 1"]
    assert [each and each.headline for each in beside(stories[1])] == ["Bài 0", "Bài 2"]
    assert [each and each.headline for each in beside(stories[2])] == ["Bài 1", None]


def test_a_story_without_a_known_day_has_no_neighbours(make_article):
    make_article("Bài kia")
    assert beside(make_article("Bài này", date_precision="unknown")) == (None, None)


def test_the_article_page_offers_sharing_and_a_citation(make_article, client):
    article = make_article("Giá đất mới")
    html = client.get(article.get_absolute_url()).content.decode()
    assert 'rel="noopener">Zalo</a>' in html
    assert "facebook.com/sharer/sharer.php?u=http%3A%2F%2F" in html
    assert "“Giá đất mới”, Báo Xứ Lạng, ngày " in html
    assert "onclick" not in html
    assert "<script>" not in html


def test_the_front_page_shows_no_story_twice_and_tells_how_new_it_is(make_article, client, section, now):
    sections = (section, Section.objects.create(name="Kinh tế", order=2))
    for number in range(24):
        published = now - timedelta(hours=number + 1)
        make_article(f"Bài {number:02}", section=sections[number % 2], published_at=published)
    html = client.get("/").content.decode()
    assert [number for number in range(24) if html.count(f">Bài {number:02}<") > 1] == []
    assert sum(html.count(f">Bài {number:02}<") for number in range(24)) > 15
    assert 'class="updated"' in html


def test_people_stand_under_the_initial_of_their_given_name(make_article, client):
    for name in ("Nguyễn Thị Ánh", "Đặng Văn Đức", "Lê Ánh", "Trần Bình Dân"):
        article = make_article(f"Bài của {name}")
        article.bylines.update(author=Author.objects.create(name=name))
    groups = client.get("/tac-gia/").context["groups"]
    assert [(letter, [author.name for author in people]) for letter, people in groups] == [
        ("A", ["Lê Ánh", "Nguyễn Thị Ánh"]),
        ("D", ["Trần Bình Dân"]),
        ("Đ", ["Đặng Văn Đức"]),
    ]


def test_the_calendar_marks_the_days_and_months_that_have_articles(make_article, client, hanoi):
    make_article("Bài một", published_at=hanoi(2018, 6, 12, 0, 30))
    make_article("Bài hai", published_at=hanoi(2018, 6, 12, 23, 30))
    make_article("Bài tháng", published_at=hanoi(2018, 6, 1), date_precision="month")
    make_article("Bản nháp", published_at=hanoi(2018, 7, 3, 9), status="draft")
    month = client.get("/luu-tru/2018/06/").content.decode()
    assert 'href="/luu-tru/2018/06/12/"' in month
    assert 'href="/luu-tru/2018/06/11/"' not in month
    assert 'href="/luu-tru/2018/06/01/"' not in month
    year = client.get("/luu-tru/2018/").content.decode()
    assert 'href="/luu-tru/2018/06/"' in year
    assert 'href="/luu-tru/2018/07/"' not in year


def test_the_archive_leads_to_the_nearest_days_months_and_years_with_articles(make_article, client, hanoi):
    for moment in (hanoi(2016, 12, 31, 23, 50), hanoi(2018, 6, 12, 9), hanoi(2018, 9, 1, 0, 5)):
        make_article("Bài", published_at=moment)
    make_article("Bản nháp", published_at=hanoi(2018, 7, 1, 9), status="draft")
    make_article("Bài tháng", published_at=hanoi(2018, 8, 1), date_precision="month")

    def beside(address):
        return [f"{rel} {day:%Y-%m-%d}" for rel, day in client.get(address).context["beside"]]

    assert beside("/luu-tru/2018/06/12/") == ["prev 2016-12-31", "next 2018-09-01"]
    assert beside("/luu-tru/2018/06/") == ["prev 2016-12-31", "next 2018-08-01"]
    assert beside("/luu-tru/2017/") == ["prev 2016-12-31", "next 2018-06-12"]
    assert 'href="/luu-tru/2018/08/"' in client.get("/luu-tru/2018/06/").content.decode()


def test_photo_stories_have_three_pictures(make_article, make_photo, client):
    for headline, pictures in (("Hai ảnh", 2), ("Ba ảnh", 3)):
        article = make_article(headline, captions=["Một", "Hai", "Ba"])
        for place in article.photos.all()[:pictures]:
            place.photo = make_photo()
            place.save()
        finish([article])
    assert names(client.get("/phong-su-anh/").context["page"].rows) == ["Ba ảnh"]


@pytest.fixture
def suggest(client):
    def ask(typed):
        items = client.get("/tim-kiem/goi-y/", {"q": typed}).json()["items"]
        return [(item["text"], item["url"]) for item in items]

    return ask


def test_suggestions_name_headlines_people_topics_and_documents(make_article, suggest):
    article = make_article("Giá đất mới", body=f"<p>{DIRECTIVE}.</p>", tags=["Giá cả"])
    author = Author.objects.create(name="Hà Giang")
    article.bylines.update(author=author)
    assert ("Giá đất mới", article.get_absolute_url()) in suggest("gia da")
    assert ("Hà Giang", author.get_absolute_url()) in suggest("gia")
    assert [text for text, _url in suggest("Giá c")] == ["Giá cả"]
    assert suggest("36-ct")[0][0] == "Chỉ thị số 36-CT/TW"
    assert suggest("g") == suggest("zz") == suggest("") == []


def test_suggestions_show_nothing_hidden(make_article, suggest):
    body = "<p>Kế hoạch số 7/KH-CHUYEN, ngày 1/2/2020.</p>"
    article = make_article("Chuyện kín", status="draft", tags=["Chuyện riêng"], body=body)
    article.bylines.update(author=Author.objects.create(name="Chuyên Chú"))
    assert suggest("chuyen") == []


def test_the_search_page_marks_the_words_as_printed_and_escapes_the_rest(make_article, client):
    make_article("Tít & đồng chí", body="<p>Các <strong>đồng</strong> chí &lt;b&gt; dự.</p>", standfirst="Ngắn.")
    html = client.get("/tim-kiem/", {"q": "dong chi"}).content.decode()
    assert "Tít &amp; <mark>đồng</mark> <mark>chí</mark>" in html
    assert "Các <mark>đồng</mark> <mark>chí</mark> &lt;b&gt; dự." in html


def test_a_search_reads_the_texts_of_the_shown_articles_only(make_article, client, django_assert_max_num_queries):
    for number in range(25):
        make_article(f"Đồng chí {number}")
    with django_assert_max_num_queries(16) as log:
        response = client.get("/tim-kiem/", {"q": "đồng chí"})
    assert len(response.context["articles"]) == 20
    texts = [query["sql"] for query in log.captured_queries if '"body"' in query["sql"]]
    assert len(texts) == 1


def test_people_and_topics_of_that_name_head_the_results(make_article, client):
    article = make_article("Giá đất mới", tags=["Giá cả"])
    article.bylines.update(author=Author.objects.create(name="Hà Giang"))
    assert [room.name for room in client.get("/tim-kiem/", {"q": "gia"}).context["rooms"]] == ["Hà Giang", "Giá cả"]
    assert client.get("/tim-kiem/", {"q": "zz"}).context["rooms"] == []


def test_conditions_are_shown_with_a_way_out_of_each(make_article, section, client):
    make_article("Đồng chí")
    response = client.get("/tim-kiem/", {"q": "đồng chí chuyen muc:xay dung dang", "tu": "2010-01-01"})
    assert [(str(label), value) for label, value, _address in response.context["chosen"]][1][1] == "Xây dựng Đảng"
    assert response.context["text"] == "đồng chí"
    without = response.context["chosen"][1][2]
    assert "chuyen_muc" not in without
    assert client.get(without).context["articles"]


ODD = (
    *("tu=9999-12-31", "den=9999-12-31", "tu=0001-01-01", "tu=x", "chuyen_muc=%00", "trang=99", "q=tu:9999"),
    *("van_ban=%22", "tac_gia=%22&q=x", "q=%22%22&den=2020-02-30", "q=-x&tac_gia=y", "q=tac+gia:%22&van_ban=-"),
)


@pytest.mark.parametrize("address", ODD)
def test_odd_conditions_break_nothing(db, client, address):
    assert client.get(f"/tim-kiem/?{address}").status_code == 200


def test_nothing_found_everywhere_is_offered_when_conditions_hid_it(make_article, client):
    make_article("Đồng chí")
    response = client.get("/tim-kiem/", {"q": "đồng chí", "den": "2001-01-01"})
    assert response.context["everywhere"].startswith("/tim-kiem/?q=")
    assert Article.objects.count() == 1

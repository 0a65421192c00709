"""What search engines and messengers read in the head of a page, held against what the page shows."""

import json
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from lxml import html

from articles.finishing import finish
from articles.models import Author, Byline, Section
from articles.structured import news_article
from directives.models import Directive

SITE = "http://127.0.0.1:8000"


class Page:
    """A page as machines see it: its JSON-LD by type, its properties, its elements."""

    def __init__(self, response):
        assert response.status_code == 200
        self.root = html.fromstring(response.content.decode())
        blocks = (json.loads(each.text) for each in self.root.xpath('//script[@type="application/ld+json"]'))
        self.facts = {block["@type"]: block for block in blocks}
        self.properties = {}
        for meta in self.root.xpath("//meta[@property]"):
            self.properties.setdefault(meta.get("property"), []).append(meta.get("content"))

    def text(self, path):
        return " ".join(self.root.xpath(path)[0].text_content().split())

    def texts(self, path):
        return [" ".join(each.text_content().split()) for each in self.root.xpath(path)]


@pytest.fixture
def story(make_article, make_photo, section, hanoi):
    section.parent = Section.objects.create(name="Chính trị")
    section.save()
    article = make_article(
        'Tít có "ngoặc" & </script> <b>thẻ</b>',
        body="<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>",
        captions=["Chú thích ảnh"],
        tags=["Đảng bộ", "Học tập"],
        published_at=hanoi(2018, 6, 12, 10, 30),
    )
    article.bylines.update(author=Author.objects.create(name="Hoàng Thu Hà"))
    Byline.objects.create(article=article, name="Vi Văn Dịch", role="translation", order=2)
    group = Author.objects.create(name="Nhóm phóng viên", is_organisation=True)
    Byline.objects.create(article=article, name="Nhóm phóng viên", author=group, order=3)
    article.photos.update(photo=make_photo(credit="Nông Minh"))
    finish([article])
    return article


@pytest.fixture
def page(story, client):
    return Page(client.get(story.get_absolute_url()))


def test_the_facts_are_what_the_page_shows(page, story):
    facts = page.facts["NewsArticle"]
    assert facts["headline"] == page.text("//article//h1") == story.headline
    assert facts["description"] in page.text('//p[@class="standfirst"]')
    assert facts["datePublished"] == page.root.xpath('//div[@class="facts"]//time')[0].get("datetime")
    assert facts["url"] == page.root.xpath('//link[@rel="canonical"]')[0].get("href")
    assert facts["mainEntityOfPage"] == facts["url"]
    assert facts["articleSection"] == "Xây dựng Đảng"
    assert facts["inLanguage"] == page.root.xpath("//article")[0].get("lang")
    assert set(facts["keywords"]) == {"Đảng bộ", "Học tập"}


def test_who_signed_is_told_as_signed(page):
    facts, signed = page.facts["NewsArticle"], page.text('//ul[@class="bylines"]')
    assert [(each["@type"], each["name"]) for each in facts["author"]] == [
        ("Person", "Hoàng Thu Hà"),
        ("Organization", "Nhóm phóng viên"),
    ]
    assert [each["name"] for each in facts["translator"]] == ["Vi Văn Dịch"]
    assert all(each["name"] in signed for each in facts["author"] + facts["translator"])
    links = [SITE + each.get("href") for each in page.root.xpath('//ul[@class="bylines"]//a')]
    assert [each["url"] for each in facts["author"]] == links


def test_photos_and_cited_documents_are_those_of_the_page(page, client):
    facts = page.facts["NewsArticle"]
    (image,) = facts["image"]
    assert image["caption"] == "Chú thích ảnh"
    assert image["creditText"] == "Nông Minh"
    assert image["url"].removeprefix(SITE) in page.root.xpath('//figure//source[@type="image/webp"]')[0].get("srcset")
    assert client.get(image["url"].removeprefix(SITE)).status_code == 200
    (cited,) = facts["citation"]
    directive = Directive.objects.get(symbol="36-CT/TW")
    assert (cited["name"], cited["url"]) == (directive.full_name, SITE + directive.get_absolute_url())
    assert directive.get_absolute_url() in page.root.xpath('//a[@class="citation"]/@href')


def test_the_publisher_is_the_paper(page):
    publisher = page.facts["NewsArticle"]["publisher"]
    assert (publisher["@type"], publisher["name"], publisher["url"]) == (
        "NewsMediaOrganization",
        "Báo Xứ Lạng",
        f"{SITE}/",
    )


@pytest.mark.parametrize(("precision", "told"), [("minute", "2018-06-12T10:30:00+07:00"), ("day", "2018-06-12"),
                                                 ("month", "2018-06"), ("unknown", None)])  # fmt: skip
def test_a_date_is_no_more_exact_than_it_is_known(make_article, hanoi, client, precision, told):
    article = make_article(published_at=hanoi(2018, 6, 12, 10, 30), date_precision=precision)
    page = Page(client.get(article.get_absolute_url()))
    assert page.facts["NewsArticle"].get("datePublished") == told
    assert page.properties.get("article:published_time") == ([told] if precision in ("minute", "day") else None)
    assert "dateModified" not in page.facts["NewsArticle"]


def test_a_change_by_a_person_is_told(story, client, hanoi):
    story.edited_at = hanoi(2018, 6, 14, 9, 0)
    story.save()
    page = Page(client.get(story.get_absolute_url()))
    assert page.facts["NewsArticle"]["dateModified"] == "2018-06-14T09:00:00+07:00"


def test_breadcrumbs_are_those_of_the_page_and_end_with_it(page, story):
    steps = page.facts["BreadcrumbList"]["itemListElement"]
    shown = page.root.xpath('//nav[@class="breadcrumb"]//a')
    assert [step["item"] for step in steps] == [SITE + each.get("href") for each in shown] + [
        SITE + story.get_absolute_url()
    ]
    assert [step["name"] for step in steps] == [" ".join(each.text_content().split()) for each in shown] + [
        story.headline
    ]
    assert [step["position"] for step in steps] == [1, 2, 3, 4]


def test_lists_have_breadcrumbs_and_the_front_page_its_search(story, client):
    directive = Directive.objects.get(symbol="36-CT/TW")
    for row, length in ((story.section, 3), (directive, 3), (Author.objects.first(), 3), (story.tags.first(), 2)):
        page = Page(client.get(row.get_absolute_url()))
        steps = page.facts["BreadcrumbList"]["itemListElement"]
        assert (len(steps), steps[-1]["item"]) == (length, SITE + row.get_absolute_url())
        assert steps[-1]["name"] == str(row)
        assert page.properties["og:title"] == [str(row)]
    assert "urlTemplate" in Page(client.get("/")).facts["WebSite"]["potentialAction"]["target"]


def test_a_link_shared_shows_the_photo(page, story):
    told = page.properties
    assert told["og:type"] == ["article"]
    assert told["og:title"] == [story.headline]
    assert told["og:url"] == [SITE + story.get_absolute_url()]
    assert told["og:image"] == [f"{SITE}/anh/{story.lead_photo_id}-chia-se-50x50.jpg"]
    assert (told["og:image:width"], told["og:image:height"]) == (["800"], ["420"])
    assert set(told["article:tag"]) == {"Đảng bộ", "Học tập"}
    assert page.root.xpath('//meta[@name="twitter:card"]')[0].get("content") == "summary_large_image"


def test_a_link_shared_shows_a_drawn_picture_where_there_is_no_photo(make_article, client):
    page = Page(client.get(make_article("Tít không ảnh").get_absolute_url()))
    (address,) = page.properties["og:image"]
    assert client.get(address.removeprefix(SITE))["Content-Type"] == "image/png"
    assert page.properties["og:image:alt"] == ["Tít không ảnh"]


def test_the_head_costs_no_query_for_articles_without_photos(make_article, client, django_assert_max_num_queries):
    article = make_article(tags=["Một"])
    with django_assert_max_num_queries(12) as log:
        client.get(article.get_absolute_url())
    assert len([query for query in log.captured_queries if "articles_byline" in query["sql"]]) == 1


@pytest.mark.parametrize("status", ["draft", "awaiting_approval", "withdrawn"])
def test_a_preview_tells_machines_nothing(make_article, status):
    article = make_article("Tít chưa ai được biết", status=status)
    assert render_to_string("includes/_machine_head.html", {"article": article}).strip() == ""


def test_pages_of_nothing_tell_no_facts(db, client):
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "application/ld+json" not in response.content.decode()


def test_the_papers_particulars_reach_the_publisher(make_article, client, settings):
    with override_settings(PAPER=settings.PAPER | {"governing_body": "Tỉnh ủy", "logo": "/static/logo.png"}):
        publisher = Page(client.get(make_article().get_absolute_url())).facts["NewsArticle"]["publisher"]
    assert publisher["parentOrganization"]["name"] == "Tỉnh ủy"
    assert publisher["logo"] == f"{SITE}/static/logo.png"


def test_corrections_that_the_page_shows_are_told(make_article, hanoi):
    article = make_article()
    correction = SimpleNamespace(
        title="Thông tin cải chính, xin lỗi", right="Hội nghị họp ngày 12/6.", published_at=hanoi(2018, 6, 13, 8)
    )
    facts = news_article(article, bylines=(), tags=(), directives=(), corrections=[correction])
    assert facts["correction"] == [
        {
            "@type": "CorrectionComment",
            "name": "Thông tin cải chính, xin lỗi",
            "text": "Hội nghị họp ngày 12/6.",
            "datePublished": "2018-06-13T08:00:00+07:00",
        }
    ]

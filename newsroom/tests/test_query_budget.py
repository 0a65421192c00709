"""How many queries each public page costs without the page cache; the number never depends on how much there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from articles.finishing import finish
from articles.models import Author, Byline, Placement, Section
from directives.models import Directive, Relation

pytestmark = pytest.mark.django_db(transaction=True)

ARTICLE, OTHERS = 2, 6
# What is no page: pictures are files, previews are for one person, a number leads on, and /health/ asks on purpose.
NO_PAGES = {"photo", "photo-share", "share-picture", "paper-picture", "article-by-number", "preview", "preview-photo"}
NO_PAGES |= {"health"}
TEXT = (
    "<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị và Nghị quyết số {}-NQ/TW, ngày 10/4/2013 của "
    "Bộ Chính trị.</p>"
)


@pytest.fixture
def fill(make_article, make_photo, section):
    """Return a filler: `number` more articles, with all that can stand around one, in three more sections."""
    author = Author.objects.create(name="Hoàng Thu Hà")

    def more(number):
        made = []
        for _ in range(number):
            place = Byline.objects.count()
            home = Section.objects.create(name=f"Mục {place}", parent=section if place % 2 else None)
            article = make_article(
                f"Hội nghị lần {place}", body=TEXT.format(10 + place), captions=["Ảnh"], section=home,
                tags=["Đảng bộ", f"Chủ đề {place}"],
            )  # fmt: skip
            article.photos.update(photo=make_photo())
            made.append(article)
        Byline.objects.update(author=author)
        finish(made)
        for page in (None, made[0].section, section):
            for position, article in enumerate(made, 1):
                times = {"begins": article.created_at, "ends": timezone.now() + timedelta(days=1)}
                Placement.objects.create(section=page, article=article, position=position, **times)
        cited = Directive.objects.get(symbol="36-CT/TW")
        for other in Directive.objects.exclude(pk=cited.pk):
            Relation.objects.get_or_create(source=cited, verb="replaces", target=other)
            Relation.objects.get_or_create(source=other, verb="amends", target=cited)
        return made

    return more


def addresses():
    """Return {view name: addresses of its pages}."""
    article = Byline.objects.order_by("-pk").first().article
    day = timezone.localtime(article.published_at)
    directive = Directive.objects.get(symbol="36-CT/TW")
    parts = (f"{day:%Y}", f"{day:%m}", f"{day:%d}")
    listed = {
        "article": [article.get_absolute_url()],
        "section": [article.section.get_absolute_url(), "/xay-dung-dang/", "/xay-dung-dang/?truoc=4102444800000000_1"],
        "author": ["/tac-gia/hoang-thu-ha/"],
        "tag": ["/chu-de/dang-bo/"],
        "directive": [directive.get_absolute_url(), f"{directive.get_absolute_url()}?trang=2"],
        "directives": ["/van-ban/", "/van-ban/?q=36&kind=CT&sort=-articles"],
        "search": ["/tim-kiem/", "/tim-kiem/?q=hoi+nghi", "/tim-kiem/?q=%22hội+nghị%22&chuyen_muc=xay-dung-dang",
                   "/tim-kiem/?q=khongcochunao", "/tim-kiem/?q=36-CT/TW&trang=2"],
        "suggestions": ["/tim-kiem/goi-y/?q=hoi"],
        "archive-year": [reverse("archive-year", args=parts[:1])],
        "archive-month": [reverse("archive-month", args=parts[:2])],
        "archive-day": [reverse("archive-day", args=parts)],
        "sitemap-month": [reverse("sitemap-month", args=parts[:2])],
        "sitemap-block": ["/sitemap-van-ban-0.xml", "/sitemap-chu-de-0.xml", "/sitemap-tac-gia-0.xml"],
        "api-article": [reverse("api-article", args=[article.pk])],
        "api-articles": ["/api/articles/", "/api/articles/?q=hoi&limit=5", "/api/articles/?section=xay-dung-dang"],
        "paper-feed": ["/rss.xml", "/atom.xml", "/feed.json"],
        "section-feed": [f"{article.section.get_absolute_url()}rss.xml"],
        "author-feed": ["/tac-gia/hoang-thu-ha/rss.xml"],
        "tag-feed": ["/chu-de/dang-bo/rss.xml"],
        "directive-feed": [f"{directive.get_absolute_url()}rss.xml"],
    }  # fmt: skip
    for name in public_names() - NO_PAGES - listed.keys():
        listed[name] = [reverse(name)]
    return listed


def public_names():
    return {pattern.name for pattern in _patterns(get_resolver().url_patterns) if pattern.name}


def _patterns(patterns):
    for pattern in patterns:
        if str(pattern.pattern).startswith("quan-tri"):
            continue
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def costs(client):
    """Return {address: queries} of every public page, what the edition keeps being there already."""
    told = {}
    for name, listed in addresses().items():
        for address in listed:
            assert client.get(address).status_code == 200, address
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            told[name, address] = len(queries)
    return told


def test_an_article_costs_two_queries_and_no_other_page_over_six(fill, client):
    fill(4)
    for (name, address), number in costs(client).items():
        assert number <= (ARTICLE if name == "article" else OTHERS), (address, number)


def test_twice_as_much_costs_as_many_queries(fill, client):
    fill(3)
    few = {name: cost for (name, address), cost in costs(client).items() if "?" not in address}
    fill(6)
    many = {name: cost for (name, address), cost in costs(client).items() if "?" not in address}
    assert few == many


def test_an_address_of_nothing_costs_as_little(fill, client):
    fill(1)
    client.get("/khong-co/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/khong-co/").status_code == 404
    assert len(queries) <= OTHERS

"""No public page, list, count, search, picture or redirect shows a trace of what is not public."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import get_resolver
from django.utils import timezone

from articles.finishing import finish
from articles.models import ArticlePhoto, Author, Byline, CorrectionRequest, Photo, Placement, PlannedStory
from articles.photo_showing import show_again
from articles.workflow import CHIEF, REPORTER

# What is told of pictures that were withdrawn: one that a story shows first, one among others, a portrait.
WITHDRAWN_PICTURES = ("zuanhdau", "zuanhgiua", "zuchandung")
SECRETS = ("zubanhap", "zucamvan", "zutuonglai", "zugoxuong", "zuchoduyet", "zuhengio")
ADDRESS = re.compile(r'(?:href|src|action)="([^"#]+)"|(?<=[ ,"])(/anh/[^\s",]+)')


@pytest.fixture
def newspaper(make_article, make_photo, section, now):
    """A paper with public articles, and hidden ones that share their section, author, tag and documents."""
    day = timedelta(days=1)
    hidden = {
        "zubanhap": {"status": "draft"},
        "zuchoduyet": {"status": "awaiting_approval"},
        "zucamvan": {"embargo_until": now + day},
        "zutuonglai": {"published_at": now + day},
        "zuhengio": {"status": "scheduled", "published_at": now + day},
        "zugoxuong": {"status": "withdrawn"},
    }
    shared = "Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị"
    author = Author.objects.create(name="Hoàng Thu Hà")
    public = [
        make_article(f"Bài công khai {n}", body=f"<p>Quán triệt {shared}.</p>", tags=["Đảng bộ"], captions=["Ảnh"])
        for n in range(25)
    ]
    for article in public:
        article.bylines.update(author=author)
    public[0].photos.update(photo=make_photo(alt="Toàn cảnh"))
    finish(public[:1])
    concealed = []
    for number, (word, fields) in enumerate(hidden.items()):
        article = make_article(
            f"Tít {word}",
            standfirst=f"Sapo {word} {shared}.",
            kicker=word,
            agency=word,
            body=f"<p>Nội dung {word}, {shared}; Kế hoạch số {700 + number}/KH-{word.upper()}, ngày 1/2/2020.</p>",
            captions=[f"Chú thích {word}"],
            bylines=[f"Bút danh {word}"],
            tags=["Đảng bộ", f"Chủ đề {word}"],
            **fields,
        )
        article.photos.update(photo=make_photo(alt=f"Ảnh {word}", credit=word))
        Byline.objects.create(article=article, author=author, name="Hoàng Thu Hà", order=2)
        article.bylines.filter(name__startswith="Bút danh").update(author=Author.objects.create(name=f"Người {word}"))
        finish([article])
        concealed.append(article)
    _plan_and_place([*concealed, *public[:2]], section, now)
    _link(public[1], concealed)
    _withdraw_pictures(public[2:4], author, make_photo, now)
    return public, concealed


def _link(article, concealed):
    """Let a public article link to all that is hidden, as somebody may who writes before it is out."""
    links = " ".join(f'<a href="/bai/{each.pk}/">bài liên quan</a>' for each in concealed)
    article.body = f"{article.body}<p>{links}</p>"
    article.save()
    finish([article])


def _withdraw_pictures(articles, author, make_photo, now):
    first, middle, portrait = (
        make_photo(alt=f"Ảnh {word}", credit=word, caption=word, colour=(number * 40, 9, 9))
        for number, word in enumerate(WITHDRAWN_PICTURES, 1)
    )
    articles[0].photos.update(photo=first)
    articles[1].photos.update(photo=make_photo(colour=(9, 200, 9)))
    ArticlePhoto.objects.create(article=articles[1], photo=middle, order=2, credit=WITHDRAWN_PICTURES[1])
    author.portrait = portrait
    author.save()
    finish(articles)
    photos = Photo.objects.filter(pk__in=[first.pk, middle.pk, portrait.pk])
    photos.update(withdrawn_at=now, withdrawn_reason="zuanhdau")
    show_again(photos)


def _plan_and_place(articles, section, now):
    """Let everything lead the front page and a section, hidden or not, and be planned and complained of."""
    times = {"begins": now - timedelta(hours=1), "ends": now + timedelta(days=2)}
    for page in (None, section):
        for position, article in enumerate(articles, 1):
            Placement.objects.create(section=page, article=article, position=position, **times)
    for number, word in enumerate(SECRETS):
        PlannedStory.objects.create(idea=f"Đề tài {word}", note=word, day=now.date(), article=articles[number])
        CorrectionRequest.objects.create(article=articles[-1], asked_by=word, claim=word, document=word)


def walk(client, start):
    """Yield (address, response) for every public address that can be reached from `start` by links."""
    seen, waiting = set(start), list(start)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        yield address, response
        if response.status_code in (301, 302):
            found = [response["Location"]]
        elif response["Content-Type"].startswith("text/html"):
            found = [unescape(one or other) for one, other in ADDRESS.findall(response.content.decode())]
        else:
            continue
        for link in found:
            target = link.split("#")[0]
            if target.startswith("?"):
                target = address.split("?")[0] + target
            local = target.startswith("/") and not target.startswith(("//", "/static/", "/quan-tri/"))
            if local and target not in seen and len(seen) < 400:
                seen.add(target)
                waiting.append(target)


START = ["/", "/tim-kiem/", "/van-ban/", "/tac-gia/", "/luu-tru/", "/tim-kiem/?q=zu", "/khong-co/"]
START += [f"/tim-kiem/?q={word}" for word in SECRETS]
START += [f"/tim-kiem/goi-y/?q={word}" for word in SECRETS]
START += [f"/van-ban/?q={word}" for word in SECRETS]
# What only machines ask for, no page links to.
START += [
    "/health/",
    "/health/live/",
    "/robots.txt",
    "/sitemap.xml",
    "/api/",
    "/api/articles/",
    "/api/articles/?limit=100",
    "/api/articles/1/",
]
START += [f"/sitemap-{name}.xml" for name in ("trang", "tin-moi", "khong-ngay-0", "van-ban-0", "chu-de-0", "tac-gia-0")]
START += [f"/sitemap-{date.today():%Y-%m}.xml", "/anh/bao-0123456789abcdef.png", "/anh/bai-1-0123456789abcdef.png"]
START += ["/anh/1-chia-se-50x50.jpg"]
START += [f"/api/articles/?q={word}" for word in SECRETS]


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_walk_over_the_whole_site_meets_no_secret(newspaper, client):
    public, concealed = newspaper
    _nothing_is_told(client, public, concealed)


@pytest.mark.parametrize("group", [REPORTER, CHIEF])
def test_what_the_desk_looked_at_before_tells_readers_nothing(newspaper, at_desk, client, group):
    """Parts of pages are kept for all who come later: somebody at the desk, and their previews, come first here."""
    public, concealed = newspaper
    at_desk(group)
    for _page in walk(client, [*START, "/xay-dung-dang/"]):
        pass
    at = (timezone.localtime() + timedelta(days=1, hours=2)).strftime("%Y-%m-%dT%H:%M")
    for page in ("trang-chu", "xay-dung-dang"):
        previewed = client.get(f"/quan-tri/articles/placement/{page}/preview/?at={at}")
        assert ("zuhengio" in previewed.content.decode()) == (group == CHIEF)
    for article in concealed:
        client.get(f"/bai/{article.pk}/")
        client.get(article.get_absolute_url())
    client.logout()
    _nothing_is_told(client, public, concealed)


@pytest.mark.parametrize("word", WITHDRAWN_PICTURES)
def test_a_withdrawn_picture_is_gone_at_every_address_of_it(newspaper, client, word):
    photo = Photo.objects.get(credit=word)
    for address in (f"{photo.pk}-320.webp", f"{photo.pk}-320.jpg", f"{photo.pk}-chia-se-50x50.jpg"):
        assert client.get(f"/anh/{address}").status_code == 410


def test_a_public_story_leads_to_nothing_hidden_by_number(newspaper, client):
    public, concealed = newspaper
    assert "bài liên quan" in client.get(public[1].get_absolute_url()).content.decode()
    for article in concealed:
        assert client.get(f"/bai/{article.pk}/").status_code == 404


def _nothing_is_told(client, public, concealed):
    pages = list(walk(client, START))
    reached = {address for address, _response in pages}
    gone = re.compile("/anh/({})-".format("|".join(str(pk) for pk in _withdrawn())))
    assert not [address for address in reached if gone.match(address)]
    numbers = re.compile(r"/bai/({})/".format("|".join(str(article.pk) for article in concealed)))
    assert {article.get_absolute_url() for article in public} <= reached
    assert not {article.get_absolute_url() for article in concealed} & reached
    for address, response in pages:
        assert response.status_code in (200, 301, 404), (address, response.status_code)
        shown = body_of(response).decode("utf-8", "ignore")
        shown = re.sub(r'value="[^"]*"|“[^”]*”|<title>[^<]*</title>', "", shown) if "?q=" in address else shown
        for word in (*SECRETS, *WITHDRAWN_PICTURES):
            assert word not in shown.lower(), f"{address} shows {word}"
        assert not numbers.search(shown), f"{address} links to what is hidden"
        assert not gone.search(shown), f"{address} names a withdrawn picture"


def _withdrawn():
    return Photo.objects.exclude(withdrawn_at=None).values_list("pk", flat=True)


def test_what_is_hidden_is_not_at_its_address(newspaper, client):
    _public, concealed = newspaper
    for article in concealed:
        response = client.get(article.get_absolute_url())
        assert response.status_code == (410 if article.status == "withdrawn" else 404)
        told = response.content.decode().replace(article.get_absolute_url(), "").lower()
        for word in SECRETS:
            assert word not in told


@pytest.mark.parametrize("word", SECRETS)
def test_people_topics_documents_and_pictures_of_hidden_articles_are_not_there(newspaper, client, word):
    from directives.models import Directive
    from newsroom.models import Tag

    assert client.get(Author.objects.get(name=f"Người {word}").get_absolute_url()).status_code == 404
    assert client.get(Tag.objects.get(name=f"Chủ đề {word}").get_absolute_url()).status_code == 404
    assert client.get(Directive.objects.get(symbol__endswith=word.upper()).get_absolute_url()).status_code == 404
    assert client.get(f"/anh/{Photo.objects.get(credit=word).pk}-320.webp").status_code == 404


def test_what_leads_is_what_is_placed_and_public(newspaper, client):
    public, _concealed = newspaper
    context = client.get("/").context
    assert [context["lead"], context["seconds"][0]] == public[:2]
    assert client.get("/xay-dung-dang/").context["page"].rows[:2] == public[:2]


def test_counts_count_public_articles_only(newspaper, client):
    public, _concealed = newspaper
    from directives.models import Directive

    directive = Directive.objects.for_readers().with_public_articles().get(symbol="36-CT/TW")
    assert directive.public_articles == len(public)


def test_the_walk_knows_every_public_address_there_is(newspaper, client):
    """A new address must be reached by the walk, or be named here with its reason."""
    reached = {
        response.resolver_match.view_name for _address, response in walk(client, START) if response.resolver_match
    }
    names = {pattern.name for pattern in _patterns(get_resolver().url_patterns) if pattern.name}
    # No page links to a private preview: its address is a key that is given to one person.
    # The number of an article is what bodies keep of a link: readers are given its present address.
    unlinked = {"preview", "preview-photo", "article-by-number"}
    assert names - reached == unlinked


def _patterns(patterns):
    for pattern in patterns:
        if str(pattern.pattern).startswith("quan-tri"):
            continue
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern

"""Search over everything that readers may see."""

from dataclasses import dataclass, replace

from django.db.models import F
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles import search as index
from articles.filters import ArticleFilter
from articles.guesses import corrected, fewer_words
from articles.models import Article, ArticlePhoto, Author, Section
from articles.search import excerpts, operators
from articles.views.suggesting import people, topics, words_of
from directives.models import Directive
from newsroom.vietnamese import fold, nfc

PAGE_SIZE = 20
LAST_PAGE = 100
COUNTED = PAGE_SIZE * LAST_PAGE  # as far as one can turn pages, so far the number of results is exact
# How results may be ordered: what the address calls it, what readers see. The first is understood.
ORDERS = {"": _("Best match"), "moi": _("Newest"), "cu": _("Oldest")}
CONDITIONS = tuple(ArticleFilter.base_filters)


@dataclass(frozen=True)
class Asked:
    """What a reader asks for: words, and {name: value} of the conditions, whether typed among the words or chosen."""

    text: str
    conditions: dict
    number: int = 1
    order: str = ""

    def address(self, **changes):
        """Return the search page's address for the same with `changes`."""
        other = replace(self, **changes)
        query = QueryDict(mutable=True)
        query.update({"q": other.text} if other.text else {})
        query.update(other.conditions)
        if other.order:
            query["xep"] = other.order
        if other.number > 1:
            query["trang"] = str(other.number)
        return f"{reverse('search')}?{query.urlencode()}"


@require_safe
def search(request):
    """One page of results; how the words may be typed is told in `articles.search.query` and `.operators`."""
    asked = _asked(request.GET)
    filters = ArticleFilter(asked.conditions, queryset=Article.objects.published())
    query = index.parse(asked.text)
    pks, known = _found(filters.qs, query, asked)
    context = {
        "text": asked.text,
        "narrowing": filters,
        "articles": _cards(pks[:PAGE_SIZE], query),
        "number": asked.number,
        "order": asked.order,
        "orders": _orders(asked, query) if pks else [],
        **_counted(pks, known, filters.qs, query, asked),
        "next": asked.address(number=asked.number + 1) if len(pks) > PAGE_SIZE and asked.number < LAST_PAGE else "",
        "previous": asked.address(number=asked.number - 1) if asked.number > 1 else "",
        "chosen": _chosen(asked, filters),
        "documents": _documents(asked.text) if asked.number == 1 else [],
        "rooms": _rooms(asked) if pks else [],
    }
    if not pks and asked.number == 1:
        context |= _guesses(asked, filters.qs)
    return render(request, "articles/search.html", context)


def _asked(parameters):
    typed = nfc(parameters.get("q", "").replace("\x00", " "))[:200]
    text, conditions = operators.split(typed, longest=_longest)
    chosen = {name: parameters.get(name, "").replace("\x00", " ").strip()[:120] for name in CONDITIONS}
    conditions = {name: value for name, value in chosen.items() if value} | conditions
    if section := conditions.get("chuyen_muc"):
        conditions["chuyen_muc"] = _section_slug(section) or section
    order = parameters.get("xep", "")
    return Asked(text, conditions, _number(parameters.get("trang", "")), order if order in ORDERS else "")


def _longest(field, candidates):
    """Return the longest of `candidates` that names a section or an author; the shortest, when none does."""
    if field == "chuyen_muc":
        return next((each for each in candidates if _section_slug(each)), candidates[-1])
    names = {fold(each): each for each in reversed(candidates)}
    known = Author.objects.filter(folded__in=names).values_list("folded", flat=True)
    return names[max(known, key=len, default=fold(candidates[-1]))]


def _section_slug(text):
    key = fold(text.replace("-", " "))
    named = [(fold(name), slug) for name, slug in Section.objects.values_list("name", "slug")]
    return next((slug for name, slug in named if key == name or text == slug), "")


def _found(articles, query, asked):
    """Return the keys of one page of results and one more, and how many there are, None where nobody counted.

    Conditions without words give the newest first.
    """
    offset = (asked.number - 1) * PAGE_SIZE
    if query.wanted and not asked.order:
        return index.find_and_count(articles, query, offset=offset, limit=PAGE_SIZE + 1)
    if not query.wanted and not asked.conditions:
        return [], 0
    fitting = index.select(articles, query)
    ordered = fitting.oldest_first() if asked.order == "cu" else fitting.newest_first()
    return list(ordered.values_list("pk", flat=True)[offset : offset + PAGE_SIZE + 1]), None


def _counted(pks, known, articles, query, asked):
    """Return {"total": how many results there are, at most `COUNTED`; "is_more": whether there are more than that}."""
    if len(pks) <= PAGE_SIZE:
        return {"total": (asked.number - 1) * PAGE_SIZE + len(pks), "is_more": False}
    total = index.count(articles, query, bound=COUNTED) if known is None else known
    return {"total": min(total, COUNTED), "is_more": total > COUNTED}


def _orders(asked, query):
    """Return [(name, address, whether it is in force)]; without words nothing fits better than another."""
    offered = ORDERS if query.wanted else {"moi": ORDERS["moi"], "cu": ORDERS["cu"]}
    now = asked.order or next(iter(offered))
    return [
        (name, asked.address(order="" if order == next(iter(offered)) else order, number=1), order == now)
        for order, name in offered.items()
    ]


def _cards(pks, query):
    """Return the articles of one page in order, each with `headline_html` and `excerpt_html`, the hits marked."""
    cards = Article.objects.published().cards()
    found = (cards.annotate(text=F("body")) if query.wanted else cards).in_bulk(pks)
    articles = [found[pk] for pk in pks if pk in found]
    if not query.wanted:
        return articles
    captions = {}
    for pk, caption in ArticlePhoto.objects.filter(article__in=found).values_list("article", "caption"):
        captions.setdefault(pk, []).append(caption)
    for article in articles:
        article.headline_html = mark_safe(excerpts.highlighted(article.headline, query))
        parts = [article.standfirst, excerpts.readable(article.text), *captions.get(article.pk, [])]
        article.excerpt_html = mark_safe(excerpts.excerpt(parts, query))
    return articles


def _chosen(asked, filters):
    """Return [(label, value, address without it)] of the conditions in force."""
    fields = filters.form.fields
    rows = []
    for name, value in asked.conditions.items():
        shown = dict(getattr(fields[name], "choices", ())).get(value, value).lstrip("– ")
        day = filters.form.cleaned_data.get(name) if filters.is_bound and filters.form.is_valid() else None
        shown = f"{day:%d/%m/%Y}" if hasattr(day, "year") else shown
        others = {other: kept for other, kept in asked.conditions.items() if other != name}
        rows.append((fields[name].label, shown, asked.address(conditions=others, number=1)))
    return rows


def _guesses(asked, articles):
    """Return what may help a reader who found nothing: [(words, address)] to try, and the way out of conditions."""
    public = Article.objects.published()
    meant = corrected(asked.text, articles) or (corrected(asked.text, public) if asked.conditions else [])
    fewer = [] if meant else fewer_words(asked.text, articles)
    everywhere = asked.conditions and asked.text and index.find(public, asked.text, limit=1)
    return {
        "meant": [(text, asked.address(text=text)) for text in meant],
        "fewer": [(text, asked.address(text=text)) for text in fewer],
        "everywhere": asked.address(conditions={}) if everywhere else "",
    }


def _documents(text):
    """Return documents of the register that the words name: `chi thi 36`, `36-CT/TW`."""
    if not any(char.isdigit() for char in text):
        return []
    return Directive.objects.for_readers().matching(text).order_by("-issued_on")[:5]


def _rooms(asked):
    """Return the people and topics whose name begins with the words."""
    words = words_of(asked.text) if asked.number == 1 and not asked.conditions else []
    return [*people(words), *topics(words)] if words else []


def _number(text):
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 4 else 1

"""What the search box proposes while a reader types: newest headlines, people, topics, documents."""

from django.db.models import Exists, OuterRef, Q
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Byline, TaggedArticle
from directives.models import Directive
from newsroom.models import Tag
from newsroom.vietnamese import fold, slugify

MOST = 8
OF_EACH = 2
HEADLINES = 4
# Among so many of the newest stories; older ones are what the search itself is for.
RECENT = 3000
SHORTEST, LONGEST = 2, 80
WORDS = 8


@require_safe
def suggestions(request):
    """Return {"items": [{"kind", "text", "url"}]}, at most `MOST`."""
    words = words_of(request.GET.get("q", ""))
    if not words:
        return JsonResponse({"items": []})
    found = [
        *((_("Author"), author.name, author) for author in people(words)),
        *((_("Topic"), tag.name, tag) for tag in topics(words)),
        *((_("Document"), directive.name, directive) for directive in _documents(words)),
        *((_("Article"), article.headline, article) for article in _headlines(words)),
    ]
    items = [{"kind": kind, "text": text, "url": row.get_absolute_url()} for kind, text, row in found[:MOST]]
    return JsonResponse({"items": items})


def words_of(typed):
    """Return the folded words of what was typed so far; none while it is too little to go by."""
    words = slugify(typed.replace("\x00", "")[:LONGEST]).split("-")[:WORDS]
    return words if len("".join(words)) >= SHORTEST else []


def _beginning(field, words, separator):
    """Return the condition that each of `words` begins a word of the folded `field`."""
    condition = Q()
    for word in words:
        condition &= Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": separator + word})
    return condition


def _headlines(words):
    recent = Article.objects.published().newest_first().values("pk")[:RECENT]
    articles = Article.objects.published().filter(pk__in=recent).filter(_beginning("slug", words, "-"))
    return articles.select_related("section").only("headline", "slug", "section__slug").newest_first()[:HEADLINES]


def _is_public(column):
    """Return the condition that readers may see the article in `column`: row by row, never a list of all of them."""
    return Exists(Article.objects.published().filter(pk=OuterRef(column)))


def people(words):
    public = Byline.objects.filter(_is_public("article"), author=OuterRef("pk"))
    return Author.objects.filter(_beginning("folded", words, " ")).filter(Exists(public))[:OF_EACH]


def topics(words):
    public = TaggedArticle.objects.filter(_is_public("content_object"), tag=OuterRef("pk"))
    return Tag.objects.filter(_beginning("folded", words, " ")).filter(Exists(public))[:OF_EACH]


def _documents(words):
    documents = Directive.objects.for_readers().matching(fold(" ".join(words)))
    return documents.order_by("-issued_on", "pk")[:OF_EACH]

"""An article, and all the rows that its page shows of it: one query each."""

from django.db.models import OuterRef

from articles.models import Article, ArticlePhoto, Byline, Correction, Photo
from directives.models import Directive, Relation
from newsroom.context import section_of
from newsroom.models import Tag
from newsroom.rows import Prepared, Rows, columns, instances

OF_ARTICLE = OuterRef("pk")
BYLINES = [*columns(Byline, "author"), "author__portrait__id", "author__portrait__withdrawn_at"]
PLACES = columns(ArticlePhoto, "photo")
CORRECTIONS = columns(Correction)
TAGS = columns(Tag)
LEAD = columns(Photo)
DIRECTIVES = columns(Directive, but=("search",))
ENDS = columns(Relation, "source", but=("source__search",))


def _queries():
    """Return {name: (model, its columns, its rows of the outer article)}."""
    tags = Tag.objects.filter(tagged_articles__content_object=OF_ARTICLE)
    directives = Directive.objects.filter(citations__article=OF_ARTICLE, citations__state="settled").distinct()
    ends = (
        Relation.objects.ends()
        .filter(target__citations__article=OF_ARTICLE, target__citations__state="settled")
        .distinct()
    )
    return {
        "bylines": (Byline, BYLINES, Byline.objects.filter(article=OF_ARTICLE).order_by("order", "id")),
        "places": (
            ArticlePhoto, PLACES, ArticlePhoto.objects.shown().filter(article=OF_ARTICLE).order_by("order", "id"),
        ),
        "corrections": (
            Correction, CORRECTIONS, Correction.objects.shown().filter(article=OF_ARTICLE).newest_first(),
        ),
        "tags": (Tag, TAGS, tags),
        "directives": (Directive, DIRECTIVES, directives.order_by("kind", "symbol", "plenum", "term")),
        "ends": (Relation, ENDS, ends),
        "lead": (Photo, LEAD, Photo.objects.filter(pk=OuterRef("lead_photo"))),
    }  # fmt: skip


def _alone(pk):
    return Article.objects.defer("body", "doubts", "published_on_reason").filter(pk=pk)


def _rows_alone(pk):
    rows = {f"{name}_rows": Rows(query, fields) for name, (_model, fields, query) in QUERIES.items()}
    return Article.objects.only("pk").annotate(**rows).filter(pk=pk)


QUERIES = _queries()
_article, _rows = Prepared(_alone), Prepared(_rows_alone)


def find(pk):
    """Return the article with the primary key `pk`, its section joined, or None."""
    article = _article.get(pk)
    if article is not None and (section := section_of(article.section_id)):
        article.section = section
    return article


def rows_of(article):
    """Return {name: instances} of what belongs to `article`, and set its lead photo.

    `ended` are the documents that another has put an end to.
    """
    rows = _rows.get(article.pk)
    found = {
        name: instances(model, fields, getattr(rows, f"{name}_rows")) if rows else []
        for name, (model, fields, _query) in QUERIES.items()
    }
    article.lead_photo = next(iter(found.pop("lead")), None)
    ends = found.pop("ends")
    for directive in found["directives"]:
        directive.ended_by = [end for end in ends if end.target_id == directive.pk]
    return found | {"ended": [directive for directive in found["directives"] if directive.ended_by]}

"""An article with all the rows that its page shows of it, in one query."""

from django.db.models import OuterRef

from articles.models import ArticlePhoto, Byline, Correction
from directives.models import Directive, Relation
from newsroom.models import Tag
from newsroom.rows import Rows, columns, instances

OF_ARTICLE = OuterRef("pk")
BYLINES = columns(Byline, "author")
PLACES = columns(ArticlePhoto, "photo")
CORRECTIONS = columns(Correction)
TAGS = columns(Tag)
DIRECTIVES = columns(Directive, but=("search",))
ENDS = columns(Relation, "source", but=("source__search",))


def _queries():
    """Return {name: (model, its columns, its rows of the outer article)}."""
    tags = Tag.objects.filter(tagged_articles__content_object=OF_ARTICLE)
    directives = Directive.objects.filter(citations__article=OF_ARTICLE, citations__state="settled").distinct()
    ends = Relation.objects.ends().filter(
        target__citations__article=OF_ARTICLE, target__citations__state="settled"
    ).distinct()
    return {
        "bylines": (Byline, BYLINES, Byline.objects.filter(article=OF_ARTICLE).order_by("order", "id")),
        "places": (ArticlePhoto, PLACES, ArticlePhoto.objects.filter(article=OF_ARTICLE).order_by("order", "id")),
        "corrections": (
            Correction, CORRECTIONS, Correction.objects.shown().filter(article=OF_ARTICLE).newest_first(),
        ),
        "tags": (Tag, TAGS, tags),
        "directives": (Directive, DIRECTIVES, directives.order_by("kind", "symbol", "plenum", "term")),
        "ends": (Relation, ENDS, ends),
    }  # fmt: skip


def with_rows(articles):
    """Return `articles` with what `rows_of` needs, and without what no page shows."""
    rows = {f"{name}_rows": Rows(query, fields) for name, (_model, fields, query) in _queries().items()}
    return articles.select_related("section__parent", "lead_photo").defer("body").annotate(**rows)


def rows_of(article):
    """Return {name: instances} of one of `with_rows`; `ended` are the documents that another has put an end to."""
    found = {
        name: instances(model, fields, getattr(article, f"{name}_rows"))
        for name, (model, fields, _query) in _queries().items()
    }
    ends = found.pop("ends")
    for directive in found["directives"]:
        directive.ended_by = [end for end in ends if end.target_id == directive.pk]
    return found | {"ended": [directive for directive in found["directives"] if directive.ended_by]}

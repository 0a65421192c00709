"""Articles near one article: what belongs to it, and what came before and after it in its section."""

from datetime import timedelta

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article, Citation, TaggedArticle
from articles.models.article import DatePrecision

# What makes two stories belong together, by weight: a document both cite, a topic of both, the section, the weeks.
DOCUMENT, TOPIC, SECTION, TIME = 6, 4, 2, 1
SAME_TIME = timedelta(days=45)
# How many are weighed for each reason, the newest first; so the work is bounded however often a document is cited.
WEIGHED = 60
OF_SECTION = 20


def related(article, *, limit):
    """Return up to `limit` public articles that belong to `article`, the nearest first. One query."""
    citations = Citation.objects.filter(state=Citation.State.SETTLED)
    cited = citations.filter(article=article).values("directive")
    topics = TaggedArticle.objects.filter(content_object=article).values("tag")
    citing, tagged = citations.filter(directive__in=cited), TaggedArticle.objects.filter(tag__in=topics)
    neighbours = Article.objects.published().filter(section=article.section_id)
    earlier = neighbours.filter(published_at__lte=article.published_at).newest_first()
    candidates = (
        Q(pk__in=citing.order_by("-article").values("article").distinct()[:WEIGHED])
        | Q(pk__in=tagged.order_by("-content_object").values("content_object").distinct()[:WEIGHED])
        | Q(pk__in=earlier.values("pk")[:OF_SECTION])
        | Q(pk__in=neighbours.newest_first().values("pk")[:OF_SECTION])
    )
    public = Article.objects.published().exclude(pk=article.pk).filter(candidates)
    weighed = public.cards().annotate(nearness=_nearness(article, citing, tagged))
    return weighed.order_by("-nearness", "-published_at", "-id")[:limit]


def _nearness(article, citing, tagged):
    around = (article.published_at - SAME_TIME, article.published_at + SAME_TIME)
    return (
        DOCUMENT * _count(citing.filter(article=OuterRef("pk")), "article", "directive")
        + TOPIC * _count(tagged.filter(content_object=OuterRef("pk")), "content_object", "tag")
        + _points(SECTION, section=article.section_id)
        + _points(TIME, published_at__range=around)
    )


def _count(rows, by, of):
    number = rows.order_by().values(by).annotate(n=Count(of, distinct=True)).values("n")
    return Coalesce(Subquery(number), 0)


def _points(points, **condition):
    return Case(When(**condition, then=Value(points)), default=Value(0), output_field=IntegerField())


def beside(article):
    """Return (earlier, later): the public articles next to `article` in its section; None where there is none.

    Articles whose day nobody knows stand in no order.
    """
    if article.date_precision == DatePrecision.UNKNOWN:
        return None, None
    others = Article.objects.published().filter(section=article.section_id)
    others = others.exclude(date_precision=DatePrecision.UNKNOWN).select_related("section")
    others = others.only("headline", "slug", "section__slug")
    instant, pk = article.published_at, article.pk
    earlier = others.filter(Q(published_at__lt=instant) | Q(published_at=instant, pk__lt=pk))
    later = others.filter(Q(published_at__gt=instant) | Q(published_at=instant, pk__gt=pk))
    return (
        earlier.filter(published_at__lte=instant).newest_first().first(),
        later.filter(published_at__gte=instant).order_by(F("published_at"), F("id")).first(),
    )

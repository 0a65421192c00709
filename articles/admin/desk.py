"""What each person has to do now, for the start page of the desk."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import workflow
from articles.admin import desk_planning, desk_today, waiting
from articles.models import Article, ArticlePhoto, Byline, Citation, Status

SHOWN = 8
# How long the author of a story that was taken down finds that on the start page.
TOLD_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Pile:
    """Articles of one kind that wait for somebody: the first few, how many there are, and where the rest is."""

    title: str
    articles: list
    count: str
    url: str


def todo(user):
    """Return the piles that wait for `user`; empty ones are left out."""
    articles = Article.objects.visible_to(user).defer("body", "body_html", "standfirst_html").select_related("section")
    piles = [
        (_("My drafts and what came back"), articles.filter(created_by=user, status__in=workflow.OPEN), "?created=me"),
    ]
    own = Q(created_by=user) | Q(pk__in=Byline.objects.filter(author__user=user).values("article"))
    gone = articles.filter(own, status=Status.WITHDRAWN, updated_at__gte=timezone.now() - TOLD_FOR)
    piles.append((_("Taken down, and why"), gone, f"?status__exact={Status.WITHDRAWN}"))
    if user.has_perm(workflow.EDIT):
        piles.append(
            (_("Awaiting edit"), articles.filter(status__in=workflow.IN_HAND), f"?status__exact={Status.SUBMITTED}")
        )
    if user.has_perm(workflow.PUBLISH):
        approval = Status.AWAITING_APPROVAL
        scheduled = Status.SCHEDULED
        piles += [
            (_("Awaiting approval"), articles.filter(status=approval), f"?status__exact={approval}"),
            (_("Awaiting publication"), articles.filter(status=scheduled), f"?status__exact={scheduled}"),
        ]
    if user.has_perm(workflow.EDIT):
        piles += [
            (_("Photos without pictures"), _lacking_pictures(articles), "?attention=photos"),
            (_("No headline"), articles.filter(headline=""), "?attention=headline"),
            (_("Date not sure"), articles.with_doubtful_dates(), "?attention=dates"),
        ]
    changelist = reverse("admin:articles_article_changelist")
    found = []
    for title, queryset, query in piles:
        rows = list(queryset.order_by("-updated_at")[:SHOWN])
        if rows:
            found.append(Pile(title, rows, waiting.number(queryset), changelist + query))
    return {
        "piles": found,
        "today": desk_today.today(user),
        "citations": _citations(user),
        "plan": desk_planning.start(user),
    }


def _lacking_pictures(articles):
    """Return the articles on their way to readers that still wait for a picture."""
    empty = ArticlePhoto.objects.filter(article=OuterRef("pk"), photo=None, waived=False)
    return articles.filter(Exists(empty), status__in=(*workflow.UNPUBLISHED, Status.SCHEDULED))


def _citations(user):
    if not user.has_perm("articles.change_citation"):
        return None
    return {"count": waiting.number(Citation.objects.open()), "url": reverse("admin:articles_citation_queue")}

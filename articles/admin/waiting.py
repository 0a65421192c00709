"""How much waits for a person, for the sidebar and the start page: counted no further than anybody reads."""

from django.db.models import Q

from articles import correcting, workflow
from articles.models import Article, Citation, Status

MOST = 99


def number(queryset):
    """Return how many rows `queryset` has, as people read it: `7`, or `99+`. It costs no more than so many rows."""
    count = queryset.order_by()[: MOST + 1].count()
    return str(count) if count <= MOST else f"{MOST}+"


def articles_for(user):
    """Return the articles that wait for `user`: what came back, what is to be edited, what is to be approved."""
    waiting = Q(created_by=user, status=Status.RETURNED)
    if user.has_perm(workflow.EDIT):
        waiting |= Q(status=Status.SUBMITTED) | Q(status=Status.EDITING, held_by=user)
    if user.has_perm(workflow.APPROVE):
        waiting |= Q(status=Status.AWAITING_APPROVAL)
    return Article.objects.waiting().filter(waiting)


def counts(user):
    """Return {label of a model: how much of it waits for `user`}, without what is nothing."""
    found = {"articles.Article": number(articles_for(user))}
    if user.has_perm("articles.change_citation"):
        found["articles.Citation"] = number(Citation.objects.open())
    found["articles.CorrectionRequest"] = number(correcting.open_for(user))
    return {label: count for label, count in found.items() if count != "0"}

"""What somebody has in hand, and how it goes to somebody else when they leave: always by moves of the workflow."""

from django.db import transaction
from django.utils.translation import gettext

from articles import workflow
from articles.models import Article, Status
from newsroom.people import managing


def held_by(user):
    """Return the articles that wait for `user` by name: taken for editing, or handed to them for approval."""
    return Article.objects.filter(held_by=user, status__in=(*workflow.IN_HAND, Status.AWAITING_APPROVAL)).defer("body")


def begun_by(user):
    """Return what `user` wrote and has not handed in yet."""
    return Article.objects.filter(created_by=user, status__in=workflow.OPEN).defer("body")


def may_take_over(user):
    """Return the accounts, `user` apart, that can go on with everything `user` has in hand, by name."""
    held = list(held_by(user))
    found = [set(workflow.people_for(article).exclude(pk=user.pk)) for article in held]
    able = set.intersection(*found) if found else set()
    return sorted(able, key=lambda person: (person.last_name, person.first_name, person.username))


@transaction.atomic
def hand_on(user, *, by, to=None):
    """Hand all that `user` has in hand to the account `to`, or back to the queue where that is None.

    Raises `PermissionDenied` where `by` may not make one of the moves, `ValidationError` where `to` cannot go on with
    it; nothing is moved then.
    """
    reason = gettext("The account was closed.")
    for article in held_by(user):
        if article.status == Status.EDITING and by.pk != user.pk:
            workflow.move(article, "unlock", user=by, reason=reason)
        if to is not None:
            workflow.move(article, "hand_over", user=by, to=to, reason=reason)


@transaction.atomic
def close(user, *, by, to=None):
    """Close the account of `user`, what they have in hand handed on first (see `hand_on`): all of it or nothing."""
    hand_on(user, by=by, to=to)
    managing.close(user)

"""A picture taken from readers everywhere at once, and given back: who may, why, and how articles remember it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles import workflow
from articles.models import Article, Move, Photo
from articles.photo_showing import show_again

REASON = 500


def may_withdraw(user):
    """Say whether `user` may take pictures from readers and give them back: whoever may withdraw articles."""
    return user.is_active and user.is_staff and user.has_perm(workflow.WITHDRAW)


def withdraw(photos, *, by, reason):
    """Take `photos` from every page, feed, sitemap, share picture and answer of the API; articles stay without them.

    Returns how many articles showed them. Raises `PermissionDenied`, or `ValidationError` where no reason is given.
    """
    told = _reason(by, reason)
    return _set("withdraw_photo", photos, by, told, at=timezone.now(), who=by, why=told)


def reinstate(photos, *, by, reason):
    """Give withdrawn `photos` back to readers; returns and raises as `withdraw` does."""
    return _set("reinstate_photo", photos, by, _reason(by, reason), at=None, who=None, why="")


def _reason(by, reason):
    if not may_withdraw(by):
        raise PermissionDenied(gettext("Only who may withdraw articles may do this with pictures."))
    told = " ".join(reason.split())[:REASON]
    if not told:
        raise ValidationError(gettext("Please give a reason."))
    return told


@transaction.atomic
def _set(name, photos, by, reason, *, at, who, why):
    """Write the new state of those of `photos` that are in the other one, and tell their articles."""
    locked = Photo.objects.select_for_update().filter(pk__in=[photo.pk for photo in photos])
    changed = [photo for photo in locked if photo.is_withdrawn != (at is not None)]
    Photo.objects.filter(pk__in=[photo.pk for photo in changed]).update(
        withdrawn_at=at, withdrawn_by=who, withdrawn_reason=why
    )
    pks = show_again(changed)
    rows = Article.objects.filter(pk__in=pks).values_list("pk", "status", "version")
    moves = [
        Move(article_id=pk, name=name, source=status, target=status, by=by, reason=reason, version=version)
        for pk, status, version in rows
    ]
    Move.objects.bulk_create(moves, batch_size=500)
    return len(pks)

"""The way of an article through the newsroom: its moves, and who may make them where. Nothing else decides that.

Buttons, permissions, admin actions and tests are all made from `MOVES`; groups get their rights from `GROUPS`.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from articles.models import Article, Move, Status

WRITE = "articles.add_article"
EDIT = "articles.edit_any_article"
APPROVE = "articles.approve_article"
PUBLISH = "articles.publish_article"
WITHDRAW = "articles.withdraw_article"

REPORTER, EDITOR, SECRETARY, CHIEF = "Phóng viên", "Biên tập viên", "Thư ký tòa soạn", "Tổng biên tập"

_VIEW_ALL = ["view_article", "view_author", "view_section", "view_photo", "view_citation"]
_WRITING = [
    *("add_article", "change_article", "add_byline", "change_byline", "delete_byline", "view_byline"),
    *("add_articlephoto", "change_articlephoto", "delete_articlephoto", "view_articlephoto"),
    *("add_photo", "change_photo", "view_tag", "add_tag", "view_directive"),
]
_EDITING = [
    *("edit_any_article", "change_citation", "add_author", "change_author", "change_tag"),
    *("add_penname", "change_penname", "delete_penname", "view_penname", "add_directive", "change_directive"),
]
_RUNNING = [
    *("approve_article", "publish_article", "change_section", "add_section", "delete_article", "delete_photo"),
    *("delete_tag", "delete_author", "delete_directive", "view_importeditem", "view_sourcefile"),
    *("view_importrun", "view_sectionalias", "add_sectionalias", "change_sectionalias", "delete_sectionalias"),
]
_CHIEF = ["withdraw_article", "delete_section", "add_user", "change_user", "view_user", "view_group"]

GROUPS = {
    REPORTER: _VIEW_ALL + _WRITING,
    EDITOR: _VIEW_ALL + _WRITING + _EDITING,
    SECRETARY: _VIEW_ALL + _WRITING + _EDITING + _RUNNING,
    CHIEF: _VIEW_ALL + _WRITING + _EDITING + _RUNNING + _CHIEF,
}


def make_groups():
    """Create the newsroom's groups that are not there yet, with their rights; return the names of the new ones."""
    made = []
    for name, codenames in GROUPS.items():
        group, created = Group.objects.get_or_create(name=name)
        if created:
            group.permissions.set(Permission.objects.filter(codename__in=codenames))
            made.append(name)
    return made


OPEN = (Status.DRAFT, Status.RETURNED)
IN_HAND = (Status.SUBMITTED, Status.EDITING)


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One move: where it starts and ends, the right it takes, and what it asks for."""

    name: str
    label: str
    sources: tuple
    target: str
    permission: str
    own_only: bool = False
    needs_reason: bool = False
    needs_time: bool = False
    needs_complete: bool = False


MOVES = {
    move.name: move
    for move in (
        Transition(
            name="submit", label=_("Submit"), sources=OPEN, target=Status.SUBMITTED, permission=WRITE,
        ),
        Transition(
            name="recall", label=_("Recall"), sources=(Status.SUBMITTED,), target=Status.DRAFT, permission=WRITE,
            own_only=True,
        ),
        Transition(
            name="take", label=_("Take for editing"), sources=(Status.SUBMITTED,), target=Status.EDITING,
            permission=EDIT,
        ),
        Transition(
            name="forward", label=_("Ask for approval"), sources=(*OPEN, *IN_HAND), target=Status.AWAITING_APPROVAL,
            permission=EDIT, needs_complete=True,
        ),
        Transition(
            name="send_back", label=_("Return"), sources=(*IN_HAND, Status.AWAITING_APPROVAL, Status.SCHEDULED),
            target=Status.RETURNED, permission=EDIT, needs_reason=True,
        ),
        Transition(
            name="schedule", label=_("Schedule"), sources=(*OPEN, *IN_HAND, Status.AWAITING_APPROVAL),
            target=Status.SCHEDULED, permission=PUBLISH, needs_time=True, needs_complete=True,
        ),
        Transition(
            name="publish", label=_("Publish now"),
            sources=(*OPEN, *IN_HAND, Status.AWAITING_APPROVAL, Status.SCHEDULED), target=Status.PUBLISHED,
            permission=PUBLISH, needs_complete=True,
        ),
        Transition(
            name="withdraw", label=_("Withdraw"), sources=(Status.PUBLISHED, Status.SCHEDULED),
            target=Status.WITHDRAWN, permission=WITHDRAW, needs_reason=True,
        ),
        Transition(
            name="reinstate", label=_("Put back"), sources=(Status.WITHDRAWN,), target=Status.PUBLISHED,
            permission=WITHDRAW, needs_reason=True, needs_complete=True,
        ),
    )
}  # fmt: skip


def is_own(user, article):
    return article.created_by_id == user.pk


def may_edit(user, article):
    """Say whether `user` may change the text of `article` where it stands now."""
    if not user.has_perm("articles.change_article"):
        return False
    if article.pk is None:
        return True
    if article.status in (*Article.PUBLIC_STATUSES, Status.WITHDRAWN, Status.AWAITING_APPROVAL):
        return user.has_perm(PUBLISH)
    if user.has_perm(EDIT):
        return True
    return is_own(user, article) and article.status in OPEN


def may_move(user, article, name):
    """Say whether `user` may make the move `name` on `article` where it stands now."""
    move = MOVES[name]
    if article.status not in move.sources or not user.has_perm(move.permission):
        return False
    if name == "submit" or move.own_only:
        return is_own(user, article) or (not move.own_only and user.has_perm(EDIT))
    return True


def moves_for(user, article):
    """Return the moves that `user` may make on `article` now, in the order of the table."""
    return [move for name, move in MOVES.items() if may_move(user, article, name)]


def missing(article):
    """Return what a paper needs and `article` still lacks, as sentences for the editor."""
    lacks = []
    if not article.headline:
        lacks.append(gettext("The headline is missing."))
    if not article.standfirst:
        lacks.append(gettext("The standfirst is missing."))
    if article.section_id is None:
        lacks.append(gettext("The section is missing."))
    if not article.bylines.exists():
        lacks.append(gettext("The byline is missing."))
    return lacks


def move(article, name, *, user, reason="", at=None):
    """Make the move `name` on `article`, and log it.

    Raises `PermissionDenied` when `user` may not, `ValidationError` when something the move needs is missing or
    when somebody else moved the article first.
    """
    step = MOVES[name]
    if not may_move(user, article, name):
        raise PermissionDenied(gettext("You may not do this with the article where it stands now."))
    if step.needs_reason and not reason.strip():
        raise ValidationError(gettext("Please give a reason."))
    if step.needs_time and at is None:
        raise ValidationError(gettext("Please give the time of publication."))
    if step.needs_complete and (lacks := missing(article)):
        raise ValidationError(lacks)
    changes = {"status": step.target, "updated_at": timezone.now()}
    if step.needs_time:
        changes |= {"published_at": at, "date_precision": "minute"}
    elif name == "publish" and (article.published_at is None or article.published_at > timezone.now()):
        changes |= {"published_at": timezone.now(), "date_precision": "minute"}
    with transaction.atomic():
        taken = Article.objects.filter(pk=article.pk, status=article.status, version=article.version).update(**changes)
        if not taken:
            raise ValidationError(gettext("Somebody moved or changed this article a moment ago: open it again."))
        Move.objects.create(
            article=article, name=name, source=article.status, target=step.target, by=user, reason=reason.strip()
        )
    for field, value in changes.items():
        setattr(article, field, value)

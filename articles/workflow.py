"""The way of an article through the newsroom: its moves, and who may make them where. Nothing else decides that.

Buttons, permissions, admin actions and tests are all made from `MOVES`; groups get the rights of `articles.rights`.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from articles import approving, sealing
from articles.checklist import missing
from articles.models import Article, Move, Photo, Status
from articles.rights import (  # noqa: F401  reached as words of the workflow
    APPROVE,
    CHIEF,
    EDIT,
    EDITOR,
    GROUPS,
    PUBLISH,
    REPORTER,
    SECRETARY,
    WITHDRAW,
    WRITE,
    make_groups,
)
from newsroom import edition

OPEN = (Status.DRAFT, Status.RETURNED)
IN_HAND = (Status.SUBMITTED, Status.EDITING)
UNPUBLISHED = (*OPEN, *IN_HAND, Status.AWAITING_APPROVAL)
# The levels a piece climbs; what an urgent one leaves out of them is recorded.
LADDER = (Status.DRAFT, Status.SUBMITTED, Status.EDITING, Status.AWAITING_APPROVAL, Status.PUBLISHED)
# Marks a move that leaves the article where it stands.
SAME = ""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One move: where it starts and ends, the right it takes, and what it asks for.

    `permission_at` names another right where the article stands elsewhere. `own_only`: only for who wrote it;
    `holder_only`: only for who took it; `others_only`: only where somebody else took it; `signs`: who makes it
    answers for the text.
    """

    name: str
    label: str
    sources: tuple
    target: str
    permission: str
    permission_at: dict = field(default_factory=dict)
    own_only: bool = False
    holder_only: bool = False
    others_only: bool = False
    needs_reason: bool = False
    needs_time: bool = False
    needs_person: bool = False
    needs_decision: bool = False
    needs_complete: bool = False
    signs: bool = False
    in_bulk: bool = False

    def right_at(self, status):
        return self.permission_at.get(status, self.permission)


MOVES = {
    move.name: move
    for move in (
        Transition(
            name="submit", label=_("Submit"), sources=OPEN, target=Status.SUBMITTED, permission=WRITE, in_bulk=True,
        ),
        Transition(
            name="recall", label=_("Recall"), sources=(Status.SUBMITTED,), target=Status.DRAFT, permission=WRITE,
            own_only=True, in_bulk=True,
        ),
        Transition(
            name="take", label=_("Take for editing"), sources=(Status.SUBMITTED,), target=Status.EDITING,
            permission=EDIT, in_bulk=True,
        ),
        Transition(
            name="release", label=_("Put back in the queue"), sources=(Status.EDITING,), target=Status.SUBMITTED,
            permission=EDIT, holder_only=True, in_bulk=True,
        ),
        Transition(
            name="hand_over", label=_("Hand over"), sources=(*IN_HAND, Status.AWAITING_APPROVAL), target=SAME,
            permission=EDIT, permission_at={Status.AWAITING_APPROVAL: APPROVE}, needs_person=True,
        ),
        Transition(
            name="unlock", label=_("Unlock by force"), sources=(Status.EDITING,), target=Status.SUBMITTED,
            permission=APPROVE, others_only=True, needs_reason=True,
        ),
        Transition(
            name="forward", label=_("Ask for approval"), sources=(*OPEN, *IN_HAND), target=Status.AWAITING_APPROVAL,
            permission=EDIT, needs_complete=True,
        ),
        Transition(
            name="approve", label=_("Approve"), sources=(Status.AWAITING_APPROVAL,), target=SAME, permission=APPROVE,
            needs_complete=True, signs=True,
        ),
        Transition(
            name="send_back", label=_("Return"), sources=(*IN_HAND, Status.AWAITING_APPROVAL, Status.SCHEDULED),
            target=Status.RETURNED, permission=EDIT, needs_reason=True,
            permission_at={Status.AWAITING_APPROVAL: APPROVE, Status.SCHEDULED: PUBLISH},
        ),
        Transition(
            name="schedule", label=_("Schedule"), sources=(*UNPUBLISHED, Status.SCHEDULED), target=Status.SCHEDULED,
            permission=PUBLISH, needs_time=True, needs_complete=True, signs=True,
        ),
        Transition(
            name="unschedule", label=_("Take off the timer"), sources=(Status.SCHEDULED,),
            target=Status.AWAITING_APPROVAL, permission=PUBLISH,
        ),
        Transition(
            name="publish", label=_("Publish now"), sources=(*UNPUBLISHED, Status.SCHEDULED),
            target=Status.PUBLISHED, permission=PUBLISH, needs_complete=True, signs=True,
        ),
        Transition(
            name="withdraw", label=_("Withdraw"), sources=(Status.PUBLISHED,), target=Status.WITHDRAWN,
            permission=WITHDRAW, needs_reason=True, needs_decision=True,
        ),
        Transition(
            name="reinstate", label=_("Put back"), sources=(Status.WITHDRAWN,), target=Status.PUBLISHED,
            permission=WITHDRAW, needs_reason=True, needs_complete=True, signs=True,
        ),
    )
}  # fmt: skip


def publishing_rights():
    """Return the rights with which something comes before readers, or is taken from them."""
    shown = Article.PUBLIC_STATUSES
    return {
        move.right_at(source)
        for move in MOVES.values()
        for source in move.sources
        if source in shown or move.target in shown
    }


def is_own(user, article):
    return article.created_by_id == user.pk


def stands_at(article, at=None):
    """Return where `article` stands in the chain: a scheduled one whose hour has come is published."""
    return Status.PUBLISHED if article.is_published(at) else Status(article.status)


def is_locked_for(user, article):
    """Say whether somebody else took `article` for editing: nobody but them changes or moves it until unlocked."""
    return article.status == Status.EDITING and article.held_by_id not in (None, user.pk)


def may_edit(user, article):
    """Say whether `user` may change the text of `article` where it stands now."""
    if not user.has_perm("articles.change_article"):
        return False
    if article.pk is None:
        return True
    if article.status in (*Article.PUBLIC_STATUSES, Status.WITHDRAWN, Status.AWAITING_APPROVAL):
        return user.has_perm(PUBLISH)
    if user.has_perm(EDIT):
        return not is_locked_for(user, article)
    return is_own(user, article) and article.status in OPEN


def may_change_photo(user, photo):
    """Say whether `user` may change a picture and what is printed with it: one that readers see, who publishes."""
    if photo is not None and photo.is_withdrawn and not user.has_perm(WITHDRAW):
        return False
    shown = photo is not None and Photo.objects.for_readers().filter(pk=photo.pk).exists()
    return user.has_perm("articles.change_photo") and (not shown or user.has_perm(PUBLISH))


def may_move(user, article, name):
    """Say whether `user` may make the move `name` on `article` where it stands now."""
    move, status = MOVES[name], stands_at(article)
    if status not in move.sources or not user.has_perm(move.right_at(status)):
        return False
    if name == "submit" or move.own_only:
        return is_own(user, article) or (not move.own_only and user.has_perm(EDIT))
    if name == "approve":
        return not approving.has_approved(user, article)
    return _lock_allows(user, article, move)


def _lock_allows(user, article, move):
    """Say whether the lock of an article being edited lets `user` make `move`; who publishes may skip it."""
    locked = is_locked_for(user, article)
    if move.others_only:
        return locked
    if move.holder_only:
        return article.held_by_id == user.pk
    return not locked or move.permission == PUBLISH


def moves_for(user, article):
    """Return the moves that `user` may make on `article` now, in the order of the table."""
    return [move for name, move in MOVES.items() if may_move(user, article, name)]


def people_for(article):
    """Return the accounts to which `article` can be handed over where it stands, by name."""
    right = MOVES["hand_over"].right_at(stands_at(article))
    found = get_user_model().objects.with_perm(right, backend="django.contrib.auth.backends.ModelBackend")
    return found.filter(is_staff=True).order_by("last_name", "first_name", "username")


def skipped(source, target):
    """Return the levels between two states that a move up leaves out."""
    source = Status.DRAFT if source == Status.RETURNED else source
    target = Status.PUBLISHED if target == Status.SCHEDULED else target
    if source not in LADDER or target not in LADDER:
        return []
    return [str(level) for level in LADDER[LADDER.index(source) + 1 : LADDER.index(target)]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a person says with a move; `seen` is the version they had before them, None where that is not known."""

    reason: str = ""
    at: object = None
    to: object = None
    decided_by: str = ""
    note: str = ""
    seen: int | None = None


def move(article, name, *, user, **asked):
    """Make the move `name` on `article`, and log it; `asked` are the fields of `Asked`.

    Raises `PermissionDenied` when `user` may not, `ValidationError` when something the move needs is missing or
    when somebody else moved the article first.
    """
    step, asked = MOVES[name], Asked(**asked)
    if not may_move(user, article, name):
        raise PermissionDenied(gettext("You may not do this with the article where it stands now."))
    lacks = _lacks(article, step, user, asked)
    if lacks:
        raise ValidationError(lacks)
    source, target = stands_at(article), step.target or article.status
    changes = _changes(article, step, user, asked) | {"status": target, "updated_at": timezone.now()}
    is_hidden = not article.is_known_to_readers and target not in Article.KNOWN_STATUSES
    with edition.quiet(is_hidden), transaction.atomic():
        taken = Article.objects.filter(pk=article.pk, status=article.status, version=article.version).update(**changes)
        if not taken:
            raise ValidationError(gettext("Somebody moved or changed this article a moment ago: open it again."))
        if step.signs:
            approving.sign(article, user)
        _log(article, step, user, asked, source=source, target=target)
        for changed, value in changes.items():
            setattr(article, changed, value)
        sealing.follow(article, again=step.signs)


def _lacks(article, step, user, asked):
    """Return what the move `step` still asks for, as sentences."""
    lacks = missing(article) if step.needs_complete else []
    if step.needs_reason and not asked.reason.strip():
        lacks.append(gettext("Please give a reason."))
    if step.needs_time and _time_of(article, asked) is None:
        lacks.append(gettext("Please give the time of publication."))
    elif step.needs_time and _time_of(article, asked) <= timezone.now():
        lacks.append(gettext("This time is past. Give one to come, or publish now."))
    if step.needs_person and not (asked.to and people_for(article).filter(pk=asked.to.pk).exists()):
        lacks.append(gettext("Please choose who takes it over."))
    if step.needs_decision and not asked.decided_by.strip():
        lacks.append(gettext("Please say who decided it."))
    if step.signs and asked.seen not in (None, article.version):
        lacks.append(gettext("The text changed after you opened it: please read it again first."))
    if _hurries(article, step, user) and not asked.reason.strip():
        lacks.append(
            gettext("This section asks for %(n)s approvals. To publish with fewer, give the reason.")
            % {"n": approving.needed(article)}
        )
    return lacks


def _hurries(article, step, user):
    """Say whether `step` makes public what fewer people approved than the section asks for."""
    return step.permission == PUBLISH and step.signs and approving.lacking(article, with_word_of=user) > 0


def _time_of(article, asked):
    """Return the hour to publish at: the one given, else the one it had if that is to come."""
    if asked.at is None and article.published_at and article.published_at > timezone.now():
        return article.published_at
    return asked.at


def _changes(article, step, user, asked):
    changes = {"held_by": {"take": user, "hand_over": asked.to}.get(step.name)}
    if step.needs_time:
        changes |= {"published_at": _time_of(article, asked), "date_precision": "minute"}
    elif step.name == "publish" and (article.published_at is None or article.published_at > timezone.now()):
        changes |= {"published_at": timezone.now(), "date_precision": "minute"}
    if step.name in ("withdraw", "reinstate"):
        changes["withdrawal_note"] = " ".join(asked.note.split())[:500] if step.name == "withdraw" else ""
    return changes


def _log(article, step, user, asked, *, source, target):
    passed_by = skipped(source, target) if step.name in ("forward", "schedule", "publish") else []
    Move.objects.create(
        article=article,
        name=step.name,
        source=source,
        target=target,
        by=user,
        reason=asked.reason.strip()[:500],
        version=article.version,
        to=asked.to if step.needs_person else None,
        decided_by=asked.decided_by.strip()[:200] if step.needs_decision else "",
        skipped=passed_by,
        approvals_lacking=approving.lacking(article) if step.name in ("schedule", "publish") else 0,
    )

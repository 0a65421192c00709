"""Whose turn it is: what an article waits for, and what happened to it, in words for its people."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _

from articles import approving, workflow
from articles.models import Status
from articles.people import name_of

# Moves that nobody makes by a button.
OTHER_MOVES = {
    "ask_again": _("Asked again: edited after approval"),
    "withdraw_photo": _("Photo withdrawn"),
    "reinstate_photo": _("Photo put back"),
}


def groups_with(right):
    """Return the names of the newsroom's groups that have a right, as one phrase."""
    codename = right.partition(".")[2]
    return ", ".join(name for name, rights in workflow.GROUPS.items() if codename in rights)


def waits_for(article):
    """Return who `article` waits for to do what, as a phrase; empty when it waits for nobody."""
    stage = workflow.stands_at(article)
    return _PHRASES[stage](article) if stage in _PHRASES else ""


def _author(article):
    return name_of(article.created_by) if article.created_by_id else groups_with(workflow.EDIT)


def _approval(article):
    needed = approving.needed(article)
    count = getattr(article, "approvals_given", None)
    count = len(approving.given(article)) if count is None else count
    if count >= needed:
        return gettext("approved, to be published or scheduled: %(who)s") % {"who": groups_with(workflow.PUBLISH)}
    who = name_of(article.held_by) if article.held_by_id else groups_with(workflow.APPROVE)
    return gettext("approval %(next)s of %(needed)s: %(who)s") % {"next": count + 1, "needed": needed, "who": who}


def _hour(article):
    at = max(filter(None, (article.published_at, article.embargo_until)))
    return gettext("its hour, %(time)s") % {"time": date_format(localtime(at), "H:i d/m/Y")}


def _edit(article):
    who = name_of(article.held_by) if article.held_by_id else groups_with(workflow.EDIT)
    return gettext("edit: %(who)s") % {"who": who}


_PHRASES = {
    Status.DRAFT: lambda article: gettext("writing: %(who)s") % {"who": _author(article)},
    Status.RETURNED: lambda article: gettext("rewriting: %(who)s") % {"who": _author(article)},
    Status.SUBMITTED: _edit,
    Status.EDITING: _edit,
    Status.AWAITING_APPROVAL: _approval,
    Status.SCHEDULED: _hour,
}


def account_of(move):
    """Return what a logged move was, as one line: the move, to whom, who decided, what was skipped, and why."""
    step = workflow.MOVES.get(move.name)
    label = step.label if step else OTHER_MOVES.get(move.name, Status(move.target).label)
    details = []
    if move.to_id:
        details.append(gettext("to %(who)s") % {"who": name_of(move.to)})
    if move.decided_by:
        details.append(gettext("decided by %(who)s") % {"who": move.decided_by})
    if move.skipped:
        levels = ", ".join(str(Status(level).label) for level in move.skipped)
        details.append(gettext("levels skipped: %(levels)s") % {"levels": levels})
    if move.approvals_lacking:
        details.append(gettext("approvals lacking: %(n)s") % {"n": move.approvals_lacking})
    if move.reason:
        details.append(move.reason)
    return ". ".join([str(label), *details])


def last_word(article):
    """Return the move that returned or withdrew `article` where that is how it stands now, else None."""
    names = {Status.RETURNED: "send_back", Status.WITHDRAWN: "withdraw"}
    name = names.get(article.status)
    return article.moves.filter(name=name).select_related("by").first() if name else None

"""The moves of the chain at the desk: the buttons of the article's page, the actions of the list, one door behind."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from articles import approving, turns, workflow
from articles.checklist import checklist
from articles.models import Status
from articles.people import name_of

# What a move may ask for, each a box on the page.
ASKED = ("reason", "time", "person", "decision")
# Where the page shows what is still missing.
COUNTED = (*workflow.UNPUBLISHED, Status.SCHEDULED, Status.WITHDRAWN)


class MovesMixin:
    def get_urls(self):
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/move/", view, name="articles_article_move"), *super().get_urls()]

    # ---- the page

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_edit"] = obj is None or workflow.may_edit(request.user, obj)
        if obj:
            context |= self._chain_context(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _chain_context(self, request, article):
        moves = workflow.moves_for(request.user, article)
        asks = {name for name in ASKED for move in moves if getattr(move, f"needs_{name}")}
        needs = checklist(article) if workflow.stands_at(article) in COUNTED else []
        word = turns.last_word(article)
        holder = article.held_by if workflow.is_locked_for(request.user, article) else None
        approvals = approving.given(article) if article.status == Status.AWAITING_APPROVAL else []
        hurries = any(move.permission == workflow.PUBLISH and move.signs for move in moves)
        lacking = approving.lacking(article, with_word_of=request.user) if hurries else 0
        return {
            "moves": moves,
            "plain_moves": [move for move in moves if not _asks(move, lacking)],
            "asking_moves": [(move, _asks(move, lacking)) for move in moves if _asks(move, lacking)],
            "asks": asks,
            "checklist": needs,
            "missing": [need for need in needs if not need.is_met],
            "people": [(user.pk, name_of(user)) for user in workflow.people_for(article)] if "person" in asks else [],
            "waits_for": turns.waits_for(article),
            "last_word": word,
            "word_by": name_of(word.by) if word else "",
            "locked_by": name_of(holder) if holder else "",
            "approvals": [(name_of(row.by), row) for row in approvals],
            "approvals_lacking": lacking,
            "opened_at": request.POST.get("move_version") or str(article.version),
        }

    # ---- moving

    def response_add(self, request, obj, post_url_continue=None):
        return self._moved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        last = obj.moves.first()
        if last and last.name == "ask_again" and last.version == obj.version:
            text = gettext("The text changed after it was approved: it is off the timer and asks for approval again.")
            self.message_user(request, text, messages.WARNING)
        return self._moved(request, obj, saved=1) or super().response_change(request, obj)

    def move_view(self, request, object_id):
        """Move an article whose text the user does not change, such as one to be recalled."""
        article = self.get_object(request, object_id)
        if article is None or request.method != "POST":
            raise PermissionDenied
        return self._moved(request, article) or HttpResponseRedirect(self._page(article))

    def _page(self, article):
        return reverse("admin:articles_article_change", args=[article.pk])

    def _moved(self, request, article, *, saved=0):
        """Make the move that was asked for, if any; `saved` is how many versions this request itself made."""
        name = request.POST.get("_move")
        if name not in workflow.MOVES:
            return None
        try:
            workflow.move(article, name, user=request.user, **asked(request.POST, article, saved=saved))
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
        else:
            self.message_user(request, _told(article), messages.SUCCESS)
        if not self.get_queryset(request).filter(pk=article.pk).exists():
            return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
        return HttpResponseRedirect(self._page(article))

    # ---- the list

    def get_actions(self, request):
        actions = super().get_actions(request)
        for move in workflow.MOVES.values():
            if move.in_bulk and request.user.has_perm(move.permission):
                actions[f"move_{move.name}"] = (_bulk(move.name), f"move_{move.name}", move.label)
        return actions


def _bulk(name):
    def act(modeladmin, request, queryset):
        done, refused = 0, []
        for article in queryset:
            try:
                workflow.move(article, name, user=request.user)
            except (PermissionDenied, ValidationError):
                refused.append(str(article))
            else:
                done += 1
        if done:
            modeladmin.message_user(request, gettext("Done for %(n)s articles.") % {"n": done}, messages.SUCCESS)
        if refused:
            text = gettext("Not possible where it stands now: %(articles)s.") % {"articles": "; ".join(refused)}
            modeladmin.message_user(request, text, messages.WARNING)

    return act


def _asks(move, lacking):
    """Return what `move` has to be told, by the names of `ASKED`; a reason, too, where it skips approvals."""
    skips = lacking and move.permission == workflow.PUBLISH and move.signs
    return [name for name in ASKED if getattr(move, f"needs_{name}") or (skips and name == "reason")]


def _told(article):
    text = gettext("“%(article)s” is now: %(status)s.")
    told = text % {"article": article, "status": article.get_status_display()}
    waits = turns.waits_for(article)
    return f"{told} {gettext('Waiting for')} {waits}." if waits else told


def asked(data, article, *, saved=0):
    """Return what a sent form says with a move, as keywords for `workflow.move`."""
    seen = data.get("move_version", "")
    return {
        "reason": data.get("move_reason", ""),
        "at": instant(data.get("move_at", "")),
        "to": _person(data.get("move_to", "")),
        "decided_by": data.get("move_decided_by", ""),
        "note": data.get("move_note", ""),
        "seen": int(seen) + saved if seen.isdecimal() and len(seen) < 10 else None,
    }


def _person(text):
    number = int(text) if text.isdecimal() and len(text) < 18 else 0
    return get_user_model().objects.filter(pk=number).first()


def instant(text):
    """Return the aware instant of a `datetime-local` box, None when it is empty."""
    if not text:
        return None
    try:
        naive = parse_datetime(text)
    except ValueError:
        naive = None
    if naive is None:
        raise ValidationError(gettext("The time cannot be read."))
    return timezone.make_aware(naive) if timezone.is_naive(naive) else naive

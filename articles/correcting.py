"""Corrections that are asked for: recorded, answered by a correction or a refusal, within the days the law gives."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext

from articles import corrections, workflow
from articles.finishing import finish
from articles.models import Article, Correction, CorrectionRequest

Answer = CorrectionRequest.Answer


def may_see(user):
    """Say whether `user` sees requests at all; which ones is `CorrectionRequest.objects.visible_to`."""
    return user.is_active and user.is_staff and user.has_perm("articles.view_correction")


def may_record(user):
    """Say whether `user` may record that a correction was asked for, and mend such a record while it is open."""
    return may_see(user) and user.has_perm(workflow.EDIT)


def may_answer(user, request):
    """Say whether `user` may answer an open request: whoever may change what readers saw of its article."""
    return request.is_open and may_record(user) and user.has_perm(workflow.PUBLISH)


def may_set_deadlines(user):
    """Say whether `user` may change the days the law gives: who answers before it, the editor-in-chief."""
    return may_see(user) and user.has_perm(workflow.WITHDRAW)


def open_for(user):
    """Return the open requests that concern `user`."""
    requests = CorrectionRequest.objects.open()
    return requests.visible_to(user) if may_see(user) else requests.none()


def waiting(user):
    """Return the open requests that concern `user`, the most urgent first; those without a known end come last."""
    articles = Article.objects.defer("body", "body_html", "standfirst", "standfirst_html")
    # Not joined: SQLite would go through the articles and ask of each for its requests.
    rows = open_for(user).with_deadlines().prefetch_related(Prefetch("article", queryset=articles))
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.received_on, row.pk))


def fitting(request):
    """Return the corrections that may answer `request`: those of its article since it was received, newest first."""
    telling = Correction.objects.filter(article=request.article_id, kind__in=Correction.TELLING)
    since = timezone.datetime.combine(request.received_on, timezone.datetime.min.time())
    return telling.filter(published_at__gte=timezone.make_aware(since)).newest_first()


def _answer(request, user, answer, **fields):
    fields |= {"answer": answer, "answered_by": user, "answered_at": timezone.now()}
    if not CorrectionRequest.objects.open().filter(pk=request.pk).update(**fields):
        raise ValidationError(gettext("Somebody answered this request a moment ago."))
    for name, value in fields.items():
        setattr(request, name, value)


def _check(request, user):
    if not may_answer(user, request):
        raise PermissionDenied(gettext("You may not answer this request, or it is answered already."))


def refuse(request, reason, *, user):
    """Refuse a request; raises `PermissionDenied` when `user` may not, `ValidationError` without a reason."""
    _check(request, user)
    reason = reason.strip()[:2000]
    if not reason:
        raise ValidationError(gettext("Please give a reason."))
    _answer(request, user, Answer.REFUSED, refusal=reason)


def link(request, correction, *, user):
    """Answer a request by a correction that was made already."""
    _check(request, user)
    if not fitting(request).filter(pk=correction.pk).exists():
        raise ValidationError(gettext("This correction is of another article, or older than the request."))
    _answer(request, user, Answer.CORRECTED, correction=correction)


def correct(request, *, user, kind, wrong, right):
    """Make the correction that a request asks for, beside the text as it stands, and answer the request by it.

    Raises `PermissionDenied` when `user` may not, `ValidationError` with what is missing.
    """
    _check(request, user)
    if kind not in Correction.TELLING:
        raise ValidationError(gettext("Choose a correction with apology or a rectification."))
    change = corrections.Change(kind=kind, wrong=wrong[:4000], right=right[:4000], decision=request.document)
    if lacks := corrections.problems(change, {}, {}):
        raise ValidationError(list(lacks.values()))
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).get(pk=request.article_id)
        if not (workflow.may_edit(user, article) and corrections.was_seen(article)):
            raise PermissionDenied(gettext("Readers have not seen this article: change it instead."))
        finish([article], by=user, change=change)
        made = article.corrections.newest_first().first()
        _answer(request, user, Answer.CORRECTED, correction=made)
    return made

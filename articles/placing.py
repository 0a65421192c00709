"""Which stories lead the front page and the sections, in which order and when; who may say so.

A page is a section, or None for the front page. Placing makes nothing public: what leads is taken from the articles
that readers may see at that instant, however it was placed.
"""

import hashlib
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from articles import search, workflow
from articles.models import Article, Placement
from articles.models.article import PUBLIC_LITERALS
from newsroom import edition, fragments

# As many as the front page has places above its sections.
MOST_LEADS = 13
# How long a story leads unless somebody says otherwise, and the longest it may.
USUAL, LONGEST = timedelta(hours=24), timedelta(days=366)
OFFERED = 12


def may_place(user):
    """Say whether `user` may order the leads of pages and see a page before its time: whoever publishes."""
    return user.is_active and user.is_staff and user.has_perm(workflow.PUBLISH)


# ---- what readers get


def leads_of(page, at=None):
    """Return the cards that lead `page` at the instant `at`, in order, each once; now, if None, once an edition."""
    if at is not None:
        return _leads(page, at)
    name = "leads of the front page" if page is None else f"leads of section {page.pk}"
    return fragments.of_edition(name, lambda: _leads(page, timezone.now()))


def _leads(page, at):
    in_force = Placement.objects.on(page).in_force(at).in_order().values_list("article", flat=True)
    order = list(dict.fromkeys(in_force))
    cards = Article.objects.published(at).filter(pk__in=order).cards().order_by().in_bulk() if order else {}
    return [cards[pk] for pk in order if pk in cards][:MOST_LEADS]


def without(articles, leads):
    """Return the queryset `articles` without those that lead the page already."""
    return articles.exclude(pk__in=[lead.pk for lead in leads]) if leads else articles


# ---- the desk


def rows_of(page):
    """Return the placements of `page` that are in force or to come, in order, their articles joined."""
    rows = Placement.objects.on(page).not_over().in_order().select_related("article__section", "by")
    return list(rows.defer("article__body", "article__body_html", "article__standfirst", "article__standfirst_html"))


def mark_of(rows):
    """Return a mark of an order: another, as soon as anybody changes it."""
    told = [(row.pk, row.article_id, row.position, row.begins.timestamp(), row.ends.timestamp()) for row in rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def offered(page, words=""):
    """Return articles that can be placed on `page`: the newest and those on the timer, or those that match `words`."""
    articles = Article.objects.filter(status__in=PUBLIC_LITERALS)
    if words.strip():
        articles = search.matching(articles, words)
    elif page is not None:
        articles = articles.within(page)
    placed = Placement.objects.on(page).not_over().values("article")
    return list(articles.exclude(pk__in=placed).cards()[:OFFERED])


def change(page, deed, *, user, seen):
    """Do `deed(rows)` to the placements of `page` that `user` saw with the mark `seen`.

    Raises `PermissionDenied` when `user` may not place, `ValidationError` when somebody else changed the order since.
    """
    if not may_place(user):
        raise PermissionDenied(gettext("Only those who publish order the leads of a page."))
    with transaction.atomic():
        # Takes the row of the edition: whoever orders at the same time waits here, and then sees this order.
        edition.renew()
        rows = rows_of(page)
        if mark_of(rows) != seen:
            raise ValidationError(gettext("Somebody else changed this page a moment ago. Look at the order now."))
        deed(rows)


def place(page, article, *, user, seen, begins=None, ends=None):
    """Put `article` at the head of `page` from `begins` (now, or its hour) until `ends` (a day later)."""
    begins = begins or max(timezone.now(), *filter(None, (article.published_at, article.embargo_until)))
    ends = ends or begins + USUAL
    _check_times(begins, ends)
    if article.status not in Article.PUBLIC_STATUSES:
        raise ValidationError(gettext("Only what is published or on the timer can be placed."))

    def deed(rows):
        placed = Placement(section=page, article=article, position=1, begins=begins, ends=ends, by=user)
        placed.save()
        _number([placed, *rows])

    change(page, deed, user=user, seen=seen)


def set_times(page, times, *, user, seen):
    """Give placements new times: `times` is {pk: (begins, ends)}, those left out keep theirs."""
    for begins, ends in times.values():
        _check_times(begins, ends)

    def deed(rows):
        for row in rows:
            begins, ends = times.get(row.pk, (row.begins, row.ends))
            if (begins, ends) != (row.begins, row.ends):
                Placement.objects.filter(pk=row.pk).update(begins=begins, ends=ends, by=user)

    change(page, deed, user=user, seen=seen)


def reorder(page, order, *, user, seen):
    """Put the placements in the order of the keys `order`; those left out follow as they stood."""
    places = {pk: number for number, pk in enumerate(order)}

    def deed(rows):
        _number(sorted(rows, key=lambda row: places.get(row.pk, len(places) + row.position)))

    change(page, deed, user=user, seen=seen)


def shift(page, pk, step, *, user, seen):
    """Move one placement up (`step` -1) or down (1) by one place; at the ends it stays."""

    def deed(rows):
        index = next((index for index, row in enumerate(rows) if row.pk == pk), None)
        if index is not None and 0 <= index + step < len(rows):
            rows[index], rows[index + step] = rows[index + step], rows[index]
        _number(rows)

    change(page, deed, user=user, seen=seen)


def take_away(page, pk, *, user, seen):
    """End a placement at once; one that had not begun leaves no trace."""

    def deed(rows):
        now = timezone.now()
        Placement.objects.on(page).filter(pk=pk, begins__gte=now).delete()
        Placement.objects.on(page).filter(pk=pk, begins__lt=now).update(ends=now, by=user)
        _number([row for row in rows if row.pk != pk])

    change(page, deed, user=user, seen=seen)


def _number(rows):
    for position, row in enumerate(rows, 1):
        if row.position != position:
            Placement.objects.filter(pk=row.pk).update(position=position)


def _check_times(begins, ends):
    if ends <= begins:
        raise ValidationError(gettext("The end must come after the beginning."))
    if ends <= timezone.now():
        raise ValidationError(gettext("The end is past: take the story away instead."))
    if ends - begins > LONGEST:
        raise ValidationError(gettext("A story leads for one year at most."))

"""The editorial calendar: what is planned, what is on the timer, what is out; who may change which of it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext

from articles import turns, workflow
from articles.finishing import finish
from articles.models import Approval, Article, Author, Byline, PlannedStory, Status
from articles.models.article import PUBLIC_LITERALS
from articles.people import name_of

WEEK = 7
# Shown at most of one view: an import may put thousands of old stories on one day.
MOST = 300
CARD = (
    *("headline", "slug", "status", "published_at", "embargo_until", "version", "created_by"),
    *("section__name", "section__slug"),
)
JOINED = ("section", "person", "article__section__parent", "article__held_by", "article__created_by")
TEXTS = ("article__body", "article__body_html", "article__standfirst", "article__standfirst_html")

# ---- who may do what: one function a verb


def may_see(user):
    return user.is_active and user.is_staff and user.has_perm("articles.view_article")


def may_plan(user):
    """Say whether `user` may put an idea into the calendar: whoever may write an article."""
    return may_see(user) and user.has_perm(workflow.WRITE)


def may_assign(user):
    """Say whether `user` may give a story to somebody else: whoever edits everybody's articles."""
    return may_see(user) and user.has_perm(workflow.EDIT)


def may_change(user, story):
    """Say whether `user` may change, move or drop a planned story: their own, or any for who edits."""
    return may_assign(user) or (may_plan(user) and user.pk in (story.person_id, story.created_by_id))


def may_begin(user, story):
    """Say whether `user` may begin the article of a planned story: who writes it, or who edits."""
    free = story.article_id is None and may_plan(user)
    return free and (may_assign(user) or story.person_id in (None, user.pk))


def may_reschedule(user, article):
    """Say whether `user` may give an article on the timer another hour: the right is that of the chain."""
    on_timer = workflow.stands_at(article) == Status.SCHEDULED
    return on_timer and may_see(user) and workflow.may_move(user, article, "schedule")


# ---- what the calendar shows


@dataclass(frozen=True, kw_only=True)
class Card:
    """One entry of a day. `kind` is planned, scheduled or published; `at` is local, None for what has no hour."""

    kind: str
    row: object
    at: datetime | None = None
    article: object = None
    who: str = ""
    waits_for: str = ""
    may_move: bool = False
    may_change: bool = False
    may_begin: bool = False
    may_open: bool = False

    @property
    def key(self):
        return f"{'story' if self.kind == 'planned' else 'article'}-{self.row.pk}"

    @property
    def hour(self):
        return None if self.at is None else self.at.hour


@dataclass(kw_only=True)
class Day:
    date: object
    cards: list = field(default_factory=list)
    is_past: bool = False
    is_today: bool = False

    @property
    def planned(self):
        return [card for card in self.cards if card.kind == "planned"]

    def hours(self, opens=5):
        """Return [(hour, its cards)] from `opens` to 23, earlier hours only where they hold something."""
        timed = [card for card in self.cards if card.at is not None]
        first = min([opens, *(card.hour for card in timed)])
        return [(time(hour), [card for card in timed if card.hour == hour]) for hour in range(first, 24)]


def week_of(day):
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def days(user, first, number):
    """Return `number` days from `first` with their cards, in order; the queries do not grow with the archive."""
    last = first + timedelta(days=number - 1)
    out = _article_cards(user, first, last)
    shown = {(card.row.pk, card.at.date()) for card in out}
    cards = [*_story_cards(user, first, last, shown), *out]
    today = timezone.localdate()
    found = {}
    for offset in range(number):
        date = first + timedelta(days=offset)
        found[date] = Day(date=date, is_past=date < today, is_today=date == today)
    for card in cards:
        found[card.row.day if card.kind == "planned" else card.at.date()].cards.append(card)
    return list(found.values())


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def _article_cards(user, first, last):
    bounds = {"published_at__gte": _midnight(first), "published_at__lt": _midnight(last + timedelta(days=1))}
    articles = Article.objects.filter(status__in=PUBLIC_LITERALS, **bounds)
    if not user.has_perm(workflow.EDIT):
        own = articles.visible_to(user).order_by().values("pk")
        articles = articles.filter(Q(pk__in=articles.published().values("pk")) | Q(pk__in=own))
    rows = articles.select_related("section").only(*CARD).order_by("published_at", "id")[:MOST]
    return [_article_card(user, article) for article in rows]


def _article_card(user, article):
    is_out = article.is_published()
    return Card(
        kind="published" if is_out else "scheduled",
        row=article,
        article=article,
        at=timezone.localtime(article.published_at),
        waits_for="" if is_out else turns.waits_for(article),
        may_move=may_reschedule(user, article),
        may_open=_may_open(user, article),
    )


def _may_open(user, article):
    return user.has_perm(workflow.EDIT) or article.created_by_id == user.pk


def _story_cards(user, first, last, shown):
    """Return the cards of planned stories; one whose article stands on the same day already is left out."""
    stories = PlannedStory.objects.between(first, last).in_order().select_related(*JOINED).defer(*TEXTS)[:MOST]
    stories = [story for story in stories if (story.article_id, story.day) not in shown]
    _count_approvals([story.article for story in stories if story.article_id])
    return [_story_card(user, story) for story in stories]


def _count_approvals(articles):
    counted = Approval.objects.in_force().filter(article__in=[article.pk for article in articles]).order_by()
    given = dict(counted.values_list("article").annotate(n=Count("pk"))) if articles else {}
    for article in articles:
        article.approvals_given = given.get(article.pk, 0)


def _story_card(user, story):
    article = story.article
    return Card(
        kind="planned",
        row=story,
        article=article,
        who=name_of(story.person),
        waits_for=turns.waits_for(article) if article else "",
        may_move=may_change(user, story),
        may_change=may_change(user, story),
        may_begin=may_begin(user, story),
        may_open=article is not None and _may_open(user, article),
    )


# ---- changing it


def begin(story, *, user):
    """Begin the article of a planned story and return it: the author set, the story linked; twice is once.

    Raises `PermissionDenied` when `user` may not, `ValidationError` when somebody began it a moment ago.
    """
    if not may_begin(user, story):
        raise PermissionDenied(gettext("You may not begin this story, or it has begun already."))
    writer = story.person or user
    with transaction.atomic():
        article = Article.objects.create(
            headline=story.idea, section=story.section, created_by=writer, edited_by=user, edited_at=timezone.now()
        )
        if not PlannedStory.objects.filter(pk=story.pk).not_begun().update(article=article, person=writer):
            raise ValidationError(gettext("Somebody began this story a moment ago."))
        author = Author.objects.filter(user=writer).first()
        name = author.name if author else name_of(writer)
        Byline.objects.create(article=article, author=author, name=name, order=1)
        finish([article], by=user)
    return article


def check_day(day):
    """Raise `ValidationError` where a day to come is wanted and `day` is none."""
    if day < timezone.localdate():
        raise ValidationError(gettext("This day is past. Choose today or a day to come."))


def move_story(story, day, *, user, seen):
    """Plan a story for another `day`; `seen` is the day it had before the eyes of `user`."""
    if not may_change(user, story):
        raise PermissionDenied(gettext("You may not move this story."))
    check_day(day)
    if not PlannedStory.objects.filter(pk=story.pk, day=seen).update(day=day):
        raise ValidationError(gettext("Somebody moved this story a moment ago."))


def move_article(pk, at, *, user, seen, version=None, reason=""):
    """Give an article on the timer another hour by the move of the chain, which is logged.

    `seen` is the hour it had, `version` the text, before the eyes of `user`. Raises as `workflow.move` does.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if article is None or not may_reschedule(user, article):
            raise PermissionDenied(gettext("You may not give this article another hour."))
        if article.published_at != seen:
            raise ValidationError(gettext("Somebody gave this article another hour a moment ago."))
        workflow.move(article, "schedule", user=user, at=at, reason=reason, seen=version)
    return article

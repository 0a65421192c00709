"""The article, and who may see it when."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.markup import plain_text, sanitise
from newsroom.addresses import address
from newsroom.literals import literals
from newsroom.models import TagManager
from newsroom.vietnamese import nfc, slugify

# Stands in `published_at` of an article whose day nobody knows: lists put it last, and no page prints it.
UNDATED = datetime(1900, 1, 1, tzinfo=UTC)
WORDS_A_MINUTE = 220
# Of so many articles and more, a page of a list is found sooner among all articles than among those.
MANY = 2000
# What a list shows of an article; the text is never loaded for it.
CARD_FIELDS = (
    *("headline", "slug", "kicker", "agency", "standfirst", "section", "status", "published_at", "date_precision"),
    *("embargo_until", "lead_photo", "reading_minutes"),
)


def reading_minutes(standfirst, text):
    """Return how long a story takes to read, in whole minutes, at least one."""
    return max(1, round((len(standfirst.split()) + len(text.split())) / WORDS_A_MINUTE))


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("awaiting edit")
    EDITING = "editing", _("being edited")
    RETURNED = "returned", _("returned")
    AWAITING_APPROVAL = "awaiting_approval", _("awaiting approval")
    SCHEDULED = "scheduled", _("awaiting publication")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


PUBLIC_LITERALS = literals(Status.PUBLISHED, Status.SCHEDULED)
WAITING_LITERALS = literals(Status.RETURNED, Status.SUBMITTED, Status.EDITING, Status.AWAITING_APPROVAL)


class DatePrecision(models.TextChoices):
    MINUTE = "minute", _("time known")
    DAY = "day", _("day known")
    MONTH = "month", _("month known")
    UNKNOWN = "unknown", _("not known")


class AIUse(models.TextChoices):
    """What of an article AI made or changed; nothing chosen means nothing declared."""

    NONE = "none", _("no AI")
    TEXT = "text", _("text")
    PICTURE = "picture", _("picture")
    SOUND = "sound", _("sound")
    TRANSLATION = "translation", _("translation")


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """Return the articles that readers may see at the instant `at` (now, if None).

        A scheduled article is public from its hour without anybody's doing; an embargo holds it back.
        """
        at = at or timezone.now()
        return self.filter(status__in=PUBLIC_LITERALS, published_at__lte=at).filter(
            Q(embargo_until=None) | Q(embargo_until__lte=at)
        )

    def waiting(self):
        """Return the articles that wait for somebody's next move, found without reading through the archive."""
        return self.filter(status__in=WAITING_LITERALS)

    def appearances_after(self, at):
        """Return the next instants after `at` at which a publication or the end of an embargo shows an article."""
        waiting = self.filter(status__in=PUBLIC_LITERALS)
        found = [
            waiting.filter(**{f"{field}__gt": at}).order_by(field).values_list(field, flat=True).first()
            for field in ("published_at", "embargo_until")
        ]
        return [instant for instant in found if instant]

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def oldest_first(self):
        """Return the articles by publication, those whose day nobody knows at the end."""
        is_undated = Case(When(date_precision=DatePrecision.UNKNOWN, then=1), default=0, output_field=IntegerField())
        return self.order_by(is_undated, "published_at", "id")

    def cards(self):
        """Return what lists show, newest first: no bodies, with section and lead picture joined."""
        return (
            self.select_related("section__parent", "lead_photo")
            .only(*CARD_FIELDS, "section__name", "section__slug", "section__parent__name", "section__parent__slug",
                  "lead_photo__alt", "lead_photo__width", "lead_photo__height", "lead_photo__focal_x",
                  "lead_photo__focal_y", "lead_photo__credit")
            .newest_first()
        )  # fmt: skip

    def named_by(self, rows, column):
        """Return the articles that `rows` name in their `column`: of a tag, of a person.

        Few are looked up, of many the newest are come upon by reading articles in the order of their publication.
        """
        if rows.order_by()[:MANY].count() < MANY:
            return self.filter(pk__in=rows.values(column))
        return self.filter(Exists(rows.filter(**{column: OuterRef("pk")})))

    def within(self, section):
        """Return the articles of `section` and its subsections."""
        return self.filter(Q(section=section) | Q(section__parent=section))

    def on(self, year, month=None, day=None):
        """Return the articles of a year, month or day of the paper's own calendar, as far as their date is known."""
        start = date(year, month or 1, day or 1)
        if day:
            end, precisions = date.fromordinal(start.toordinal() + 1), ("minute", "day")
        elif month:
            end, precisions = date(year + month // 12, month % 12 + 1, 1), ("minute", "day", "month")
        else:
            end, precisions = date(year + 1, 1, 1), ("minute", "day", "month")
        zone = timezone.get_default_timezone()
        bounds = [datetime(edge.year, edge.month, edge.day, tzinfo=zone) for edge in (start, end)]
        return self.filter(published_at__gte=bounds[0], published_at__lt=bounds[1], date_precision__in=precisions)

    def in_pictures(self, least=3):
        """Return the photo stories: articles that show at least so many pictures."""
        places = self.model.photos.rel.related_model.objects.shown()
        pictures = places.filter(article=OuterRef("pk"), photo__isnull=False)
        number = pictures.order_by().values("article").annotate(n=Count("pk")).values("n")
        return self.filter(lead_photo__isnull=False).alias(pictures=Subquery(number)).filter(pictures__gte=least)

    def doubtful(self):
        return self.exclude(doubts=[])

    def with_doubtful_dates(self):
        return self.filter(date_precision__in=[DatePrecision.MONTH, DatePrecision.UNKNOWN]) | self.filter(
            doubts__icontains="date-"
        )

    def visible_to(self, user):
        """Return the articles that `user` may see at the desk: a reporter's own, everybody's for who edits."""
        if user.has_perm("articles.edit_any_article"):
            return self
        return self.filter(Q(created_by=user) | Q(bylines__author__user=user)).distinct()


class Article(models.Model):
    PUBLIC_STATUSES = (Status.PUBLISHED, Status.SCHEDULED)
    KNOWN_STATUSES = (*PUBLIC_STATUSES, Status.WITHDRAWN)

    headline = models.CharField(_("headline"), max_length=300, blank=True)
    slug = models.SlugField(_("address"), max_length=100, blank=True)
    kicker = models.CharField(_("kicker"), max_length=100, blank=True, help_text=_("A few words above the headline."))
    agency = models.CharField(_("agency"), max_length=40, blank=True, help_text=_("LSO, TTXVN: opens the standfirst."))
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("publication"), null=True, blank=True)
    date_precision = models.CharField(
        _("date known to"), max_length=8, choices=DatePrecision, default=DatePrecision.MINUTE
    )
    published_on_reason = models.CharField(_("how the date is known"), max_length=500, blank=True)
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Nobody outside the newsroom sees it before.")
    )
    captured_on = models.DateField(_("captured on"), null=True, blank=True)
    source_url = models.CharField(_("old address"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=12, default="vi")
    doubts = models.JSONField(_("doubts"), default=list, blank=True)
    ai_use = models.JSONField(_("use of AI"), default=list, blank=True)
    ai_note = models.CharField(
        _("what AI did"),
        max_length=300,
        blank=True,
        help_text=_("Readers see it: which part, how far, checked by whom."),
    )
    withdrawal_note = models.CharField(_("line for readers"), max_length=500, blank=True, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("held by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="held_articles",
    )

    lead_photo = models.ForeignKey(
        "articles.Photo", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # What readers get, made once at save by `articles.rendering`.
    standfirst_html = models.TextField(editable=False, blank=True)
    body_html = models.TextField(editable=False, blank=True)
    reading_minutes = models.PositiveSmallIntegerField(editable=False, default=1)
    version = models.PositiveIntegerField(editable=False, default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="articles",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    edited_at = models.DateTimeField(_("last change by a person"), null=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    tags = TaggableManager(_("tags"), blank=True, through="articles.TaggedArticle", manager=TagManager)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("edit_any_article", _("Can edit everybody's articles")),
            ("approve_article", _("Can approve articles")),
            ("publish_article", _("Can publish articles")),
            ("withdraw_article", _("Can withdraw published articles")),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="article_public",
                condition=Q(status__in=("published", "scheduled")),
            ),
            models.Index(
                fields=["section", "-published_at", "-id"],
                name="article_section_public",
                condition=Q(status__in=("published", "scheduled")),
            ),
            models.Index(fields=["embargo_until"], name="article_embargo", condition=Q(embargo_until__isnull=False)),
            models.Index(fields=["status", "-updated_at"], name="article_desk"),
            models.Index(fields=["-updated_at", "-id"], name="article_latest_change"),
            # What the calendar of the archive counts by, without a look at the articles themselves.
            models.Index(
                fields=["published_at", "date_precision", "embargo_until"],
                name="article_calendar",
                condition=Q(status__in=("published", "scheduled")),
            ),
            models.Index(
                fields=["-published_at", "-id"],
                name="article_pictured",
                condition=Q(lead_photo__isnull=False, status__in=("published", "scheduled")),
            ),
            # What waits for somebody is little, however large the archive; who holds or wrote it stands in the index.
            models.Index(
                fields=["status", "created_by", "held_by"],
                name="article_waiting",
                condition=Q(status__in=("returned", "submitted", "editing", "awaiting_approval")),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=("published", "scheduled"))
                | (Q(published_at__isnull=False, section__isnull=False) & ~Q(headline="") & ~Q(slug="")),
                name="article_public_is_complete",
            ),
        ]

    def __str__(self):
        return self.headline or str(_("(no headline)"))

    @property
    def is_known_to_readers(self):
        """Whether readers see, will see by the clock, or have seen this article where it stands."""
        return self.status in Article.KNOWN_STATUSES

    def is_published(self, at=None):
        """Say whether readers may see this article at the instant `at`: the one-row form of `published`."""
        at = at or timezone.now()
        return (
            self.status in self.PUBLIC_STATUSES
            and self.published_at is not None
            and self.published_at <= at
            and (self.embargo_until is None or self.embargo_until <= at)
        )

    @property
    def body_text(self):
        return plain_text(self.body)

    def clean(self):
        for field in ("headline", "kicker", "agency", "standfirst"):
            setattr(self, field, " ".join(nfc(getattr(self, field)).split()))
        self.body = sanitise(self.body)

    def prepare(self):
        """Clean the text and derive what is stored beside it; imports call it before they write in bulk."""
        self.clean()
        if self.headline:
            self.slug = slugify(self.headline, max_length=90) or "bai"
        self.reading_minutes = reading_minutes(self.standfirst, self.body_text)

    def save(self, *args, **kwargs):
        self.prepare()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        if self.section is None or not self.slug:
            return ""
        return address("article", self.section.slug, self.slug, self.pk)

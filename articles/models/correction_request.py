"""Corrections that somebody asks for, what came of them, and how long the law gives the paper."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Asker(models.TextChoices):
    """On whose word a correction is asked for; the law may give each another time."""

    PERSON = "person", _("a person or organisation concerned")
    AUTHORITY = "authority", _("conclusion of a competent authority")
    COURT = "court", _("judgment or decision of a court")
    OWN = "own", _("found by the newsroom itself")


class CorrectionDeadline(models.Model):
    """How many days the paper has, from a day on: the law changes, and so do these rows."""

    kind = models.CharField(_("who asks"), max_length=9, choices=Asker)
    valid_from = models.DateField(_("valid from"))
    days = models.PositiveSmallIntegerField(
        _("days"), validators=[MaxValueValidator(365)], help_text=_("Calendar days after the day it was received.")
    )
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Law, article and clause."))
    is_checked = models.BooleanField(
        _("checked by the newspaper"),
        default=False,
        help_text=_("Somebody of this newspaper compared it with the law in force."),
    )

    class Meta:
        verbose_name = _("correction deadline")
        verbose_name_plural = _("correction deadlines")
        ordering = ["kind", "-valid_from"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "valid_from"], name="deadline_once_a_day")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.days} ({self.valid_from:%d/%m/%Y})"


class CorrectionRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer="")

    def with_deadlines(self):
        """Annotate `days_given`: what the rule in force on the day of receipt gives; None where there is no rule."""
        rules = CorrectionDeadline.objects.filter(kind=OuterRef("kind"), valid_from__lte=OuterRef("received_on"))
        rule = rules.order_by("-valid_from")[:1]
        return self.annotate(
            days_given=Subquery(rule.values("days")), deadline_checked=Subquery(rule.values("is_checked"))
        )

    def visible_to(self, user):
        """Return the requests about articles that `user` may see at the desk."""
        from articles.models.article import Article

        if user.has_perm("articles.edit_any_article"):
            return self
        # By the key of each request's article: the archive is never read through.
        return self.filter(Exists(Article.objects.visible_to(user).filter(pk=OuterRef("article"))))


class CorrectionRequest(models.Model):
    class Answer(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        REFUSED = "refused", _("refused with reason")

    article = models.ForeignKey(
        "articles.Article",
        verbose_name=_("article"),
        on_delete=models.PROTECT,
        related_name="correction_requests",
        limit_choices_to={"status__in": ("published", "scheduled", "withdrawn")},
    )
    kind = models.CharField(_("who asks"), max_length=9, choices=Asker, default=Asker.PERSON)
    asked_by = models.CharField(_("name, office, address"), max_length=300)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    claim = models.TextField(_("what is said to be wrong"), max_length=4000)
    document = models.CharField(
        _("document"), max_length=300, blank=True, help_text=_("Number and date of the letter, conclusion or judgment.")
    )

    answer = models.CharField(_("answer"), max_length=9, choices=Answer, blank=True, editable=False)
    correction = models.ForeignKey(
        "articles.Correction", null=True, editable=False, on_delete=models.PROTECT, related_name="requests"
    )
    refusal = models.TextField(_("why it is refused"), max_length=2000, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction asked")
        verbose_name_plural = _("corrections asked")
        ordering = ["-received_on", "-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["received_on"], name="correction_asked_open", condition=Q(answer=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", correction=None, refusal="")
                | (Q(answer="corrected", correction__isnull=False, refusal=""))
                | (Q(answer="refused", correction=None) & ~Q(refusal="")),
                name="correction_asked_is_answered_whole",
            )
        ]

    def __str__(self):
        return f"{self.asked_by}: {self.article}"

    @property
    def is_open(self):
        return not self.answer

    @property
    def due_on(self):
        """The last day for the answer, None where no rule tells it; of a row of `with_deadlines`."""
        return None if self.days_given is None else self.received_on + timedelta(days=self.days_given)

    @property
    def days_left(self):
        """How many days are left: 0 on the last, negative once it is overdue, None without a rule."""
        return None if self.due_on is None else (self.due_on - timezone.localdate()).days

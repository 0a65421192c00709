"""Corrections: what changed in an article after readers saw it, as a record of its own and never only as an edit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The title that the law gives the notice (Press Law 2016, art. 42).
LEGAL_TITLE = "Thông tin cải chính, xin lỗi"


class CorrectionQuerySet(models.QuerySet):
    def shown(self):
        """Return what is told to readers: everything but slips of the pen."""
        return self.exclude(kind=Correction.Kind.SLIP)

    def for_readers(self, at=None):
        """Return the shown corrections of articles that readers may see at the instant `at` (now, if None)."""
        from articles.models.article import Article

        return self.shown().filter(article__in=Article.objects.published(at))

    def newest_first(self):
        return self.order_by("-published_at", "-id")


class Correction(models.Model):
    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction with apology")
        RECTIFICATION = "rectification", _("rectification")
        UPDATE = "update", _("update")
        SLIP = "slip", _("small slip of the pen")

    TITLES = {Kind.CORRECTION: LEGAL_TITLE, Kind.RECTIFICATION: "Đính chính", Kind.UPDATE: "Cập nhật"}
    # What these say was wrong and what is right must be told to readers.
    TELLING = (Kind.CORRECTION, Kind.RECTIFICATION)

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    title = models.CharField(_("title"), max_length=100, editable=False, blank=True)
    # As it was printed when the wrong information was: the article may have another headline since.
    work = models.CharField(_("work"), max_length=300)
    section_name = models.CharField(_("section"), max_length=80, blank=True)
    printed_at = models.DateTimeField(_("printed"), null=True)
    version = models.PositiveIntegerField(_("version"))
    wrong = models.TextField(_("wrong information"), blank=True)
    right = models.TextField(_("right information"), blank=True)
    decision = models.CharField(_("decision"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change after publication")
        verbose_name_plural = _("changes after publication")
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("correction", "rectification")) | (~Q(wrong="") & ~Q(right="")),
                name="correction_tells_wrong_and_right",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.work}"

    def save(self, *args, **kwargs):
        self.title = self.TITLES.get(self.kind, "")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{reverse('corrections')}#cai-chinh-{self.pk}"

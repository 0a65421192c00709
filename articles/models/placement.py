"""Placements: which article leads the front page or a section, in which place, from when until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PlacementQuerySet(models.QuerySet):
    def on(self, section):
        """Return the placements of the page of `section`, of the front page if None."""
        return self.filter(section=section)

    def in_force(self, at=None):
        """Return the placements whose time has begun and not ended at the instant `at` (now, if None)."""
        at = at or timezone.now()
        return self.filter(begins__lte=at, ends__gt=at)

    def not_over(self, at=None):
        """Return the placements in force at `at` (now, if None) and those to come."""
        return self.filter(ends__gt=at or timezone.now())

    def in_order(self):
        return self.order_by("position", "id")

    def changes_after(self, at):
        """Return the next instants after `at` at which a placement begins or ends."""
        found = [
            self.filter(**{f"{field}__gt": at}).order_by(field).values_list(field, flat=True).first()
            for field in ("begins", "ends")
        ]
        return [instant for instant in found if instant]


class Placement(models.Model):
    section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("page"),
        null=True,
        on_delete=models.CASCADE,
        related_name="placements",
    )
    article = models.ForeignKey(
        "articles.Article", verbose_name=_("article"), on_delete=models.CASCADE, related_name="placements"
    )
    position = models.PositiveSmallIntegerField(_("place"))
    begins = models.DateTimeField(_("from"), db_index=True)
    # Every placement ends: a lead that somebody forgot would otherwise head the page for ever.
    ends = models.DateTimeField(_("until"), db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("front page and section pages")
        ordering = ["position", "id"]
        # Who places is said by `articles.placing`, from the right to publish.
        default_permissions = ()
        indexes = [models.Index(fields=["section", "ends"], name="placement_of_page")]
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="placement_ends_after_it_begins")]

    def __str__(self):
        return f"{self.position}. {self.article_id}"

"""Seals (lưu chiểu): each text that readers saw, unchanged, chained to the one before it."""

import json
import zlib
from calendar import monthrange
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _


def months_after(at, months):
    """Return the instant `months` calendar months after `at`, at the last day of a shorter month."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


class SealError(Exception):
    """A seal was to be changed."""


class SealQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("article", "number")

    def on(self, day):
        """Return what became public on `day` of the paper's calendar, in the order of the hour."""
        zone = timezone.get_default_timezone()
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        end = start + timedelta(days=1)
        return self.filter(public_from__gte=start, public_from__lt=end).order_by("public_from", "id")

    def without_text(self):
        return self.defer("data")

    def update(self, **kwargs):
        raise SealError("a seal is never changed")

    def bulk_update(self, objs, fields, batch_size=None):
        raise SealError("a seal is never changed")

    def delete(self):
        refuse_kept(self)
        return super().delete()


def refuse_kept(seals, at=None):
    """Raise `ProtectedError` when one of `seals` must still be kept at the instant `at` (now, if None)."""
    at = at or timezone.now()
    kept = [seal for seal in seals.select_related("article") if not seal.may_go(at)]
    if kept:
        raise ProtectedError(gettext("What was published is kept unchanged."), set(kept))


class Seal(models.Model):
    """`data` is the compressed JSON of `articles.sealing`, `digest` its SHA-256, `previous` that of the one before."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField(_("number"))
    version = models.PositiveIntegerField(_("version"))
    public_from = models.DateTimeField(_("public from"))
    sealed_at = models.DateTimeField(_("sealed"))
    data = models.BinaryField()
    content_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(_("hash"), max_length=64)

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed version")
        verbose_name_plural = _("sealed versions")
        ordering = ["article", "number"]
        indexes = [models.Index(fields=["public_from", "id"], name="seal_by_day")]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="seal_once")]

    def __str__(self):
        return f"{self.article_id}/{self.number}"

    @property
    def sealed(self):
        """What was sealed, as it was."""
        return json.loads(zlib.decompress(self.data))

    def may_go(self, at):
        """Say whether nothing asks any more to keep this: it never was public, or its months are over.

        While the article is public, and `settings.SEAL_MONTHS` after it was removed, all its seals stay.
        """
        if self.public_from > at:
            return True
        if self.article.is_published(at):
            return False
        moves = self.article.moves.filter(name="withdraw").order_by("-at").values_list("at", flat=True)
        last_seen = max(self.public_from, self.sealed_at, *moves[:1])
        return months_after(last_seen, settings.SEAL_MONTHS) < at

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise SealError("a seal is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        refuse_kept(Seal.objects.filter(pk=self.pk))
        return super().delete(*args, **kwargs)

"""Private links to an unpublished article, for people without an account."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_key():
    return secrets.token_urlsafe(16)


class PreviewLinkQuerySet(models.QuerySet):
    def live(self, at=None):
        """Return the links that open their article at the instant `at` (now, if None)."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def count_use(self, pk):
        self.filter(pk=pk).update(uses=F("uses") + 1, last_used_at=timezone.now())


class PreviewLink(models.Model):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="preview_links")
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("revoked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    uses = models.PositiveIntegerField(_("times opened"), default=0)
    last_used_at = models.DateTimeField(_("last opened"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.note or f"{self.article_id}/{self.pk}"

    def is_live(self, at=None):
        """Say whether this link opens its article: the one-row form of `live`."""
        return self.revoked_at is None and self.expires_at > (at or timezone.now())

"""Versions: the whole article as each save left it. What readers have seen is never deleted."""

import json
import zlib

from django.conf import settings
from django.db import models
from django.db.models import CASCADE, ProtectedError, Q
from django.utils.translation import gettext, gettext_lazy as _

ONCE_PUBLIC = ("published", "scheduled", "withdrawn")


def keep_what_was_public(collector, field, versions, using):
    """Delete the versions with their article, unless readers may have seen one of them."""
    _refuse_public(versions)
    CASCADE(collector, field, versions, using)


def _refuse_public(versions):
    once = Q(article__status__in=ONCE_PUBLIC) | Q(article__moves__target__in=ONCE_PUBLIC)
    public = versions.filter(Q(was_public=True) | once)
    if public.exists():
        raise ProtectedError(gettext("What readers have seen is kept."), set(public))


class VersionQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-number")

    def in_force(self, number):
        """Return the version that an article numbered `number` held: a save that changes nothing keeps none."""
        return self.filter(number__lte=number).newest_first().first()

    def without_text(self):
        return self.defer("data")

    def delete(self):
        _refuse_public(self)
        return super().delete()


class Version(models.Model):
    """One state of an article. `data` is the compressed JSON that `articles.versions.snapshots` makes."""

    article = models.ForeignKey("articles.Article", on_delete=keep_what_was_public, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    data = models.BinaryField()
    # Of the text alone, and of everything with status and dates: a move changes the second only.
    text_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    changed = models.JSONField(_("what changed"), default=list)
    status = models.CharField(_("status"), max_length=20)
    was_public = models.BooleanField(_("readers have seen it"), default=False)
    restored_from = models.PositiveIntegerField(_("brought back from version"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="version_once")]

    def __str__(self):
        return f"{self.article_id}/{self.number}"

    @property
    def content(self):
        """The snapshot as it was kept."""
        return json.loads(zlib.decompress(self.data))

    def delete(self, *args, **kwargs):
        _refuse_public(Version.objects.filter(pk=self.pk))
        return super().delete(*args, **kwargs)

"""Approvals (duyệt): who answers for one exact text of an article."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from articles.models.version import Version


class ApprovalQuerySet(models.QuerySet):
    def in_force(self):
        """Return the approvals whose text is the article's text now: an edit after one puts it out of force."""
        newest = Version.objects.filter(article=OuterRef("article")).order_by("-number")
        return self.filter(digest=Subquery(newest.values("text_digest")[:1]))


class Approval(models.Model):
    """One person's word for one text. It is never changed; a later text asks again."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="approvals")
    version = models.PositiveIntegerField(_("version"))
    # `Version.text_digest` of what was approved: a save that changes nothing needs no new approval.
    digest = models.CharField(max_length=64)
    level = models.PositiveSmallIntegerField(_("level"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["article", "version", "level"]
        constraints = [models.UniqueConstraint(fields=["article", "digest", "by"], name="approval_once_a_person")]

    def __str__(self):
        return f"{self.article_id}/{self.version} · {self.level}"

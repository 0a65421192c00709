"""The log of an article's way: who moved it where, when and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Move(models.Model):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="moves")
    name = models.CharField(_("move"), max_length=20)
    source = models.CharField(_("from"), max_length=20)
    target = models.CharField(_("to"), max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    # Named by a handing over; who decided a withdrawal may be no user of the desk.
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("to"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    # The states that an urgent piece passed by, and how many approvals it lacked.
    skipped = models.JSONField(_("levels skipped"), default=list)
    approvals_lacking = models.PositiveSmallIntegerField(_("approvals lacking"), default=0)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.name} {self.at:%d/%m/%Y %H:%M}"

"""What a person is writing and has not saved, and who has an article open."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# An open page reports itself every 15 seconds; after two reports missed, nobody is there.
HERE_FOR = timedelta(seconds=40)


class WorkingCopyQuerySet(models.QuerySet):
    def of(self, user, article):
        """Return the copy that `user` keeps of `article`, or of a new one when it is None."""
        return self.filter(user=user, article=article)


class WorkingCopy(models.Model):
    """The unsaved form of one person, kept every few seconds. It never touches the article."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="working_copies")
    article = models.ForeignKey("articles.Article", null=True, on_delete=models.CASCADE, related_name="working_copies")
    # The boxes of the form as {name: [values]}, with the words shown for what is chosen from a search.
    data = models.JSONField(default=dict)
    opened_version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="working_copy_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(article=None), name="working_copy_of_new_once"),
        ]

    def __str__(self):
        return f"{self.user} {self.article_id or 'new'} {self.updated_at:%d/%m/%Y %H:%M}"


class PresenceQuerySet(models.QuerySet):
    def here(self, at=None):
        """Return those who have an article open at the instant `at` (now, if None)."""
        return self.filter(seen_at__gt=(at or timezone.now()) - HERE_FOR)


class Presence(models.Model):
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    is_writing = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once")]

    def __str__(self):
        return f"{self.user} {self.article_id}"

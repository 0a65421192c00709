"""Signatures: who did what on one article, in order, as signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.formats.record import Role
from newsroom.vietnamese import nfc


class Byline(models.Model):
    class Role(models.TextChoices):
        TEXT = Role.TEXT, _("text")
        PHOTO = Role.PHOTO, _("photo")
        TRANSLATION = Role.TRANSLATION, _("translation")
        COMPILATION = Role.COMPILATION, _("compilation")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "articles.Author",
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
    )
    name = models.CharField(
        _("name as signed"), max_length=120, blank=True, help_text=_("Empty: the author's own name.")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.TEXT)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["author", "article"])]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="byline_is_signed"),
            models.UniqueConstraint(fields=["article", "name", "role"], name="byline_once"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.name = " ".join(nfc(self.name).split())
        if not self.name and self.author_id:
            self.name = self.author.name

    def save(self, *args, **kwargs):
        self.clean()
        super().save(*args, **kwargs)

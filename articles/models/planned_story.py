"""Planned stories (đề tài): an idea with a person and a day, before there is an article."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.vietnamese import nfc


class PlannedStoryQuerySet(models.QuerySet):
    def between(self, first, last):
        """Return the stories planned for the days `first` to `last`, both counted in."""
        return self.filter(day__gte=first, day__lte=last)

    def not_begun(self):
        return self.filter(article=None)

    def in_order(self):
        return self.order_by("day", "id")


class PlannedStory(models.Model):
    idea = models.CharField(_("idea"), max_length=200, help_text=_("A working headline: what the story is about."))
    day = models.DateField(_("day"), db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who writes it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
        limit_choices_to={"is_staff": True, "is_active": True},
    )
    section = models.ForeignKey(
        "articles.Section",
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(
        _("note"), max_length=1000, blank=True, help_text=_("Whom to ask, what to photograph, what it must not miss.")
    )
    article = models.OneToOneField(
        "articles.Article", null=True, editable=False, on_delete=models.SET_NULL, related_name="planned_story"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = PlannedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned story")
        verbose_name_plural = _("editorial calendar")
        ordering = ["day", "id"]
        # Who may do what with it is said by `articles.planning`, from the rights that a person has already.
        default_permissions = ()

    def __str__(self):
        return self.idea

    def clean(self):
        self.idea = " ".join(nfc(self.idea).split())
        self.note = nfc(self.note).strip()

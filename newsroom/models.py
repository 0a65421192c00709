"""The ground both apps stand on: tags, former addresses, and how far a long command came."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import TagBase

from newsroom.people.records import DeskSession, GivenRights, SignIn
from newsroom.slugs import FormerSlug, remember_slug, unique_slug
from newsroom.vietnamese import fold, nfc, same_word_key, sort_key

__all__ = ["Checkpoint", "DeskSession", "Edition", "FormerSlug", "GivenRights", "SignIn", "Tag", "TagManager"]


class Tag(TagBase):
    """A topic. Case, composition and tone placement make no second tag: `Quý Hòa` and `QUÝ HOÀ` are one."""

    key = models.CharField(max_length=200, unique=True, editable=False)
    sort_key = models.CharField(max_length=700, db_index=True, editable=False)
    folded = models.CharField(max_length=200, editable=False)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Shown at the top of the topic page."))

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["sort_key"]

    def save(self, *args, **kwargs):
        self.name = " ".join(nfc(self.name).split())
        self.key = same_word_key(self.name)
        self.sort_key = sort_key(self.name)
        self.folded = fold(self.name)
        if not self.slug:
            self.slug = unique_slug(Tag.objects.exclude(pk=self.pk), self.name, fallback="chu-de")
        remember_slug(self)
        models.Model.save(self, *args, **kwargs)

    def get_absolute_url(self):
        return reverse("tag", args=[self.slug])


class TagManager(_TaggableManager):
    """Finds an existing tag by its key instead of its letters."""

    def _to_tag_model_instances(self, tags, tag_kwargs):
        names = {}
        for tag in tags:
            if isinstance(tag, str) and tag.strip():
                names.setdefault(same_word_key(" ".join(tag.split())), tag)
        known = {tag.key: tag for tag in Tag.objects.filter(key__in=names)}
        for key in names.keys() - known.keys():
            known[key], _created = Tag.objects.get_or_create(key=key, defaults={"name": names[key]})
        return {tag for tag in tags if isinstance(tag, Tag)} | set(known.values())


class Checkpoint(models.Model):
    """How far a command that goes through everything came, so that it can go on after being stopped."""

    name = models.CharField(max_length=100, unique=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("checkpoint")
        verbose_name_plural = _("checkpoints")

    def __str__(self):
        return f"{self.name}: {self.value}"


class Edition(models.Model):
    """One row: the number of the public state. `newsroom.edition` raises and reads it."""

    number = models.BigIntegerField()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row")]

    def __str__(self):
        return str(self.number)

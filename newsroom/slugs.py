"""Readable addresses that never break: one slug a row, and the slugs it had before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.vietnamese import slugify


def unique_slug(queryset, text, *, fallback, taken=frozenset()):
    """Return a slug for `text` that no row of `queryset` has and that is not in `taken`; numbered where needed."""
    base = slugify(text) or fallback
    slug, number = base, 1
    while slug in taken or queryset.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def unique_slugs(queryset, texts, *, fallback):
    """Return a slug for each of `texts`, as `unique_slug` one after another would; one query where none is taken."""
    bases = [slugify(text) or fallback for text in texts]
    taken = set(queryset.filter(slug__in=bases).values_list("slug", flat=True))
    slugs = []
    for base in bases:
        slug = base if base not in taken else unique_slug(queryset, base, fallback=fallback, taken=taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs


class FormerSlugQuerySet(models.QuerySet):
    def current(self, kind, slug):
        """Return the primary key of the row of `kind` that once had `slug`, or None."""
        return self.filter(kind=kind, slug=slug).values_list("target", flat=True).first()


class FormerSlug(models.Model):
    """A slug that a row no longer has; its address redirects for good."""

    kind = models.CharField(_("kind"), max_length=40)
    slug = models.SlugField(_("slug"), max_length=200)
    target = models.BigIntegerField(_("row"))

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="former_slug_unique")]

    def __str__(self):
        return f"{self.kind}: {self.slug}"


def remember_slug(instance, *, using=None):
    """Keep the stored slug of `instance` when it is about to change, so that its old address redirects."""
    if not instance.pk:
        return
    kind = instance._meta.label_lower
    stored = type(instance)._base_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if stored and stored != instance.slug:
        FormerSlug.objects.update_or_create(kind=kind, slug=stored, defaults={"target": instance.pk})
    FormerSlug.objects.filter(kind=kind, slug=instance.slug).delete()

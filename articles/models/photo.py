"""Pictures, and their places and captions in articles."""

import hashlib
from pathlib import PurePosixPath

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.vietnamese import fold, nfc


def original_path(photo, filename):
    """Return where an original lies: by its hash, so that the same bytes have one place and no name can climb out."""
    suffix = PurePosixPath(filename).suffix.lower()[:5]
    return f"originals/{photo.sha256[:2]}/{photo.sha256}{suffix}"


class PhotoQuerySet(models.QuerySet):
    def for_readers(self, at=None):
        """Return the photos that an article readers may see shows, and the portraits of those who signed one."""
        from articles.models.article import Article

        public = Article.objects.published(at)
        shown = public.filter(photos__photo=OuterRef("pk"))
        portrayed = public.filter(bylines__author__portrait=OuterRef("pk"))
        return self.filter(Exists(shown) | Exists(portrayed))


class Photo(models.Model):
    """One picture. Its original stays in the newsroom: it may tell where and with what it was taken."""

    file = models.ImageField(_("picture"), upload_to=original_path, width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    perceptual_hash = models.CharField(max_length=16, blank=True, editable=False, db_index=True)
    caption = models.CharField(_("caption"), max_length=1000, blank=True, help_text=_("Proposed where it is placed."))
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took it, as printed."))
    alt = models.CharField(
        _("text for those who cannot see it"), max_length=300, blank=True, help_text=_("What the picture shows.")
    )
    taken_on = models.DateField(_("date taken"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focus from the left, %"), default=50, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focus from the top, %"), default=50, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    folded = models.CharField(max_length=1600, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True, editable=False, on_delete=models.SET_NULL
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(focal_x__lte=100, focal_y__lte=100), name="photo_focus_within_picture"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="photo_has_size"),
        ]

    def __str__(self):
        return self.caption or self.alt or self.credit or f"Ảnh {self.pk}"

    def save(self, *args, **kwargs):
        if not self.sha256:
            self.sha256 = digest(self.file)
        for field in ("caption", "credit", "alt"):
            setattr(self, field, " ".join(nfc(getattr(self, field)).split()))
        self.folded = fold(f"{self.caption} {self.credit} {self.alt}")[:1600]
        super().save(*args, **kwargs)


def digest(file):
    """Return the SHA-256 of an open or stored file, in hex, read in chunks; the file is left at its beginning."""
    value = hashlib.sha256()
    for chunk in file.chunks():
        value.update(chunk)
    file.seek(0)
    return value.hexdigest()


class ArticlePhoto(models.Model):
    """A photo's place in one article. The caption may arrive before its picture: then the place waits."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    order = models.PositiveSmallIntegerField(
        _("number"), default=1, help_text=_("The text places photo 2 with a paragraph [ảnh 2].")
    )
    caption = models.CharField(_("caption"), max_length=1000, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Empty: the photo's own credit."))
    alt = models.CharField(
        _("text for those who cannot see it"), max_length=300, blank=True, help_text=_("Empty: the photo's own text.")
    )
    waived = models.BooleanField(
        _("goes out without its picture"), default=False, help_text=_("An editor lets the article out without it.")
    )
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("waived by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reference = models.CharField(_("where the source has it"), max_length=1000, blank=True, editable=False)

    class Meta:
        verbose_name = _("photo in the article")
        verbose_name_plural = _("photos in the article")
        ordering = ["order", "id"]
        constraints = [models.CheckConstraint(condition=Q(order__gt=0), name="article_photo_counted_from_one")]

    def __str__(self):
        return self.caption or str(self.photo or _("photo awaited"))

    @property
    def is_waiting(self):
        return self.photo_id is None

    def save(self, *args, **kwargs):
        self.caption = " ".join(nfc(self.caption).split())
        self.credit = " ".join(nfc(self.credit).split())
        super().save(*args, **kwargs)

"""Pictures, and their places and captions in articles."""

import hashlib
from pathlib import PurePosixPath

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.vietnamese import fold, nfc

# Columns of the fingerprint's bands → how many bits each holds, from the highest down; see `articles.near`.
BANDS = {"band_a": 22, "band_b": 21, "band_c": 21}
# A fingerprint with fewer bits set, or unset, is of a bare surface: it is like every other one.
TELLING = range(5, 60)


def bands_of(perceptual_hash):
    """Return {column: number} of a fingerprint in hex; None for each where it tells nothing."""
    if not perceptual_hash or int(perceptual_hash, 16).bit_count() not in TELLING:
        return dict.fromkeys(BANDS)
    rest, bands = int(perceptual_hash, 16), {}
    for name, bits in reversed(BANDS.items()):
        bands[name] = rest & ((1 << bits) - 1)
        rest >>= bits
    return {name: bands[name] for name in BANDS}


def original_path(photo, filename):
    """Return where an original lies: by its hash, so that the same bytes have one place and no name can climb out."""
    suffix = PurePosixPath(filename).suffix.lower()[:5]
    return f"originals/{photo.sha256[:2]}/{photo.sha256}{suffix}"


class PhotoQuerySet(models.QuerySet):
    def for_readers(self, at=None):
        """Return the photos that readers may see: `placed_in_public`, and not withdrawn."""
        return self.placed_in_public(at).filter(withdrawn_at=None)

    def placed_in_public(self, at=None):
        """Return the photos that an article readers may see shows, and the portraits of those who signed one; also
        those withdrawn."""
        from articles.models.article import Article

        public = Article.objects.published(at)
        shown = public.filter(photos__photo=OuterRef("pk"))
        portrayed = public.filter(bylines__author__portrait=OuterRef("pk"))
        return self.filter(Exists(shown) | Exists(portrayed))

    def ever_public(self):
        """Return the photos of articles that readers see, will see by the clock, or have seen, and the portraits."""
        from articles.models.article import Article

        known = Article.objects.filter(status__in=Article.KNOWN_STATUSES)
        shown = known.filter(photos__photo=OuterRef("pk"))
        portrayed = known.filter(bylines__author__portrait=OuterRef("pk"))
        return self.filter(Exists(shown) | Exists(portrayed))


class Photo(models.Model):
    """One picture. Its original stays in the newsroom: it may tell where and with what it was taken."""

    file = models.FileField(_("picture"), upload_to=original_path)
    # Of the picture as it stands upright, which may not be as the camera held it.
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    perceptual_hash = models.CharField(max_length=16, blank=True, editable=False, db_index=True)
    band_a = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    band_b = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    band_c = models.PositiveIntegerField(null=True, editable=False, db_index=True)
    caption = models.CharField(_("caption"), max_length=1000, blank=True, help_text=_("Proposed where it is placed."))
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who took it, as printed."))
    alt = models.CharField(
        _("text for those who cannot see it"), max_length=300, blank=True, help_text=_("What the picture shows.")
    )
    taken_on = models.DateField(_("date taken"), null=True, blank=True)
    taken_in = models.CharField(
        _("place taken"), max_length=200, blank=True, help_text=_("For the newsroom only; readers do not see it.")
    )
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
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("withdrawn by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)

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
        name = self.caption or self.alt or self.credit or f"Ảnh {self.pk}"
        return f"{name} ({_('Withdrawn').lower()})" if self.is_withdrawn else name

    @property
    def is_withdrawn(self):
        return self.withdrawn_at is not None

    def prepare(self):
        """Clean the words and derive what is stored beside them; who writes rows in bulk calls it before."""
        for field in ("caption", "credit", "alt", "taken_in"):
            setattr(self, field, " ".join(nfc(getattr(self, field)).split()))
        self.folded = fold(f"{self.caption} {self.credit} {self.alt} {self.taken_in}")[:1600]
        for name, value in bands_of(self.perceptual_hash).items():
            setattr(self, name, value)

    def measure(self):
        """Read size and fingerprint from the file; raises `articles.imaging.PictureError` for what is no picture."""
        from articles.imaging import inspect

        for name, value in inspect(self.file).measures.items():
            setattr(self, name, value)

    def save(self, *args, **kwargs):
        if not self.sha256:
            self.sha256 = digest(self.file)
        if not self.width:
            self.measure()
        self.prepare()
        super().save(*args, **kwargs)


def digest(file):
    """Return the SHA-256 of an open or stored file, in hex, read in chunks; the file is left at its beginning."""
    value = hashlib.sha256()
    for chunk in file.chunks():
        value.update(chunk)
    file.seek(0)
    return value.hexdigest()


class ArticlePhotoQuerySet(models.QuerySet):
    def shown(self):
        """Return the places whose picture was not withdrawn: readers see nothing of the others, caption and all."""
        return self.filter(photo__withdrawn_at=None)


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

    objects = ArticlePhotoQuerySet.as_manager()

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

    @property
    def is_shown(self):
        """Whether readers see something of it: a picture, or that one is awaited."""
        return not (self.photo.is_withdrawn if self.photo else self.waived)

    def save(self, *args, **kwargs):
        self.caption = " ".join(nfc(self.caption).split())
        self.credit = " ".join(nfc(self.credit).split())
        super().save(*args, **kwargs)

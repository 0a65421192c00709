"""People who sign (tác giả) and the names they sign with (bút danh)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.slugs import remember_slug, unique_slug
from newsroom.vietnamese import fold, name_sort_key, nfc, same_word_key, sort_key


class AuthorQuerySet(models.QuerySet):
    def signed(self, name):
        """Return the author who signs `name`, by own name or pen name; None when nobody or more than one does."""
        key = same_word_key(" ".join(name.split()))
        found = list(self.filter(pen_names__key=key).distinct()[:2])
        return found[0] if len(found) == 1 else None

    def named(self, text):
        """Return the authors whose name or pen name holds the words of `text`; with the marks as typed, if any has."""
        text = " ".join(text.split())
        folded = fold(text)
        if not folded:
            return self.none()
        whole = Q(folded=folded) | Q(slug=text) | Q(pen_names__key=same_word_key(text))
        part = Q(folded__startswith=f"{folded} ") | Q(folded__endswith=f" {folded}") | Q(folded__contains=f" {folded} ")
        found = self.filter(whole | part).distinct()
        exact = found.filter(Q(name__icontains=nfc(text)) | Q(pen_names__key=same_word_key(text)))
        return exact if folded != same_word_key(text) and exact.exists() else found


class Author(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)
    is_organisation = models.BooleanField(
        _("is an organisation or group"),
        default=False,
        help_text=_("Sorted as written; people are sorted by given name."),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
    )
    biography = models.TextField(_("biography"), blank=True)
    portrait = models.ForeignKey(
        "articles.Photo",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="portrayed",
        help_text=_("Shown on the author's page as soon as a signed article is published."),
    )
    sort_key = models.CharField(max_length=500, editable=False, db_index=True)
    folded = models.CharField(max_length=120, editable=False)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_key", "id"]

    @property
    def shown_portrait(self):
        """The portrait that readers see: none where the picture was withdrawn."""
        return self.portrait if self.portrait and not self.portrait.withdrawn_at else None

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = " ".join(nfc(self.name).split())
        self.sort_key = sort_key(self.name) if self.is_organisation else name_sort_key(self.name)
        self.folded = fold(self.name)
        if not self.slug:
            self.slug = unique_slug(Author.objects.exclude(pk=self.pk), self.name, fallback="tac-gia")
        remember_slug(self)
        super().save(*args, **kwargs)
        PenName.objects.get_or_create(author=self, key=same_word_key(self.name), defaults={"name": self.name})

    def get_absolute_url(self):
        return reverse("author", args=[self.slug])


class PenName(models.Model):
    """A name as signed. Two people may share one, so it finds an author only where it is one person's."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="pen_names")
    name = models.CharField(_("name as signed"), max_length=120)
    key = models.CharField(max_length=120, editable=False, db_index=True)

    class Meta:
        verbose_name = _("pen name")
        verbose_name_plural = _("pen names")
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="pen_name_once")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name = " ".join(nfc(self.name).split())
        self.key = same_word_key(self.name)
        super().save(*args, **kwargs)

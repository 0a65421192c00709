"""Where imported articles came from: the bytes as they were, what was made of each, and in which run."""

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.vietnamese import same_word_key

CHUNK = 1 << 20


class ImportRun(models.Model):
    """One run of the import command; undone as a whole when it was a mistake."""

    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    arguments = models.JSONField(_("asked for"), default=list)
    counts = models.JSONField(_("came to"), default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk} {' '.join(self.arguments)}"


class SourceFile(models.Model):
    """The raw bytes of one imported file, kept so that a better reader can read them again."""

    sha256 = models.CharField(_("hash"), max_length=64, unique=True)
    name = models.CharField(_("file"), max_length=600)
    size = models.PositiveBigIntegerField(_("bytes"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    # Set when every item of it was looked at, to what it came to: the same bytes need not be read again.
    outcomes = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self):
        return self.name

    def keep(self, stream):
        """Store the bytes of a binary `stream`, from its beginning, in chunks."""
        stream.seek(0)
        number = 0
        while data := stream.read(CHUNK):
            SourceChunk.objects.create(file=self, number=number, data=zlib.compress(data, 1))
            number += 1

    def chunks(self):
        """Yield the bytes as they were received."""
        for data in self.pieces.order_by("number").values_list("data", flat=True).iterator(chunk_size=1):
            yield zlib.decompress(data)


class SourceChunk(models.Model):
    file = models.ForeignKey(SourceFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="source_chunk_once")]

    def __str__(self):
        return f"{self.file_id}/{self.number}"


class ImportedItem(models.Model):
    """One item of one source, known by where it came from and its old id; with its last imported state.

    That state is the base of the next run's three-way merge; the one before it lets a run be undone.
    """

    key = models.CharField(_("known by"), max_length=900, unique=True)
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="items", verbose_name=_("file"))
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="items", verbose_name=_("import"))
    format = models.CharField(_("format"), max_length=20)
    article = models.OneToOneField(
        "articles.Article", null=True, on_delete=models.SET_NULL, related_name="provenance", verbose_name=_("article")
    )
    record = models.JSONField(_("as read"), default=dict)
    record_hash = models.CharField(max_length=64, db_index=True)
    previous = models.JSONField(null=True, editable=False)
    conflicts = models.JSONField(_("changed on both sides"), default=list, editable=False)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")

    def __str__(self):
        return self.key


class OldAddress(models.Model):
    """An address that an article had elsewhere, as its bytes are asked for; it redirects for good."""

    address = models.CharField(_("old address"), max_length=1500, unique=True)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")

    def __str__(self):
        return self.address


class SectionAlias(models.Model):
    """A name that an old system gave a section, and the section it means here."""

    name = models.CharField(_("name in the source"), max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    section = models.ForeignKey("articles.Section", on_delete=models.CASCADE, verbose_name=_("section"))

    class Meta:
        verbose_name = _("old name of a section")
        verbose_name_plural = _("old names of sections")

    def __str__(self):
        return f"{self.name} → {self.section}"

    def save(self, *args, **kwargs):
        self.key = same_word_key(" ".join(self.name.split()))
        super().save(*args, **kwargs)

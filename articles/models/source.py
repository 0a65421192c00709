"""Where imported articles came from: the bytes as they were, and what was made of each."""

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

CHUNK = 1 << 20


class SourceFile(models.Model):
    """The raw bytes of one imported file, kept so that a better reader can read them again."""

    sha256 = models.CharField(_("hash"), max_length=64, unique=True)
    name = models.CharField(_("file"), max_length=500)
    size = models.PositiveBigIntegerField(_("bytes"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

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
            SourceChunk.objects.create(file=self, number=number, data=zlib.compress(data))
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
    """One item of one source, known by where it came from and its old id; with its last imported state."""

    key = models.CharField(_("known by"), max_length=600, unique=True)
    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="items", verbose_name=_("file"))
    format = models.CharField(_("format"), max_length=20)
    article = models.OneToOneField(
        "articles.Article", null=True, on_delete=models.SET_NULL, related_name="provenance", verbose_name=_("article")
    )
    record = models.JSONField(_("as read"), default=dict)
    record_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenance")

    def __str__(self):
        return self.key

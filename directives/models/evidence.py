"""What the register is computed from: the facts articles print, and the keys documents are looked up by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directives.models.directive import Directive
from directives.models.kinds import Kind
from directives.numbering import facts_in


class DirectiveKey(models.Model):
    """What a mention is looked up by: a series of numbers, and the one period of it in which a number is unique.

    `series` is the symbol (`22-NQ/TW`), or kind, number and issuer where papers never print a symbol; `slot` is the
    term, the year or the place that tells two documents of one symbol apart, empty while nobody has said. A document
    has one key, and more after a merge.
    """

    series = models.CharField(max_length=250)
    slot = models.CharField(max_length=120, blank=True)
    # Kind and number: what all evidence that can bear on this document shares.
    cohort = models.CharField(max_length=40, db_index=True)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        verbose_name = _("key of a directive")
        verbose_name_plural = _("keys of directives")
        constraints = [models.UniqueConstraint(fields=["series", "slot"], name="directive_key_unique")]

    def __str__(self):
        return f"{self.series} {self.slot}".strip()


class Evidence(models.Model):
    """One set of facts that articles print of a document, with the number of articles that print it.

    The register is computed from these rows alone, so that it is the same in whatever order articles came.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    series = models.CharField(max_length=250, db_index=True)
    kind = models.CharField(max_length=8, choices=Kind)
    number = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    symbol = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    term = models.CharField(max_length=8, blank=True)
    plenum = models.PositiveSmallIntegerField(null=True)
    issued_on = models.DateField(null=True)
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        indexes = [models.Index(fields=["number", "kind"])]

    def __str__(self):
        return f"{self.series} {self.issued_on or ''} {self.issuer}".strip()

    @property
    def facts(self):
        return facts_in(self)


class Wording(models.Model):
    """How articles word what a document is about: its quoted title, or what stands after `về`.

    Apart from the evidence, because every paper words it anew: what decides which document is meant stays short.
    """

    class Kind(models.TextChoices):
        TITLE = "title", _("title")
        SUBJECT = "subject", _("subject")

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="wordings")
    kind = models.CharField(max_length=7, choices=Kind)
    text = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    articles = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        indexes = [models.Index(fields=["evidence", "kind", "-articles"])]
        constraints = [models.UniqueConstraint(fields=["evidence", "kind", "digest"], name="wording_once")]

    def __str__(self):
        return self.text

"""The register: every numbered party or state document the paper speaks of."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from directives.models.kinds import KIND_NAMES, Kind, Status
from directives.numbering import facts_in
from newsroom.addresses import address
from newsroom.models import Tag, TagManager
from newsroom.slugs import remember_slug, unique_slug
from newsroom.vietnamese import fold, nfc


class DirectiveQuerySet(models.QuerySet):
    def matching(self, text):
        """Return the documents whose symbol, name or title holds every word of `text`, marks and dashes ignored."""
        found = self
        for word in search_key(text).split():
            found = found.filter(search__contains=word)
        return found

    def for_readers(self, at=None):
        """Return the documents that the public register shows: those a public article cites, and verified ones."""
        return self.filter(Exists(self._public_citations(at).filter(directive=OuterRef("pk"))) | Q(verified=True))

    def with_public_articles(self, at=None):
        """Annotate `public_articles`: how many articles that readers may see cite each document."""
        count = self._public_citations(at).filter(directive=OuterRef("pk")).order_by().values("directive")
        count = count.annotate(n=Count("article", distinct=True)).values("n")
        return self.annotate(public_articles=Coalesce(Subquery(count), 0))

    def _public_citations(self, at):
        return self.model.citations.rel.related_model.objects.for_readers(at)

    def thin(self):
        """Return the records that lack what tells a document from others of the same number."""
        return self.filter(issued_on=None, verified=False)


def search_key(text):
    """Return the folded words of `text` with every separator turned into a space: `36-CT/TW` gives `36 ct tw`."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(text)).split())


class Directive(models.Model):
    """One document. A symbol alone is no identity: numbers of a party committee restart with every term."""

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    number = models.CharField(_("number"), max_length=20, blank=True, help_text=_("At least two digits: 05."))
    year = models.PositiveSmallIntegerField(
        _("year in the symbol"), null=True, blank=True, help_text=_("Only where the symbol has one: 20/2021/NĐ-CP.")
    )
    symbol = models.CharField(_("symbol"), max_length=60, blank=True, help_text=_("22-NQ/TW or 20/2021/NĐ-CP."))
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    term = models.CharField(_("term"), max_length=8, blank=True, help_text=_("Roman number of the congress: XII."))
    plenum = models.PositiveSmallIntegerField(_("plenum"), null=True, blank=True)
    issued_on = models.DateField(_("date of issue"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=1000, blank=True)
    subject = models.CharField(
        _("subject"), max_length=1000, blank=True, help_text=_("What it is about, as papers say.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNKNOWN)
    verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Checked by a person: imports and articles no longer change it.")
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)
    search = models.CharField(max_length=2500, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    tags = TaggableManager(_("tags"), blank=True, through="directives.TaggedDirective", manager=TagManager)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        ordering = ["-issued_on", "kind", "symbol", "id"]
        indexes = [
            models.Index(fields=["kind", "number"]),
            models.Index(fields=["symbol"]),
            models.Index(fields=["issued_on", "id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number="") | Q(plenum__isnull=False), name="directive_number_or_plenum"
            ),
            models.UniqueConstraint(
                fields=["kind", "plenum", "term"],
                condition=Q(number="", plenum__isnull=False),
                name="directive_plenum_term",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """`Nghị quyết số 22-NQ/TW`, `Nghị quyết Trung ương 4 khóa XII`."""
        kind = KIND_NAMES.get(self.kind, self.kind)
        if self.number:
            return f"{kind} số {self.symbol or self.number}"
        term = f" khóa {self.term}" if self.term else ""
        return f"{kind} Trung ương {self.plenum}{term}"

    @property
    def full_name(self):
        """The name with its date and issuer, enough to tell it from any other of the same number."""
        parts = [self.name]
        if self.issued_on:
            parts.append(f"ngày {self.issued_on.day}/{self.issued_on.month}/{self.issued_on.year}")
        if self.issuer:
            parts.append(f"của {self.issuer}")
        if self.term and self.number:
            parts.append(f"khóa {self.term}")
        return " ".join(parts)

    def slug_text(self):
        date = self.issued_on.isoformat() if self.issued_on else ""
        term = f"khoa {self.term}" if self.term and self.number and not date else ""
        return f"{self.name.replace(' số ', ' ')} {date} {term}"

    def clean(self):
        for field in ("symbol", "issuer", "title", "subject", "term", "number"):
            setattr(self, field, " ".join(nfc(getattr(self, field)).split()))

    @property
    def facts(self):
        """What the record tells of which document it is."""
        return facts_in(self)

    def prepare(self):
        """Clean the text and derive what is stored beside it; who writes many rows calls it before."""
        self.clean()
        self.search = search_key(
            f"{self.name} {self.number.lstrip('0')} {self.issuer} {self.term} {self.title} {self.subject}"
        )[:2500]

    def save(self, *args, **kwargs):
        self.prepare()
        if not self.slug:
            self.slug = unique_slug(Directive.objects.exclude(pk=self.pk), self.slug_text(), fallback="van-ban")
        remember_slug(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("directive", self.slug)


class TaggedDirective(ItemBase):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_directives")
    content_object = models.ForeignKey(Directive, on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("tag of a directive")
        verbose_name_plural = _("tags of directives")
        constraints = [models.UniqueConstraint(fields=["tag", "content_object"], name="directive_tag_once")]

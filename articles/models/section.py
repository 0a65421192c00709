"""Sections (chuyên mục), in two levels."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.addresses import address
from newsroom.slugs import remember_slug, unique_slug
from newsroom.vietnamese import nfc

# First words of addresses that are not sections.
RESERVED_SLUGS = frozenset(
    "tac-gia chu-de luu-tru van-ban tim-kiem quan-tri anh static media rss atom feed api health robots sitemap "
    "xem-truoc cai-chinh phong-su-anh".split()
)
MAX_APPROVALS = 4


class SectionQuerySet(models.QuerySet):
    def top(self):
        """Return the sections of the first level, in menu order."""
        return self.filter(parent=None).order_by("order", "id")


class Section(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subsections",
        limit_choices_to={"parent": None},
        help_text=_("Leave empty for a section of the first level."),
    )
    order = models.PositiveSmallIntegerField(_("place in the menu"), default=0)
    description = models.TextField(_("description"), blank=True)
    keywords = models.TextField(
        _("words that give it away"),
        blank=True,
        help_text=_("One phrase a line, with or without marks: imports put old stories that name no section here."),
    )

    approvals = models.PositiveSmallIntegerField(
        _("approvals needed"),
        null=True,
        blank=True,
        choices=[(number, str(number)) for number in range(1, MAX_APPROVALS + 1)],
        help_text=_("How many people approve a text before it is published. Empty: as the section above it, else 1."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "id"]
        permissions = [("set_approvals", _("Can set how many approvals a section needs"))]
        constraints = [
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="section_not_within_itself"),
            models.CheckConstraint(
                condition=Q(approvals=None) | Q(approvals__range=(1, MAX_APPROVALS)),
                name="section_one_to_four_approvals",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        self.name = " ".join(nfc(self.name).split())
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is taken by a page of the site.")})
        if self.parent_id and (self.parent_id == self.pk or self.parent.parent_id):
            raise ValidationError({"parent": _("Sections have two levels: choose one of the first level.")})
        if self.parent_id and self.pk and self.subsections.exists():
            raise ValidationError({"parent": _("This section has subsections, so it stays at the first level.")})

    def save(self, *args, **kwargs):
        self.clean()
        if not self.slug:
            others = Section.objects.exclude(pk=self.pk)
            self.slug = unique_slug(others, self.name, fallback="chuyen-muc", taken=RESERVED_SLUGS)
        remember_slug(self)
        super().save(*args, **kwargs)

    @property
    def approvals_needed(self):
        """How many people approve a text of this section: its own number, else that of the section above, else one."""
        return self.approvals or (self.parent.approvals if self.parent_id else None) or 1

    def get_absolute_url(self):
        return address("section", self.slug)

"""Citations (viện dẫn): each mention of a directive in an article, with its exact place."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.literals import literals


class CitationQuerySet(models.QuerySet):
    def for_readers(self, at=None):
        """Return the settled citations in articles that readers may see."""
        from articles.models.article import Article

        public = Article.objects.published(at).filter(pk=OuterRef("article"))
        return self.filter(Exists(public), state=Citation.State.SETTLED)

    def open(self):
        """Return the mentions that a person should settle."""
        return self.filter(decided=False, state__in=literals(Citation.State.AMBIGUOUS, Citation.State.UNKNOWN))


class Citation(models.Model):
    class Part(models.TextChoices):
        HEADLINE = "headline", _("headline")
        STANDFIRST = "standfirst", _("standfirst")
        BODY = "body", _("body")
        CAPTION = "caption", _("caption")

    class State(models.TextChoices):
        SETTLED = "settled", _("settled")
        AMBIGUOUS = "ambiguous", _("several documents fit")
        UNKNOWN = "unknown", _("too little is said")
        REJECTED = "rejected", _("not a citation")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="citations")
    directive = models.ForeignKey(
        "directives.Directive",
        verbose_name=_("directive"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    evidence = models.ForeignKey(
        "directives.Evidence", null=True, editable=False, on_delete=models.SET_NULL, related_name="citations"
    )
    wording = models.ForeignKey(
        "directives.Wording", null=True, editable=False, on_delete=models.SET_NULL, related_name="citations"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN)
    decided = models.BooleanField(_("decided by a person"), default=False)
    part = models.CharField(_("where"), max_length=10, choices=Part)
    # Which caption, counted from 1; 0 in the other parts.
    place = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField(help_text=_("Characters before it in the plain text of the part."))
    end = models.PositiveIntegerField()
    surface = models.CharField(_("as printed"), max_length=300)
    sentence = models.TextField(_("sentence"), blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["directive", "article"]),
            models.Index(fields=["state", "article"]),
            # What a person should settle is little among all that are settled.
            models.Index(fields=["article"], name="citation_open", condition=Q(state__in=("ambiguous", "unknown"))),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="citation_has_length"),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(directive__isnull=False), name="citation_settled_on_a_directive"
            ),
            models.UniqueConstraint(fields=["article", "part", "place", "start"], name="citation_one_at_a_place"),
        ]

    def __str__(self):
        return self.surface


class CitationRelation(models.Model):
    """What the text says that one cited document does to another, such as a plan that implements a conclusion."""

    source = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="does")
    verb = models.CharField(max_length=12)
    target = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="done_to")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "verb", "target"], name="citation_relation_once")]

    def __str__(self):
        return f"{self.source} {self.verb} {self.target}"

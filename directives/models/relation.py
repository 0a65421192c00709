"""What documents do to one another: replace, amend, continue, repeal, implement."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.models.directive import Directive
from directives.models.kinds import Status


class Verb(models.TextChoices):
    REPLACES = "replaces", _("replaces")
    AMENDS = "amends", _("amends")
    REPEALS = "repeals", _("repeals")
    CONTINUES = "continues", _("continues")
    IMPLEMENTS = "implements", _("implements")


# The reverse of each verb, as the page of the other document says it.
PASSIVE = {
    Verb.REPLACES: _("replaced by"),
    Verb.AMENDS: _("amended by"),
    Verb.REPEALS: _("repealed by"),
    Verb.CONTINUES: _("continued by"),
    Verb.IMPLEMENTS: _("implemented by"),
}
# What a confirmed relation makes of its target, the strongest first.
STATUS_OF = ((Verb.REPLACES, Status.REPLACED), (Verb.REPEALS, Status.REPEALED), (Verb.AMENDS, Status.AMENDED))


class RelationQuerySet(models.QuerySet):
    def shown(self):
        """Return the relations readers see: what a person confirmed, and harmless ones found in articles.

        That a document no longer holds is never said to readers on the word of the machine alone.
        """
        harmless = Q(state=Relation.State.FOUND, verb__in=[Verb.IMPLEMENTS, Verb.CONTINUES])
        return self.filter(Q(state=Relation.State.CONFIRMED) | harmless)

    def ends(self):
        """Return the confirmed relations by which a document stops to hold."""
        return self.filter(state=Relation.State.CONFIRMED, verb__in=[Verb.REPLACES, Verb.REPEALS])

    def to_confirm(self):
        return self.filter(state=Relation.State.FOUND)


class Relation(models.Model):
    class State(models.TextChoices):
        FOUND = "found", _("found in an article")
        CONFIRMED = "confirmed", _("confirmed")
        REJECTED = "rejected", _("rejected")

    source = models.ForeignKey(
        Directive, verbose_name=_("directive"), on_delete=models.CASCADE, related_name="relations"
    )
    verb = models.CharField(_("what it does"), max_length=12, choices=Verb)
    target = models.ForeignKey(
        Directive, verbose_name=_("to directive"), on_delete=models.CASCADE, related_name="relations_to"
    )
    since = models.DateField(_("since"), null=True, blank=True, help_text=_("Empty: the date of issue."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CONFIRMED)

    objects = RelationQuerySet.as_manager()

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=["source", "verb", "target"], name="relation_once"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_to_another_directive"),
        ]

    def __str__(self):
        return f"{self.source} {self.get_verb_display()} {self.target}"

    @property
    def passive(self):
        return PASSIVE[Verb(self.verb)]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        refresh_status(self.target)

    def delete(self, *args, **kwargs):
        target = self.target
        deleted = super().delete(*args, **kwargs)
        refresh_status(target)
        return deleted


def refresh_status(directive):
    """Make the status of `directive` follow from its confirmed relations; without any it stays as a person set it."""
    verbs = set(directive.relations_to.filter(state=Relation.State.CONFIRMED).values_list("verb", flat=True))
    status = next((status for verb, status in STATUS_OF if verb in verbs), None)
    if status is None and directive.status in {status for _verb, status in STATUS_OF}:
        status = Status.UNKNOWN
    if status and status != directive.status:
        directive.status = status
        type(directive).objects.filter(pk=directive.pk).update(status=status)

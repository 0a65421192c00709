"""What is kept of people: their sign-ins, the sessions they have open, and the rights their groups were given."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.people.devices import in_words


class Outcome(models.TextChoices):
    IN = "in", _("Signed in")
    IN_BY_CODE = "code", _("Signed in with a code")
    IN_BY_RECOVERY = "recovery", _("Signed in with a recovery code")
    WRONG_PASSWORD = "password", _("Wrong password")
    WRONG_CODE = "wrong_code", _("Wrong code")
    NOBODY = "nobody", _("No such account")
    LOCKED = "locked", _("Refused: too many attempts")


class SignInQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return what `user` may read: their own sign-ins, everybody's with the right to that."""
        return self if user.has_perm("newsroom.view_every_signin") else self.filter(user=user)

    def outdated(self, at=None):
        """Return the records that are older than the months for which they are kept."""
        at = at or timezone.now()
        return self.filter(at__lt=at - timedelta(days=31 * settings.SIGN_IN_MONTHS))


class SignIn(models.Model):
    """One attempt to sign in. A name that belongs to nobody is not kept: people type their password there."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.CASCADE, related_name="sign_ins"
    )
    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    address = models.GenericIPAddressField(_("network address"), null=True)
    agent = models.CharField(max_length=300, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-id"]
        permissions = [("view_every_signin", _("Can see everybody's sign-ins"))]

    def __str__(self):
        return self.get_outcome_display()

    @property
    def device(self):
        return in_words(self.agent)


class DeskSessionQuerySet(models.QuerySet):
    def open(self, at=None):
        """Return the sessions that still let somebody in."""
        alive = Session.objects.filter(expire_date__gt=at or timezone.now())
        return self.filter(key__in=alive.values("session_key"))

    def end(self):
        """End these sessions on whatever device they are; return how many there were."""
        keys = list(self.values_list("key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        self.model.objects.filter(key__in=keys).delete()
        return len(keys)


class DeskSession(models.Model):
    """A device on which somebody is signed in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_sessions")
    key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=300, blank=True)

    objects = DeskSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at", "-id"]

    def __str__(self):
        return self.device

    @property
    def device(self):
        return in_words(self.agent)


class GivenRights(models.Model):
    """The rights that a group was last given by the paper's own table, so that a newer table adds only what is new."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    codenames = models.JSONField(default=list)

    class Meta:
        verbose_name = _("rights given")
        verbose_name_plural = _("rights given")

    def __str__(self):
        return str(self.group)

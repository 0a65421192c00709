"""The record of sign-ins: written whenever somebody gets in or does not, whichever way they came."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from newsroom.people import sessions
from newsroom.people.devices import address_of, agent_of
from newsroom.people.records import Outcome, SignIn

# A refusal that is repeated within this time is not written down again: a machine that guesses fills no disk.
ONE_REFUSAL = timedelta(minutes=1)


def record(request, outcome, user=None):
    """Write down what became of an attempt to sign in as `user` (None: nobody has that name)."""
    return SignIn.objects.create(user=user, outcome=outcome, address=address_of(request), agent=agent_of(request))


def _came_in(sender, request, user, **kwargs):
    sessions.begin(request, user)
    record(request, getattr(request, "signed_in_by", Outcome.IN), user)
    SignIn.objects.all().outdated().delete()


def _failed(sender, credentials, request=None, **kwargs):
    if request is None:
        return
    user = get_user_model().objects.filter(username=str(credentials.get("username", ""))[:150]).first()
    if not getattr(request, "axes_locked_out", False):
        record(request, Outcome.WRONG_PASSWORD if user else Outcome.NOBODY, user)
        return
    recent = SignIn.objects.filter(outcome=Outcome.LOCKED, user=user, at__gt=timezone.now() - ONE_REFUSAL)
    if not recent.filter(address=address_of(request)).exists():
        record(request, Outcome.LOCKED, user)


def _went_out(sender, request, user, **kwargs):
    if request is not None and user is not None:
        sessions.forget(request)


def listen():
    """Write down what Django's own signals tell; `newsroom.apps` calls it once."""
    user_logged_in.connect(_came_in, dispatch_uid="newsroom.people")
    user_login_failed.connect(_failed, dispatch_uid="newsroom.people")
    user_logged_out.connect(_went_out, dispatch_uid="newsroom.people")

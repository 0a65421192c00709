"""Sessions at the desk: each is bound to the rights its person had at sign-in, and all of one person's can be ended."""

from hashlib import sha256

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from newsroom.people.devices import address_of, agent_of
from newsroom.people.records import DeskSession

MARK, OURS = "rights_mark", "desk_session"
# Seconds between two notes of when a session was last used.
NOTED_EVERY = 300


def mark_of(user):
    """Return a digest of everything that decides what `user` may do; it differs once any of that is changed.

    The permissions are those that the desk asks for on every page anyway, so this costs no query there.
    """
    rights = ["*"] if user.is_superuser else sorted(user.get_all_permissions())
    return sha256("\n".join([str(user.is_staff), *rights]).encode()).hexdigest()[:32]


def begin(request, user):
    """Bind the session of `request` to the present rights of `user`, and list it among their devices."""
    fresh = get_user_model().objects.get(pk=user.pk)
    DeskSession.objects.filter(user=fresh).exclude(pk__in=DeskSession.objects.open().values("pk")).delete()
    request.session[MARK] = mark_of(fresh)
    _note(request, fresh)


def holds(request, user):
    """Say whether the session of `request` began with the rights that `user` has now."""
    return constant_time_compare(request.session.get(MARK, ""), mark_of(user))


def keep(request, user):
    """Note now and then that the session is in use, and at once where its key was changed (after a new password)."""
    key, noted = request.session.get(OURS) or (None, 0)
    if key != request.session.session_key or timezone.now().timestamp() - noted > NOTED_EVERY:
        _note(request, user, key)


def _note(request, user, former=None):
    if not request.session.session_key:
        request.session.create()
    key, now = request.session.session_key, timezone.now()
    if former and former != key:
        DeskSession.objects.filter(key=former, user=user).update(key=key)
    DeskSession.objects.update_or_create(
        key=key, defaults={"user": user, "seen_at": now, "address": address_of(request), "agent": agent_of(request)}
    )
    request.session[OURS] = (key, int(now.timestamp()))


def end_all(user, but=None):
    """Sign `user` out on every device, except in the session with the key `but`; return on how many."""
    return DeskSession.objects.filter(user=user).exclude(key=but).end()


def forget(request):
    """Take the session of `request` off the list, as its person signs out."""
    DeskSession.objects.filter(key=request.session.session_key).delete()

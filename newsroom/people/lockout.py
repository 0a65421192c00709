"""Lock-out after repeated failures: django-axes counts them, for one name from one address, and this tells people."""

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localtime

from newsroom.people.devices import network_of


def locks_of(username):
    """Return the network addresses from which `username` is locked out now, each with the instant its lock ends."""
    rows = (
        AccessAttempt.objects.filter(username=username, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
        .values("ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
        .order_by("-last")
    )
    return [(row["ip_address"], row["last"] + settings.AXES_COOLOFF_TIME) for row in rows]


def unlock(username):
    """Forget every failure of `username`, from whatever address."""
    reset(username=username)


def page(request, response, credentials):
    """Answer whoever is locked out: when to try again, and who can help; the same for names that nobody has."""
    until = dict(locks_of((credentials or {}).get("username"))).get(network_of(request))
    until = localtime(until or timezone.now() + settings.AXES_COOLOFF_TIME)
    minutes = max(1, round((until - timezone.now()).total_seconds() / 60))
    answer = render(request, "admin/people/locked.html", {"until": until, "minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer

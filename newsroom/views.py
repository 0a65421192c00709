"""What belongs to no app: the answers to load balancers."""

from django.conf import settings
from django.db import Error, connections
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from newsroom import edition


@require_safe
def health(request):
    """Say 200 where this process reaches the primary and 503 where it does not; asked anew every time.

    Replicas that are away are named: pages are made from the primary then, which is no reason to send readers away.
    """
    if not _answers("default"):
        return _told("database\n", 503)
    away = [alias for alias in settings.REPLICAS if not _answers(alias)]
    return _told("".join(["ok\n", *(f"{alias} away\n" for alias in away)]))


@require_safe
def alive(request):
    """Say 200 as long as this process answers at all: it serves pages also while the database is away."""
    return _told("alive\n")


def _answers(alias):
    try:
        edition.current() if alias == "default" else edition.number(alias)
    except Error:
        connections[alias].close()
        return False
    return True


def _told(text, status=200):
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})

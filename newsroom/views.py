"""What belongs to no app: the answer to load balancers."""

from django.db import DatabaseError
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from newsroom import edition


@require_safe
def health(request):
    """Say 200 where this process reaches the database and 503 where it does not; asked anew every time."""
    try:
        edition.current()
    except DatabaseError:
        status, text = 503, "database\n"
    else:
        status, text = 200, "ok\n"
    return HttpResponse(text, status=status, content_type="text/plain", headers={"Cache-Control": "no-store"})

"""What every public page shows: the paper's particulars and its menu."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject


def _menu():
    from articles.models import Section

    return list(Section.objects.top().prefetch_related("subsections"))


def paper(request):
    """Return the particulars of the paper; the menu is read only where a template shows it."""
    return {"paper": settings.PAPER, "site_url": settings.SITE_URL, "menu": SimpleLazyObject(_menu)}

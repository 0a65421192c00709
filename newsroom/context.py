"""What every public page shows: the paper's particulars and its menu."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from newsroom import fragments


def menu():
    """Return the sections of the first level with their subsections, in menu order."""
    from articles.models import Section

    return fragments.of_edition("menu", lambda: list(Section.objects.top().prefetch_related("subsections")))


def section_of(pk):
    """Return the section of the menu with the primary key `pk`, its parent joined; None where there is none."""
    every = fragments.of_edition("sections", _sections)
    return every.get(pk)


def section_named(slug):
    """Return the section of the menu with that slug, its parent joined; None where there is none."""
    return next((each for each in fragments.of_edition("sections", _sections).values() if each.slug == slug), None)


def _sections():
    return {each.pk: each for section in menu() for each in (section, *section.subsections.all())}


def paper(request):
    """Return the particulars of the paper; the menu is read only where a template shows it."""
    return {"paper": settings.PAPER, "site_url": settings.SITE_URL, "menu": SimpleLazyObject(menu)}

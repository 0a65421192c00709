"""What a paper needs before it prints a story, as a list that an editor can tick off."""

from dataclasses import dataclass

from django.utils.translation import gettext


@dataclass(frozen=True)
class Need:
    """One thing a story needs: its name, whether it is there, and the sentence for when it is not."""

    name: str
    is_met: bool
    lack: str


def checklist(article):
    """Return every `Need` of `article`, met or not, in the order of the form."""
    return [
        Need(gettext("Headline"), bool(article.headline), gettext("The headline is missing.")),
        Need(gettext("Standfirst"), bool(article.standfirst), gettext("The standfirst is missing.")),
        Need(gettext("Section"), article.section_id is not None, gettext("The section is missing.")),
        Need(gettext("Byline"), article.bylines.exists(), gettext("The byline is missing.")),
        *_photo_needs(article),
    ]


def _photo_needs(article):
    places = list(article.photos.shown().select_related("photo"))
    if not places:
        return []
    mute = [place.order for place in places if place.photo and not (place.alt or place.photo.alt)]
    waiting = [place.order for place in places if place.is_waiting and not place.waived]
    no_alt = gettext("Photo %(numbers)s: the text for those who cannot see it is missing.")
    no_picture = gettext("Photo %(numbers)s: the picture is missing. Add it, or let the article out without it.")
    return [
        Need(gettext("Text for those who cannot see the photos"), not mute, no_alt % {"numbers": _listed(mute)}),
        Need(gettext("No photo awaited"), not waiting, no_picture % {"numbers": _listed(waiting)}),
    ]


def _listed(numbers):
    return ", ".join(map(str, numbers))


def missing(article):
    """Return what a paper needs and `article` still lacks, as sentences for the editor."""
    return [need.lack for need in checklist(article) if not need.is_met]

"""What an export says of the paper it comes from."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True, kw_only=True)
class Paper:
    name: str
    url: str  # without a slash at the end
    tagline: str
    language: str
    now: datetime  # aware; what lies after it is embargoed

    @property
    def host(self):
        return urlsplit(self.url).hostname or "localhost"


def this_paper():
    return Paper(
        name=settings.PAPER["name"],
        url=settings.SITE_URL,
        tagline=settings.PAPER["tagline"],
        language=settings.LANGUAGE_CODE,
        now=timezone.localtime(),
    )


def embargo(record, paper):
    """Return the instant before which nobody may print the article, None where there is none any more."""
    ends = [moment for moment in (record.embargo_until, record.published_at) if moment and moment > paper.now]
    return max(ends, default=None) if record.status == "published" else None

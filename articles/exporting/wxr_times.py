"""The dates of a WXR item: WordPress wants a day and a time, and zeros where there is none."""

from datetime import UTC
from email.utils import format_datetime

NONE = "0000-00-00 00:00:00"
_FORM = "%Y-%m-%d %H:%M:%S"


def rfc822(moment):
    return format_datetime(moment.replace(microsecond=0))


def times(record, modified_at, paper):
    """Return the four date fields of an item. Only a known time of day has one in GMT; a month is its first day."""
    local, gmt = NONE, NONE
    if record.published_at and not record.date_precision:
        local, gmt = record.published_at.strftime(_FORM), record.published_at.astimezone(UTC).strftime(_FORM)
    elif record.published_on:
        local = f"{record.published_on}-01"[:10] + " 00:00:00"
    changed = modified_at.astimezone(paper.now.tzinfo)
    return {
        "wp:post_date": local,
        "wp:post_date_gmt": gmt,
        "wp:post_modified": changed.strftime(_FORM),
        "wp:post_modified_gmt": changed.astimezone(UTC).strftime(_FORM),
    }

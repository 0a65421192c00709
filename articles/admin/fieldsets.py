"""Which boxes an article's page shows to whom."""

from django.utils.translation import gettext_lazy as _


def shown_fieldsets(fieldsets, article, *, may_change):
    """Return the fieldsets that tell something of `article`: no origin of what was written here."""
    first, place, time, ai, origin = fieldsets
    if not may_change:
        fields = ["text" if name == "body" else name for name in first[1]["fields"] if name != "opened_version"]
        first = (first[0], {"fields": fields})
    if not hasattr(article, "provenance") and not article.source_url and not article.doubts:
        origin = (_("Log"), {"fields": ["log"]})
    return [first, place, time, ai, origin]

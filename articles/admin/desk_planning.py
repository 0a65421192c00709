"""What the calendar and the readers' complaints add to the start page of the desk."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from articles import correcting, planning
from articles.admin.correction_request import left
from articles.admin.planned_story import address_of
from articles.models import PlannedStory

SHOWN = 8
AHEAD, BEHIND = timedelta(days=7), timedelta(days=14)


def start(user):
    """Return what `user` has planned for the days around today, and the corrections that wait for an answer."""
    waiting = correcting.waiting(user)
    return {
        "calendar": address_of("week", timezone.localdate()) if planning.may_see(user) else "",
        "stories": [(story, address_of("week", story.day, f"story-{story.pk}")) for story in _stories(user)],
        "requests": [(row, left(row)) for row in waiting[:SHOWN]],
        "requests_count": len(waiting),
        "overdue": sum(1 for row in waiting if row.days_left is not None and row.days_left < 0),
        "requests_url": reverse("admin:articles_correctionrequest_changelist") + "?answer=open",
    }


def _stories(user):
    today = timezone.localdate()
    stories = PlannedStory.objects.between(today - BEHIND, today + AHEAD).not_begun().filter(person=user)
    return list(stories.in_order().select_related("section")[:SHOWN]) if planning.may_see(user) else []

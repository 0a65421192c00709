"""What goes out today, by the hour, for the start page of the desk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.models.article import DatePrecision

# Of what is out already only the last few are shown; what is to come is shown whole, within reason.
LATEST, COMING = 5, 40


@dataclass(frozen=True)
class Today:
    """The stories of one day, in order; `out` are the last that readers see, `coming` what waits for its hour."""

    out: list
    coming: list

    def __bool__(self):
        return bool(self.out or self.coming)


def today(user, at=None):
    """Return the `Today` that `user` may see at the instant `at` (now, if None)."""
    at = at or timezone.now()
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(at), time.min))
    stories = Article.objects.visible_to(user).filter(
        status__in=Article.PUBLIC_STATUSES,
        date_precision=DatePrecision.MINUTE,
        published_at__gte=midnight,
        published_at__lt=midnight + timedelta(days=1),
    )
    stories = stories.defer("body", "body_html", "standfirst_html").select_related("section")
    out = list(stories.filter(published_at__lte=at).order_by("-published_at", "-id")[:LATEST])
    coming = list(stories.filter(published_at__gt=at).order_by("published_at", "id")[:COMING])
    return Today(out[::-1] if user.has_perm(workflow.EDIT) else [], coming)

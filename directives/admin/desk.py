"""What the register asks of people, and what it tells the planning desk."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from directives.merging import likely_twins, merge
from directives.models import Directive, Relation

SHOWN = 50
REVIEWED_YEARS = (1, 3, 5, 10)
AHEAD = timedelta(days=60)
LATELY = timedelta(days=30)
LONG = timedelta(days=365)


def _page(request, title, template, **context):
    return render(request, template, {**admin.site.each_context(request), "title": title, **context})


def review(request):
    """Thin records, likely twins and relations found in texts, each settled with one click."""
    if not request.user.has_perm("directives.change_directive"):
        raise PermissionDenied
    if request.method == "POST":
        messages.success(request, _decide(request.POST))
        return HttpResponseRedirect(reverse("admin:directives_review"))
    return _page(
        request,
        _("The register: to look at"),
        "admin/directives/directive/review.html",
        twins=likely_twins()[:SHOWN],
        relations=Relation.objects.to_confirm().select_related("source", "target")[:SHOWN],
        thin=Directive.objects.thin().annotate(citing_articles=Count("citations__article", distinct=True))[:SHOWN],
    )


def _decide(data):
    """Do what one button asks for; return what to tell the person."""
    if "keep" in data:
        keep, drop = (get_object_or_404(Directive, pk=data.get(name)) for name in ("keep", "drop"))
        merge(keep, drop)
        return gettext("One record now: %(directive)s.") % {"directive": keep.full_name}
    if "relation" in data:
        relation = get_object_or_404(Relation, pk=data["relation"])
        relation.state = Relation.State.CONFIRMED if data.get("verdict") == "yes" else Relation.State.REJECTED
        relation.save()
        return gettext("Kept in mind: %(relation)s.") % {"relation": relation.get_state_display()}
    directive = get_object_or_404(Directive, pk=data.get("verify"))
    Directive.objects.filter(pk=directive.pk).update(verified=True)
    return gettext("Verified: %(directive)s.") % {"directive": directive.full_name}


@dataclass(frozen=True)
class Anniversary:
    directive: Directive
    years: int
    day: date


def anniversaries(today):
    """Return the first, third, fifth and tenth years of documents that come up within two months, in order."""
    found = []
    for years in REVIEWED_YEARS:
        first, last = _years_before(today, years), _years_before(today + AHEAD, years)
        for directive in Directive.objects.filter(issued_on__gt=first, issued_on__lte=last):
            found.append(Anniversary(directive, years, _years_before(directive.issued_on, -years)))
    return sorted(found, key=lambda each: (each.day, each.directive.pk))


def _years_before(day, years):
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def planning(request):
    """What to write about: anniversaries, documents much cited lately, documents not covered for long."""
    if not request.user.has_perm("directives.view_directive"):
        raise PermissionDenied
    now = timezone.now()
    lately = Count("citations__article", filter=Q(citations__article__published_at__gte=now - LATELY), distinct=True)
    known = Directive.objects.annotate(
        citing_articles=Count("citations__article", distinct=True), last_cited=Max("citations__article__published_at")
    )
    return _page(
        request,
        _("The register: what to write about"),
        "admin/directives/directive/planning.html",
        anniversaries=anniversaries(timezone.localdate())[:SHOWN],
        lately=Directive.objects.annotate(lately=lately).filter(lately__gt=0).order_by("-lately", "pk")[:SHOWN],
        forgotten=known.filter(citing_articles__gte=2, last_cited__lt=now - LONG).order_by("-citing_articles", "pk")[
            :SHOWN
        ],
    )

"""The leads of the front page and of the sections at the desk: ordered, timed, looked at before they show."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from articles import placing, turns
from articles.admin.moves import instant
from articles.models import Article, Placement, Section
from articles.views.pages import front_page, section_page
from newsroom.paging import Page

FRONT = "trang-chu"
BOXES = ("begins", "ends")
# How far a page can be looked at before its time.
AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Row:
    """One placement as the page shows it; `begins` and `ends` are what its boxes hold."""

    placement: object
    begins: str
    ends: str
    says: str
    state: str
    # What is kept, where the boxes hold something else that was refused.
    kept: str = ""


def _box(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def _says(row, now):
    """Return (a word for the style, a line) that tell whether readers see this placement now, and else why not."""
    if not row.article.is_published(now):
        waits = turns.waits_for(row.article) or row.article.get_status_display()
        return "waits", gettext("readers do not see it: %(why)s") % {"why": waits}
    if row.begins > now:
        return "later", gettext("leads from %(time)s") % {"time": f"{timezone.localtime(row.begins):%H:%M %d/%m/%Y}"}
    return "leads", gettext("leads now")


def _rows(placements, data=None):
    now, found = timezone.now(), []
    for row in placements:
        state, says = _says(row, now)
        stored = [_box(row.begins), _box(row.ends)]
        typed = [(data or {}).get(f"{name}-{row.pk}") or was for name, was in zip(BOXES, stored, strict=True)]
        kept = [f"{timezone.localtime(at):%H:%M %d/%m/%Y}" for at in (row.begins, row.ends)] if typed != stored else []
        found.append(Row(row, *typed, says, state, " – ".join(kept)))
    return found


def _number(text):
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _times(data, placements):
    """Return {pk: (begins, ends)} of the boxes that a person changed."""
    found = {}
    for row in placements:
        old = [_box(row.begins), _box(row.ends)]
        new = [data.get(f"{name}-{row.pk}", was) for name, was in zip(BOXES, old, strict=True)]
        if new != old:
            begins, ends = (instant(text) for text in new)
            if begins is None or ends is None:
                raise ValidationError(gettext("A story leads from an hour until an hour: give both."))
            found[row.pk] = (begins, ends)
    return found


@admin.register(Placement)
class PlacementAdmin(admin.ModelAdmin):
    """Placements are made on the page of their page; there is no form of a single one."""

    def has_view_permission(self, request, obj=None):
        return placing.may_place(request.user)

    # Deleting is asked about only where a draft that was placed once is deleted with its placements.
    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "articles_placement"
        return [
            path("", view(self.pages_view), name=f"{name}_changelist"),
            path("<slug:slug>/", view(self.page_view), name=f"{name}_page"),
            path("<slug:slug>/preview/", view(self.preview_view), name=f"{name}_preview"),
        ]

    def _page(self, request, slug):
        """Return the section that `slug` names, None for the front page."""
        if not placing.may_place(request.user):
            raise PermissionDenied
        return None if slug == FRONT else get_object_or_404(Section.objects.select_related("parent"), slug=slug)

    def pages_view(self, request):
        if not placing.may_place(request.user):
            raise PermissionDenied
        placed = {}
        for section, article in Placement.objects.in_force().in_order().values_list("section", "article__headline"):
            placed.setdefault(section, []).append(article)
        pages = [(_("Home page"), FRONT, 0, placed.get(None, []))]
        for section in Section.objects.top().prefetch_related("subsections"):
            for level, each in enumerate([section, *section.subsections.all()]):
                pages.append((each.name, each.slug, min(level, 1), placed.get(each.pk, [])))
        context = {**self.admin_site.each_context(request), "title": _("Front page and section pages"), "pages": pages}
        return render(request, "admin/articles/placement/pages.html", context)

    # ---- one page

    def page_view(self, request, slug):
        page = self._page(request, slug)
        if request.method == "POST":
            try:
                with transaction.atomic():
                    told = self._do(request, page)
            except ValidationError as error:
                for message in error.messages:
                    self.message_user(request, message, messages.ERROR)
                # What was typed stays in the boxes; the mark is that of the order as it is now.
                return self._shown(request, page, slug, data=request.POST)
            self.message_user(request, told, messages.SUCCESS)
            chosen = request.POST.get("up") or request.POST.get("down") or ""
            anchor = f"#placement-{_number(chosen)}" if chosen else ""
            return HttpResponseRedirect(reverse("admin:articles_placement_page", args=[slug]) + anchor)
        return self._shown(request, page, slug)

    def _shown(self, request, page, slug, data=None):
        placements = placing.rows_of(page)
        words = request.GET.get("q", "")[:200]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Home page") if page is None else page.name,
            "page": page,
            "slug": slug,
            "rows": _rows(placements, data),
            "seen": placing.mark_of(placements),
            "offered": placing.offered(page, words),
            "words": words,
            "moment": _box(timezone.now() + timedelta(hours=1)),
            "public_url": page.get_absolute_url() if page else reverse("front"),
        }
        return render(request, "admin/articles/placement/page.html", context)

    def _do(self, request, page):
        """Do what one button asks for, the changed times first; return what to tell the person."""
        data, user, seen = request.POST, request.user, request.POST.get("seen", "")
        if "place" in data:
            article = Article.objects.filter(pk=_number(data["place"])).first()
            if article is None:
                raise ValidationError(gettext("There is no such article."))
            placing.place(page, article, user=user, seen=seen)
            return gettext("“%(article)s” is placed. Give it its times below.") % {"article": article}
        times = _times(data, placing.rows_of(page))
        if times:
            placing.set_times(page, times, user=user, seen=seen)
            seen = placing.mark_of(placing.rows_of(page))
        if "up" in data:
            placing.shift(page, _number(data["up"]), -1, user=user, seen=seen)
        elif "down" in data:
            placing.shift(page, _number(data["down"]), 1, user=user, seen=seen)
        elif "remove" in data:
            placing.take_away(page, _number(data["remove"]), user=user, seen=seen)
            return gettext("Taken away: the page fills by time.")
        else:
            order = [_number(text) for text in data.get("order", "")[:4000].split(",")]
            placing.reorder(page, [pk for pk in order if pk], user=user, seen=seen)
        return gettext("Saved.")

    # ---- before its time

    def preview_view(self, request, slug):
        """The page as readers would get it at a chosen moment, if nothing else changes; for the desk alone."""
        page = self._page(request, slug)
        now = timezone.now()
        try:
            at = instant(request.GET.get("at", "")) or now
        except ValidationError:
            at = now
        if not now - AHEAD <= at <= now + AHEAD:
            raise Http404
        context = {"at": at, "moment": _box(at), "slug": slug}
        if page is None:
            template, context = "admin/articles/placement/preview_front.html", context | front_page(at)
        else:
            template = "admin/articles/placement/preview_section.html"
            rows = section_page(page, {}, at).rows
            context |= {"section": page, "page": Page(rows=rows)}
        response = render(request, template, context)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

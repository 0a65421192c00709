"""The history of an article at the desk: its versions, any two compared word by word, any one brought back."""

from dataclasses import dataclass
from html import escape

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy as _

from articles import turns, versions, workflow
from articles.differences import body_rows
from articles.models import Article, Byline, Citation, Status
from articles.models.article import AIUse, DatePrecision

SHOWN = 200
VIEWS = {"": _("In one text"), "columns": _("Side by side")}
LABELS = {
    "tags": _("tags"),
    "bylines": _("bylines"),
    "photos": _("photos"),
    "citations": _("citations decided"),
}


def label(field):
    """Return what people call a field of a snapshot."""
    return LABELS.get(field) or Article._meta.get_field(field).verbose_name


def labels(fields):
    return ", ".join(str(label(field)) for field in fields)


@dataclass(frozen=True)
class FieldDifference:
    label: str
    rows: list


def compare(old, new):
    """Return a `FieldDifference` for each field in which two snapshots differ, in the order of the form."""
    return [
        FieldDifference(capfirst(str(label(field))), body_rows(_markup(field, old), _markup(field, new)))
        for field in versions.changed_fields(old, new)
    ]


def _markup(field, content):
    """Return a field of a snapshot as sanitised HTML, one paragraph a line."""
    value = content.get(field)
    if field == "body":
        return value or ""
    lines = _LINES.get(field, _plain)(value)
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _plain(value):
    return [str(value or "")]


def _byline_line(row):
    return f"{row['order']}. {row['name']} ({Byline.Role(row['role']).label})"


def _photo_lines(rows):
    for row in rows or ():
        picture = gettext("picture %(pk)s") % {"pk": row["photo"]} if row["photo"] else gettext("photo awaited")
        parts = (f"{row['order']}. {picture}", row["caption"], row["credit"], row["alt"])
        yield " · ".join(part for part in parts if part)


def _citation_line(row):
    return f"{row['surface']} → {row['means'] or Citation.State(row['state']).label}"


def _instant(value):
    return [date_format(localtime(parse_datetime(value)), "H:i d/m/Y")] if value else []


def _ai_use(values):
    return [", ".join(str(AIUse(value).label) for value in values)] if values else []


_LINES = {
    "ai_use": _ai_use,
    "section": lambda value: [value["name"]] if value else [],
    "tags": lambda value: value or [],
    "bylines": lambda rows: [_byline_line(row) for row in rows or ()],
    "photos": _photo_lines,
    "citations": lambda rows: [_citation_line(row) for row in rows or ()],
    "status": lambda value: [str(Status(value).label)] if value else [],
    "date_precision": lambda value: [str(DatePrecision(value).label)] if value else [],
    "published_at": _instant,
    "embargo_until": _instant,
}


class HistoryMixin:
    """The pages of the history, for the admin of articles. Who may see the article there may see them."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/history/compare/", view(self.compare_view), name="articles_article_compare"),
            path("<path:object_id>/history/restore/", view(self.restore_view), name="articles_article_restore"),
            *super().get_urls(),
        ]

    def seen(self, request, object_id):
        """Return the article that the user may see at the desk; to others it is not there."""
        article = self.get_object(request, object_id)
        if article is None or not self.has_view_permission(request, article):
            raise Http404
        return article

    def history_view(self, request, object_id, extra_context=None):
        article = self.seen(request, object_id)
        rows = article.versions.without_text().select_related("by").newest_first()
        found = list(rows[: SHOWN + 1])
        context = self._context(request, article, _("History")) | {
            "versions": [(version, labels(version.changed), Status(version.status)) for version in found[:SHOWN]],
            "more": len(found) > SHOWN,
            "newest": found[0].number if found else 0,
            "moves": [(move, turns.account_of(move)) for move in article.moves.select_related("by", "to")[:SHOWN]],
        }
        return render(request, "admin/articles/article/history.html", context)

    def compare_view(self, request, object_id):
        """Two versions, given as `old` and `new` numbers; without them the last two."""
        article = self.seen(request, object_id)
        old, new = self._chosen(article, request.GET)
        view = request.GET.get("view") if request.GET.get("view") in VIEWS else ""
        context = self._context(request, article, _("Compare versions")) | {
            "old": old,
            "new": new,
            "numbers": article.versions.newest_first().values_list("number", flat=True),
            "differences": compare(old.content, new.content),
            "view": view,
            "views": VIEWS.items(),
        }
        return render(request, "admin/articles/article/compare.html", context)

    def _chosen(self, article, query):
        numbers = list(article.versions.newest_first().values_list("number", flat=True)[:2])
        if not numbers:
            raise Http404
        chosen = [query.get(name, "") for name in ("old", "new")]
        old, new = (int(text) if text.isdecimal() and len(text) < 9 else None for text in chosen)
        new = new or numbers[0]
        if old is None:
            old = article.versions.filter(number__lt=new).values_list("number", flat=True).order_by("-number").first()
        pair = article.versions.select_related("by")
        return get_object_or_404(pair, number=old or new), get_object_or_404(pair, number=new)

    def restore_view(self, request, object_id):
        article = self.seen(request, object_id)
        if request.method != "POST" or not self.has_change_permission(request, article):
            raise PermissionDenied
        number = request.POST.get("version", "")
        version = get_object_or_404(article.versions, number=int(number) if number.isdecimal() else 0)
        if versions.restore(article, version, by=request.user):
            text = gettext("Version %(number)s is back, as a new version. Status and dates are unchanged.")
            self.message_user(request, text % {"number": version.number}, messages.SUCCESS)
        else:
            text = gettext("Nothing to bring back: the text is the same as in version %(number)s.")
            self.message_user(request, text % {"number": version.number}, messages.INFO)
        return HttpResponseRedirect(reverse("admin:articles_article_history", args=[article.pk]))

    def _context(self, request, article, title):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "article": article,
            "title": title,
            "may_restore": workflow.may_edit(request.user, article) and self.has_change_permission(request, article),
        }

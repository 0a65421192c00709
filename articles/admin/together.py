"""Writing together: who else has the article open, and what each has not saved yet, told by an open page itself."""

import json
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.admin import merging
from articles.admin.merging_rows import ROWS, merged_data
from articles.models import Presence, WorkingCopy
from articles.models.working_copy import HERE_FOR
from articles.people import name_of

MAX_BYTES = 4 * 1024 * 1024
MAX_FIELDS = 3000
# A report that was under way when the article was saved may arrive after it.
LATE = timedelta(seconds=10)


def clock(at):
    """Return an instant as `22:51`, with its day unless that is today."""
    local = localtime(at)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "H:i d/m/Y")


def read_copy(body):
    """Return (data, opened version) of the JSON that a page sends; raises `ValueError` for anything else."""
    sent = json.loads(body)
    if not isinstance(sent, dict):
        raise ValueError("not an object")
    fields, labels, opened = sent.get("fields"), sent.get("labels", {}), sent.get("opened_version", 0)
    if not (isinstance(fields, dict) and isinstance(labels, dict) and isinstance(opened, int) and 0 <= opened < 2**31):
        raise ValueError("not a form")
    if len(fields) > MAX_FIELDS or not all(isinstance(values, list) and _texts(values) for values in fields.values()):
        raise ValueError("not boxes of a form")
    if not _texts(labels.values()):
        raise ValueError("not labels")
    return {"fields": fields, "labels": labels}, opened


def _texts(values):
    return all(isinstance(value, str) for value in values)


def offered(user, article):
    """Return the unsaved text to offer back to `user`, None where there is none or the save has overtaken it."""
    found = WorkingCopy.objects.of(user, article).first()
    if found is None or article is None or article.edited_at is None or article.edited_by_id != user.pk:
        return found
    overtaken = found.opened_version < article.version and found.updated_at < article.edited_at + LATE
    return None if overtaken else found


class TogetherMixin:
    """What an open article page asks every few seconds, and the merging of what two people saved."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("add/working-copy/", view(self.new_copy_view), name="articles_article_new_copy"),
            path("<path:object_id>/working-copy/", view(self.copy_view), name="articles_article_copy"),
            path("<path:object_id>/together/", view(self.together_view), name="articles_article_together"),
            *super().get_urls(),
        ]

    # ---- unsaved text

    def new_copy_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._copy(request, None)

    def copy_view(self, request, object_id):
        article = self.seen(request, object_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        return self._copy(request, article)

    def _copy(self, request, article):
        copies = WorkingCopy.objects.of(request.user, article)
        if request.method == "POST":
            return self._keep_copy(request, article)
        if request.method == "DELETE":
            copies.delete()
            return JsonResponse({})
        found = copies.first()
        if found is None:
            return JsonResponse({}, status=404)
        return JsonResponse(found.data | {"opened_version": found.opened_version})

    def _keep_copy(self, request, article):
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
            return JsonResponse({}, status=413)
        try:
            data, opened = read_copy(request.body)
        except ValueError:
            return JsonResponse({}, status=400)
        kept, _created = WorkingCopy.objects.update_or_create(
            user=request.user, article=article, defaults={"data": data, "opened_version": opened}
        )
        return JsonResponse({"at": f"{localtime(kept.updated_at):%H:%M:%S}"})

    # ---- presence

    def together_view(self, request, object_id):
        """Note that the user is here, or leaves, and tell who else is and what was saved last."""
        article = self.seen(request, object_id)
        if request.method != "POST":
            raise PermissionDenied
        now = timezone.now()
        here = Presence.objects.filter(article=article)
        if "leaving" in request.POST:
            here.filter(user=request.user).delete()
            return JsonResponse({})
        here.filter(Q(seen_at__lt=now - 2 * HERE_FOR)).delete()
        writing = request.POST.get("writing") == "1" and self.has_change_permission(request, article)
        here.update_or_create(article=article, user=request.user, defaults={"seen_at": now, "is_writing": writing})
        others = here.here(now).exclude(user=request.user).select_related("user").order_by("user__username")
        return JsonResponse(
            {
                "people": [{"name": name_of(row.user), "writing": row.is_writing} for row in others],
                "version": article.version,
                "saved_by": name_of(article.edited_by),
                "saved_at": clock(article.edited_at) if article.edited_at else "",
            }
        )

    # ---- the form

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        names = ("article_copy", "article_together", "article_history")
        urls = [reverse(f"admin:articles_{name}", args=[obj.pk]) for name in names] if obj else ["", "", ""]
        found = offered(request.user, obj) if request.method == "GET" else None
        context["together"] = {
            "copy": urls[0] or reverse("admin:articles_article_new_copy"),
            "beat": urls[1],
            "history": urls[2],
            "writes": self.has_change_permission(request, obj) if obj else self.has_add_permission(request),
            "key": f"{request.user.pk}:{obj.pk if obj else 'new'}",
            "version": obj.version if obj else 0,
            "offered_at": clock(found.updated_at) if found else "",
            "unsaved": request.method == "POST",
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Where the other person changed the rows of an inline, see to it that the save does not undo that."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in kwargs and obj.pk and prefix in ROWS:
            met = merging.meeting(obj, merging.opened_version(request.POST))
            if met:
                rows = {"instance": obj, "prefix": prefix, "queryset": kwargs["queryset"]}
                stored = inline.get_formset(request, obj)(**rows)
                kwargs["data"] = merged_data(met.rows(request.POST, prefix), kwargs["data"], prefix, stored)
        return kwargs

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        WorkingCopy.objects.of(request.user, form.instance if change else None).delete()
        if getattr(form, "merged_in", None):
            what = ", ".join(str(label).lower() for label in form.merged_in)
            text = gettext("Merged with what somebody else saved meanwhile: %(what)s. Please read it through.")
            self.message_user(request, text % {"what": what}, messages.WARNING)

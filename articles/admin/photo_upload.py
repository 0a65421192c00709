"""Many pictures at once: a page to drop files on, and the one address that files are sent to."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy as _

from articles import uploading
from articles.imaging import PictureError
from articles.rendering import rendition_url

MOST = 40  # files in one request of a browser without script


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """Files, in the order chosen; what each holds is looked at by `articles.uploading`."""

    def __init__(self, **kwargs):
        widget = ManyFilesInput(attrs={"accept": "image/*,.heic,.heif"})
        super().__init__(**{"widget": widget, "required": False} | kwargs)

    def clean(self, data, initial=None):
        files = [file for file in data or () if file]
        if len(files) > MOST:
            raise forms.ValidationError(gettext("At most %(n)s pictures at once.") % {"n": MOST})
        return files


def take_each(files, *, by):
    """Return ([(file name, what was taken)], [(file name, why it was not)]): one bad file keeps no other out."""
    taken, refused = [], []
    for file in files:
        name = file.name
        try:
            taken.append((name, uploading.take(file, by=by)))
        except PictureError as error:
            refused.append((name, str(error)))
    return taken, refused


class UploadMixin:
    def get_urls(self):
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="articles_photo_upload"), *super().get_urls()]

    def upload_view(self, request):
        if not uploading.may_upload(request.user):
            raise PermissionDenied
        taken, refused = [], []
        if request.method == "POST":
            files = request.FILES.getlist("files")
            taken, refused = take_each(files[:MOST], by=request.user)
            refused += [(file.name, gettext("At most %(n)s pictures at once.") % {"n": MOST}) for file in files[MOST:]]
            if request.headers.get("Accept") == "application/json":
                return JsonResponse(_answer(taken, refused, request.user))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload photos"),
            "opts": self.opts,
            "taken": [(name, one, _likes(one, request.user)) for name, one in taken],
            "refused": refused,
            "nothing": request.method == "POST" and not taken and not refused,
            "media": self.media,
        }
        return render(request, "admin/articles/photo/upload.html", context)

    def changelist_view(self, request, extra_context=None):
        context = {"may_upload": uploading.may_upload(request.user)} | (extra_context or {})
        return super().changelist_view(request, context)


def _likes(taken, user):
    from articles.admin.photo import with_uses

    return with_uses(list(taken.like), user)


def _answer(taken, refused, user):
    """Return what a script is told of one request: the photos with what fills a row of an article, the refusals."""
    return {
        "photos": [_facts(name, one, user) for name, one in taken],
        "refused": [{"name": name, "reason": reason} for name, reason in refused],
    }


def _facts(name, taken, user):
    photo = taken.photo
    day = date_format(photo.taken_on, "d/m/Y") if photo.taken_on else ""
    return {
        "name": name,
        "id": photo.pk,
        "label": str(photo),
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt,
        "taken": ", ".join(filter(None, (day, photo.taken_in))),
        "is_new": taken.is_new,
        "notices": list(taken.notices),
        "thumbnail": rendition_url(photo, 320),
        "page": reverse("admin:articles_photo_change", args=[photo.pk]),
        "like": [_like(photo, uses) for photo, uses in _likes(taken, user)],
    }


def _like(photo, uses):
    place = uses[0][0] if uses else None
    return {
        "label": str(photo),
        "credit": (place and place.credit) or photo.credit,
        "caption": (place and place.caption) or photo.caption,
        "article": str(place.article) if place else "",
        "page": reverse("admin:articles_photo_change", args=[photo.pk]),
        "is_withdrawn": photo.is_withdrawn,
    }

"""Pictures at the desk: uploaded once, described, focused."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _

from articles import workflow
from articles.imaging import PictureError, inspect
from articles.models import Photo
from articles.models.photo import digest
from articles.rendering import rendition_url
from newsroom.admin import FoldedSearchMixin


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ["file", "caption", "credit", "alt", "taken_on", "focal_x", "focal_y"]
        widgets = {"caption": forms.Textarea(attrs={"rows": 3}), "alt": forms.Textarea(attrs={"rows": 2})}

    def clean_file(self):
        """Refuse what is no picture or one we have; read what the picture itself tells."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        try:
            picture = inspect(file)
        except PictureError as error:
            raise ValidationError(str(error)) from error
        self.instance.sha256 = digest(file)
        twin = Photo.objects.filter(sha256=self.instance.sha256).exclude(pk=self.instance.pk).first()
        if twin:
            raise ValidationError(gettext("This picture is here already: “%(photo)s”.") % {"photo": twin})
        self.instance.perceptual_hash = picture.perceptual_hash
        self.told = picture
        return file

    def clean(self):
        data = super().clean()
        told = getattr(self, "told", None)
        for field in ("caption", "credit", "taken_on"):
            if told and not data.get(field):
                data[field] = getattr(told, field)
        return data


@admin.register(Photo)
class PhotoAdmin(FoldedSearchMixin, admin.ModelAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "caption", "credit", "used", "uploaded_at"]
    list_display_links = ["thumbnail", "caption"]
    list_filter = ["uploaded_at"]
    readonly_fields = ["thumbnail", "like_it", "places"]
    fields = ["thumbnail", "file", "caption", "credit", "alt", "taken_on", ("focal_x", "focal_y"), "like_it", "places"]
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(times_used=Count("places"))

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or super().has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and workflow.may_change_photo(request.user, obj)

    def get_readonly_fields(self, request, obj=None):
        """A picture that readers see is never exchanged under its caption: another one takes its place."""
        shown = obj is not None and Photo.objects.for_readers().filter(pk=obj.pk).exists()
        return [*self.readonly_fields, "file"] if shown else self.readonly_fields

    @admin.display(description=_("picture"))
    def thumbnail(self, photo):
        if not photo.pk:
            return ""
        return format_html('<img class="thumbnail" src="{}" alt="{}">', rendition_url(photo, 320), photo.alt)

    @admin.display(description=_("used"), ordering="times_used")
    def used(self, photo):
        return photo.times_used

    @admin.display(description=_("pictures like it"))
    def like_it(self, photo):
        twins = Photo.objects.filter(perceptual_hash=photo.perceptual_hash).exclude(pk=photo.pk)[:5]
        return ", ".join(str(twin) for twin in twins) if photo.perceptual_hash else ""

    @admin.display(description=_("where it is used"))
    def places(self, photo):
        return "; ".join(str(place.article) for place in photo.places.select_related("article")[:20]) or "–"

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

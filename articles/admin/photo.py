"""Pictures at the desk: uploaded once, described, focused."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy as _

from articles import uploading, workflow
from articles.admin.filters import WithdrawnFilter
from articles.admin.photo_upload import UploadMixin
from articles.admin.photo_withdrawal import WithdrawalMixin
from articles.imaging import PictureError, inspect
from articles.models import ArticlePhoto, Photo
from articles.models.photo import digest
from articles.near import near
from articles.photo_showing import show_again, uses_of
from articles.rendering import rendition_url, rendition_widths
from newsroom import edition
from newsroom.admin_search import FoldedSearchMixin

FOCUS_WIDTH = 960
WORDS = ["caption", "credit", "alt", ("taken_on", "taken_in")]
# What readers see with a photo wherever its place says nothing of its own.
SEEN = {"credit", "alt", "focal_x", "focal_y"}
# Shapes in which the site cuts a photo; see `.picture` in site.css and `articles.renditions`.
CROPS = (
    ("lead", _("Front page lead and section block, 16:9")),
    ("card", _("Lists on computers, 3:2")),
    ("square", _("Lists on phones, square")),
    ("share", _("Link on Facebook and Zalo")),
)


class PhotoForm(forms.ModelForm):
    class Meta:
        model = Photo
        fields = ["file", "caption", "credit", "alt", "taken_on", "taken_in", "focal_x", "focal_y"]
        widgets = {
            "file": forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
        }

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
        for name, value in picture.measures.items():
            setattr(self.instance, name, value)
        file.name = f"picture{picture.suffix}"
        self.told = picture
        return file

    def clean(self):
        data = super().clean()
        told = getattr(self, "told", None)
        for field in ("caption", "credit", "taken_on", "taken_in"):
            if told and not data.get(field):
                data[field] = getattr(told, field)
        return data


@admin.register(Photo)
class PhotoAdmin(UploadMixin, WithdrawalMixin, FoldedSearchMixin, admin.ModelAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "title", "credit", "used", "uploaded_at"]
    list_display_links = ["thumbnail", "title"]
    list_filter = ["uploaded_at", WithdrawnFilter]
    ordering = ["-id"]
    show_full_result_count = False
    change_form_template = "admin/articles/photo/change_form.html"
    change_list_template = "admin/articles/photo/change_list.html"

    class Media:
        css = {"all": ["newsroom/photos.css"]}
        js = ["newsroom/focus.js"]

    def get_queryset(self, request):
        # Counted for the rows of one page only; grouping would go through the whole archive.
        places = ArticlePhoto.objects.filter(photo=OuterRef("pk")).order_by().values("photo")
        used = Subquery(places.annotate(n=Count("pk")).values("n"))
        return super().get_queryset(request).annotate(times_used=Coalesce(used, 0))

    def get_search_results(self, request, queryset, search_term):
        """What was withdrawn is not proposed for articles."""
        found, more = super().get_search_results(request, queryset, search_term)
        is_choice = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.filter(withdrawn_at=None) if is_choice else found), more

    def get_fieldsets(self, request, obj=None):
        focus = ("focal_x", "focal_y")
        first = ["file", focus] if self._takes_file(request, obj) else [focus]
        return [(None, {"fields": first}), (_("Words"), {"fields": WORDS})]

    def _takes_file(self, request, photo):
        """A picture that readers saw is never exchanged under its caption: another one takes its place."""
        if photo is None:
            return True
        kept = photo.is_withdrawn or Photo.objects.ever_public().filter(pk=photo.pk).exists()
        return not kept and self.has_change_permission(request, photo)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or super().has_change_permission(request, obj)

    def has_add_permission(self, request):
        return uploading.may_upload(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and workflow.may_change_photo(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        """A withdrawn picture is kept: its bytes are how it is known when it comes again."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_withdrawn)

    # ---- what is shown

    @admin.display(description=_("picture"))
    def thumbnail(self, photo):
        return format_html('<img class="thumbnail" src="{}" alt="{}">', rendition_url(photo, 320), photo.alt)

    @admin.display(description=_("caption"), ordering="caption")
    def title(self, photo):
        return str(photo)

    @admin.display(description=_("used"), ordering="times_used")
    def used(self, photo):
        return gettext("%(n)s times") % {"n": photo.times_used} if photo.times_used else gettext("not yet")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            width = min(rendition_widths(obj), key=lambda width: abs(width - FOCUS_WIDTH))
            uses, like = uses_of([obj], request.user), near(obj.perceptual_hash, but=obj.pk)
            context |= {
                "photo": obj,
                "picture": rendition_url(obj, width),
                "crops": CROPS,
                "uses": uses,
                "unseen_uses": obj.places.count() - len(uses),
                "like": with_uses(like, request.user),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    # ---- saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        with edition.quiet(not change):
            super().save_model(request, obj, form, change)
        if change and SEEN & set(form.changed_data):
            show_again([obj])
        if told := getattr(form, "told", None):
            for notice in told.notices:
                messages.warning(request, notice)


def with_uses(photos, user):
    """Return [(photo, its uses that `user` may know of)] in two queries."""
    uses = {}
    for place, is_open in uses_of(photos, user) if photos else ():
        uses.setdefault(place.photo_id, []).append((place, is_open))
    return [(photo, uses.get(photo.pk, [])) for photo in photos]

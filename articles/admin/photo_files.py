"""Photos dropped on the page of an article: a script makes each a row of the form; without one, the save takes them."""

from django.contrib import messages
from django.utils.translation import gettext

from articles import corrections, uploading
from articles.admin.photo_upload import take_each
from articles.models import ArticlePhoto


class PhotoFilesMixin:
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        writes = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if writes and uploading.may_upload(request.user):
            # A text that readers have seen changes only where the form says how: rows do, plain files could not.
            context["photo_drop"] = {"plain": obj is None or not corrections.was_seen(obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        files = form.cleaned_data.get("photo_files")
        if files and not (change and corrections.was_seen(form.instance)):
            taken, refused = take_each(files, by=request.user)
            self._tell(request, taken, refused)
            add_places(form.instance, [one.photo for _name, one in taken])

    def _tell(self, request, taken, refused):
        for name, reason in refused:
            self.message_user(request, f"“{name}”: {reason}", messages.ERROR)
        for name, one in taken:
            for notice in one.notices:
                self.message_user(request, f"“{name}”: {notice}", messages.WARNING)
            if one.like:
                text = gettext("“%(name)s”: nearly the same is here already: %(photos)s.")
                like = "; ".join(str(photo) for photo in one.like)
                self.message_user(request, text % {"name": name, "photos": like}, messages.WARNING)


def add_places(article, photos):
    """Give `photos` the places after the last one of `article`, with what the pictures tell of themselves."""
    places = article.photos.all()
    last = max((place.order for place in places), default=0)
    known = {place.photo_id for place in places}
    for order, photo in enumerate((photo for photo in photos if photo.pk not in known), last + 1):
        ArticlePhoto.objects.create(
            article=article, photo=photo, order=order, caption=photo.caption, credit=photo.credit
        )

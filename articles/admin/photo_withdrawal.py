"""The page on which a picture, and its near likes that are chosen, are taken from readers everywhere, or given back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy as _

from articles import photo_withdrawal
from articles.models import Photo
from articles.near import near
from articles.photo_showing import uses_of


class WithdrawalMixin:
    def get_urls(self):
        view = self.admin_site.admin_view(self.withdrawal_view)
        return [path("<int:pk>/withdraw/", view, name="articles_photo_withdraw"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_withdraw"] = obj is not None and photo_withdrawal.may_withdraw(request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def withdrawal_view(self, request, pk):
        if not photo_withdrawal.may_withdraw(request.user):
            raise PermissionDenied
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404
        like = [other for other in near(photo.perceptual_hash, but=pk) if other.is_withdrawn == photo.is_withdrawn]
        error = self._acted(request, photo, like) if request.method == "POST" else ""
        if error is None:
            return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[pk]))
        from articles.admin.photo import with_uses

        context = {
            **self.admin_site.each_context(request),
            "title": _("Give the photo back to readers") if photo.is_withdrawn else _("Withdraw the photo everywhere"),
            "opts": self.opts,
            "photo": photo,
            "uses": uses_of([photo], request.user),
            "like": with_uses(like, request.user),
            "chosen": set(request.POST.getlist("like")),
            "reason": request.POST.get("reason", ""),
            "error": error,
            "media": self.media,
        }
        return render(request, "admin/articles/photo/withdraw.html", context)

    def _acted(self, request, photo, like):
        """Do what was sent; return None when it is done, else what is wrong."""
        chosen = set(request.POST.getlist("like"))
        photos = [photo, *(other for other in like if str(other.pk) in chosen)]
        act = photo_withdrawal.reinstate if photo.is_withdrawn else photo_withdrawal.withdraw
        reason = request.POST.get("reason", "")
        try:
            articles = act(photos, by=request.user, reason=reason)
        except ValidationError as error:
            return " ".join(error.messages)
        text = gettext("Given back") if photo.is_withdrawn else gettext("Withdrawn")
        for each in photos:
            self.log_change(request, each, f"{text}: {' '.join(reason.split())}")
        counts = {"photos": len(photos), "articles": articles}
        if photo.is_withdrawn:
            told = gettext("%(photos)s photos given back to readers in %(articles)s articles.")
        else:
            told = gettext("%(photos)s photos withdrawn; readers see them no more in %(articles)s articles.")
        self.message_user(request, told % counts, messages.SUCCESS)
        return None

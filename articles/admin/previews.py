"""Private preview links at the desk: made and revoked on the article's page, by those who may see it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext

from articles import previews

CHOICES = (4, 24, 48, 24 * 7)
SHOWN = 10


class PreviewsMixin:
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<path:object_id>/preview-links/", view(self.share_view), name="articles_article_share"),
            path("<path:object_id>/preview-links/revoke/", view(self.revoke_view), name="articles_article_revoke"),
            *super().get_urls(),
        ]

    def _shared(self, request, object_id):
        article = self.seen(request, object_id)
        if request.method != "POST" or not previews.may_share(request.user, article):
            raise PermissionDenied
        return article

    def share_view(self, request, object_id):
        article = self._shared(request, object_id)
        hours = request.POST.get("hours", "")
        hours = int(hours) if hours.isdecimal() and len(hours) < 4 else previews.HOURS
        previews.share(article, by=request.user, note=request.POST.get("note", ""), hours=hours)
        self.message_user(request, gettext("The link is ready: copy it below."), messages.SUCCESS)
        return self._back(article)

    def revoke_view(self, request, object_id):
        article = self._shared(request, object_id)
        number = request.POST.get("link", "")
        link = get_object_or_404(article.preview_links, pk=int(number) if number.isdecimal() else 0)
        previews.revoke(link, by=request.user)
        self.message_user(request, gettext("The link is dead now."), messages.SUCCESS)
        return self._back(article)

    def _back(self, article):
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]) + "#preview-links")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and previews.may_share(request.user, obj):
            links = obj.preview_links.select_related("created_by", "revoked_by")[:SHOWN]
            context["preview_links"] = [(link, previews.address_of(link), link.is_live()) for link in links]
            context["preview_hours"] = [(hours, hours == previews.HOURS) for hours in CHOICES]
        return super().render_change_form(request, context, add, change, form_url, obj)

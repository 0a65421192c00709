"""What a private preview link shows: the article as it will look, marked as not published, kept by nobody."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import own_links, previews
from articles.models import Photo, PreviewLink
from articles.rendering import rendition_widths
from articles.views.photo import gone, handed_out

PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: no page linked from here may learn it.
    "Referrer-Policy": "no-referrer",
}


def _private(response):
    for header, value in PRIVATE.items():
        response[header] = value
    return response


@require_safe
def preview(request, token):
    link = previews.find(token)
    if link is None:
        return _private(render(request, "articles/preview_ended.html", status=404))
    if not previews.opens(link):
        return _private(render(request, "articles/preview_ended.html", status=410))
    PreviewLink.objects.count_use(link.pk)
    article = link.article
    if article.is_published():
        return _private(HttpResponseRedirect(article.get_absolute_url()))
    own_links.settle([article])
    context = {
        "article": article,
        "body": previews.with_pictures_of(article.body_html, token),
        "bylines": article.bylines.select_related("author"),
        "link": link,
    }
    return _private(render(request, "articles/preview.html", context))


@require_safe
def preview_photo(request, token, pk, width, form):
    """One picture of the previewed article, and of no other."""
    link = previews.find(token)
    if link is None or not previews.opens(link):
        return _private(render(request, "articles/preview_ended.html", status=404 if link is None else 410))
    photo = get_object_or_404(Photo.objects.filter(places__article=link.article_id).distinct(), pk=pk)
    if photo.is_withdrawn:
        return _private(gone())
    if int(width) not in rendition_widths(photo):
        raise Http404
    return _private(handed_out(photo, int(width), form))

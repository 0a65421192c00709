"""Pictures for readers: scaled, without metadata, and only those that a public article shows."""

from functools import partial

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import renditions
from articles.models import Photo
from articles.rendering import rendition_widths
from newsroom.addresses import address
from newsroom.purging import EVERYTHING

AN_HOUR = 60 * 60
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def rendition(request, pk, width, form):
    photo = _photo(request, pk)
    if int(width) not in rendition_widths(photo):
        raise Http404
    return _answer(request, photo, partial(handed_out, photo, int(width), form))


@require_safe
def share(request, pk, across, down):
    """What is cut out of a photo for links; a former focus leads to the present one."""
    photo = _photo(request, pk)
    if (int(across), int(down)) != (photo.focal_x, photo.focal_y):
        return HttpResponseRedirect(address("photo-share", photo.pk, photo.focal_x, photo.focal_y))
    return _answer(request, photo, partial(_handed_out, partial(renditions.share, photo), "jpg"))


def _at_desk(request):
    return request.user.is_authenticated and request.user.is_staff


def _photo(request, pk):
    """Return the photo that who asks may see; a withdrawn one is seen at the desk only."""
    if _at_desk(request):
        return get_object_or_404(Photo, pk=pk)
    return get_object_or_404(Photo.objects.placed_in_public(), pk=pk)


def _answer(request, photo, hand_out):
    if photo.is_withdrawn and not _at_desk(request):
        return gone()
    response = hand_out()
    if _at_desk(request):
        response["Cache-Control"] = f"private, max-age={AN_HOUR}"
        return response
    # Caches in front ask again soon, and are told 304: a withdrawn picture is out of them at once.
    seconds = 300 if settings.PURGE_URL else 30
    response["Cache-Control"] = f"public, max-age={AN_HOUR}, s-maxage={seconds}"
    response["Surrogate-Key"] = EVERYTHING
    return get_conditional_response(request, etag=response["ETag"], response=response)


def handed_out(photo, width, form):
    """Return the answer that holds `photo` scaled to `width`; raises `Http404` where its original is lost."""
    return _handed_out(partial(renditions.rendition, photo, width, form), form)


def _handed_out(make, form):
    try:
        name = make()
    except (FileNotFoundError, OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(renditions.opened(name), content_type=MEDIA_TYPES[form])
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = quote_etag(name.rpartition("/")[2])
    return response


def gone():
    """Return the answer for a withdrawn picture, which nobody may keep."""
    response = HttpResponse(_("This picture was withdrawn."), status=410, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response

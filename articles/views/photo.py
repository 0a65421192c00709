"""Pictures for readers: scaled, without metadata, and only those that a public article shows."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.imaging import rendition as stored_rendition
from articles.models import Photo
from articles.rendering import rendition_widths

A_DAY = 24 * 60 * 60


@require_safe
def rendition(request, pk, width):
    at_desk = request.user.is_authenticated and request.user.is_staff
    photo = get_object_or_404(Photo.objects.all() if at_desk else Photo.objects.for_readers(), pk=pk)
    if int(width) not in rendition_widths(photo):
        raise Http404
    response = FileResponse(default_storage.open(stored_rendition(photo, int(width))), content_type="image/webp")
    response["Cache-Control"] = f"{'private' if at_desk else 'public'}, max-age={A_DAY}"
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The page of corrections (Cải chính), linked from every page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Correction
from newsroom.paging import page_of

PAGE_SIZE = 20


@require_safe
def corrections(request):
    """What was corrected in articles that readers may see, newest first."""
    found = Correction.objects.for_readers().select_related("article__section").defer("article__body")
    page = page_of(found.defer("article__body_html").newest_first(), request.GET, size=PAGE_SIZE)
    return render(request, "articles/corrections.html", {"page": page})

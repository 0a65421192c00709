"""The address of an article by its number alone: what a body keeps of a link, and what lasts through renames."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles.models import Article


@require_safe
def by_number(request, pk):
    """Lead to a public article; of all others this address tells nothing."""
    found = get_object_or_404(Article.objects.published().select_related("section"), pk=pk)
    target = found.get_absolute_url()
    if not target:
        raise Http404
    return HttpResponseRedirect(target)

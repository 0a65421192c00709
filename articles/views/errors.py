"""Errors in the paper's dress; an address of the old site leads to where its article is now."""

import sys

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.formats.addresses import request_key
from articles.models import OldAddress, Status
from newsroom.outages import TRY_AGAIN, outage_of


def not_found(request, exception=None):
    """Redirect an old address for good, tell of a withdrawn article that it is gone, or show that nothing is here."""
    old = OldAddress.objects.select_related("article__section").filter(address=request_key(request.get_full_path()))
    article = next((each.article for each in old), None)
    if article and article.is_published():
        return HttpResponsePermanentRedirect(article.get_absolute_url())
    if article and article.status == Status.WITHDRAWN:
        return render(request, "articles/withdrawn.html", status=410)
    return render(request, "404.html", status=404)


def server_error(request):
    """Tell what is away and that nothing was kept, with 503; of any other fault only that it is one."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return render(request, "500.html", status=500)
    answer = render(request, "500.html", {"outage": outage}, status=503)
    answer["Retry-After"], answer["Cache-Control"] = str(TRY_AGAIN), "no-store"
    return answer

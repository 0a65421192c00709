"""What every address of the interface shares: who may ask, from where, and how errors are told."""

from functools import wraps

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page

from articles.api.problems import Problem

METHODS = "GET, HEAD, OPTIONS"
A_MINUTE = 60
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def for_machines(view):
    """Make `view` readable from any site: only reading, with an ETag, every refusal a problem document."""

    @csrf_exempt
    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=HEADERS | PREFLIGHT)
        response = _answer(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    @conditional_page
    def _answer(request, *args, **kwargs):
        try:
            if request.method not in ("GET", "HEAD"):
                raise Problem(405, _("Only reading is possible here."))
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
            if problem.status == 405:
                response["Allow"] = METHODS
            return response
        patch_cache_control(response, public=True, max_age=A_MINUTE)
        return response

    return answer

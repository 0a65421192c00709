"""The yardstick: a Django view that returns a ready page of 40 kB, without middleware and database.

Served by itself (`granian --interface wsgi newsroom.bench.bare:application`), with settings of its own.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

SIZE = 40_000
PAGE = b"<!doctype html>" + b"<p>x</p>" * ((SIZE - 15) // 8)


def page(request):
    return HttpResponse(PAGE)


urlpatterns = [path("", page)]

if not settings.configured:
    settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="do")  # noqa: S106
    application = get_wsgi_application()

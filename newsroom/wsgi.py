"""The WSGI application that the production server runs: Django, behind the cache of whole pages."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402  needs the line above

from newsroom.page_cache import PageCache  # noqa: E402
from newsroom.reading import FromReplicas  # noqa: E402

_pages = FromReplicas(_django) if settings.REPLICAS else _django
application = PageCache(_pages, megabytes=settings.PAGE_CACHE_MB)

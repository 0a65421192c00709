"""The WSGI layer that gives requests of anonymous readers a replica to read from."""

from django.conf import settings

from newsroom import fragments
from newsroom.page_cache import Answer
from newsroom.replicas import LatestEdition, reading_from, replicas

# What is not made for every reader alike, or asks for the primary itself.
NOT_PUBLIC = ("/quan-tri/", "/xem-truoc/", "/static/", "/health/")


class FromReplicas:
    """WSGI middleware around Django. What fails on one replica is made again on the next, at last on the primary."""

    def __init__(self, application):
        self.application = application
        self.latest = LatestEdition()

    def __call__(self, environ, start_response):
        now = (environ.get(fragments.ENVIRON) or self.latest.find()) if is_public(environ) else None
        if now is None:
            return self.application(environ, start_response)
        environ = environ | {fragments.ENVIRON: now}
        for alias in replicas.with_edition(now.number):
            with reading_from(alias):
                answer = Answer(self.application, environ)
            if not answer.status.startswith("5"):
                start_response(answer.status, answer.headers)
                return answer.response
            answer.close()
            replicas.check(alias)
        return self.application(environ, start_response)


def is_public(environ):
    """Say whether the request is one for a public page by somebody who is not signed in."""
    return (
        environ["REQUEST_METHOD"] in ("GET", "HEAD")
        and not environ.get("PATH_INFO", "").startswith(NOT_PUBLIC)
        and f"{settings.SESSION_COOKIE_NAME}=" not in environ.get("HTTP_COOKIE", "")
        and "HTTP_AUTHORIZATION" not in environ
    )

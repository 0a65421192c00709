"""Errors as JSON problem documents (RFC 9457)."""

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that is not served: `status` and `title` of HTTP, `detail` for the person who wrote the client."""

    def __init__(self, status, title, detail="", **members):
        super().__init__(detail or title)
        self.status, self.title, self.detail, self.members = status, title, detail, members

    def response(self):
        document = {"type": "about:blank", "status": self.status, "title": self.title}
        if self.detail:
            document["detail"] = self.detail
        return JsonResponse(
            document | self.members,
            status=self.status,
            content_type=MEDIA_TYPE,
            json_dumps_params={"ensure_ascii": False},
        )

"""System checks: a paper in production names what the law asks of every page."""

from django.conf import settings
from django.core.checks import Error, register

POSTGRESQL = "django.db.backends.postgresql"
REQUIRED = {
    "name": "PAPER_NAME",
    "governing_body": "PAPER_GOVERNING_BODY",
    "licence": "PAPER_LICENCE",
    "responsible_head": "PAPER_RESPONSIBLE_HEAD",
}


@register
def masthead(app_configs, **kwargs):
    """Masthead particulars (Press Law 2016, art. 46); a trial machine may leave them out and says so in its footer."""
    if not settings.PRODUCTION:
        return []
    return [
        Error(
            f"Trang báo chưa ghi đủ thông tin mà luật đòi hỏi: {variable} còn trống.",
            hint=f"Đặt biến môi trường {variable}.",
            id="newsroom.E001",
        )
        for key, variable in REQUIRED.items()
        if not settings.PAPER[key]
    ]


@register
def engines(app_configs, **kwargs):
    """What is set together must fit together."""
    found = []
    if settings.REPLICAS and any(each["ENGINE"] != POSTGRESQL for each in settings.DATABASES.values()):
        found.append(
            Error(
                "DATABASE_REPLICA_URLS chỉ dùng được với PostgreSQL, cho cả DATABASE_URL.",
                hint="Đặt DATABASE_URL=postgres://…, hoặc bỏ DATABASE_REPLICA_URLS.",
                id="newsroom.E002",
            )
        )
    if not all(each.startswith(("http://", "https://")) for each in settings.PURGE_URL.replace(",", " ").split()):
        found.append(
            Error(
                "PURGE_URL phải là địa chỉ http:// hoặc https://.",
                hint="Ví dụ PURGE_URL=http://127.0.0.1:6081/",
                id="newsroom.E003",
            )
        )
    return found

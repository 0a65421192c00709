"""System checks: a paper in production names what the law asks of every page."""

from django.conf import settings
from django.core.checks import Error, register

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

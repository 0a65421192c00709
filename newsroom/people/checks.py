"""System checks: a real paper asks those who publish for a second factor."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from newsroom.people import factor


@register(Tags.security)
def second_factor_is_known(app_configs, **kwargs):
    if settings.SECOND_FACTOR in factor.CHOICES:
        return []
    hint = f"Đặt SECOND_FACTOR là một trong: {', '.join(factor.CHOICES)}."
    return [Error(f"SECOND_FACTOR không thể là {settings.SECOND_FACTOR!r}.", hint=hint, id="newsroom.E002")]


@register(Tags.security, deploy=True)
def second_factor_is_on(app_configs, **kwargs):
    if settings.SECOND_FACTOR != factor.OFF or settings.IS_TRIAL:
        return []
    hint = "Bỏ biến SECOND_FACTOR, hoặc đặt SECOND_FACTOR=publishers."
    return [Error("Người có quyền xuất bản đăng nhập chỉ bằng mật khẩu.", hint=hint, id="newsroom.E003")]

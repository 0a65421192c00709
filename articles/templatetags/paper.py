"""Dates and pictures as the paper prints them."""

from django import template
from django.utils import timezone

from articles.models.article import AIUse, DatePrecision
from articles.rendering import fall_back_url, rendition_url, sources

register = template.Library()

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@register.filter
def publication_date(article, style="short"):
    """Return an article's date as far as it is known: `Thứ Ba, 12/06/2018 - 10:30`, `12/06/2018`, `tháng 6/2018`.

    The `full` style adds the weekday. Empty where the date is not known.
    """
    if article.published_at is None or article.date_precision == DatePrecision.UNKNOWN:
        return ""
    local = timezone.localtime(article.published_at)
    if article.date_precision == DatePrecision.MONTH:
        return f"tháng {local.month}/{local.year}"
    day = f"{local:%d/%m/%Y}"
    if style == "full":
        day = f"{WEEKDAYS[local.weekday()]}, {day}"
    return f"{day} - {local:%H:%M}" if article.date_precision == DatePrecision.MINUTE else day


@register.filter
def machine_date(article):
    """Return the `datetime` attribute for an article's date, no more exact than what is known."""
    local = timezone.localtime(article.published_at)
    if article.date_precision == DatePrecision.MONTH:
        return f"{local:%Y-%m}"
    return local.isoformat() if article.date_precision == DatePrecision.MINUTE else f"{local:%Y-%m-%d}"


@register.filter
def weekday(day):
    return WEEKDAYS[day.weekday()]


@register.filter
def picture_url(photo, width):
    return rendition_url(photo, int(width))


@register.filter
def picture_fall_back(photo, width):
    return fall_back_url(photo, int(width))


@register.simple_tag
def picture_sources(photo, sizes, widest):
    """Return the `<source>`s of a photo in a place that is never wider than `widest` pixels."""
    return sources(photo, sizes, widest)


@register.filter
def ai_uses(article):
    """Return what of an article AI made, as words; empty where nothing or none is declared."""
    return [str(AIUse(value).label) for value in article.ai_use if value != AIUse.NONE]

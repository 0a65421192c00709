"""People of the newsroom in templates."""

from django import template

from articles.people import name_of

register = template.Library()


@register.filter
def person(user):
    return name_of(user) or "–"

"""How readers narrow a search down. Field names are those of the address and of the conditions typed in the words."""

import datetime

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.models import Article, Author, Byline, Citation
from articles.models.article import DatePrecision
from directives.models import Directive
from newsroom.context import menu
from newsroom.vietnamese import fold

FOUND_BY_NAME = 200  # people or documents that one name may mean
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)


class DayField(forms.DateField):
    """A day as browsers send it or as people write it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]

    def __init__(self, **kwargs):
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%d/%m/%Y"]} | kwargs)


class DayFilter(django_filters.Filter):
    field_class = DayField


def _sections(request=None):
    """Return the choices in menu order, subsections under their section; the menu has them already."""
    for section in menu():
        yield section.slug, section.name
        for each in section.subsections.all():
            yield each.slug, f"– {each.name}"


class ArticleFilter(django_filters.FilterSet):
    chuyen_muc = django_filters.ChoiceFilter(
        label=_("Section"), choices=_sections, method="in_section", empty_label=_("All sections")
    )
    tac_gia = django_filters.CharFilter(label=_("Author"), method="signed_by", max_length=120)
    van_ban = django_filters.CharFilter(label=_("Cites the document"), method="citing", max_length=120)
    tu = DayFilter(label=_("From day"), method="since")
    den = DayFilter(label=_("To day"), method="until")

    class Meta:
        model = Article
        fields = []

    def in_section(self, articles, name, value):
        return articles.filter(Q(section__slug=value) | Q(section__parent__slug=value))

    def signed_by(self, articles, name, value):
        """Keep what people of that name signed, and what was signed so by somebody who is on no list."""
        people = [author.pk for author in Author.objects.named(value)]
        strangers = _signed_by_strangers(articles, value)
        theirs = Byline.objects.filter(author__in=people).values("article")
        return articles.filter(Q(pk__in=theirs) | Q(pk__in=strangers))

    def citing(self, articles, name, value):
        documents = Directive.objects.for_readers()
        named = documents.filter(slug=value) if documents.filter(slug=value).exists() else documents.matching(value)
        found = list(named.values_list("pk", flat=True)[:FOUND_BY_NAME]) if fold(value).strip() else []
        return articles.filter(pk__in=Citation.objects.for_readers().filter(directive__in=found).values("article"))

    def since(self, articles, name, value):
        return articles.exclude(date_precision=DatePrecision.UNKNOWN).filter(published_at__gte=_midnight(value))

    def until(self, articles, name, value):
        end = _midnight(value + datetime.timedelta(days=1))
        return articles.exclude(date_precision=DatePrecision.UNKNOWN).filter(published_at__lt=end)


def _signed_by_strangers(articles, name):
    """Return articles with a signature that nobody is known by and that reads `name`, marks apart.

    The full text holds the signatures, and finds them without reading every byline there is.
    """
    wanted = fold(" ".join(name.split())).replace('"', " ")
    holding = search.matching(articles, f'"{wanted}"').values("pk")
    signatures = Byline.objects.filter(author=None, article__in=holding).values_list("article", "name")
    return [pk for pk, signature in signatures[:FOUND_BY_NAME] if f" {wanted} " in f" {fold(signature)} "]


def _midnight(day):
    return datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())

"""How readers narrow a search down. Field names are those of the address and of the conditions typed in the words."""

import datetime

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Byline, Section
from articles.models.article import DatePrecision
from directives.models import Directive
from newsroom.vietnamese import fold, nfc

FOUND_BY_NAME = 200  # people or documents that one name may mean
DAY = forms.DateInput(attrs={"type": "date", "min": "1945-01-01"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DAY

    def __init__(self, **kwargs):
        super().__init__(**{"input_formats": ["%Y-%m-%d", "%d/%m/%Y"]} | kwargs)


class DayFilter(django_filters.Filter):
    field_class = DayField


def _sections(request=None):
    """Return the choices in menu order, subsections under their section; the menu has them already."""
    for section in Section.objects.top().prefetch_related("subsections"):
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
        """Keep what a person of that name signed, or whoever signed exactly so without being in the list of people."""
        typed = " ".join(nfc(value).split())
        people = Author.objects.named(typed).values("pk")[:FOUND_BY_NAME]
        signed = Byline.objects.filter(Q(author__in=list(people.values_list("pk", flat=True))) | Q(name__iexact=typed))
        return articles.filter(pk__in=signed.values("article"))

    def citing(self, articles, name, value):
        documents = Directive.objects.for_readers().filter(slug=value) or Directive.objects.for_readers().matching(value)
        found = list(documents.values_list("pk", flat=True)[:FOUND_BY_NAME]) if fold(value).strip() else []
        return articles.filter(pk__in=Article.citations.rel.related_model.objects.for_readers().filter(directive__in=found).values("article"))

    def since(self, articles, name, value):
        return articles.exclude(date_precision=DatePrecision.UNKNOWN).filter(published_at__gte=_midnight(value))

    def until(self, articles, name, value):
        end = _midnight(value + datetime.timedelta(days=1))
        return articles.exclude(date_precision=DatePrecision.UNKNOWN).filter(published_at__lt=end)


def _midnight(day):
    return datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())

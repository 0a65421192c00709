"""How readers narrow the register down."""

import django_filters
from django.utils.translation import gettext_lazy as _

from directives.models import Directive, Kind
from newsroom import fragments
from newsroom.models import Tag


def _issuers(request=None):
    issuers = Directive.objects.for_readers().exclude(issuer="").order_by("issuer")
    return _kept("issuers", issuers.values_list("issuer", "issuer").distinct())


def _years():
    years = Directive.objects.for_readers().filter(issued_on__isnull=False).dates("issued_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in _kept("years", years)]


def _terms():
    terms = Directive.objects.for_readers().exclude(term="").order_by("term")
    return _kept("terms", terms.values_list("term", "term").distinct())


def _tags(request=None):
    tagged = Tag.objects.filter(tagged_directives__content_object__in=Directive.objects.for_readers())
    return Tag.objects.filter(pk__in=_kept("tags", tagged.values_list("pk", flat=True).distinct()))


def _kept(name, rows):
    """Return the list of `rows`, which readers choose from, read once an edition."""
    return fragments.of_edition(f"register {name}", lambda: list(rows))


class DirectiveFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Symbol, name or title"), method="matching", max_length=200)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind, empty_label=_("All kinds"))
    issuer = django_filters.ChoiceFilter(label=_("Issuer"), choices=_issuers, empty_label=_("All issuers"))
    term = django_filters.ChoiceFilter(label=_("Term"), choices=_terms, empty_label=_("All terms"))
    year = django_filters.ChoiceFilter(
        label=_("Year of issue"), field_name="issued_on", lookup_expr="year", choices=_years, empty_label=_("All years")
    )
    tag = django_filters.ModelChoiceFilter(
        label=_("Tag"),
        field_name="tags",
        to_field_name="slug",
        queryset=_tags,
        empty_label=_("All tags"),
    )
    sort = django_filters.OrderingFilter(
        label=_("Sort by"),
        fields={"issued_on": "date", "public_articles": "articles", "symbol": "symbol"},
        choices=[("-date", _("newest first")), ("date", _("oldest first")), ("-articles", _("most cited first"))],
        empty_label=None,
    )

    class Meta:
        model = Directive
        fields = []

    def matching(self, queryset, name, value):
        return queryset.matching(value)

"""The rows of a list at the desk, written out at once.

Cell for cell they are what Django's own list shows. That looks each column up anew for each row, reverses an address
for each, and asks a template for each cell: more than half of the time of a page of fifty.
"""

from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_value
from django.db import models
from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe


def rows(changelist):
    """Return the rows of a `ChangeList`, each a safe string of HTML: those on the page, in their order."""
    columns = [_column(changelist, name) for name in changelist.list_display]
    return [mark_safe("".join(cell(row) for cell in columns)) for row in changelist.result_list]


def _column(changelist, name):
    """Return the function that makes the cell of column `name` of a row."""
    empty = changelist.model_admin.get_empty_value_display()
    value_of = _method(changelist, name) or _value(changelist.model, name)
    classes = "action-checkbox" if name == "action_checkbox" else f"field-{name}{_nowrap(changelist.model, name)}"
    opening, closing = f'<td class="{classes}">', "</td>"
    address = _address(changelist) if name in changelist.list_display_links else None

    def cell(row):
        value = value_of(row)
        shown = conditional_escape(display_for_value(value, empty) if not isinstance(value, str) else value or empty)
        return f"{opening}{shown}{closing}"

    def linked(row):
        return f'<th class="{classes}"><a href="{address(row)}">{conditional_escape(value_of(row)) or empty}</a></th>'

    return linked if address else cell


def _method(changelist, name):
    return getattr(changelist.model_admin, name, None)


def _value(model, name):
    """Return the function that gives the value of a field of `model`, what a person reads of a relation."""
    if isinstance(model._meta.get_field(name), models.ForeignKey):
        return lambda row: str(getattr(row, name) or "")
    return lambda row: getattr(row, name)


def _nowrap(model, name):
    """Return the class that Django gives the cells of dates and relations besides."""
    kinds = (models.DateField, models.TimeField, models.ForeignKey)
    names = {field.name for field in model._meta.fields if isinstance(field, kinds)}
    return " nowrap" if name in names else ""


def _address(changelist):
    """Return the function that gives the address of a row's own page, from which the way leads back to this list."""
    options = changelist.opts
    path = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=["0"])
    kept = {"preserved_filters": changelist.preserved_filters, "opts": options}
    query = escape(add_preserved_filters(kept, path).removeprefix(path))
    before, after = path.split("/0/")
    return lambda row: f"{before}/{row.pk}/{after}{query}"

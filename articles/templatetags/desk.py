"""Lists at the desk."""

from django import template
from django.contrib.admin.templatetags import admin_list

from articles.admin.listing import rows

register = template.Library()


@register.inclusion_tag("admin/change_list_results.html")
def written_rows(changelist):
    """The head of Django's own list above rows that are written out at once; a window for choosing keeps Django's."""
    if changelist.is_popup:
        return admin_list.result_list(changelist)
    headers = list(admin_list.result_headers(changelist))
    return {
        "cl": changelist,
        "result_headers": headers,
        "num_sorted_fields": sum(1 for header in headers if header["sortable"] and header["sorted"]),
        "results": [[row] for row in rows(changelist)],
    }

"""Parts of templates that are the same on many pages, rendered once an edition."""

from django import template
from django.utils.safestring import mark_safe

from newsroom import fragments

register = template.Library()


class KeptNode(template.Node):
    def __init__(self, name, varying, nodelist):
        self.name, self.varying, self.nodelist = name, varying, nodelist

    def render(self, context):
        varying = [each.resolve(context, ignore_failures=True) for each in self.varying]
        if None in varying:
            return self.nodelist.render(context)
        key = (self.name, *map(str, varying))
        return fragments.of_edition(key, lambda: mark_safe(self.nodelist.render(context)))


@register.tag
def kept(parser, token):
    """`{% kept "name" what it varies by %} … {% endkept %}`: nothing inside may depend on anything else of the page.

    Where something that it varies by is None, it is rendered anew.
    """
    _tag, name, *varying = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(each) for each in varying], nodelist)

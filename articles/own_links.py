"""Links from one article to another: kept by number, so that they follow renames, and dead until the target is out.

A body holds `<a href="/bai/123/">`. What readers get is looked up at the moment they ask, since the clock publishes.
"""

import re

from django.db.models import Q

from articles.models import Article

_ANCHOR = re.compile(r'<a href="/bai/(?P<pk>\d{1,18})/"[^<>]*>|<a\b[^<>]*>|</a>')


def address_of(article):
    """Return the address under which a body keeps a link to `article`."""
    return f"/bai/{article.pk}/"


def linkable(user):
    """Return the articles that `user` may link to: public ones, and those they may see at the desk."""
    public = Article.objects.published()
    if not user.has_perm("articles.view_article"):
        return public
    return Article.objects.filter(
        Q(pk__in=public.values("pk")) | Q(pk__in=Article.objects.visible_to(user).values("pk"))
    )


def are_in(html):
    return 'href="/bai/' in html


def for_readers(*texts):
    """Return the HTML `texts` with links to public articles at their present address, and all others as plain text."""
    wanted = {int(match["pk"]) for text in texts for match in _ANCHOR.finditer(text) if match["pk"]}
    if not wanted:
        return list(texts)
    public = Article.objects.published().filter(pk__in=wanted).select_related("section")
    addresses = {article.pk: article.get_absolute_url() for article in public.only("slug", "section__slug")}
    return [_linked(text, addresses) for text in texts]


def _linked(text, addresses):
    """Return `text` in one pass over its anchors; the end of one that is taken out goes with it."""
    taken_out = False

    def anchor(match):
        nonlocal taken_out
        if match[0] == "</a>":
            ends, taken_out = "" if taken_out else "</a>", False
            return ends
        address = addresses.get(int(match["pk"])) if match["pk"] else None
        taken_out = bool(match["pk"]) and not address
        return f'<a href="{address}">' if address else "" if taken_out else match[0]

    return _ANCHOR.sub(anchor, text)


def settle(articles):
    """Make the links in `body_html` of `articles`, in memory, what readers may follow now; one query at most."""
    articles = list(articles)
    for article, html in zip(articles, for_readers(*(each.body_html for each in articles)), strict=True):
        article.body_html = html
    return articles

"""Links from one article to another: kept by number, so that they follow renames, and dead until the target is out.

A body holds `<a href="/bai/123/">`. What readers get is looked up at the moment they ask, since the clock publishes.
"""

import re

from django.db.models import Q

from articles.models import Article

_LINK = re.compile(r'<a href="/bai/(\d{1,18})/"[^<>]*>(.*?)</a>', re.DOTALL)


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
    wanted = {int(match[1]) for text in texts for match in _LINK.finditer(text)}
    if not wanted:
        return list(texts)
    public = Article.objects.published().filter(pk__in=wanted).select_related("section")
    found = {article.pk: article for article in public.only("slug", "section__slug")}

    def link(match):
        article = found.get(int(match[1]))
        return f'<a href="{article.get_absolute_url()}">{match[2]}</a>' if article else match[2]

    return [_LINK.sub(link, text) for text in texts]


def settle(articles):
    """Make the links in `body_html` of `articles`, in memory, what readers may follow now; one query at most."""
    articles = list(articles)
    for article, html in zip(articles, for_readers(*(each.body_html for each in articles)), strict=True):
        article.body_html = html
    return articles

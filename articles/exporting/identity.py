"""What an article is known by in an export, for ever: the key it was imported under, or one made from its own birth."""

import re
from datetime import UTC

from articles.models import Article

_OWN_KEY = re.compile(r"newsroom:\d{8}T\d{12}Z-(\d{1,18})")


def key_of(article):
    """Return the key of `article`, whose `provenance` should be joined.

    An article written here is known by the instant it was entered and its number. Neither ever changes, unlike its
    headline, and two newsrooms hardly share both; once imported elsewhere, the key is kept there as its provenance.
    """
    if hasattr(article, "provenance"):
        return article.provenance.key
    return f"newsroom:{article.created_at.astimezone(UTC):%Y%m%dT%H%M%S%f}Z-{article.pk}"


def articles_written_here(keys):
    """Return {key: article} of those `keys` that `key_of` made for articles of this database, in one query."""
    numbers = {key: int(match[1]) for key in keys if (match := _OWN_KEY.fullmatch(key))}
    found = Article.objects.filter(provenance=None).in_bulk(set(numbers.values()))
    known = {key: found[number] for key, number in numbers.items() if number in found}
    return {key: article for key, article in known.items() if key_of(article) == key}

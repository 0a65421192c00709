"""Full text of the articles, found with and without marks. One interface over SQLite's FTS5 and PostgreSQL.

Both engines hold, for each article, its words folded (`dong chi`) and its words as they are (`đồng chí`): a reader
who types no marks finds everything, one who types them sees exact hits first. The tables are made by a migration;
`articles.finishing` keeps them.
"""

from functools import cache

from django.db import connection

from articles.search.query import parse
from newsroom.vietnamese import fold, same_word_key

__all__ = ["find", "fold_row", "index", "matching", "parse", "remove"]


@cache
def _engine(vendor):
    if vendor == "sqlite":
        from articles.search import sqlite as engine
    else:
        from articles.search import postgres as engine
    return engine


def fold_row(headline, text):
    """Return what the index holds of one article: headline and text folded, headline and text with their marks."""
    return fold(headline), fold(text), same_word_key(headline), same_word_key(text)


def index(rows):
    """Put articles into the index, in place of what it held of them; `rows` are (pk, `fold_row`)."""
    _engine(connection.vendor).index(connection, rows)


def remove(pks):
    _engine(connection.vendor).remove(connection, pks)


def matching(queryset, text):
    """Return the rows of an Article `queryset` that hold every word of `text`, in the queryset's own order."""
    query = parse(text)
    return _engine(connection.vendor).matching(queryset, query) if query else queryset.none()


def find(queryset, text, *, offset=0, limit=20):
    """Return up to `limit` primary keys of `queryset` for `text`, best first, from place `offset`.

    Exact marks come before mere letters, headlines before text, then the newest.
    """
    query = parse(text)
    if not query:
        return []
    return _engine(connection.vendor).find(connection, queryset, query, offset, limit)

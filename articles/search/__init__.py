"""Full text of the articles, found with and without marks. One interface over SQLite's FTS5 and PostgreSQL.

Both engines hold, for each article, its words folded (`dong chi`) and its words as they are (`đồng chí`): a reader
who types no marks finds everything, one who types them sees exact hits first. The tables are made by a migration;
`articles.finishing` keeps them.
"""

from functools import cache

from django.core.exceptions import EmptyResultSet
from django.db import connection

from articles.search import words
from articles.search.query import RANKED, Query, parse
from newsroom.replicas import connection_for_reading
from newsroom.vietnamese import fold, same_word_key

__all__ = [
    "RANKED",
    *("count", "find", "find_and_count", "fold_row", "index", "known_words", "matching", "newest", "parse"),
    *("remove", "select"),
]


@cache
def _engine(vendor):
    if vendor == "sqlite":
        from articles.search import sqlite as engine
    else:
        from articles.search import postgres as engine
    return engine


def fold_row(headline, text):
    """Return what the index holds of one article: headline and text folded, headline and text with their marks; and
    its different words, one space between."""
    folded = fold(headline), fold(text)
    return *folded, same_word_key(headline), same_word_key(text), words.of(folded)


def index(rows):
    """Put articles into the index, in place of what it held of them; `rows` are (pk, `fold_row`)."""
    _engine(connection.vendor).index(connection, [(pk, row[:-1]) for pk, row in rows])
    words.add(connection, [row[-1] for _pk, row in rows])


def known_words(candidates):
    """Return which of the folded words `candidates` stand in some article, public or not."""
    return words.known(connection_for_reading(), candidates)


def remove(pks):
    _engine(connection.vendor).remove(connection, pks)


def matching(queryset, text):
    """Return the rows of an Article `queryset` that hold every word of `text`, in the queryset's own order."""
    query = parse(text)
    return select(queryset, query) if query else queryset.none()


def select(queryset, query):
    """Return the rows of an Article `queryset` that fit a parsed `query`; one that wants nothing only excludes."""
    engine = _engine(connection.vendor)
    if query.wanted:
        return engine.matching(queryset, query)
    return engine.without(queryset, query) if query.excluded else queryset


def count(queryset, query, *, bound):
    """Return how many rows of an Article `queryset` fit a parsed `query`, exact up to `bound`, else `bound + 1`.

    It stops counting there, so that a word which stands in half the archive costs no more than a rare one.
    """
    return select(queryset, query).order_by()[: bound + 1].count()


def newest(queryset, text, *, limit):
    """Return up to `limit` primary keys of `queryset` that hold every word of `text`, those entered last first.

    It reads no more of the index than it returns, however common the words are.
    """
    query = parse(text)
    return _engine(connection.vendor).newest(connection, queryset, query, limit) if query else []


def find(queryset, text, *, offset=0, limit=20):
    """Return up to `limit` primary keys of `queryset` for `text` (or a `Query`), best first, from place `offset`.

    Those with the marks as typed come first, the words together before the words apart; then those with all words in
    the headline; then the fresher of two that fit as well.
    """
    return find_and_count(queryset, text, offset=offset, limit=limit)[0]


def find_and_count(queryset, text, *, offset=0, limit=20):
    """Return what `find` returns, and how many rows fit: exact as far as results are ranked, `RANKED` then means more.

    None where the engine came by no number; `count` then finds it.
    """
    query = text if isinstance(text, Query) else parse(text)
    if not query:
        return [], 0
    try:
        return _engine(connection.vendor).find(connection_for_reading(), queryset, query, offset, limit)
    except EmptyResultSet:  # what Django makes of a condition that nothing can fit
        return [], 0

"""Search on SQLite: one FTS5 table whose rowid is the article's primary key."""

import json
from datetime import UTC, datetime

from django.db.models.expressions import RawSQL

from articles.search import words as vocabulary

TABLE = "articles_search"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, text, headline_exact, text_exact,"
    " tokenize = 'unicode61 remove_diacritics 0')",
    *vocabulary.CREATE,
)
DROP = (f"DROP TABLE {TABLE}", *vocabulary.DROP)

# A story of today counts twice, one of this age one and a half times, an old one once.
FRESH_DAYS = 365.0
EARLIEST, A_DAY = datetime(1900, 1, 1), 86400
# However common a word is, so many hits are ranked: those entered last, what has the words in its headline among so many
# entered before, and those among the articles published last.
CANDIDATES, LATEST, DEEP = 1200, 60, 8_000
COMMON = 20_000


def index(connection, rows):
    remove(connection, [pk for pk, _words in rows])
    values = [(pk, *words) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, headline, text, headline_exact, text_exact) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
            values,
        )


def remove(connection, pks):
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in pks])  # noqa: S608


def _phrase(words):
    return '"' + " ".join(words) + '"'


def _match(query, columns):
    """Return the FTS5 expression for all of `query`, each term folded, in the folded `columns`."""
    wanted = " AND ".join(_phrase(term.folded) for term in query.wanted)
    match = f"{{{columns}}} : ({wanted})"
    return f"({match}) NOT ({_any_excluded(query)})" if query.excluded else match


def _as_asked(term):
    """Return the expression of one term: with the marks it was typed with, or without any."""
    columns, words = ("headline_exact text_exact", term.exact) if term.has_marks else ("headline text", term.folded)
    return f"({{{columns}}} : {_phrase(words)})"


def _any_excluded(query):
    return " OR ".join(map(_as_asked, query.excluded))


def _exact_match(query):
    """Return the expression in which terms typed with marks must have them and the others need not."""
    return " AND ".join(map(_as_asked, query.wanted))


def _as_typed(query):
    return f"{{headline_exact text_exact}} : ({' AND '.join(_phrase(term.exact) for term in query.wanted)})"


def _hits(match):
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [match])  # noqa: S608, S611


def matching(queryset, query):
    return queryset.filter(pk__in=_hits(_match(query, "headline text")))


def without(queryset, query):
    return queryset.exclude(pk__in=_hits(_any_excluded(query)))


def newest(connection, queryset, query, limit):
    """Return the keys of up to `limit` rows of `queryset` that fit, those entered last first: no other is looked at."""
    return [pk for pk, _published_at in _newest(connection, queryset, _match(query, "headline text"), limit)]


def find(connection, queryset, query, offset, limit):
    """Rank the newest `CANDIDATES` hits; where there are more, what stands in a headline is looked for further back."""
    match = _match(query, "headline text")
    found = dict(_newest(connection, queryset, match, CANDIDATES))
    is_all, least = len(found) < CANDIDATES, min(found, default=0)
    if not is_all:
        least = min(least, max(found) - DEEP)
        more = _rowids(connection, _match(query, "headline"), least) | _latest(connection, queryset, match)
        found |= _among(connection, queryset, more - found.keys())
    classes = _classes(connection, query, least)
    scores = _scores(connection, query, match) if is_all and len(found) > 1 else {}
    now = datetime.now(UTC).replace(tzinfo=None)  # as SQLite keeps instants

    def rank(pk):
        instant = found[pk] or EARLIEST
        fresh = 1 + 1 / (1 + max(0, (now - instant).total_seconds() / A_DAY) / FRESH_DAYS)
        return (*(pk in rows for rows in classes), -scores.get(pk, 0) * fresh, instant, pk)

    return sorted(found, key=rank, reverse=True)[offset : offset + limit]


def _classes(connection, query, least):
    """Return the sets of keys, from `least` on, that go before others, the first before all."""
    phrase = f"{{headline text}} : {_phrase(query.phrase.folded)}"
    matches = [_as_asked(query.phrase), _exact_match(query)] if query.has_marks else []
    matches += [_match(query, "headline"), phrase, _as_typed(query)]
    one = f"SELECT %s, rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s"  # noqa: S608
    parameters = [each for number, match in enumerate(matches) for each in (number, match, least)]
    found = [set() for _ in matches]
    for number, pk in _ask(connection, " UNION ALL ".join([one] * len(matches)), parameters):
        found[number].add(pk)
    return found


def _ask(connection, sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _newest(connection, queryset, match, limit):
    # CROSS JOIN, because SQLite then keeps the order of the full text, and stops when it has enough.
    allowed, parameters = queryset.order_by().values("id", "published_at").query.sql_with_params()
    sql = f"""
        SELECT hit.rowid, allowed.published_at
        FROM {TABLE} AS hit CROSS JOIN ({allowed}) AS allowed ON allowed.id = hit.rowid
        WHERE hit.{TABLE} MATCH %s
        ORDER BY hit.rowid DESC LIMIT %s
    """  # noqa: S608
    return _ask(connection, sql, [*parameters, match, limit])


def _latest(connection, queryset, match):
    """Return the keys of the hits among the articles published last, whenever they were entered."""
    last = list(queryset.order_by("-published_at", "-id").values_list("pk", flat=True)[:LATEST])
    sql = f"""
        SELECT last.value FROM json_each(%s) AS last CROSS JOIN {TABLE} AS hit
        WHERE hit.{TABLE} MATCH %s AND hit.rowid = last.value
    """  # noqa: S608
    return {row[0] for row in _ask(connection, sql, [json.dumps(last), match])}


def _among(connection, queryset, pks):
    """Return {key: instant of publication} of those of `pks` that `queryset` has."""
    if not pks:
        return {}
    allowed, parameters = queryset.order_by().values("id", "published_at").query.sql_with_params()
    sql = f"SELECT id, published_at FROM ({allowed}) WHERE id IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return dict(_ask(connection, sql, [*parameters, json.dumps(list(pks))]))


def _rowids(connection, match, least):
    sql = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= %s"  # noqa: S608
    return {row[0] for row in _ask(connection, sql, [match, least])}


def _scores(connection, query, match):
    """Return {key: score} of the hits, the less the better; nothing where a word is so common that it tells nothing.

    The function of SQLite counts every article that holds one of the words.
    """
    held = f"SELECT count(*) AS n FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {COMMON})"  # noqa: S608
    words = [_phrase(term.folded) for term in query.wanted]
    sql = f"""
        SELECT rowid, bm25({TABLE}, 10.0, 1.0) FROM {TABLE} WHERE {TABLE} MATCH %s
        AND (SELECT max(n) FROM ({" UNION ALL ".join([held] * len(words))})) < {COMMON}
    """  # noqa: S608
    return dict(_ask(connection, sql, [match, *words]))

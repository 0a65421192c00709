"""Search on SQLite: one FTS5 table whose rowid is the article's primary key."""

import json
from datetime import UTC, datetime

from django.db.models.expressions import RawSQL

from articles.search import words as vocabulary
from articles.search.query import RANKED

TABLE = "articles_search"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, text, headline_exact, text_exact,"
    " tokenize = 'unicode61 remove_diacritics 0')",
    *vocabulary.CREATE,
)
DROP = (f"DROP TABLE {TABLE}", *vocabulary.DROP)

# A story of today counts twice, one of this age one and a half times, an old one once.
FRESH_DAYS = 365.0
EARLIEST, A_DAY = "1900-01-01 00:00:00", 86400
# Beside the hits entered last are ranked: what has the words in its headline among so many entered before, and those
# among the articles published last.
LATEST, DEEP = 60, 8_000
# With more hits than that, or a word in more articles, how often an article holds the words is not asked.
SCORED, COMMON, NOWHERE = 1_200, 20_000, 2**63 - 1

# The function of SQLite that weighs words counts every article that holds one, so common ones are not asked about. That
# is told as a bound of keys: any other condition is looked at hit by hit.
HELD = f"SELECT count(*) AS n FROM (SELECT 1 FROM {TABLE} WHERE {TABLE} MATCH %s LIMIT {COMMON})"  # noqa: S608
CLASS = f"""
    UNION ALL
    SELECT {{number}}, rowid, NULL FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= (SELECT least FROM reach)
"""  # noqa: S608
LOOKED_AT = f"""
    WITH hit AS MATERIALIZED ({{hits}}),
    ends AS MATERIALIZED (SELECT count(*) AS n, min(id) AS first, max(id) AS last FROM hit),
    reach AS MATERIALIZED (SELECT n, iif(n < {RANKED}, first, min(first, last - {DEEP})) AS least FROM ends)
    SELECT 'hit', id, published_at || '' FROM hit
    UNION ALL
    SELECT 'score', rowid, bm25({TABLE}, 10.0, 1.0) FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid >= iif(
        (SELECT n FROM reach) < {SCORED} AND (SELECT max(n) FROM ({{held}})) < {COMMON}, 0, {NOWHERE}
    )
"""  # noqa: S608


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
    sql, parameters = _newest(queryset, _match(query, "headline text"), limit)
    return [row[0] for row in _ask(connection, sql, parameters)]


def find(connection, queryset, query, offset, limit):
    """Rank the newest `RANKED` hits; where there are more, what stands in a headline is looked for further back.

    Returns the keys of the page, and how many hits it came upon: all, if those are less than `RANKED`.
    """
    match = _match(query, "headline text")
    found, classes, scores = _looked_at(connection, queryset, query, match)
    if len(found) == RANKED:
        more = classes[-3] | _latest(connection, queryset, match, before=min(found))
        found |= _among(connection, queryset, more - found.keys())
    now = datetime.now(UTC).replace(tzinfo=None)  # as SQLite keeps instants

    def rank(pk):
        instant = found[pk] or EARLIEST
        score = -scores[pk] * _freshness(now - datetime.fromisoformat(instant)) if pk in scores else 0
        return (*(pk in rows for rows in classes), score, instant, pk)

    return sorted(found, key=rank, reverse=True)[offset : offset + limit], len(found)


def _freshness(age):
    return 1 + 1 / (1 + max(0, age.total_seconds() / A_DAY) / FRESH_DAYS)


def _looked_at(connection, queryset, query, match):
    """Return ({key: instant} of the newest hits, the sets of keys that go before others, {key: score}): one query."""
    hits, parameters = _newest(queryset, match, RANKED)
    classes, words = _classes(query), [_phrase(term.folded) for term in query.wanted]
    held = " UNION ALL ".join([HELD] * len(words))
    ranked = "".join(CLASS.format(number=number) for number in range(len(classes)))
    sql = LOOKED_AT.format(hits=hits, held=held) + ranked
    found = {"hit": {}, "score": {}} | {number: {} for number in range(len(classes))}
    for kind, pk, value in _ask(connection, sql, [*parameters, match, *words, *classes]):
        found[kind][pk] = value
    return found["hit"], [found[number].keys() for number in range(len(classes))], found["score"]


def _classes(query):
    """Return the expressions of what goes before other hits, the first before all; headlines are third from the end."""
    phrase = f"{{headline text}} : {_phrase(query.phrase.folded)}"
    marked = [_as_asked(query.phrase), _exact_match(query)] if query.has_marks else []
    return [*marked, _match(query, "headline"), phrase, _as_typed(query)]


def _ask(connection, sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _newest(queryset, match, limit):
    """Return the SQL (and its parameters) of `id`, `published_at` of the hits in `queryset` that were entered last."""
    allowed, parameters = _allowed(queryset)
    # CROSS JOIN, because SQLite then keeps the order of the full text, and stops when it has enough.
    sql = f"""
        SELECT hit.rowid AS id, allowed.published_at AS published_at
        FROM {TABLE} AS hit CROSS JOIN ({allowed}) AS allowed ON allowed.id = hit.rowid
        WHERE hit.{TABLE} MATCH %s
        ORDER BY hit.rowid DESC LIMIT %s
    """  # noqa: S608
    return sql, [*parameters, match, limit]


def _allowed(queryset):
    return queryset.order_by().values("id", "published_at").query.sql_with_params()


def _latest(connection, queryset, match, before):
    """Return the keys of the hits among the articles published last that were entered before the key `before`."""
    last = queryset.order_by("-published_at", "-id").values_list("pk", flat=True)[:LATEST]
    last = [pk for pk in last if pk < before]
    sql = f"""
        SELECT last.value FROM json_each(%s) AS last CROSS JOIN {TABLE} AS hit
        WHERE hit.{TABLE} MATCH %s AND hit.rowid = last.value
    """  # noqa: S608
    return {row[0] for row in _ask(connection, sql, [json.dumps(last), match])}


def _among(connection, queryset, pks):
    """Return {key: instant of publication, as SQLite writes it} of those of `pks` that `queryset` has."""
    allowed, parameters = _allowed(queryset)
    sql = f"SELECT id, published_at || '' FROM ({allowed}) WHERE id IN (SELECT value FROM json_each(%s))"  # noqa: S608
    return dict(_ask(connection, sql, [*parameters, json.dumps(list(pks))]))

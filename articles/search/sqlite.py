"""Search on SQLite: one FTS5 table whose rowid is the article's primary key."""

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


def find(connection, queryset, query, offset, limit):
    allowed, parameters = queryset.order_by().values("id", "published_at").query.sql_with_params()
    is_hit = f"hit.rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"  # noqa: S608
    is_exact = is_hit if query.has_marks else "length(%s) < 0"
    sql = f"""
        SELECT hit.rowid
        FROM (SELECT rowid, bm25({TABLE}, 10.0, 1.0) AS score FROM {TABLE} WHERE {TABLE} MATCH %s) AS hit
        JOIN ({allowed}) AS allowed ON allowed.id = hit.rowid
        ORDER BY {is_exact} DESC, {is_exact} DESC, {is_hit} DESC, {is_hit} DESC, {is_hit} DESC,
            hit.score * (1 + 1 / (1 + max(0, julianday('now') - julianday(allowed.published_at)) / {FRESH_DAYS})),
            allowed.published_at DESC, hit.rowid DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608
    phrase = f"{{headline text}} : {_phrase(query.phrase.folded)}"
    matches = [_as_asked(query.phrase), _exact_match(query), _match(query, "headline"), phrase, _as_typed(query)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [_match(query, "headline text"), *parameters, *matches, limit, offset])
        return [row[0] for row in cursor.fetchall()]

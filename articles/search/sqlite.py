"""Search on SQLite: one FTS5 table whose rowid is the article's primary key."""

from django.db.models.expressions import RawSQL

TABLE = "articles_search"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, text, headline_exact, text_exact,"
    " tokenize = 'unicode61 remove_diacritics 0')",
)
DROP = (f"DROP TABLE {TABLE}",)


def index(connection, rows):
    remove(connection, [pk for pk, _words in rows])
    values = [(pk, *words) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE}(rowid, headline, text, headline_exact, text_exact) VALUES (%s, %s, %s, %s, %s)",
            values,
        )


def remove(connection, pks):
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(pk,) for pk in pks])  # noqa: S608


def _phrase(words):
    return '"' + " ".join(words) + '"'


def _match(query, columns, form):
    wanted = " AND ".join(_phrase(getattr(term, form)) for term in query.wanted)
    excluded = " OR ".join(_phrase(getattr(term, form)) for term in query.excluded)
    match = f"{{{columns}}} : ({wanted})"
    return f"{match} NOT {{{columns}}} : ({excluded})" if excluded else match


def matching(queryset, query):
    hits = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [_match(query, "headline text", "folded")])  # noqa: S608, S611
    return queryset.filter(pk__in=hits)


def find(connection, queryset, query, offset, limit):
    allowed, parameters = queryset.order_by().values("id", "published_at").query.sql_with_params()
    folded = _match(query, "headline text", "folded")
    exact = _match(query, "headline_exact text_exact", "exact") if query.has_marks else ""
    is_exact = f"hit.rowid IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)" if exact else "(1 = 0)"  # noqa: S608
    sql = f"""
        SELECT hit.rowid
        FROM (SELECT rowid, bm25({TABLE}, 10.0, 1.0) AS score FROM {TABLE} WHERE {TABLE} MATCH %s) AS hit
        JOIN ({allowed}) AS allowed ON allowed.id = hit.rowid
        ORDER BY {is_exact} DESC, round(hit.score), allowed.published_at DESC, hit.rowid DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [folded, *parameters, *([exact] if exact else []), limit, offset])
        return [row[0] for row in cursor.fetchall()]

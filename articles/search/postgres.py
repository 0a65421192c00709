"""Search on PostgreSQL: a table of two text vectors an article, made of words we folded ourselves."""

from django.db.models.expressions import RawSQL

TABLE = "articles_search"
CREATE = (
    f"CREATE TABLE {TABLE} (article_id bigint PRIMARY KEY, folded tsvector NOT NULL, exact tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_folded ON {TABLE} USING gin (folded)",
)
DROP = (f"DROP TABLE {TABLE}",)

# A vector holds at most 1 MB of positions; far beyond any story.
MAX_TEXT = 400_000


def _plain(text):
    """Return the words of `text` parted by spaces, so that `simple` splits them as we do."""
    return "".join(char if char.isalnum() else " " for char in text[:MAX_TEXT]).replace("\x00", " ")


def index(connection, rows):
    vector = "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D')"
    values = [(pk, *map(_plain, words)) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} VALUES (%s, {vector}, {vector})"
            " ON CONFLICT (article_id) DO UPDATE SET folded = excluded.folded, exact = excluded.exact",
            values,
        )


def remove(connection, pks):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE article_id = ANY(%s)", [list(pks)])  # noqa: S608


def _phrase(words):
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"


def _tsquery(query, form):
    wanted = [_phrase(getattr(term, form)) for term in query.wanted]
    excluded = [f"!{_phrase(getattr(term, form))}" for term in query.excluded]
    return " & ".join(wanted + excluded)


def matching(queryset, query):
    hits = RawSQL(  # noqa: S611
        f"SELECT article_id FROM {TABLE} WHERE folded @@ %s::tsquery",  # noqa: S608
        [_tsquery(query, "folded")],
    )
    return queryset.filter(pk__in=hits)


def find(connection, queryset, query, offset, limit):
    allowed, parameters = queryset.order_by().values("id", "published_at").query.sql_with_params()
    folded = _tsquery(query, "folded")
    is_exact = "(hit.exact @@ %s::tsquery)::int" if query.has_marks else "0 * length(%s)"
    sql = f"""
        SELECT hit.article_id
        FROM {TABLE} AS hit
        JOIN ({allowed}) AS allowed ON allowed.id = hit.article_id
        WHERE hit.folded @@ %s::tsquery
        ORDER BY {is_exact} DESC, round(ts_rank(hit.folded, %s::tsquery, 1)::numeric, 2) DESC,
            allowed.published_at DESC, hit.article_id DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, folded, _tsquery(query, "exact"), folded, limit, offset])
        return [row[0] for row in cursor.fetchall()]

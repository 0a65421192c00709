"""Search on PostgreSQL: a table of two text vectors an article, made of words we folded ourselves."""

from django.db.models.expressions import RawSQL

from articles.search import words as vocabulary
from articles.search.query import RANKED

TABLE = "articles_search"
CREATE = (
    f"CREATE TABLE {TABLE} (article_id bigint PRIMARY KEY, folded tsvector NOT NULL, exact tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_folded ON {TABLE} USING gin (folded)",
    *vocabulary.CREATE,
)
DROP = (f"DROP TABLE {TABLE}", *vocabulary.DROP)

# A story of today counts twice, one of this age one and a half times, an old one once.
FRESH_DAYS = 365.0

# A vector holds at most 1 MB of positions; far beyond any story.
MAX_TEXT = 400_000
# Holds a place between headline and text, so that no phrase runs from one into the other; taken out again.
GAP = "endofheadline"


def _plain(text):
    """Return the words of `text` parted by spaces, so that `simple` splits them as we do."""
    return "".join(char if char.isalnum() else " " for char in text[:MAX_TEXT]).replace("\x00", " ")


def index(connection, rows):
    headline, text = (f"setweight(to_tsvector('simple', %s), '{weight}')" for weight in "AD")
    vector = f"ts_delete({headline} || '{GAP}:1'::tsvector || {text}, '{GAP}')"
    values = [(pk, *map(_plain, words)) for pk, words in rows]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} VALUES (%s, {vector}, {vector})"  # noqa: S608
            " ON CONFLICT (article_id) DO UPDATE SET folded = excluded.folded, exact = excluded.exact",
            values,
        )


def remove(connection, pks):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE article_id = ANY(%s)", [list(pks)])  # noqa: S608


def _phrase(words, weight=""):
    return "(" + " <-> ".join(f"'{word}'{weight}" for word in words) + ")"


def _tsquery(query, weight=""):
    """Return the text search expression for all that `query` wants, folded; `weight` ":A": in the headline."""
    return " & ".join(_phrase(term.folded, weight) for term in query.wanted)


def _exact_tsquery(query):
    """Return the expression of the terms that were typed with marks; of all, as typed, where none was."""
    return " & ".join(_phrase(term.exact) for term in query.wanted if term.has_marks or not query.has_marks)


def _hits(tsquery, column="folded"):
    return RawSQL(f"SELECT article_id FROM {TABLE} WHERE {column} @@ %s::tsquery", [tsquery])  # noqa: S608, S611


def matching(queryset, query):
    return without(queryset.filter(pk__in=_hits(_tsquery(query))), query)


def without(queryset, query):
    """Leave out what holds an excluded term: with its marks, if it was typed with any."""
    for term in query.excluded:
        column = "exact" if term.has_marks else "folded"
        queryset = queryset.exclude(pk__in=_hits(_phrase(getattr(term, column)), column))
    return queryset


def newest(connection, queryset, query, limit):
    """Return the keys of up to `limit` rows of `queryset` that fit, those entered last first."""
    return list(matching(queryset, query).order_by("-pk").values_list("pk", flat=True)[:limit])


def find(connection, queryset, query, offset, limit):
    """Return the keys of the page, and how many of the newest `RANKED` hits there are; None beyond the last page."""
    allowed, parameters = without(queryset, query).order_by().values("id", "published_at").query.sql_with_params()
    is_exact = "(hit.exact @@ %s::tsquery)::int" if query.has_marks else "0 * length(%s)"
    sql = f"""
        WITH hit AS MATERIALIZED (
            SELECT held.article_id, held.folded, held.exact, allowed.published_at
            FROM {TABLE} AS held
            JOIN ({allowed}) AS allowed ON allowed.id = held.article_id
            WHERE held.folded @@ %s::tsquery
            ORDER BY held.article_id DESC LIMIT {RANKED}
        )
        SELECT hit.article_id, count(*) OVER () FROM hit
        ORDER BY {is_exact} DESC, {is_exact} DESC, (hit.folded @@ %s::tsquery)::int DESC,
            (hit.folded @@ %s::tsquery)::int DESC, (hit.exact @@ %s::tsquery)::int DESC,
            ts_rank(hit.folded, %s::tsquery, 1)
            * (1 + 1 / (1 + greatest(0, extract(epoch FROM now() - hit.published_at) / 86400) / {FRESH_DAYS})) DESC,
            hit.published_at DESC, hit.article_id DESC
        LIMIT %s OFFSET %s
    """  # noqa: S608
    folded = _tsquery(query)
    exact = _exact_tsquery(query)
    phrase = query.phrase
    ranking = [_phrase(phrase.exact), exact, _tsquery(query, ":A"), _phrase(phrase.folded), exact, folded]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*parameters, folded, *ranking, limit, offset])
        rows = cursor.fetchall()
    return [row[0] for row in rows], rows[0][1] if rows else None

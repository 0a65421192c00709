"""Many times the stories of a newsroom, for measuring size alone: whole tables copied inside SQLite.

A copy has everything that its story has, keys further on, and an hour of its own. The rare thing stays rare: only the
stories themselves speak of it.
"""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

from newsroom.bench.corpus import RARE
from newsroom.vietnamese import fold

APART = 37  # minutes by which each copy was published before the last
# The models whose rows belong to a story, with the columns that name it; all have keys of their own.
BELONGING = {
    "articles.article": "id",
    "articles.byline": "article_id",
    "articles.articlephoto": "article_id",
    "articles.citation": "article_id",
    "articles.taggedarticle": "content_object_id",
}
EARLIER = ("published_at", "updated_at", "created_at")
FAST = ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000", "PRAGMA foreign_keys=OFF")
SAFE = ("PRAGMA synchronous=FULL", "PRAGMA cache_size=-65536", "PRAGMA foreign_keys=ON")


def multiply(size, tell=lambda line: None):
    """Copy the stories until there are `size`, which may cut the last copy short. Raises `RuntimeError` off SQLite."""
    if connection.vendor != "sqlite":
        raise RuntimeError("Chỉ nhân bản được tòa soạn thử trên SQLite.")
    with _fast(), connection.cursor() as cursor:
        base, stories = _one(cursor, "SELECT max(id) FROM articles_article"), _count(cursor)
        there = stories
        for number in range(1, -(-size // stories)):
            with transaction.atomic():
                _copy(cursor, base, number, min(stories, size - there))
            there = _count(cursor)
            if number % 20 == 0:
                tell(f"… {there} bài")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _fast():
    with connection.cursor() as cursor:
        for pragma in FAST:
            cursor.execute(pragma)
        yield
        for pragma in SAFE:
            cursor.execute(pragma)


def _one(cursor, sql):
    cursor.execute(sql)
    return cursor.fetchone()[0]


def _count(cursor):
    return _one(cursor, "SELECT count(*) FROM articles_article")


def _copy(cursor, base, number, most):
    """Copy the first `most` of the stories with keys up to `base`, as copy `number`."""
    last = _one(cursor, f"SELECT max(id) FROM (SELECT id FROM articles_article ORDER BY id LIMIT {most})")  # noqa: S608
    last = min(base, last)
    for label, owner in BELONGING.items():
        model = apps.get_model(label)
        furthest = _one(cursor, f"SELECT max(id) FROM {model._meta.db_table} WHERE {owner} <= {base}")  # noqa: S608
        columns = [field.column for field in model._meta.concrete_fields]
        values = [_value(column, owner, number, base, furthest or 0) for column in columns]
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(map(_quoted, columns))}) "  # noqa: S608
            f"SELECT {', '.join(values)} FROM {model._meta.db_table} WHERE {owner} <= {last}"
        )
    rare = fold(RARE)
    cursor.execute(
        "INSERT INTO articles_search (rowid, headline, text, headline_exact, text_exact) "  # noqa: S608
        f"SELECT rowid + {number * base}, headline, replace(text, '{rare}', ''), headline_exact, "
        f"replace(text_exact, '{RARE}', '') FROM articles_search WHERE rowid <= {last}"
    )


def _quoted(column):
    return f'"{column}"'


def _value(column, owner, number, base, furthest):
    if column == owner:
        return f"{_quoted(column)} + {number * base}"
    if column == "id":
        return f"{_quoted(column)} + {number * furthest}"
    if column in EARLIER:
        return f"strftime('%Y-%m-%d %H:%M:%S', {_quoted(column)}, '-{number * APART} minutes')"
    return _quoted(column)

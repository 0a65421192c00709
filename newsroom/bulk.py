"""Many rows at once, faster than Django's own ways.

`bulk_update` makes a CASE over long texts that costs more than the writing, and `bulk_create` compiles an expression
for every value; here one statement is prepared and run for each row. Signals and `save` are passed by, as they are
there.
"""

from contextlib import contextmanager
from functools import partial
from operator import attrgetter

from django.db import connection, models

# synchronous NORMAL; a checkpoint every 64 MB or so
_SQLITE_AT_EASE = {"synchronous": 1, "wal_autocheckpoint": 16_000}
# Fields whose value in Python is the value that the database takes.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def insert_each(objects, *, ready=()):
    """Insert the unsaved `objects`, all of one model, and give them their primary keys; call it in a transaction.

    `ready` names the fields that hold already what the database stores, such as JSON as text.
    """
    if not objects:
        return
    meta = objects[0]._meta
    for each, key in zip(objects, _reserve(meta, len(objects)), strict=True):
        each.pk = key
        each._state.adding, each._state.db = False, connection.alias
    values = [_value_of(field, is_ready=field.name in ready) for field in meta.concrete_fields]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in meta.concrete_fields)
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({places})",  # noqa: S608
            [tuple(value(each) for value in values) for each in objects],
        )


def _value_of(field, *, is_ready):
    """Return the function that takes the database's value of `field` from an object."""
    if is_ready or (isinstance(field, _PLAIN) and type(field).pre_save is models.Field.pre_save):
        return attrgetter(field.attname)
    return partial(_prepared, field)


def _prepared(field, each):
    return field.get_db_prep_save(field.pre_save(each, add=True), connection)


def _reserve(meta, number):
    """Return `number` primary keys that nobody else gets."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # the one writer holds the lock
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
            last = (cursor.fetchone() or (0,))[0]
            return range(last + 1, last + number + 1)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [connection.ops.quote_name(meta.db_table), meta.pk.column, number],
        )
        return [row[0] for row in cursor.fetchall()]


def update_each(objects, fields):
    """Write `fields` of each of the saved `objects`, all of one model."""
    if not objects:
        return
    meta = objects[0]._meta
    columns = [meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in columns)
    sql = f"UPDATE {quote(meta.db_table)} SET {assignments} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608
    values = [
        (*(field.get_db_prep_save(getattr(each, field.attname), connection) for field in columns), each.pk)
        for each in objects
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


@contextmanager
def much_to_write():
    """Let the database write much that can be written again after a power failure, which loses the last of it.

    SQLite then syncs at checkpoints instead of at every commit, and makes those seldom. Nothing that was half written
    ever counts, whatever happens.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        before = [(name, cursor.execute(f"PRAGMA {name}").fetchone()[0]) for name in _SQLITE_AT_EASE]
        try:
            for name, value in _SQLITE_AT_EASE.items():
                cursor.execute(f"PRAGMA {name} = {value}")
            yield
        finally:
            for name, value in before:
                cursor.execute(f"PRAGMA {name} = {value}")


def refresh_statistics():
    """Let the database count again what its planner judges indexes by; after much came in or went."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

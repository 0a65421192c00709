"""Many rows at once, faster than `bulk_update`, whose CASE over long texts costs more than the writing."""

from django.db import connection


def update_each(objects, fields):
    """Write `fields` of each of the saved `objects`, all of one model; signals and `save` are passed by."""
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


def refresh_statistics():
    """Let the database count again what its planner judges indexes by; after much came in or went."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

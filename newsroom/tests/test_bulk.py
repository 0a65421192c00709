"""Many rows at once come out as if each had been saved alone."""

from contextlib import suppress

import pytest
from django.db import connection, transaction

from articles.models import ImportedItem, ImportRun, Section, SourceFile
from newsroom.bulk import insert_each, much_to_write, update_each
from newsroom.models import Tag


def tag(name):
    return Tag(name=name, slug=name.lower(), key=name.lower(), sort_key=name, folded=name.lower())


@pytest.mark.django_db
def test_rows_get_keys_that_nobody_else_has():
    first = Tag.objects.create(name="Đại hội")
    rows = [tag("Mot"), tag("Hai")]
    insert_each(rows)
    after = Tag.objects.create(name="Sau cùng")
    assert len({first.pk, rows[0].pk, rows[1].pk, after.pk}) == 4
    assert [Tag.objects.get(pk=row.pk).name for row in rows] == ["Mot", "Hai"]
    assert not rows[0]._state.adding


@pytest.mark.django_db
def test_the_first_rows_of_a_table_are_no_exception():
    Tag.objects.all().delete()
    insert_each([tag("Mot")])
    assert Tag.objects.get().name == "Mot"


@pytest.mark.django_db
def test_values_that_are_ready_are_stored_as_they_are_and_others_prepared():
    run = ImportRun.objects.create()
    file = SourceFile.objects.create(sha256="0" * 64, name="a.txt", size=1)
    insert_each(
        [ImportedItem(key="a", file=file, run=run, format="capture", record='{"headline": "Tít"}', record_hash="x")],
        ready=["record"],
    )
    item = ImportedItem.objects.get()
    assert item.record == {"headline": "Tít"}
    assert item.conflicts == []
    assert item.imported_at is not None


@pytest.mark.django_db
def test_each_row_gets_its_own_values():
    sections = [Section.objects.create(name=name) for name in ("Một", "Hai")]
    for order, section in enumerate(sections, 7):
        section.order, section.name = order, "Không ghi"
    update_each(sections, ["order"])
    assert list(Section.objects.order_by("order").values_list("name", "order")) == [("Một", 7), ("Hai", 8)]


@pytest.mark.django_db
def test_nothing_is_asked_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_each([])
        update_each([], ["order"])


@pytest.mark.django_db(transaction=True)
def test_sqlite_syncs_at_every_commit_again_after_much_was_written():
    def pragma(name):
        with connection.cursor() as cursor:
            return cursor.execute(f"PRAGMA {name}").fetchone()[0]

    if connection.vendor != "sqlite":
        with much_to_write(), transaction.atomic():
            Tag.objects.create(name="Đại hội")
        assert Tag.objects.exists()
        return
    before = pragma("synchronous"), pragma("wal_autocheckpoint")
    with suppress(ZeroDivisionError), much_to_write():
        assert pragma("synchronous") == 1
        raise ZeroDivisionError
    assert (pragma("synchronous"), pragma("wal_autocheckpoint")) == before

"""Seals: what was published stays as it was, can be proved, and reaches the authority's reader."""

import hashlib
import json
import zlib
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError, QuerySet
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, strategies as st

from articles import sealing, workflow
from articles.corrections import Change
from articles.finishing import finish
from articles.models import Article, Move, Seal
from articles.models.seal import SealError, months_after
from articles.workflow import CHIEF, EDITOR


@pytest.fixture
def chief(make_user):
    return make_user(CHIEF)


@pytest.fixture
def published(make_article, make_photo, chief):
    """An article that went out here, with a photo."""
    article = make_article("Khánh thành cầu", status="awaiting_approval", captions=["Cầu mới"], ai_use=["text"])
    article.photos.update(photo=make_photo())
    finish([article])
    workflow.move(article, "publish", user=chief)
    return article


def change(article, headline, *, by):
    article.headline = headline
    article.version += 1
    article.save()
    finish([article], by=by, change=Change(kind="update", right="Đổi tít"))


# ---- when


def test_publishing_seals_the_page_its_text_photos_and_times(published):
    seal = published.seals.get()
    sealed = seal.sealed
    assert sealed["headline"] == "Khánh thành cầu"
    assert published.body_html in sealed["html"]
    assert "<h1>Khánh thành cầu</h1>" in sealed["html"]
    assert "Các đại biểu đã thảo luận nhiều nội dung." in sealed["text"]
    assert sealed["bylines"] == [{"name": "Hoàng Thu Hà", "role": "text"}]
    place = published.photos.get()
    assert [(row["sha256"], row["caption"]) for row in sealed["photos"]] == [(place.photo.sha256, "Cầu mới")]
    assert sealed["published_at"] == published.published_at.isoformat()
    assert sealed["address"].endswith(published.get_absolute_url())
    assert sealed["ai_use"] == ["text"]
    assert (seal.number, seal.version, seal.previous) == (1, published.version, "")


def test_each_change_of_a_public_article_is_sealed_and_chained(published, chief):
    change(published, "Khánh thành cầu mới", by=chief)
    change(published, "Khánh thành cầu treo", by=chief)
    first, second, third = published.seals.in_order()
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert [seal.sealed["headline"] for seal in (first, second, third)] == [
        "Khánh thành cầu", "Khánh thành cầu mới", "Khánh thành cầu treo"
    ]  # fmt: skip
    assert len(third.sealed["corrections"]) == 2
    assert "Đổi tít" in third.sealed["html"]
    assert list(sealing.broken()) == []


def test_a_save_that_changes_nothing_seals_nothing(published, chief):
    finish([published], by=chief)
    assert published.seals.count() == 1


def test_an_imported_archive_is_sealed_from_its_first_change_here(make_article, chief):
    article = make_article()
    assert not Seal.objects.exists()
    finish([article])
    finish([article], by=chief)
    assert not Seal.objects.exists()
    change(article, "Tít sửa", by=chief)
    assert article.seals.get().sealed["headline"] == "Tít sửa"


def test_a_command_that_changes_what_was_sealed_is_sealed_too(published):
    published.headline, published.version = "Tít do một lệnh sửa", 9
    published.save()
    finish([published])
    assert published.seals.count() == 2


@pytest.mark.parametrize("name", ["submit", "forward", "approve"])
def test_what_is_not_public_is_not_sealed(make_article, chief, name):
    article = make_article(status="awaiting_approval" if name == "approve" else "draft", created_by=chief)
    workflow.move(article, name, user=chief)
    finish([article], by=chief)
    assert not Seal.objects.exists()


def test_a_scheduled_text_is_sealed_for_its_hour(make_article, chief):
    article = make_article(status="awaiting_approval")
    hour = timezone.now() + timedelta(hours=3)
    workflow.move(article, "schedule", user=chief, at=hour)
    assert article.seals.get().public_from == hour


@pytest.mark.parametrize("name", ["unschedule", "send_back"])
def test_the_seal_of_an_hour_that_did_not_come_goes(make_article, chief, name):
    article = make_article(status="awaiting_approval")
    workflow.move(article, "schedule", user=chief, at=timezone.now() + timedelta(hours=3))
    workflow.move(article, name, user=chief, reason="Chưa đăng")
    assert not Seal.objects.exists()


def test_another_hour_seals_anew(make_article, chief):
    article = make_article(status="awaiting_approval")
    for hours in (3, 5):
        hour = timezone.now() + timedelta(hours=hours)
        workflow.move(article, "schedule", user=chief, at=hour)
    seal = article.seals.get()
    assert (seal.public_from, seal.number) == (hour, 1)


def test_a_scheduled_text_edited_before_its_hour_leaves_no_seal(make_article, chief):
    article = make_article(status="awaiting_approval")
    workflow.move(article, "schedule", user=chief, at=timezone.now() + timedelta(hours=3))
    article.headline, article.version = "Tít khác", 2
    article.save()
    finish([article], by=chief)
    assert not Seal.objects.exists()


def test_what_comes_back_is_sealed_again_though_it_is_the_same(published, chief):
    workflow.move(published, "withdraw", user=chief, reason="Kiểm tra", decided_by="TBT")
    workflow.move(published, "reinstate", user=chief, reason="Đúng")
    first, second = published.seals.in_order()
    assert first.content_digest == second.content_digest
    assert second.previous == first.digest


# ---- unchanged


def test_a_seal_is_never_changed(published):
    seal = published.seals.get()
    for act in (
        seal.save,
        lambda: Seal.objects.update(version=2),
        lambda: Seal.objects.filter(pk=seal.pk).update(version=2),
        lambda: Seal.objects.bulk_update([seal], ["version"]),
    ):
        with pytest.raises(SealError):
            act()


def take_down_on(article, chief, at):
    workflow.move(article, "withdraw", user=chief, reason="Sai", decided_by="TBT")
    Move.objects.filter(article=article, name="withdraw").update(at=at)


def grow_old(article, at):
    QuerySet(Seal).update(public_from=at, sealed_at=at)
    Article.objects.filter(pk=article.pk).update(published_at=at)
    article.refresh_from_db()


def deletions(article):
    seal = article.seals.get()
    return (seal.delete, article.seals.all().delete, Seal.objects.all().delete, article.delete)


def test_what_is_public_is_kept_however_old(published):
    grow_old(published, timezone.now() - timedelta(days=4000))
    for delete in deletions(published):
        with pytest.raises(ProtectedError):
            delete()


def test_what_was_removed_is_kept_for_its_months(published, chief, settings):
    assert settings.SEAL_MONTHS == 12
    grow_old(published, timezone.now() - timedelta(days=4000))
    take_down_on(published, chief, timezone.now() - timedelta(days=360))
    for delete in deletions(published):
        with pytest.raises(ProtectedError):
            delete()
    take_down_on_again = timezone.now() - timedelta(days=370)
    Move.objects.filter(article=published, name="withdraw").update(at=take_down_on_again)
    published.seals.get().delete()
    assert not Seal.objects.exists()


def test_the_months_are_what_the_settings_say(published, chief, settings):
    settings.SEAL_MONTHS = 24
    grow_old(published, timezone.now() - timedelta(days=4000))
    take_down_on(published, chief, timezone.now() - timedelta(days=700))
    with pytest.raises(ProtectedError):
        published.seals.get().delete()


@given(st.datetimes(timezones=st.just(timezone.get_default_timezone())), st.integers(0, 120))
def test_months_are_counted_on_the_calendar(at, months):
    if at.year < 9980:
        later = months_after(at, months)
        assert (later.year * 12 + later.month) - (at.year * 12 + at.month) == months
        assert later.day <= at.day
        assert later.time() == at.time()


def test_nobody_changes_or_deletes_a_seal_at_the_desk(client, published, make_user):
    for user in (make_user(CHIEF), make_user(EDITOR)):
        client.force_login(user)
        for door in ("change", "delete"):
            address = reverse(f"admin:articles_seal_{door}", args=[published.seals.get().pk])
            assert client.post(address, {"post": "yes", "version": 5}).status_code == 403
    assert published.seals.count() == 1


# ---- proof


def tamper(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def verify():
    out, err = StringIO(), StringIO()
    call_command("verify_seals", stdout=out, stderr=err)
    return out.getvalue()


def test_whole_seals_are_told_to_be_whole(published, chief):
    change(published, "Tít hai", by=chief)
    assert "2 bản niêm phong còn nguyên vẹn" in verify()


def test_a_changed_text_is_found(published, chief):
    seal = published.seals.get()
    forged = zlib.compress(json.dumps(seal.sealed | {"text": "khác"}, ensure_ascii=False).encode())
    tamper("UPDATE articles_seal SET data = %s", forged)
    with pytest.raises(CommandError):
        verify()


def test_a_text_changed_with_its_own_hash_breaks_the_chain(published, chief):
    change(published, "Tít hai", by=chief)
    first = published.seals.in_order().first()
    content = first.sealed | {"text": "khác"}
    data = sealing._canonical(content)
    inner = {key: value for key, value in content.items() if key not in sealing._OF_THE_SEAL}
    tamper(
        "UPDATE articles_seal SET data = %s, digest = %s, content_digest = %s WHERE id = %s",
        zlib.compress(data), hashlib.sha256(data).hexdigest(),
        hashlib.sha256(sealing._canonical(inner)).hexdigest(), first.pk,
    )  # fmt: skip
    assert [seal.number for seal, _fault in sealing.broken()] == [2]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_seal SET data = x'00'",
        "UPDATE articles_seal SET version = 7",
        "UPDATE articles_seal SET public_from = '2020-01-01 00:00:00'",
        "UPDATE articles_seal SET previous = 'x'",
        "UPDATE articles_seal SET number = 5 WHERE number = 2",
    ],
)
def test_whatever_is_changed_in_the_database_is_found(published, chief, sql):
    if connection.vendor == "postgresql":
        sql = sql.replace("x'00'", r"'\x00'::bytea")
    change(published, "Tít hai", by=chief)
    tamper(sql)
    assert list(sealing.broken())


def test_a_seal_taken_out_of_the_middle_is_found(published, chief):
    change(published, "Tít hai", by=chief)
    change(published, "Tít ba", by=chief)
    tamper("DELETE FROM articles_seal WHERE number = 2")
    assert [seal.number for seal, _fault in sealing.broken()] == [3]


# ---- for the authority's reader


def export(day, folder):
    call_command("export_seals", str(folder), day=day, stdout=StringIO())
    target = folder / day.isoformat()
    return target, json.loads((target / "index.json").read_text(encoding="utf-8"))


def test_a_day_is_exported_with_pages_seals_and_hashes(published, chief, make_article, tmp_path):
    change(published, "Tít hai", by=chief)
    make_article("Bài nhập từ kho cũ")
    target, index = export(timezone.localdate(), tmp_path)
    assert [row["number"] for row in index["pages"]] == [1, 2]
    assert [row["kind"] for row in index["corrections"]] == ["update"]
    for row in index["pages"]:
        page, seal = (target / row["page"]).read_bytes(), (target / row["seal"]).read_bytes()
        assert hashlib.sha256(page).hexdigest() == row["page_sha256"]
        assert hashlib.sha256(seal).hexdigest() == row["seal_sha256"]
        assert json.loads(seal)["html"].encode() == page
    assert index["pages"][1]["previous_seal_sha256"] == index["pages"][0]["seal_sha256"]


def test_what_was_removed_is_still_exported_and_said_to_be_removed(published, chief, tmp_path):
    workflow.move(published, "withdraw", user=chief, reason="Sai tên", decided_by="Tổng biên tập")
    _target, index = export(timezone.localdate(), tmp_path)
    assert len(index["pages"]) == 1
    assert [(row["reason"], row["decided_by"]) for row in index["removed"]] == [("Sai tên", "Tổng biên tập")]


def test_a_day_is_the_paper_s_own_from_midnight_to_midnight(published, hanoi, tmp_path):
    for hour, count in ((hanoi(2026, 11, 24, 0, 0), 1), (hanoi(2026, 11, 24, 23, 59), 1), (hanoi(2026, 11, 25), 0)):
        grow_old(published, hour)
        _target, index = export(date(2026, 11, 24), tmp_path)
        assert len(index["pages"]) == count


def test_an_empty_day_is_an_empty_index(db, tmp_path):
    _target, index = export(date(2026, 11, 24), tmp_path)
    assert (index["pages"], index["removed"], index["day"]) == ([], [], "2026-11-24")

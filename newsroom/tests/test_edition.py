"""The edition: whatever readers may see differently begins a new one, and nothing else does."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles import workflow
from articles.finishing import finish
from articles.models import Article, Author, CorrectionRequest, OldAddress, Placement, PlannedStory, Section
from articles.tests.test_desk import form_of
from directives.models import Directive, Relation
from newsroom import edition
from newsroom.models import Edition, Tag

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def raised():
    """Return a caller that says whether a deed began a new edition."""

    def by(deed):
        before = edition.current()
        deed()
        return edition.current() != before

    return by


@pytest.fixture
def article(make_article):
    return make_article(body="<p>Quán triệt Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị.</p>", tags=["Chi bộ"])


def rename(row, name):
    row.name = name
    row.save()


DEEDS = {
    "a section is renamed": lambda article: rename(Section.objects.get(), "Chính trị"),
    "a tag is renamed": lambda article: rename(Tag.objects.get(), "Đảng bộ"),
    "an author comes": lambda article: Author.objects.create(name="Hoàng Thu Hà"),
    "an article is corrected": lambda article: finish([article]),
    "an article is saved by a script": lambda article: article.save(),
    "many articles change at once": lambda article: Article.objects.update(kicker="Mới"),
    "a signature is deleted": lambda article: article.bylines.all().delete(),
    "a tag is taken away": lambda article: article.tags.clear(),
    "a document changes": lambda article: Directive.objects.update(title="Về phòng, chống tội phạm"),
    "an old address comes": lambda article: OldAddress.objects.create(address="/cu/1", article=article),
    "rows come in bulk": lambda article: Tag.objects.bulk_create([Tag(name="a", slug="a", key="a")]),
    "a lead is placed": lambda article: Placement.objects.create(
        article=article, position=1, begins=timezone.now(), ends=timezone.now() + timedelta(days=1)
    ),
    "raw SQL writes": lambda article: connection.cursor().execute('UPDATE "newsroom_tag" SET introduction = %s', ["x"]),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_readers_may_see_differently_begins_a_new_edition(article, raised, deed):
    assert raised(lambda: deed(article))


def test_a_relation_between_documents_begins_a_new_edition(raised, db):
    one, other = (Directive.objects.create(kind="CT", number=number) for number in ("01", "02"))
    assert raised(lambda: Relation.objects.create(source=one, verb="replaces", target=other))


def test_moves_that_readers_see_begin_a_new_edition_and_others_do_not(make_article, make_user, raised):
    chief = make_user(workflow.CHIEF)
    article = make_article(status="draft", published_at=None)
    assert not raised(lambda: workflow.move(article, "forward", user=chief))
    assert raised(lambda: workflow.move(article, "publish", user=chief))
    asked = {"reason": "Sai tên người", "decided_by": "Tổng biên tập"}
    assert raised(lambda: workflow.move(article, "withdraw", user=chief, **asked))


def test_plans_and_complaints_begin_none(article, raised):
    assert not raised(lambda: PlannedStory.objects.create(idea="Phiên chợ", day=timezone.localdate()))
    assert not raised(lambda: CorrectionRequest.objects.create(article=article, asked_by="Ông A", claim="Sai tên"))


def test_a_draft_finished_again_begins_none(make_article, raised):
    draft = make_article(status="draft", published_at=None)
    assert not raised(lambda: finish([draft]))


def test_a_reporter_saving_a_draft_at_the_desk_begins_none(make_article, make_user, client, raised):
    reporter = make_user(workflow.REPORTER)
    draft = make_article(status="draft", published_at=None, created_by=reporter)
    client.force_login(reporter)
    page = f"/quan-tri/articles/article/{draft.pk}/change/"
    boxes = {name: box for name, box in form_of(client.get(page)).items() if box} | {"headline": "Tít đã sửa"}
    assert not raised(lambda: client.post(page, boxes))
    draft.refresh_from_db()
    assert draft.headline == "Tít đã sửa"


def test_reading_begins_none(article, client, raised):
    assert not raised(lambda: client.get("/"))
    assert not raised(lambda: client.get(article.get_absolute_url()))


def test_one_transaction_begins_one_edition(section):
    before = Edition.objects.get().number
    with transaction.atomic():
        edition.renew()
        first = Edition.objects.get().number
        for name in ("a", "b", "c"):
            Tag.objects.create(name=name)
        assert Edition.objects.get().number == first > before


def test_a_transaction_taken_back_leaves_the_edition_as_it_was(raised):
    def fail():
        with transaction.atomic():
            Tag.objects.create(name="a")
            transaction.set_rollback(True)

    assert not raised(fail)
    assert raised(lambda: Tag.objects.create(name="a"))


def test_a_savepoint_taken_back_does_not_hide_a_later_write(raised):
    def half_fail():
        with transaction.atomic():
            with transaction.atomic():
                Tag.objects.create(name="a")
                transaction.set_rollback(True)
            Tag.objects.create(name="b")

    assert raised(half_fail)


def test_numbers_never_come_again_after_a_backup_is_restored(section):
    edition.renew()
    kept = Edition.objects.get().number
    edition.renew()
    given_out = Edition.objects.get().number
    Edition.objects.filter(pk=1).update(number=kept)
    edition.renew()
    assert Edition.objects.get().number > given_out


@pytest.mark.parametrize("field", ["published_at", "embargo_until"])
def test_an_hour_that_passes_ends_the_edition_without_a_write(make_article, monkeypatch, field):
    hour = timezone.now() + timedelta(seconds=30)
    make_article(status="scheduled", **{field: hour})
    before, number = edition.current(), Edition.objects.get().number
    assert edition.current() == before
    monkeypatch.setattr(timezone, "now", lambda: hour)
    assert edition.current() != before
    assert Edition.objects.get().number == number


def test_a_new_day_is_a_new_edition(section, monkeypatch, hanoi):
    monkeypatch.setattr(timezone, "now", lambda: hanoi(2030, 5, 1, 23, 59))
    before = edition.current()
    monkeypatch.setattr(timezone, "now", lambda: hanoi(2030, 5, 2, 0, 0))
    assert edition.current() != before


def test_within_an_edition_one_query_is_asked(article, django_assert_num_queries):
    edition.current()
    with django_assert_num_queries(1):
        edition.current()


def test_every_table_counts_as_seen_unless_named(db):
    """A new model is watched by itself; one that readers never see may be named in `newsroom.edition`."""
    watch = edition._Watch("default")
    for label in edition.UNSEEN:
        from django.apps import apps

        assert apps.get_model(label)._meta.db_table not in watch.seen
    assert {"articles_section", "newsroom_tag", "directives_relation", "newsroom_formerslug"} <= watch.seen

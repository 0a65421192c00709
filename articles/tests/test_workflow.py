"""The chain: every move for every group through every door, what each asks for, and whose turn it is."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles import approving, turns, versions, workflow
from articles.admin.article import ArticleAdmin
from articles.finishing import finish
from articles.models import Approval, Article, Author, Move, Section, Status
from articles.tests.test_desk import LIST, form_of, page
from articles.workflow import CHIEF, EDITOR, GROUPS, REPORTER, SECRETARY

FUTURE = "2030-01-01T08:00"
# A scheduled article whose hour has come stands where a published one does.
OUT = "out"
STAGES = (*(str(status) for status in Status), OUT)
E, S, C = {EDITOR}, {SECRETARY}, {CHIEF}
ESC, SC = E | S | C, S | C
ALL = ESC | {REPORTER}
OPEN = dict.fromkeys(("draft", "returned"), ALL)
UNPUBLISHED = ("draft", "returned", "submitted", "editing", "awaiting_approval", "scheduled")
# Who may make which move from where, with an own article that nobody holds; what is not here is refused to everybody.
ALLOWED = {
    "submit": OPEN,
    "recall": {"submitted": ALL},
    "take": {"submitted": ESC},
    "release": {},
    "hand_over": {"submitted": ESC, "editing": ESC, "awaiting_approval": SC},
    "unlock": {},
    "forward": dict.fromkeys(("draft", "returned", "submitted", "editing"), ESC),
    "approve": {"awaiting_approval": SC},
    "send_back": {"submitted": ESC, "editing": ESC, "awaiting_approval": SC, "scheduled": SC},
    "schedule": dict.fromkeys(UNPUBLISHED, SC),
    "unschedule": {"scheduled": SC},
    "publish": dict.fromkeys(UNPUBLISHED, SC),
    "withdraw": {"published": C, OUT: C},
    "reinstate": {"withdrawn": C},
}


@pytest.fixture
def sent(make_user):
    """What a browser sends with a move when every box is filled in."""
    to = make_user(CHIEF, "nguoi-nhan")
    return {
        "move_reason": "lý do",
        "move_at": FUTURE,
        "move_to": to.pk,
        "move_decided_by": "Tổng biên tập Lê Văn Bình",
        "move_note": "Bài đã được gỡ.",
    }


def put(article, stage):
    """Put an article at a stage, as nobody's and never approved."""
    hour = article.created_at.replace(second=0, microsecond=0) + timedelta(hours=-1 if stage != "scheduled" else 5)
    status = "scheduled" if stage == OUT else stage
    Article.objects.filter(pk=article.pk).update(status=status, published_at=hour, held_by=None)
    Approval.objects.all().delete()
    Move.objects.all().delete()
    article.refresh_from_db()


def move_page(article):
    return reverse("admin:articles_article_move", args=[article.pk])


def was_made(article, name):
    return Move.objects.filter(article=article, name=name).exists()


def may(group, name, stage):
    return group in ALLOWED[name].get(stage, set())


def test_the_table_of_this_test_and_of_the_newsroom_name_the_same_moves():
    assert set(ALLOWED) == set(workflow.MOVES)


# ---- every move × every group × every door


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_page_offers_and_takes_exactly_the_moves_of_the_table(at_desk, client, make_article, sent, group, stage):
    user = at_desk(group)
    article = make_article(created_by=user)
    put(article, stage)
    offered = {move.name for move in client.get(page(article)).context["moves"]}
    for name, step in workflow.MOVES.items():
        put(article, stage)
        assert (name in offered) is may(group, name, stage), name
        response = client.post(move_page(article), sent | {"_move": name})
        before = article.status
        article.refresh_from_db()
        assert was_made(article, name) is may(group, name, stage), name
        assert article.status == ((step.target or before) if may(group, name, stage) else before), name
        assert response.status_code == (302 if may(group, name, stage) else 403), name


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_form_makes_no_move_that_the_table_refuses(at_desk, client, make_article, sent, group, stage, monkeypatch):
    user = at_desk(group)
    article = make_article(created_by=user)
    put(article, "draft")
    data = form_of(client.get(page(article)))
    # a form that comes back is looked at elsewhere, and drawing it takes most of the time
    monkeypatch.setattr(ArticleAdmin, "render_change_form", lambda *arguments, **context: HttpResponse())
    for name in workflow.MOVES:
        put(article, stage)
        data["published_at_1"] = timezone.localtime(article.published_at).strftime("%H:%M")
        data["published_at_0"] = timezone.localtime(article.published_at).strftime("%d/%m/%Y")
        writes = workflow.may_edit(user, article)
        client.post(page(article), data | sent | {"_move": name})
        assert was_made(article, name) is (may(group, name, stage) and writes), name


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_actions_of_the_list_make_no_move_that_the_table_refuses(at_desk, client, make_article, sent, group, stage):
    user = at_desk(group)
    article = make_article(created_by=user)
    for name, step in workflow.MOVES.items():
        put(article, stage)
        client.post(LIST, sent | {"action": f"move_{name}", "_selected_action": [article.pk]})
        assert was_made(article, name) is (may(group, name, stage) and step.in_bulk), name


@pytest.mark.parametrize("name", workflow.MOVES)
@pytest.mark.parametrize("stage", STAGES)
def test_who_is_no_member_of_the_newsroom_makes_no_move(client, make_article, sent, django_user_model, name, stage):
    article = make_article()
    put(article, stage)
    for user in (None, django_user_model.objects.create_user("ngoai"), _accounts(django_user_model)):
        client.logout()
        if user:
            client.force_login(user)
        client.post(move_page(article), sent | {"_move": name})
        assert not was_made(article, name)


def _accounts(django_user_model):
    return django_user_model.objects.create_user("ketoan", is_staff=True)


@pytest.mark.parametrize("name", workflow.MOVES)
def test_a_reporter_moves_nobody_else_s_article(at_desk, client, make_article, sent, name):
    at_desk(REPORTER)
    article = make_article()
    for stage in STAGES:
        put(article, stage)
        client.post(move_page(article), sent | {"_move": name})
        assert not was_made(article, name), stage


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("stage", STAGES)
def test_no_hand_made_form_sets_where_an_article_stands(at_desk, client, make_article, group, stage):
    user = at_desk(group)
    article = make_article(created_by=user)
    put(article, "draft")
    data = form_of(client.get(page(article)))
    put(article, stage)
    forged = {"status": "published", "held_by": user.pk, "version": 99, "withdrawal_note": "x", "created_by": ""}
    client.post(page(article), data | forged)
    article.refresh_from_db()
    assert article.status == ("scheduled" if stage == OUT else stage)
    assert (article.held_by, article.withdrawal_note, article.created_by) == (None, "", user)


@pytest.mark.parametrize("stage", STAGES)
def test_rows_of_an_article_are_changed_only_by_who_may_change_its_text(at_desk, client, make_article, stage):
    user = at_desk(REPORTER)
    article = make_article(status="draft", created_by=user)
    put(article, "draft")
    data = form_of(client.get(page(article)))
    put(article, stage)
    client.post(page(article), data | {"bylines-0-name": "Người Khác"})
    changed = article.bylines.get().name == "Người Khác"
    assert changed is (stage in ("draft", "returned"))


# ---- what a move asks for


@pytest.mark.parametrize(
    ("name", "stage", "lacking"),
    [
        ("send_back", "submitted", "reason"),
        ("send_back", "awaiting_approval", "reason"),
        ("withdraw", "published", "reason"),
        ("withdraw", "published", "decided_by"),
        ("reinstate", "withdrawn", "reason"),
        ("schedule", "awaiting_approval", "at"),
        ("hand_over", "editing", "to"),
    ],
)
def test_a_move_without_what_it_asks_for_is_not_made(at_desk, client, make_article, sent, name, stage, lacking):
    at_desk(CHIEF)
    article = make_article()
    put(article, stage)
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now() - timedelta(days=1))
    empty = "" if lacking == "at" else " "
    html = client.post(move_page(article), sent | {"_move": name, f"move_{lacking}": empty}, follow=True)
    assert not was_made(article, name)
    assert "messagelist" in html.content.decode()


def test_a_time_that_cannot_be_read_is_told(at_desk, client, make_article, sent):
    at_desk(CHIEF)
    article = make_article(status="awaiting_approval")
    for text in ("mai", "2030-13-45T99:99", "2030-02-30T08:00"):
        client.post(move_page(article), sent | {"_move": "schedule", "move_at": text})
        assert not was_made(article, "schedule")


def test_an_hour_that_is_past_is_not_taken(at_desk, client, make_article, sent):
    at_desk(CHIEF)
    article = make_article(status="awaiting_approval")
    client.post(move_page(article), sent | {"_move": "schedule", "move_at": "2020-01-01T08:00"})
    assert not was_made(article, "schedule")


def test_the_buttons_work_only_when_everything_a_paper_needs_is_there(at_desk, client, make_article, make_photo):
    at_desk(CHIEF)
    article = make_article(status="awaiting_approval", standfirst="", bylines=(), captions=["Một", "Hai", "Ba"])
    article.photos.filter(order=1).update(photo=make_photo(alt=""))
    html = client.get(page(article)).content.decode()
    for lack in ("Chưa có sapo.", "Chưa có bút danh.", "Ảnh 1: ", "Ảnh 2, 3: "):
        assert lack in html
    assert 'value="publish" class="button move move-publish" disabled' in html
    assert 'value="send_back" class="button move move-send_back">' in html
    client.post(move_page(article), {"_move": "publish"})
    article.refresh_from_db()
    assert article.status == Status.AWAITING_APPROVAL


def test_a_photo_awaited_holds_the_article_until_an_editor_waives_it(at_desk, client, make_article):
    user = at_desk(SECRETARY)
    article = make_article(status="awaiting_approval", captions=["Cầu mới"])
    client.post(move_page(article), {"_move": "publish"})
    assert not was_made(article, "publish")
    client.post(page(article), form_of(client.get(page(article))) | {"photos-0-waived": "on"})
    place = article.photos.get()
    assert (place.waived, place.waived_by) == (True, user)
    client.post(move_page(article), {"_move": "publish"})
    assert was_made(article, "publish")


def test_a_reporter_cannot_waive_a_photo(at_desk, client, make_article):
    user = at_desk(REPORTER)
    article = make_article(status="draft", captions=["Cầu mới"], created_by=user)
    client.post(page(article), form_of(client.get(page(article))) | {"photos-0-waived": "on"})
    assert not article.photos.get().waived


# ---- the lock


def test_nobody_else_touches_what_an_editor_took(at_desk, client, make_article, make_user):
    holder, other = make_user(EDITOR), at_desk(EDITOR)
    article = make_article(status="submitted")
    workflow.move(article, "take", user=holder)
    assert article.held_by == holder
    assert (workflow.may_edit(holder, article), workflow.may_edit(other, article)) == (True, False)
    assert workflow.moves_for(other, article) == []
    assert client.post(page(article), {"headline": "Khác"}).status_code == 403
    assert f"{holder.username} đang biên tập" in client.get(page(article)).content.decode()
    assert {move.name for move in workflow.moves_for(holder, article)} == {
        "release", "hand_over", "forward", "send_back"
    }  # fmt: skip


def test_a_forced_unlock_takes_a_reason_and_is_recorded(make_article, make_user):
    holder, secretary = make_user(EDITOR), make_user(SECRETARY)
    article = make_article(status="submitted")
    workflow.move(article, "take", user=holder)
    with pytest.raises(PermissionDenied):
        workflow.move(article, "unlock", user=holder, reason="x")
    with pytest.raises(ValidationError):
        workflow.move(article, "unlock", user=secretary)
    workflow.move(article, "unlock", user=secretary, reason="Biên tập viên nghỉ ốm")
    last = article.moves.first()
    assert (last.name, last.by, last.reason) == ("unlock", secretary, "Biên tập viên nghỉ ốm")
    assert (article.status, article.held_by) == (Status.SUBMITTED, None)
    assert workflow.may_edit(secretary, article)


def test_an_article_is_handed_over_to_a_named_person_who_may_do_the_work(make_article, make_user):
    holder, heir, reporter = make_user(EDITOR), make_user(EDITOR), make_user(REPORTER)
    article = make_article(status="submitted")
    workflow.move(article, "take", user=holder)
    with pytest.raises(ValidationError):
        workflow.move(article, "hand_over", user=holder, to=reporter)
    workflow.move(article, "hand_over", user=holder, to=heir)
    assert (article.status, article.held_by, article.moves.first().to) == (Status.EDITING, heir, heir)
    assert not workflow.may_edit(holder, article)


def test_a_piece_is_recalled_only_before_somebody_takes_it(make_article, make_user):
    reporter, editor = make_user(REPORTER), make_user(EDITOR)
    article = make_article(status="submitted", created_by=reporter)
    assert workflow.may_move(reporter, article, "recall")
    workflow.move(article, "take", user=editor)
    assert not workflow.may_move(reporter, article, "recall")


def test_of_two_who_take_it_at_once_one_is_told(make_article, make_user):
    article = make_article(status="submitted")
    other = Article.objects.get(pk=article.pk)
    workflow.move(article, "take", user=make_user(EDITOR))
    with pytest.raises(ValidationError):
        workflow.move(other, "take", user=make_user(EDITOR))
    assert article.moves.count() == 1


# ---- approvals


def test_how_many_approvals_a_section_needs_comes_from_it_or_from_above(section):
    below = Section.objects.create(name="Cơ sở", parent=section)
    assert (section.approvals_needed, below.approvals_needed) == (1, 1)
    Section.objects.filter(pk=section.pk).update(approvals=3)
    below.refresh_from_db()
    assert Section.objects.get(pk=below.pk).approvals_needed == 3
    below.approvals = 2
    assert below.approvals_needed == 2


@pytest.mark.parametrize(("group", "allowed"), [(SECRETARY, False), (CHIEF, True)])
def test_only_the_chief_sets_how_many_approvals_a_section_needs(at_desk, client, section, group, allowed):
    at_desk(group)
    address = reverse("admin:articles_section_change", args=[section.pk])
    client.post(address, {"name": section.name, "slug": section.slug, "order": 1, "approvals": "3"})
    section.refresh_from_db()
    assert section.approvals == (3 if allowed else None)


def test_each_approval_is_another_person_s(make_article, make_user, section):
    Section.objects.filter(pk=section.pk).update(approvals=2)
    first, second = make_user(SECRETARY), make_user(CHIEF)
    article = make_article(status="awaiting_approval", section=Section.objects.get(pk=section.pk))
    workflow.move(article, "approve", user=first)
    assert not workflow.may_move(first, article, "approve")
    assert approving.lacking(article) == 1
    workflow.move(article, "approve", user=second)
    assert approving.lacking(article) == 0
    assert [(row.level, row.by) for row in approving.given(article)] == [(1, first), (2, second)]


def edit(article, headline, *, by):
    article.headline = headline
    article.version += 1
    article.save()
    finish([article], by=by)


def test_an_edit_after_an_approval_asks_again(make_article, make_user):
    secretary = make_user(SECRETARY)
    article = make_article(status="awaiting_approval")
    workflow.move(article, "approve", user=secretary)
    edit(article, "Tít khác", by=secretary)
    assert approving.given(article) == []
    assert workflow.may_move(secretary, article, "approve")
    workflow.move(article, "approve", user=secretary)
    assert [row.version for row in approving.given(article)] == [article.version]


def test_a_save_that_changes_nothing_asks_nobody_again(at_desk, client, make_article):
    user = at_desk(SECRETARY)
    article = make_article(status="awaiting_approval")
    workflow.move(article, "approve", user=user)
    client.post(page(article), form_of(client.get(page(article))))
    assert len(approving.given(article)) == 1


def test_a_scheduled_text_that_is_edited_goes_off_the_timer_until_approved_again(make_article, make_user):
    secretary = make_user(SECRETARY)
    article = make_article(status="awaiting_approval")
    hour = timezone.now() + timedelta(hours=3)
    workflow.move(article, "schedule", user=secretary, at=hour)
    edit(article, "Tít khác", by=secretary)
    article.refresh_from_db()
    assert (article.status, article.published_at) == (Status.AWAITING_APPROVAL, hour)
    assert article.moves.first().name == "ask_again"
    assert not Article.objects.published(hour + timedelta(minutes=1)).filter(pk=article.pk).exists()
    workflow.move(article, "schedule", user=secretary)
    assert (article.status, article.published_at) == (Status.SCHEDULED, hour)


def test_who_edits_a_scheduled_text_is_told_and_may_schedule_it_again_at_once(at_desk, client, make_article):
    user = at_desk(CHIEF)
    article = make_article(status="awaiting_approval")
    hour = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    workflow.move(article, "schedule", user=user, at=hour)
    html = client.post(page(article), form_of(client.get(page(article))) | {"headline": "Tít khác"}, follow=True)
    assert "đã bỏ hẹn giờ, cần duyệt lại" in html.content.decode()
    client.post(page(article), form_of(client.get(page(article))) | {"headline": "Tít nữa", "_move": "schedule"})
    article.refresh_from_db()
    assert (article.status, article.published_at, article.headline) == (Status.SCHEDULED, hour, "Tít nữa")
    assert article.seals.get().sealed["headline"] == "Tít nữa"


def test_a_version_brought_back_is_not_approved(make_article, make_user):
    chief = make_user(CHIEF)
    article = make_article("Tít đầu", status="awaiting_approval")
    old = article.versions.get()
    edit(article, "Tít sau", by=chief)
    workflow.move(article, "approve", user=chief)
    versions.restore(article, old, by=chief)
    article.refresh_from_db()
    assert approving.given(article) == []


def test_nobody_approves_a_text_they_did_not_see(at_desk, client, make_article, make_user):
    at_desk(CHIEF)
    article = make_article(status="awaiting_approval")
    seen = client.get(page(article)).context["opened_at"]
    edit(article, "Tít người khác vừa sửa", by=make_user(SECRETARY))
    for name in ("approve", "publish", "schedule"):
        client.post(move_page(article), {"_move": name, "move_version": seen, "move_at": FUTURE})
        assert not was_made(article, name)
    client.post(move_page(article), {"_move": "approve", "move_version": str(article.version)})
    assert was_made(article, "approve")


def test_approving_with_the_form_approves_what_it_saved(at_desk, client, make_article):
    user = at_desk(CHIEF)
    article = make_article(status="awaiting_approval")
    response = client.get(page(article))
    data = form_of(response) | {"headline": "Tít tổng biên tập", "_move": "approve"}
    client.post(page(article), data | {"move_version": response.context["opened_at"]})
    article.refresh_from_db()
    assert article.headline == "Tít tổng biên tập"
    assert [row.by for row in approving.given(article)] == [user]


# ---- urgent pieces


def test_who_publishes_may_skip_levels_and_that_is_recorded(make_article, make_user):
    chief = make_user(CHIEF)
    article = make_article(status="submitted")
    workflow.move(article, "publish", user=chief)
    last = article.moves.first()
    assert last.skipped == ["editing", "awaiting_approval"]
    assert last.approvals_lacking == 0
    assert [row.by for row in approving.given(article)] == [chief]
    assert "vượt cấp" in turns.account_of(last)


def test_publishing_with_fewer_approvals_than_the_section_asks_takes_a_reason(make_article, make_user, section):
    Section.objects.filter(pk=section.pk).update(approvals=3)
    chief = make_user(CHIEF)
    article = make_article(status="awaiting_approval", section=Section.objects.get(pk=section.pk))
    with pytest.raises(ValidationError, match="3"):
        workflow.move(article, "publish", user=chief)
    workflow.move(article, "publish", user=chief, reason="Tin khẩn về lũ")
    assert article.moves.first().approvals_lacking == 2


def test_the_regular_way_skips_nothing(make_article, make_user):
    reporter, editor, secretary = make_user(REPORTER), make_user(EDITOR), make_user(SECRETARY)
    article = make_article(status="draft", created_by=reporter)
    for name, user in (("submit", reporter), ("take", editor), ("forward", editor), ("approve", secretary)):
        workflow.move(article, name, user=user)
    workflow.move(article, "publish", user=secretary)
    assert article.is_published()
    assert [move.skipped for move in article.moves.all()] == [[]] * 5


# ---- taking down


def test_the_author_of_a_story_taken_down_is_told_at_the_desk(at_desk, client, make_article, make_user):
    reporter = at_desk(REPORTER)
    article = make_article("Bài bị gỡ", created_by=reporter)
    workflow.move(article, "withdraw", user=make_user(CHIEF), reason="Sai tên địa phương", decided_by="Tổng biên tập")
    assert "Bài bị gỡ" in client.get("/quan-tri/").content.decode()
    html = client.get(page(article)).content.decode()
    assert "Sai tên địa phương" in html
    assert "Tổng biên tập" in html
    assert article.body


def test_who_signed_a_story_taken_down_is_told_too(at_desk, client, make_article, make_user):
    reporter = at_desk(REPORTER)
    article = make_article("Bài ký chung")
    article.bylines.update(author=Author.objects.create(name="Hoàng Thu Hà", user=reporter))
    workflow.move(article, "withdraw", user=make_user(CHIEF), reason="Sai", decided_by="Tổng biên tập")
    assert "Bài ký chung" in client.get("/quan-tri/").content.decode()


def test_a_story_comes_back_as_it_was(make_article, make_user):
    chief = make_user(CHIEF)
    article = make_article()
    address = article.get_absolute_url()
    workflow.move(article, "withdraw", user=chief, reason="Kiểm tra lại", decided_by="TBT", note="Tạm gỡ.")
    assert not article.is_published()
    workflow.move(article, "reinstate", user=chief, reason="Đã kiểm tra")
    assert article.is_published()
    assert (article.withdrawal_note, article.get_absolute_url()) == ("", address)


# ---- whose turn


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("draft", "viết: pv"),
        ("returned", "viết lại: pv"),
        ("submitted", "biên tập: Biên tập viên"),
        ("editing", "biên tập: Biên tập viên"),
        ("awaiting_approval", "duyệt lần 1/1: Thư ký tòa soạn, Tổng biên tập"),
        ("scheduled", "đến giờ đăng,"),
        ("published", ""),
        ("withdrawn", ""),
        (OUT, ""),
    ],
)
def test_an_article_tells_whose_turn_it_is(at_desk, client, make_article, make_user, stage, told):
    at_desk(CHIEF)
    article = make_article(created_by=make_user(REPORTER, "pv"))
    put(article, stage)
    assert turns.waits_for(article).startswith(told)
    for address in (page(article), LIST):
        assert ("Đang chờ" in client.get(address).content.decode().replace("</strong>", "")) is bool(told)


def test_the_turn_names_who_holds_it_and_counts_the_approvals(make_article, make_user, section):
    Section.objects.filter(pk=section.pk).update(approvals=2)
    editor, secretary = make_user(EDITOR, "btv"), make_user(SECRETARY, "thuky")
    article = make_article(status="submitted", section=Section.objects.get(pk=section.pk))
    workflow.move(article, "take", user=editor)
    assert turns.waits_for(article) == "biên tập: btv"
    workflow.move(article, "forward", user=editor)
    workflow.move(article, "approve", user=secretary)
    assert turns.waits_for(article).startswith("duyệt lần 2/2:")


def test_the_list_tells_whose_turn_it_is_in_as_many_queries_however_long(
    at_desk, client, make_article, django_assert_max_num_queries
):
    user = at_desk(CHIEF)
    for number in range(12):
        make_article(f"Bài {number}", status="awaiting_approval", created_by=user)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        html = client.get(LIST).content.decode()
    assert html.count("duyệt lần 1/1") == 12


# ---- dates are no other door


def hidden(client, article, data, **dates):
    response = client.post(page(article), data | dates | {"change_kind": "update"})
    article.refresh_from_db()
    return not article.is_published(), response


@pytest.mark.parametrize("group", [SECRETARY, CHIEF])
@pytest.mark.parametrize("box", ["published_at", "embargo_until"])
@pytest.mark.parametrize("stage", ["published", OUT])
def test_nobody_takes_an_article_down_by_its_dates(at_desk, client, make_article, group, box, stage):
    at_desk(group)
    article = make_article()
    put(article, stage)
    data = form_of(client.get(page(article)))
    for day in ("01/01/2030", ""):
        gone, response = hidden(client, article, data, **{f"{box}_0": day, f"{box}_1": "08:00" if day else ""})
        assert not gone
        assert response.status_code == (302 if box == "embargo_until" and not day else 200)


def test_nobody_moves_the_hour_of_a_scheduled_article_past_the_log(at_desk, client, make_article):
    at_desk(CHIEF)
    article = make_article()
    put(article, "scheduled")
    data = form_of(client.get(page(article)))
    gone, _response = hidden(client, article, data, published_at_0="01/01/2020", published_at_1="08:00")
    assert gone


# ---- out without a picture


def test_a_waived_photo_is_not_promised_to_readers(make_article):
    article = make_article(captions=["Cầu mới", "Chợ phiên"], body="<p>Một.</p><p>[ảnh 2]</p>")
    assert article.body_html.count("Ảnh đang được bổ sung") == 2
    article.photos.filter(order=2).update(waived=True)
    finish([article])
    assert "Chợ phiên" not in article.body_html
    assert "[ảnh" not in article.body_html
    assert article.body_html.count("Ảnh đang được bổ sung") == 1


# ---- pictures that readers see


@pytest.mark.parametrize(("group", "allowed"), [(REPORTER, False), (EDITOR, False), (SECRETARY, True), (CHIEF, True)])
@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_picture_that_readers_see_is_changed_by_who_publishes_and_never_exchanged(
    at_desk, client, make_article, make_photo, picture_file, group, allowed, status
):
    at_desk(group)
    photo = make_photo()
    make_article(status=status, captions=["Cầu mới"]).photos.update(photo=photo)
    sent = {"caption": "", "credit": "Người Khác", "alt": photo.alt, "focal_x": 50, "focal_y": 50}
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    response = client.post(address, sent | {"file": picture_file("khac.jpg", colour=(1, 200, 3))})
    before = photo.file.name
    photo.refresh_from_db()
    changes = allowed or status == "draft"
    assert response.status_code == (302 if changes else 403)
    assert (photo.credit == "Người Khác") is changes
    assert (photo.file.name == before) is (status == "published")

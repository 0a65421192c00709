"""People at the desk: accounts made, linked to authors, closed without a loss, and never deleted once they worked."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client

from articles import handing, workflow
from articles.models import Author, Byline, Status
from articles.workflow import CHIEF, EDITOR, GROUPS, REPORTER, SECRETARY
from newsroom.people import factor, lockout, managing
from newsroom.tests.signing_in import enrol, give_password, is_in

pytestmark = pytest.mark.django_db
ADD = "/quan-tri/auth/user/add/"


def group(name):
    return Group.objects.get(name=name)


def page_of(person):
    return f"/quan-tri/auth/user/{person.pk}/change/"


def person_form(**changes):
    return {"last_name": "Hoàng Thu", "first_name": "Hà", "username": "", "email": "", "groups": []} | changes


def made(client, model, **changes):
    answer = client.post(ADD, person_form(**changes), follow=True)
    found = model.objects.order_by("-pk").first()
    return found, answer.content.decode()


@pytest.mark.parametrize("by", [SECRETARY, CHIEF])
def test_a_secretary_makes_a_reporter_in_one_form_and_the_reporter_chooses_the_password(
    client, at_desk, django_user_model, by
):
    at_desk(by)
    person, page = made(client, django_user_model, groups=[group(REPORTER).pk], new_author="on")
    assert person.username == "hoangthuha"
    assert Author.objects.get(user=person).name == "Hoàng Thu Hà"
    link = re.search(r'value="http://[^/]+(/quan-tri/mat-khau/[^"]+)"', page)[1]
    assert link not in client.get(page_of(person)).content.decode()
    browser = Client()
    assert give_password(browser, person, "").status_code == 200
    form = browser.get(link).headers["Location"]
    assert "hoangthuha" in browser.get(form).content.decode()
    weak = {"new_password1": "1234567890", "new_password2": "1234567890"}
    assert browser.post(form, weak).context["form"].errors
    good = {"new_password1": "núi Mẫu Sơn tuyết rơi", "new_password2": "núi Mẫu Sơn tuyết rơi"}
    assert browser.post(form, good).headers["Location"] == "/quan-tri/login/"
    give_password(browser, person, good["new_password1"])
    assert is_in(browser)
    assert "không còn dùng được" in Client().get(link).content.decode()


def test_the_link_of_a_closed_account_opens_nothing(client, make_user):
    person = make_user(REPORTER)
    link = managing.password_link(person)
    managing.close(person)
    assert "không còn dùng được" in client.get(urlsplit(link).path).content.decode()


def test_an_existing_author_becomes_a_person_and_is_nobody_elses(client, at_desk, django_user_model):
    at_desk(CHIEF)
    author = Author.objects.create(name="Vi Văn Tài")
    person, _page = made(client, django_user_model, groups=[group(REPORTER).pk], author=author.pk)
    author.refresh_from_db()
    assert author.user == person
    answer = client.post(ADD, person_form(groups=[group(REPORTER).pk], author=author.pk))
    assert "Hoàng Thu Hà" in answer.context["adminform"].form.errors["author"][0]


def test_no_address_of_the_list_tells_anything_of_a_password(client, at_desk):
    at_desk(CHIEF)
    for lookup in ("password__startswith=md5", "author__user__password__startswith=md5"):
        assert client.get(f"/quan-tri/auth/user/?{lookup}").status_code == 400
    assert client.get("/quan-tri/newsroom/signin/?user__password__startswith=md5").status_code == 400


@pytest.mark.parametrize("by", GROUPS)
@pytest.mark.parametrize("given", GROUPS)
def test_nobody_gives_a_right_they_do_not_have(client, at_desk, django_user_model, by, given):
    at_desk(by)
    client.post(ADD, person_form(username="moi", groups=[group(given).pk], is_superuser="on"))
    person = django_user_model.objects.filter(username="moi").first()
    ranks = list(GROUPS)
    if by in (SECRETARY, CHIEF) and ranks.index(given) <= ranks.index(by):
        assert not person.is_superuser
        assert not person.has_usable_password()
    else:
        assert person is None


@pytest.mark.parametrize("act", ["link/", "close/", "factor/now/", "sessions/now/", "unlock/now/", "reopen/now/"])
@pytest.mark.parametrize(("by", "other"), [(SECRETARY, CHIEF), (EDITOR, REPORTER), (REPORTER, REPORTER)])
def test_nobody_touches_the_account_of_who_may_do_more(client, at_desk, make_user, act, by, other):
    at_desk(by)
    person = make_user(other, "kia")
    assert client.post(f"/quan-tri/auth/user/{person.pk}/{act}").status_code == 403
    client.post(page_of(person), person_form(username="bikichiem"))
    person.refresh_from_db()
    assert person.is_active
    assert person.username == "kia"


@pytest.mark.parametrize("act", ["factor/now/", "reopen/now/"])
def test_a_closed_account_of_who_may_do_more_is_neither_opened_nor_stripped(client, at_desk, make_user, act):
    at_desk(SECRETARY)
    person = make_user(CHIEF, "cuutong")
    managing.close(person)
    assert client.post(f"/quan-tri/auth/user/{person.pk}/{act}").status_code == 403
    client.post(page_of(person), person_form(username="bikichiem", groups=[group(REPORTER).pk]))
    person.refresh_from_db()
    assert (person.is_active, person.username) == (False, "cuutong")
    assert [each.name for each in person.groups.all()] == [CHIEF]


@pytest.mark.parametrize("act", ["link/", "close/", "factor/now/", "sessions/now/"])
def test_nobody_acts_on_their_own_account_by_these_buttons(client, at_desk, act):
    chief = at_desk(CHIEF)
    assert client.post(f"/quan-tri/auth/user/{chief.pk}/{act}").status_code == 403


@pytest.fixture
def leaving(make_user, make_article):
    """An editor who leaves with one article taken, one handed to them, one begun, and one in print."""
    editor = make_user(EDITOR, "sapnghi")
    author = Author.objects.create(name="Lý Thị Mai", user=editor)
    taken = make_article("Đang biên tập", status=Status.EDITING, held_by=editor)
    waiting = make_article("Chờ tôi", status=Status.SUBMITTED, held_by=editor)
    begun = make_article("Mới viết", status=Status.DRAFT, created_by=editor)
    printed = make_article("Đã in", created_by=editor)
    Byline.objects.filter(article=printed).update(author=author)
    editor.work = (taken, waiting, begun, printed)
    return editor


def test_a_closed_account_keeps_its_work_and_hands_on_what_it_held(client, at_desk, make_user, leaving):
    browser = Client()
    give_password(browser, leaving)
    chief, heir = at_desk(CHIEF), make_user(EDITOR, "tiepnhan")
    page = client.get(f"/quan-tri/auth/user/{leaving.pk}/close/").content.decode()
    assert all(text in page for text in ("Đang biên tập", "Chờ tôi", "Mới viết"))
    assert "Đã in" not in page
    client.post(f"/quan-tri/auth/user/{leaving.pk}/close/", {"to": heir.pk})
    taken, waiting, begun, printed = leaving.work
    for article in leaving.work:
        article.refresh_from_db()
    assert (taken.held_by, waiting.held_by) == (heir, heir)
    assert [move.name for move in taken.moves.filter(by=chief).order_by("pk")] == ["unlock", "hand_over"]
    assert (begun.created_by, printed.created_by) == (leaving, leaving)
    assert printed.bylines.get().author.user == leaving
    assert not is_in(browser)
    assert give_password(browser, leaving).status_code == 200
    assert LogEntry.objects.filter(object_id=str(leaving.pk), user=chief, change_message="Đã đóng tài khoản").exists()
    client.post(f"/quan-tri/auth/user/{leaving.pk}/reopen/now/")
    give_password(browser, leaving)
    assert is_in(browser)


def test_without_an_heir_the_work_goes_back_to_the_queue(make_user, leaving):
    handing.close(leaving, by=make_user(CHIEF))
    taken = leaving.work[0]
    taken.refresh_from_db()
    assert (taken.status, taken.held_by) == (Status.SUBMITTED, None)


def test_only_who_can_go_on_with_all_of_it_is_offered(make_user, make_article, leaving):
    make_article("Chờ tôi duyệt", status=Status.AWAITING_APPROVAL, held_by=leaving)
    editor, secretary = make_user(EDITOR, "btv"), make_user(SECRETARY, "thuky")
    assert handing.may_take_over(leaving) == [secretary]
    with pytest.raises(workflow.ValidationError):
        handing.close(leaving, by=make_user(CHIEF), to=editor)
    leaving.refresh_from_db()
    assert leaving.is_active
    assert leaving.work[0].moves.count() == 0


def test_who_has_worked_is_not_deleted_by_any_way(client, leaving, django_user_model, make_user):
    root = django_user_model.objects.create_superuser("root")
    client.force_login(root)
    answer = client.post(f"/quan-tri/auth/user/{leaving.pk}/delete/", {"post": "yes"}, follow=True)
    assert "Hãy đóng tài khoản" in answer.content.decode()
    client.post("/quan-tri/auth/user/", {"action": "delete_selected", "_selected_action": [leaving.pk], "post": "yes"})
    with pytest.raises(ProtectedError), transaction.atomic():
        leaving.delete()
    with pytest.raises(ProtectedError), transaction.atomic():
        django_user_model.objects.filter(pk=leaving.pk).delete()
    idle = make_user(REPORTER, "chualam")
    give_password(Client(), idle)
    client.post(f"/quan-tri/auth/user/{idle.pk}/delete/", {"post": "yes"})
    assert set(django_user_model.objects.all()) == {root, leaving}


@pytest.mark.parametrize("field", ["created_by", "held_by", "edited_by"])
def test_one_trace_in_one_article_is_work(make_user, make_article, field):
    user = make_user(REPORTER)
    assert not managing.has_worked(user)
    make_article(**{field: user})
    assert managing.has_worked(user)


def test_a_lost_phone_is_reset_by_the_chief_and_written_down(client, at_desk, make_user, settings):
    settings.SECOND_FACTOR = "publishers"
    person, browser = make_user(SECRETARY, "matmay"), Client()
    give_password(browser, person)
    enrol(browser, person)
    settings.SECOND_FACTOR = "off"
    chief = at_desk(CHIEF)
    client.post(f"/quan-tri/auth/user/{person.pk}/factor/now/")
    assert factor.phone_of(person) is None
    assert not is_in(browser)
    assert LogEntry.objects.get(object_id=str(person.pk)).user == chief


def test_a_locked_person_is_unlocked_at_once(client, at_desk, make_user):
    at_desk(SECRETARY)
    person, browser = make_user(REPORTER, "bikhoa"), Client(REMOTE_ADDR="203.0.113.5")
    for _ in range(5):
        give_password(browser, person, "sai-mat-khau")
    assert [address for address, _until in lockout.locks_of("bikhoa")] == ["203.0.113.5"]
    assert "Bị khóa đăng nhập từ 203.0.113.5" in client.get(page_of(person)).content.decode()
    client.post(f"/quan-tri/auth/user/{person.pk}/unlock/now/")
    give_password(browser, person)
    assert is_in(browser)


def test_the_chief_gives_a_group_a_right_and_only_rights_of_their_own(client, at_desk):
    at_desk(CHIEF)
    editors = group(EDITOR)
    address = f"/quan-tri/auth/group/{editors.pk}/change/"
    choices = dict(
        right
        for _kind, rights in client.get(address).context["adminform"].form.fields["rights"].choices
        for right in rights
    )
    approve = Permission.objects.get(codename="approve_article")
    forbidden = Permission.objects.get(codename="delete_user")
    assert approve.pk in choices
    assert forbidden.pk not in choices
    kept = [pk for pk in editors.permissions.values_list("pk", flat=True) if pk in choices]
    client.post(address, {"rights": [*kept, approve.pk]})
    assert editors.permissions.filter(pk=approve.pk).exists()
    client.post(address, {"rights": [*kept, forbidden.pk]})
    assert not editors.permissions.filter(pk=forbidden.pk).exists()
    client.post(address, {"rights": kept})
    assert not editors.permissions.filter(pk=approve.pk).exists()


@pytest.mark.parametrize("by", [REPORTER, EDITOR, SECRETARY])
def test_only_the_chief_changes_the_rights_of_groups(client, at_desk, by):
    at_desk(by)
    before = set(group(REPORTER).permissions.all())
    client.post(f"/quan-tri/auth/group/{group(REPORTER).pk}/change/", {"rights": []})
    assert set(group(REPORTER).permissions.all()) == before

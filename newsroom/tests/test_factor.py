"""The second factor: who owes it, how it is enrolled and asked, and what a lost phone means."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.workflow import CHIEF, EDITOR, GROUPS, REPORTER, SECRETARY
from newsroom.models import SignIn
from newsroom.people import factor
from newsroom.people.checks import second_factor_is_known, second_factor_is_on
from newsroom.tests.signing_in import enrol, give_password, is_in, shown_by, wrong_for

pytestmark = pytest.mark.django_db
ENROL, CODE = "/quan-tri/tai-khoan/buoc-hai/", "/quan-tri/ma-xac-nhan/"


@pytest.fixture(autouse=True)
def _for_publishers(settings):
    settings.SECOND_FACTOR = "publishers"


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("setting", factor.CHOICES)
def test_who_may_publish_must_enrol_before_anything_else(client, make_user, settings, group, setting):
    settings.SECOND_FACTOR = setting
    give_password(client, make_user(group))
    owes = setting == "all" or (setting == "publishers" and group in (SECRETARY, CHIEF))
    for address in ("/quan-tri/", "/quan-tri/articles/article/", "/quan-tri/articles/article/add/"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == ((302, ENROL) if owes else (200, None))


def test_a_right_given_by_hand_owes_the_factor_too(client, make_user):
    from django.contrib.auth.models import Permission

    user = make_user(EDITOR)
    user.user_permissions.add(Permission.objects.get(codename="withdraw_article"))
    give_password(client, user)
    assert client.post("/quan-tri/articles/article/add/", {"headline": "x"}).headers["Location"] == ENROL


def test_who_owes_the_factor_is_nobody_outside_the_desk(client, make_user, make_photo):
    photo = make_photo()
    address = f"/anh/{photo.pk}/"
    give_password(client, make_user(CHIEF))
    before = client.get(address).status_code
    client.post("/quan-tri/logout/")
    assert before == client.get(address).status_code


def test_a_phone_is_enrolled_with_its_picture_and_its_codes_are_shown_once(client, make_user):
    user = make_user(CHIEF)
    give_password(client, user)
    page = client.get(ENROL).content.decode()
    device = TOTPDevice.objects.get(user=user)
    assert '<svg width="' in page
    assert "style=" not in page.split('class="qr-frame"')[1].split("</div>")[0]
    assert factor.secret_of(device) in page
    assert client.post(ENROL, {"code": wrong_for(user)}).context["form"].errors["code"]
    assert not is_in(client)
    answer = client.post(ENROL, {"code": shown_by(user)})
    codes = answer.context["codes"]
    assert len(set(codes)) == 10
    assert all(code in answer.content.decode() for code in codes)
    assert "no-store" in answer.headers["Cache-Control"]
    assert is_in(client)
    assert client.get(ENROL).headers["Location"] == "/quan-tri/tai-khoan/"


@pytest.fixture
def enrolled(make_user):
    """A chief with a phone, and the recovery codes they printed."""
    user, browser = make_user(CHIEF), Client()
    give_password(browser, user)
    user.codes = enrol(browser, user).context["codes"]
    return user


def test_the_password_alone_lets_nobody_in_once_a_phone_is_enrolled(client, enrolled):
    answer = give_password(client, enrolled)
    assert answer.headers["Location"].startswith(CODE)
    assert "_auth_user_id" not in client.session
    assert not is_in(client)
    assert client.post(CODE, {"code": shown_by(enrolled)}).headers["Location"] == "/quan-tri/"
    assert is_in(client)
    assert SignIn.objects.filter(user=enrolled).first().outcome == "code"


def test_the_code_leads_on_to_where_one_wanted_to_go(client, enrolled):
    form = {"username": enrolled.username, "password": "mat-khau-thu", "next": "/quan-tri/articles/article/"}
    step = client.post("/quan-tri/login/", form).headers["Location"]
    assert client.post(step, {"code": shown_by(enrolled)}).headers["Location"] == "/quan-tri/articles/article/"
    stranger = Client()
    step = stranger.post("/quan-tri/login/", form | {"next": "https://la.example/"}).headers["Location"]
    assert stranger.post(step, {"code": shown_by(enrolled)}).headers["Location"] == "/quan-tri/"


def test_a_wrong_code_is_refused_recorded_and_makes_guessers_wait(client, enrolled):
    give_password(client, enrolled)
    wrong = wrong_for(enrolled)
    for _ in range(3):
        client.post(CODE, {"code": wrong})
    right = shown_by(enrolled)
    TOTPDevice.objects.filter(user=enrolled).update(throttling_failure_count=9)
    answer = client.post(CODE, {"code": right})
    assert "xin chờ" in answer.context["form"].errors["code"][0]
    assert not is_in(client)
    assert SignIn.objects.filter(user=enrolled, outcome="wrong_code").count() == 4


def test_a_code_is_good_once(client, enrolled):
    give_password(client, enrolled)
    code = shown_by(enrolled)
    client.post(CODE, {"code": code})
    assert is_in(client)
    other = Client()
    give_password(other, enrolled)
    other.post(CODE, {"code": code})
    assert not is_in(other)


def test_a_recovery_code_opens_the_desk_once(client, enrolled):
    give_password(client, enrolled)
    assert client.post(CODE, {"code": f" {enrolled.codes[3].upper()} "}).headers["Location"] == "/quan-tri/tai-khoan/"
    assert is_in(client)
    assert SignIn.objects.filter(user=enrolled).first().outcome == "recovery"
    other = Client()
    give_password(other, enrolled)
    other.post(CODE, {"code": enrolled.codes[3]})
    assert not is_in(other)


def test_the_code_step_ends_with_the_password_it_followed(client, enrolled):
    give_password(client, enrolled)
    enrolled.set_password("mot-mat-khau-khac-han")
    enrolled.save()
    assert client.post(CODE, {"code": shown_by(enrolled)}).headers["Location"] == "/quan-tri/login/"
    assert not is_in(client)


def test_nobody_reaches_the_code_step_without_a_password(client, enrolled):
    assert client.get(CODE).headers["Location"] == "/quan-tri/login/"
    assert client.post(CODE, {"code": shown_by(enrolled)}).headers["Location"] == "/quan-tri/login/"


def test_a_session_without_a_code_is_asked_for_it_once_a_phone_is_enrolled(client, enrolled):
    client.force_login(enrolled)
    assert client.get("/quan-tri/").headers["Location"] == CODE
    assert client.post(CODE, {"code": shown_by(enrolled)}).status_code == 302
    assert is_in(client)


def test_others_may_have_the_second_step_and_give_it_up_with_their_password(client, make_user):
    user = make_user(REPORTER)
    give_password(client, user)
    assert is_in(client)
    enrol(client, user)
    assert client.post("/quan-tri/tai-khoan/bo-dien-thoai/", {"password": "sai"}).context["form"].errors
    assert factor.phone_of(user)
    client.post("/quan-tri/tai-khoan/bo-dien-thoai/", {"password": "mat-khau-thu"})
    assert factor.phone_of(user) is None
    assert is_in(client)


def test_who_must_have_it_moves_to_another_phone_at_once(client, make_user):
    user = make_user(CHIEF)
    give_password(client, user)
    enrol(client, user)
    client.post("/quan-tri/tai-khoan/bo-dien-thoai/", {"password": "mat-khau-thu"})
    assert client.get("/quan-tri/").headers["Location"] == ENROL


def test_new_recovery_codes_end_the_old_ones(client, make_user):
    user = make_user(CHIEF)
    give_password(client, user)
    before = set(enrol(client, user).context["codes"])
    after = set(client.post("/quan-tri/tai-khoan/ma-du-phong/", {"password": "mat-khau-thu"}).context["codes"])
    assert len(after) == 10
    assert not before & after
    assert StaticToken.objects.filter(device__user=user).count() == 10


def test_the_command_helps_the_last_one_who_lost_a_phone(client, enrolled):
    client.force_login(enrolled)
    call_command("reset_factor", enrolled.username, verbosity=0)
    assert factor.phone_of(enrolled) is None
    assert not is_in(client)
    give_password(client, enrolled)
    assert client.get("/quan-tri/").headers["Location"] == ENROL
    with pytest.raises(CommandError):
        call_command("reset_factor", "khong-co")


def test_a_real_paper_without_a_second_factor_is_told(settings):
    settings.IS_TRIAL, settings.SECOND_FACTOR = False, "off"
    assert [error.id for error in second_factor_is_on(None)] == ["newsroom.E003"]
    settings.SECOND_FACTOR = "publishers"
    assert second_factor_is_on(None) == second_factor_is_known(None) == []
    settings.SECOND_FACTOR = "nhà báo"
    assert [error.id for error in second_factor_is_known(None)] == ["newsroom.E002"]

"""The way in: password, lock-out, and what is written down of every attempt."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import AnonymousUser

from articles.workflow import CHIEF, GROUPS, REPORTER
from newsroom import edition
from newsroom.models import DeskSession, SignIn
from newsroom.tests.signing_in import PASSWORD, give_password, is_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_gets_in_with_their_password_and_finds_it_in_the_record(client, make_user, group):
    user = make_user(group)
    answer = give_password(client, user, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit Version/18 Safari/604")
    assert answer.headers["Location"] == "/quan-tri/"
    assert is_in(client)
    row = SignIn.objects.get()
    assert (row.user, row.outcome, row.address, row.device) == (user, "in", "127.0.0.1", "Safari, iPhone")
    assert "Safari, iPhone" in client.get("/quan-tri/newsroom/signin/").content.decode()


def _error(answer):
    return [str(text) for text in answer.context["form"].non_field_errors()]


def test_the_page_does_not_tell_whether_an_account_exists(client, make_user, django_user_model):
    closed = make_user(REPORTER, "dadong")
    closed.is_active = False
    closed.save()
    django_user_model.objects.create_user("bandoc", password=PASSWORD)
    make_user(REPORTER, "coday")
    told = {
        tuple(_error(give_password(client, name, password)))
        for name, password in [
            *[("coday", "sai-mat-khau"), ("khong-co", "sai-mat-khau")],
            *[("dadong", PASSWORD), ("dadong", "sai"), ("bandoc", PASSWORD)],
        ]
    }
    assert len(told) == 1
    assert not is_in(client)


@pytest.mark.parametrize("name", ["coday", "khong-co"])
def test_five_wrong_passwords_lock_a_name_out_from_there_and_only_there(client, make_user, name):
    make_user(REPORTER, "coday")
    answers = [give_password(client, name, "sai-mat-khau").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    answer = give_password(client, name, PASSWORD)
    assert answer.status_code == 429
    assert "Tạm khóa đăng nhập" in answer.content.decode()
    assert "phút nữa" in answer.content.decode()
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    elsewhere = give_password(client, "coday", PASSWORD, REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 302


def test_another_address_of_the_same_ipv6_network_is_no_new_beginning(client, make_user):
    make_user(REPORTER, "coday")
    answers = [
        give_password(client, "coday", "sai-mat-khau", REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code
        for number in range(1, 6)
    ]
    assert answers[-1] == 429
    assert give_password(client, "coday", PASSWORD, REMOTE_ADDR="2001:db8:1:2:ffff::9").status_code == 429
    assert SignIn.objects.filter(address="2001:db8:1:2::3").exists()
    assert give_password(client, "coday", PASSWORD, REMOTE_ADDR="2001:db8:1:3::9").status_code == 302


def test_a_lock_ends_by_the_clock_and_trying_on_does_not_prolong_it(client, make_user, now, settings):
    user = make_user(REPORTER)
    for _ in range(5):
        give_password(client, user, "sai-mat-khau")
    AccessAttempt.objects.update(attempt_time=now - settings.AXES_COOLOFF_TIME / 2)
    before = AccessAttempt.objects.get().attempt_time
    assert give_password(client, user).status_code == 429
    assert AccessAttempt.objects.get().attempt_time == before
    AccessAttempt.objects.update(attempt_time=now - settings.AXES_COOLOFF_TIME)
    assert give_password(client, user).status_code == 302


def test_a_password_typed_as_a_name_is_not_kept_in_the_record(client, make_user):
    user = make_user(REPORTER)
    give_password(client, "bi-mat-cua-toi", "x")
    give_password(client, user, "sai")
    assert list(SignIn.objects.values_list("outcome", "user").order_by("pk")) == [
        ("nobody", None),
        ("password", user.pk),
    ]


def test_failed_and_good_sign_ins_begin_no_new_edition_of_the_paper(client, make_user):
    user = make_user(REPORTER)
    before = edition.current()
    for _ in range(6):
        give_password(client, user, "sai-mat-khau")
    give_password(client, user, REMOTE_ADDR="203.0.113.7")
    assert edition.current() == before


def test_refusals_in_a_row_are_written_down_once(client, make_user):
    user = make_user(REPORTER)
    for _ in range(12):
        give_password(client, user, "sai-mat-khau")
    assert SignIn.objects.filter(outcome="locked").count() == 1


def test_behind_a_proxy_only_what_our_own_proxy_wrote_counts(client, make_user, settings):
    user = make_user(REPORTER)
    give_password(client, user, HTTP_X_FORWARDED_FOR="198.51.100.9")
    settings.BEHIND_PROXY = True
    give_password(client, user, HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.9")
    give_password(client, user, HTTP_X_FORWARDED_FOR="vo van")
    assert list(SignIn.objects.values_list("address", flat=True).order_by("pk")) == ["127.0.0.1", "198.51.100.9", None]


def test_old_records_go_with_the_next_sign_in(client, make_user, now, settings):
    user = make_user(REPORTER)
    settings.SIGN_IN_MONTHS = 2
    SignIn.objects.create(user=user, outcome="in", at=now - timedelta(days=80))
    SignIn.objects.create(user=user, outcome="password", at=now - timedelta(days=40))
    give_password(client, user)
    assert list(SignIn.objects.values_list("outcome", flat=True)) == ["in", "password"]


def test_people_read_their_own_sign_ins_and_the_chief_reads_all(client, make_user):
    one, other, chief = make_user(REPORTER, "mot"), make_user(REPORTER, "hai"), make_user(CHIEF, "truong")
    for user in (one, other, chief):
        SignIn.objects.create(user=user, outcome="in")
    assert set(SignIn.objects.visible_to(one)) == set(one.sign_ins.all())
    assert SignIn.objects.visible_to(chief).count() == 3
    client.force_login(one)
    assert "hai" not in client.get("/quan-tri/newsroom/signin/").content.decode().split('id="result_list"')[1]
    assert client.post("/quan-tri/newsroom/signin/add/").status_code == 403


def test_rights_that_change_end_the_session_at_once_everywhere(client, make_user, groups):
    from django.contrib.auth.models import Group
    from django.test import Client

    user, phone = make_user(REPORTER), Client()
    give_password(client, user)
    give_password(phone, user)
    assert is_in(client)
    assert is_in(phone)
    user.groups.set([Group.objects.get(name=CHIEF)])
    for browser in (client, phone):
        answer = browser.get("/quan-tri/", follow=True)
        assert "Quyền của anh/chị vừa được thay đổi" in answer.content.decode()


@pytest.mark.parametrize("field", ["is_active", "is_staff", "is_superuser"])
def test_a_changed_account_ends_the_session_even_without_a_signal(client, make_user, django_user_model, field):
    user = make_user(REPORTER)
    give_password(client, user)
    django_user_model.objects.filter(pk=user.pk).update(**{field: not getattr(user, field)})
    assert not is_in(client)


def test_a_changed_session_is_nobody_outside_the_desk_too(client, make_user, rf, groups):
    from newsroom.people.gate import Gate

    user = make_user(REPORTER)
    give_password(client, user)
    user.groups.clear()
    request = rf.get("/anh/1/")
    request.session, request.user = client.session, user
    seen = []
    Gate(lambda asked: seen.append(asked.user.is_authenticated))(request)
    assert seen == [False]
    assert isinstance(request.user, AnonymousUser)


def test_a_new_password_ends_every_other_session_and_keeps_this_one(client, make_user):
    from django.test import Client

    user, other = make_user(REPORTER), Client()
    give_password(client, user)
    give_password(other, user)
    new = "mot-mat-khau-khac-han"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/quan-tri/password_change/", form).status_code == 302
    assert is_in(client)
    assert not is_in(other)
    assert DeskSession.objects.open().filter(user=user, key=client.session.session_key).exists()


def test_a_weak_password_is_refused_in_vietnamese(client, make_user):
    user = make_user(REPORTER)
    give_password(client, user)
    for weak, why in [("ngan", "10"), ("password123", "phổ biến"), ("8462915730", "số"), ("Mật-khẩu-2026", "báo")]:
        form = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
        answer = client.post("/quan-tri/password_change/", form)
        assert answer.status_code == 200
        assert any(why in text for text in answer.context["form"].errors["new_password2"]), weak


def test_one_signs_out_everywhere_else_and_stays(client, make_user):
    from django.test import Client

    user, other = make_user(REPORTER), Client()
    give_password(client, user)
    give_password(other, user)
    assert client.get("/quan-tri/tai-khoan/").context["sessions"].count() == 2
    client.post("/quan-tri/tai-khoan/thoat-het/")
    assert is_in(client)
    assert not is_in(other)
    assert client.get("/quan-tri/tai-khoan/").context["sessions"].count() == 1
    client.post("/quan-tri/logout/")
    assert not DeskSession.objects.filter(user=user).exists()

"""A new machine becomes a newsroom with one command, and the same command again changes nothing."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from articles.models import Article, Section
from articles.workflow import GROUPS
from directives.models import Directive
from newsroom.checks import masthead


def set_up():
    out = StringIO()
    call_command("set_up", stdout=out)
    return out.getvalue()


@pytest.fixture
def first(db):
    return set_up()


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Article, Section, Directive, Group)]


def test_an_empty_database_becomes_a_populated_paper(first, client, django_user_model):
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
    public = Article.objects.published()
    assert public.count() >= 12
    assert public.values("section").distinct().count() >= 4
    assert public.filter(bylines__author__isnull=False).values("bylines__author").distinct().count() >= 4
    assert {kind for (kind,) in Directive.objects.values_list("kind")} >= {"NQ", "CT", "NĐ"}
    assert client.get("/").status_code == 200


def test_the_password_is_told_once_and_lets_one_in(first, client, django_user_model):
    name = first.split("Tài khoản biên tập: ")[1].split()[0]
    password = first.split("(chỉ hiện lần này): ")[1].split()[0]
    answer = client.post("/quan-tri/login/", {"username": name, "password": password}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain == [("/quan-tri/", 302)]
    assert "Mật khẩu" not in set_up()


def test_the_same_command_again_changes_nothing(first):
    before = everything()
    assert set_up() == ""
    assert everything() == before


def test_a_paper_in_production_must_name_what_the_law_asks(settings):
    settings.PRODUCTION = True
    settings.PAPER = settings.PAPER | {"governing_body": "", "licence": "", "responsible_head": "Nguyễn Văn Bình"}
    assert [error.hint.split()[-1] for error in masthead(None)] == ["PAPER_GOVERNING_BODY.", "PAPER_LICENCE."]
    settings.PRODUCTION = False
    assert masthead(None) == []

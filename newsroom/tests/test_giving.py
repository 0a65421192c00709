"""Groups follow the paper's table when it grows, and keep what was changed by hand."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection

from articles import rights
from articles.workflow import APPROVE, CHIEF, EDITOR, GROUPS, PUBLISH, WITHDRAW, make_groups, publishing_rights
from newsroom.models import GivenRights
from newsroom.people.giving import give

pytestmark = pytest.mark.django_db


def names(group):
    return set(Group.objects.get(name=group).permissions.values_list("codename", flat=True))


def right(codename):
    return Permission.objects.get(codename=codename, content_type__app_label__in=("articles", "newsroom", "directives"))


@pytest.mark.parametrize("group", GROUPS)
def test_a_new_group_gets_the_table_and_the_table_names_only_rights_that_exist(groups, group):
    assert names(group) == set(GROUPS[group])


def test_a_newer_table_adds_what_is_new_and_keeps_what_was_changed_by_hand(groups, monkeypatch):
    editors = Group.objects.get(name=EDITOR)
    editors.permissions.add(right("approve_article"))
    editors.permissions.remove(right("add_author"))
    monkeypatch.setitem(rights.GROUPS, EDITOR, [*GROUPS[EDITOR], "view_seal"])
    assert make_groups() == []
    assert "view_seal" in names(EDITOR)
    assert "approve_article" in names(EDITOR)
    assert "add_author" not in names(EDITOR)


def test_what_the_table_no_longer_names_is_taken_away(groups):
    before = names(EDITOR)
    give(EDITOR, [name for name in GROUPS[EDITOR] if name != "change_tag"])
    assert names(EDITOR) == before - {"change_tag"}


def test_an_installation_from_before_gets_only_what_came_since(groups):
    migration = importlib.import_module("newsroom.migrations.0002_people")
    GivenRights.objects.all().delete()
    editors, chiefs = Group.objects.get(name=EDITOR), Group.objects.get(name=CHIEF)
    editors.permissions.clear()
    chiefs.permissions.remove(right("view_every_signin"))
    migration.remember_what_was_given(apps, connection.schema_editor())
    make_groups()
    assert "view_every_signin" in names(CHIEF)
    assert not names(EDITOR) & {"add_article", "edit_any_article"}


def test_the_rights_to_publish_are_read_off_the_moves():
    assert publishing_rights() == {PUBLISH, WITHDRAW}
    assert APPROVE not in publishing_rights()

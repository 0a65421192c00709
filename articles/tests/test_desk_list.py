"""The list of articles at the desk is written out at once, and is what Django's own list would show."""

import pytest
from django.contrib.admin.templatetags import admin_list

from articles.admin.listing import rows
from articles.models import Status
from articles.workflow import CHIEF, EDITOR

LIST = "/quan-tri/articles/article/"


@pytest.mark.parametrize("query", ["", "?o=3.-1", "?status__exact=draft&q=duong"])
def test_the_rows_are_those_of_djangos_own_list(at_desk, client, make_article, query):
    user = at_desk(EDITOR)
    make_article("Đường <mới> & 'cũ'", captions=["Một"], doubts=[{"code": "date-guess", "detail": "Ngày <đoán>"}])
    make_article("Đường nháp", status=Status.DRAFT, section=None, created_by=user, bylines=[])
    make_article("", status=Status.DRAFT, published_at=None, date_precision="unknown")
    changelist = client.get(LIST + query).context["cl"]
    assert len(changelist.result_list) == (1 if "q=" in query else 3)
    assert rows(changelist) == ["".join(row) for row in admin_list.results(changelist)]


def test_a_window_for_choosing_an_article_tells_the_page_that_opened_it_which(at_desk, client, make_article):
    at_desk(EDITOR)
    article = make_article()
    assert f'data-popup-opener="{article.pk}"' in client.get(f"{LIST}?_popup=1").content.decode()


def test_settling_the_doubts_of_many_loads_no_article_by_itself(
    at_desk, client, make_article, django_assert_max_num_queries
):
    at_desk(CHIEF)
    chosen = [make_article(f"Bài {number}", doubts=[{"code": "x", "detail": "ngờ vực"}]).pk for number in range(9)]
    assert "ngờ vực" in client.get(LIST).content.decode()
    with django_assert_max_num_queries(24):
        client.post(LIST, {"action": "doubts_are_settled", "_selected_action": chosen})
    assert "ngờ vực" not in client.get(LIST).content.decode()

"""Which articles go out: by day, section, state and number, in the words of the archivist."""

import json
from datetime import date

import pytest
from django.core.management import CommandError

from articles.formats.record import ArticleRecord
from articles.models import Article, Section
from articles.models.article import UNDATED
from articles.selection import Selection, SelectionError
from articles.tests.exports import export


def headlines(*arguments):
    return [json.loads(line).get("headline") for line in export(*arguments).splitlines()]


@pytest.fixture
def choice(make_article, hanoi):
    """An article a year from 2018 to 2020, one undated, and a draft, in two sections and a subsection."""
    economy = Section.objects.create(name="Kinh tế")
    farming = Section.objects.create(name="Nông nghiệp", parent=economy)
    make_article("2018", published_at=hanoi(2018, 5, 1), section=economy)
    make_article("2019", published_at=hanoi(2019, 5, 1, 23, 59), section=farming)
    make_article("2020", published_at=hanoi(2020, 5, 1))
    make_article("undated", published_at=UNDATED, date_precision="unknown")
    make_article("draft", published_at=None, status="draft")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "2018 2019 2020 undated draft"),
        (("--since", "2019-05-01"), "2019 2020"),
        (("--until", "2019-05-01"), "2018 2019"),
        (("--since", "2018-05-02", "--until", "2019-05-01"), "2019"),
        (("--section", "kinh-te"), "2018 2019"),
        (("--section", "nong-nghiep"), "2019"),
        (("--section", "nong-nghiep,xay-dung-dang"), "2019 2020 undated draft"),
        (("--section", "nong-nghiep", "--section", "kinh-te"), "2018 2019"),
        (("--status", "draft"), "draft"),
        (("--status", "published,draft", "--limit", "2"), "2018 2019"),
    ],
)
def test_the_archivist_chooses(choice, arguments, expected):
    assert headlines(*arguments) == expected.split()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--since", "01/05/2019"), "2020-01-31"),
        (("--status", "xong"), "withdrawn"),
        (("--limit", "-1"), "không phải số bài"),
        (("--section", "the-thao"), "kinh-te"),
        (("--format", "pdf"), "jsonl"),
    ],
)
def test_a_wrong_choice_is_told_with_what_there_is(choice, arguments, told):
    with pytest.raises(CommandError, match=told):
        export(*arguments)


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), True),
        (Selection(since=date(2018, 6, 1)), True),
        (Selection(since=date(2018, 6, 2)), False),
        (Selection(until=date(2018, 6, 1)), True),
        (Selection(until=date(2018, 5, 31)), False),
        (Selection(sections=("kinh-te",)), True),
        (Selection(sections=("the-thao",)), False),
        (Selection(statuses=("published",)), True),
        (Selection(statuses=("draft",)), False),
    ],
)
def test_records_are_chosen_by_the_same_words(selection, taken):
    record = ArticleRecord(source="a", format="b", published_on="2018-06", sections=["Kinh tế", "Nông nghiệp"])
    assert selection.takes(record) is taken


def test_a_record_without_a_day_is_in_no_span():
    assert not Selection(until=date(2030, 1, 1)).takes(ArticleRecord(source="a", format="b"))


def test_a_section_that_is_not_there_is_named(db):
    with pytest.raises(SelectionError, match="the-thao"):
        Selection(sections=("the-thao",)).of(Article.objects.all())

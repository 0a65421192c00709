"""The made-up newsroom that `make bench` measures."""

import statistics

import pytest
from django.db import connection

from articles.formats.tabular.record_json import record_from_json
from newsroom.bench.corpus import COMMON, RARE, lines, story
from newsroom.bench.loading import ratio


def test_a_larger_corpus_holds_the_smaller_one_to_the_byte():
    assert list(lines(1, 11)) == list(lines(1, 21))[:10]


def test_every_story_is_read_back_as_it_was_written():
    for number, line in enumerate(lines(1, 30), 1):
        assert record_from_json(line) == story(number)


def test_a_story_in_a_hundred_speaks_of_the_rare_thing_and_many_of_the_common_one():
    stories = [story(number) for number in range(1, 401)]
    assert sum(RARE in each.standfirst for each in stories) == 4
    assert 10 < sum(COMMON in each.body for each in stories) < 100
    assert 300 < statistics.mean(len(each.body.split()) for each in stories) < 900


def test_ratios_are_taken_round_by_round():
    assert ratio([2, 30, 8], [1, 10, 2]) == (3, 2, 4)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies are made inside SQLite")
def test_copies_have_all_that_their_story_has_and_the_rare_thing_stays_rare(make_article):
    from articles import search
    from articles.models import Article
    from newsroom.bench.multiply import multiply

    for _ in range(3):
        make_article("Bản làng đổi mới", body=f"<p>Nghề lấy mật {RARE} ở xã vùng cao.</p>", tags=["Nông thôn"])
    multiply(8)
    assert Article.objects.count() == 8
    assert Article.objects.filter(tags__name="Nông thôn").count() == 8
    assert len(search.find(Article.objects.published(), "vung cao", limit=20)) == 8
    assert len(search.find(Article.objects.published(), RARE, limit=20)) == 3

"""The portrait of whoever signs: on their page and in its facts, and public only with something they signed."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Author, Photo


@pytest.fixture
def author(make_article, make_photo):
    author = Author.objects.create(name="Hoàng Thu Hà", portrait=make_photo(alt="Chân dung Hoàng Thu Hà"))
    make_article().bylines.update(author=author)
    return author


def test_the_page_shows_the_portrait_with_its_size_and_text(author, client):
    html = client.get(author.get_absolute_url()).content.decode()
    assert f'src="/anh/{author.portrait_id}-320.webp"' in html
    assert 'width="800" height="600" alt="Chân dung Hoàng Thu Hà"' in html
    assert client.get(f"/anh/{author.portrait_id}-320.webp").status_code == 200


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_portrait_is_not_public_while_nothing_signed_is(author, client, status):
    author.bylines.get().article.__class__.objects.update(status=status)
    assert not Photo.objects.for_readers().exists()
    assert client.get(f"/anh/{author.portrait_id}-320.webp").status_code == 404


def test_one_author_costs_no_more_queries_for_a_portrait(author, client, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(author.get_absolute_url())


def test_a_photo_that_goes_leaves_the_author(author):
    author.portrait.delete()
    author.refresh_from_db()
    assert author.portrait is None


def test_the_face_stands_beside_the_signature_and_costs_no_query(author, client):
    address = author.bylines.get().article.get_absolute_url()
    with CaptureQueriesContext(connection) as with_face:
        html = client.get(address).content.decode()
    Author.objects.update(portrait=None)
    with CaptureQueriesContext(connection) as without:
        client.get(address)
    assert len(with_face) == len(without)
    assert f'<img class="face" src="/anh/{author.portrait_id}-320.webp" width="44" height="44" alt=""' in html


def test_who_has_no_portrait_leaves_no_gap(make_article, client):
    assert 'class="face' not in client.get(make_article().get_absolute_url()).content.decode()


def test_search_engines_learn_of_the_author_what_the_page_shows(author, client):
    Author.objects.update(biography="Phóng viên\nBan Kinh tế.")
    html = client.get(author.get_absolute_url()).content.decode()
    facts = [json.loads(found) for found in re.findall(r'<script type="application/ld.json">(.*?)</script>', html)]
    (page,) = (each for each in facts if each["@type"] == "ProfilePage")
    assert page["mainEntity"]["name"] == "Hoàng Thu Hà"
    assert page["mainEntity"]["description"] == "Phóng viên Ban Kinh tế."
    assert client.get(urlsplit(page["mainEntity"]["image"]).path).status_code == 200

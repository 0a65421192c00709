"""A box beside the story: kept by every door a body goes through."""

import pytest

from articles.differences import split_blocks
from articles.formats.markup import semantic
from articles.markup import flow_text, plain_text, sanitise
from articles.merging_text import merge_bodies

BOX = '<aside class="box"><h3>Số liệu</h3><p>Tăng 12,5%.</p></aside>'


def test_a_box_is_kept_and_everything_else_of_an_aside_goes():
    assert sanitise(BOX) == BOX
    assert sanitise('<aside class="evil" onclick="y"><p>a</p></aside>') == '<aside class="box"><p>a</p></aside>'
    assert sanitise("<p>a</p><aside> </aside>").startswith("<p>a</p>")
    assert plain_text(f"<p>Một</p>{BOX}<p>Hai</p>") == "Một\nSố liệu\nTăng 12,5%.\nHai"
    assert flow_text('<aside class="box">a</aside><p>b</p>') == "a\nb\n"


def test_only_our_own_box_comes_in_with_an_import():
    assert semantic(f"<p>Một</p>{BOX}")[0] == f"<p>Một</p>{BOX}"
    assert semantic('<aside class="related"><p>Tin liên quan</p></aside>')[0] == "<p>Tin liên quan</p>"


def test_two_people_may_change_a_box_and_a_paragraph_at_once():
    base = f"<p>Một</p>{BOX}<p>Hai</p>"
    assert split_blocks(base) == ["<p>Một</p>", BOX, "<p>Hai</p>"]
    mine, theirs = base.replace("12,5", "13"), base.replace("Hai", "Hai sửa")
    merged = merge_bodies(base, mine, theirs)
    assert merged.clashes == ()
    assert "Tăng 13%" in merged.value
    assert "Hai sửa" in merged.value


@pytest.mark.django_db
def test_readers_get_the_box_and_citations_in_it_are_linked(client, make_article):
    article = make_article(body='<aside class="box"><p>Chỉ thị số 36-CT/TW, ngày 30/5/2014</p></aside>')
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<aside class="box"><p><a class="citation"' in page

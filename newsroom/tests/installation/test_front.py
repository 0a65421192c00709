"""Varnish with the project's own configuration: what it keeps, for whom, and what it forgets."""

import urllib.request

import pytest

from newsroom.tests.installation.programs import ask, await_that

pytestmark = pytest.mark.installation


def counters(paper):
    """Return Varnish's own counts: {name: number}."""
    import json
    import subprocess

    command = ["varnishstat", "-n", str(paper.folder / "varnish"), "-1", "-j"]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {name: each["value"] for name, each in told["counters"].items()}


def asked_of_the_newsroom(paper, path, **headers):
    """Return how many requests the newsroom got for three of one page."""
    before = counters(paper)["MAIN.backend_req"]
    for _time in range(3):
        assert ask(paper.front.port, path, **headers)[0] == 200
    return counters(paper)["MAIN.backend_req"] - before


def test_the_doctor_finds_every_part_well(paper):
    paper.manage("backup", paper.folder / "for-the-doctor.tar")
    told = paper.manage("doctor")
    for well in ("1 máy chủ bản sao theo kịp", "Bộ nhớ đệm dùng được", "Kho ảnh ghi và đọc được", "CDN nhận lệnh xóa"):
        assert f"✓ {well}" in told
    assert "✓ Lần sao lưu gần nhất" in told


def test_a_page_is_asked_for_once_whatever_readers_are_counted_by(paper):
    name = paper.publish()
    await_that(lambda: paper.front_shows(name), "Varnish was told of the edition")
    assert asked_of_the_newsroom(paper, "/") <= 1
    assert asked_of_the_newsroom(paper, "/?utm_source=zalo&fbclid=1") == 0
    assert asked_of_the_newsroom(paper, "/", Cookie="_ga=1") == 0


def test_who_is_signed_in_is_never_given_a_kept_page(paper):
    ask(paper.front.port)
    assert asked_of_the_newsroom(paper, "/", Cookie=paper.cookie) == 3
    request = urllib.request.Request(f"http://127.0.0.1:{paper.front.port}/", headers={"Cookie": paper.cookie})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["Cache-Control"].startswith("private")


def test_parameters_that_no_page_knows_fill_nothing(paper):
    ask(paper.front.port)
    before = counters(paper)["MAIN.n_object"]
    for number in range(50):
        assert ask(paper.front.port, f"/?rac={number}")[0] == 200
    assert counters(paper)["MAIN.n_object"] <= before + 1


def test_questions_have_a_store_of_their_own_so_they_push_out_no_page(paper):
    before = counters(paper)["SMA.default.g_bytes"]
    for number in range(60):
        assert ask(paper.front.port, f"/tim-kiem/?q=tu{number}")[0] == 200
    assert counters(paper)["SMA.default.g_bytes"] <= before + 100_000
    assert asked_of_the_newsroom(paper, "/") <= 1


def test_a_stranger_behind_a_proxy_makes_it_forget_nothing(paper):
    assert ask(paper.front.port, method="PURGE", xkey="bao", X_Forwarded_For="203.0.113.9")[0] == 405
    assert ask(paper.front.port, method="PURGE", xkey="bao")[0] == 200

"""Whoever meets an outage is told what is away and that nothing was kept; other faults stay faults."""

import pytest
from django.db import DataError, OperationalError

from newsroom.bucket import StorageAway


@pytest.fixture
def failing(client, db, monkeypatch):
    """Return what a reader is told when the making of the front page raises `error`."""
    from newsroom import fragments

    def told(error):
        def fail(*args, **kwargs):
            raise error

        monkeypatch.setattr(fragments, "of_edition", fail)
        monkeypatch.setattr("articles.views.pages.render", fail)
        client.raise_request_exception = False
        return client.get("/")

    return told


def test_a_database_that_is_away_is_named_with_503(failing):
    response = failing(OperationalError("connection refused"))
    assert response.status_code == 503
    assert response["Retry-After"]
    assert response["Cache-Control"] == "no-store"
    assert "nội dung chưa được lưu" in response.content.decode()


def test_a_store_of_pictures_that_is_away_is_named_with_503(failing, settings):
    settings.S3_BUCKET = "anh"
    response = failing(StorageAway("away"))
    assert response.status_code == 503
    assert "Kho ảnh hiện không trả lời" in response.content.decode()


@pytest.mark.parametrize("error", [ValueError("x"), DataError("x"), OperationalError("no such table: x")])
def test_a_fault_of_the_program_is_not_excused_as_an_outage(failing, error):
    response = failing(error)
    assert response.status_code == 500
    assert "chưa được lưu" not in response.content.decode()

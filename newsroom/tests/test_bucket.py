"""Pictures in S3-compatible storage: kept whole and given back, or a clear error and nothing half-written."""

import pytest
from django.core.files.base import ContentFile

from newsroom import bucket
from newsroom.bucket import Bucket, StorageAway
from newsroom.pause import Pause
from newsroom.tests.installation.programs import Pictures


@pytest.fixture(scope="module")
def server():
    server = Pictures()
    yield server
    server.stop()


@pytest.fixture
def pictures(server, monkeypatch):
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(bucket, "_away", Pause(0))
    return server.make()


@pytest.fixture
def storage(pictures):
    where = {"endpoint_url": pictures.environ["S3_ENDPOINT_URL"], "region_name": "us-east-1"}
    return Bucket(bucket_name="pictures", default_acl="private", file_overwrite=False, **where)


@pytest.mark.parametrize("size", [0, 10, 9_000_000])
def test_what_is_kept_is_given_back(storage, size):
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    name = storage.save("originals/aa/anh.jpg", ContentFile(data))
    with storage.open(name) as file:
        assert file.read() == data
    assert storage.size(name) == size
    assert storage.listdir("originals/aa") == ([], ["anh.jpg"])
    assert storage.listdir("") == (["originals"], [])
    storage.delete(name)
    assert not storage.exists(name)


def test_a_second_file_of_a_name_takes_nothing_from_the_first(storage):
    first = storage.save("originals/a.jpg", ContentFile(b"1"))
    second = storage.save("originals/a.jpg", ContentFile(b"2"))
    assert first != second
    assert storage.open(first).read() == b"1"


def test_what_is_not_there_is_missing_and_no_outage(storage):
    with pytest.raises(FileNotFoundError):
        storage.open("originals/khong-co.jpg")
    assert not storage.exists("originals/khong-co.jpg")


def test_while_it_is_away_everything_says_so_and_nothing_is_lost(storage, pictures):
    name = storage.save("originals/a.jpg", ContentFile(b"1"))
    pictures.stop()
    deeds = (storage.open, storage.exists, storage.size, storage.delete, storage.listdir)
    for deed in deeds:
        with pytest.raises(StorageAway):
            deed(name)
    with pytest.raises(StorageAway):
        storage.save("originals/b.jpg", ContentFile(b"2"))
    pictures.start()
    assert storage.listdir("originals") == ([], ["a.jpg"])
    assert storage.open(name).read() == b"1"


def test_a_store_known_to_be_away_keeps_nobody_waiting(storage, pictures, monkeypatch):
    pictures.stop()
    monkeypatch.setattr(bucket, "_away", Pause(60))
    with pytest.raises(StorageAway):
        storage.exists("a.jpg")
    pictures.start()
    with pytest.raises(StorageAway, match="vừa không trả lời"):
        storage.exists("a.jpg")


def test_a_key_that_is_refused_is_told(storage, monkeypatch):
    storage.bucket_name = "khong-co"
    with pytest.raises(StorageAway):
        storage.save("originals/a.jpg", ContentFile(b"1"))


def test_no_file_has_a_public_address(storage):
    with pytest.raises(NotImplementedError):
        storage.url("originals/a.jpg")

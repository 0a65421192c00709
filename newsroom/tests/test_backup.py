"""A backup holds everything as it was at one moment; what comes back is the same to the last byte, or nothing comes."""

import hashlib
import io
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from newsroom.backup import files
from newsroom.backup.archive import BackupError, Manifest, verify, writing

ROOT = Path(__file__).resolve().parents[2]
# Of the moment, not of the paper: who is signed in, the number of the edition, when the last backup was.
OF_THE_MOMENT = ("django_session", "newsroom_edition", "newsroom_checkpoint", "sqlite_sequence")
PAPER = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from articles.models import Section
from newsroom.models import Tag
Section.objects.create(name="Mục", slug="muc")
Tag.objects.create(name="Đảng bộ")
for number in range(3):
    default_storage.save(f"originals/aa/anh-{number}.jpg", ContentFile(bytes([number]) * 100_000))
default_storage.save("renditions/aa/nho.webp", ContentFile(b"made again"))
"""
# Changes two tables in one transaction, over and over: a copy in which they differ is torn.
WRITER = """
from django.db import transaction
from articles.models import Section
from newsroom.models import Tag
number = 0
while True:
    number += 1
    with transaction.atomic():
        Section.objects.filter(slug="muc").update(name=f"Số {number}")
        Tag.objects.update(introduction=f"Số {number}")
    print(number, flush=True)
"""


class Newsroom:
    """One on SQLite and a folder of its own, used only by its commands."""

    def __init__(self, folder):
        self.folder = folder
        self.environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        self.environ |= {"DATA_DIR": str(folder), "DEBUG": "", "PYTHONWARNINGS": "error::ResourceWarning"}

    def manage(self, *arguments, told=None):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(command, cwd=ROOT, env=self.environ, capture_output=True, text=True, input=told)

    def do(self, *arguments, **options):
        done = self.manage(*arguments, **options)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, script):
        return subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", script],
            cwd=ROOT,
            env=self.environ,
            stdout=subprocess.PIPE,
            text=True,
        )

    def rows(self):
        with sqlite3.connect(self.folder / "newsroom.sqlite3") as database:
            tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {table: database.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}
        database.close()
        return {table: rows for table, rows in found.items() if table not in OF_THE_MOMENT}

    def one(self, sql):
        with sqlite3.connect(self.folder / "newsroom.sqlite3") as database:
            found = database.execute(sql).fetchone()[0]
        database.close()
        return found

    def files(self):
        media = self.folder / "media"
        return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    paper = Newsroom(tmp_path_factory.mktemp("paper"))
    paper.do("migrate", "-v0")
    paper.do("shell", "-v0", "-c", PAPER)
    return paper


@pytest.fixture
def other(tmp_path):
    return Newsroom(tmp_path / "other")


def test_what_comes_back_is_the_same_to_the_last_row_and_byte(paper, other, tmp_path):
    paper.do("backup", tmp_path / "bao.tar")
    other.do("restore", tmp_path / "bao.tar")
    assert other.rows() == paper.rows()
    originals = {name: data for name, data in paper.files().items() if name.startswith("originals/")}
    assert other.files() == originals
    assert len(originals) == 3


def test_a_backup_is_read_by_nobody_but_its_owner(paper, tmp_path):
    paper.do("backup", tmp_path / "bao.tar")
    assert (tmp_path / "bao.tar").stat().st_mode & 0o077 == 0


def test_a_backup_made_while_somebody_writes_is_of_one_moment(paper, other, tmp_path):
    writer = paper.shell(WRITER)
    try:
        before = int(writer.stdout.readline())
        paper.do("backup", tmp_path / "bao.tar")
        after = paper.one("SELECT name FROM articles_section")
    finally:
        writer.kill()
        writer.communicate()
    other.do("restore", tmp_path / "bao.tar")
    kept = other.one("SELECT name FROM articles_section")
    assert other.one("SELECT introduction FROM newsroom_tag") == kept
    assert before <= int(kept.split()[1]) <= int(after.split()[1])


def test_a_newsroom_that_is_there_is_replaced_only_by_whoever_says_so(paper, other, tmp_path):
    paper.do("backup", tmp_path / "bao.tar")
    other.do("restore", tmp_path / "bao.tar")
    other.do("shell", "-v0", "-c", "from django.contrib.auth.models import User; User.objects.create(username='moi')")
    before = other.rows()
    refused = other.manage("restore", tmp_path / "bao.tar")
    assert "1 tài khoản" in refused.stderr
    assert "--replace" in refused.stderr
    assert "Chưa thay đổi gì" in other.manage("restore", tmp_path / "bao.tar", "--replace", told="không\n").stderr
    assert other.rows() == before
    other.do("restore", tmp_path / "bao.tar", "--replace", told="phục hồi\n")
    assert other.rows() == paper.rows()


def test_a_restored_newsroom_is_a_new_edition_in_which_nobody_is_signed_in(paper, other, tmp_path):
    paper.do(
        "shell", "-v0", "-c", "from django.contrib.sessions.backends.db import SessionStore; SessionStore().create()"
    )
    paper.do("backup", tmp_path / "bao.tar")
    edition = paper.one("SELECT number FROM newsroom_edition")
    paper.do("restore", tmp_path / "bao.tar", "--replace", "--no-input")
    assert paper.one("SELECT number FROM newsroom_edition") > edition
    assert paper.one("SELECT count(*) FROM django_session") == 0


def test_a_folder_keeps_the_newest_backups_and_touches_no_other_file(paper, tmp_path):
    for name in ("newsroom-20200101-000000.tar", "newsroom-20210101-000000.tar", "khac.tar"):
        (tmp_path / name).write_bytes(b"")
    paper.do("backup", tmp_path, "--keep", 2)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left[0] == "khac.tar"
    assert left[1] == "newsroom-20210101-000000.tar"
    assert len(left) == 3


@pytest.fixture
def made(tmp_path):
    """A small backup of two members, made by hand."""
    path = tmp_path / "bao.tar"
    with writing(path, Manifest("2026-11-24", "Báo", "sqlite", [])) as writer:
        writer.add("database", io.BytesIO(b"x" * 30_000), 30_000)
        writer.add("files/originals/aa/anh.jpg", io.BytesIO(b"y" * 30_000), 30_000)
    return path


def test_a_whole_backup_is_verified(made):
    assert list(verify(made).members) == ["database", "files/originals/aa/anh.jpg"]


@pytest.mark.parametrize("share", [0, 0.001, 0.2, 0.5, 0.7, 0.85])
def test_half_a_backup_is_refused(made, share):
    data = made.read_bytes()
    made.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(BackupError):
        verify(made)


@pytest.mark.parametrize("place", [1000, 20_000, 40_000])
def test_a_backup_of_which_one_byte_has_changed_is_refused(made, place):
    data = bytearray(made.read_bytes())
    data[place] ^= 1
    made.write_bytes(data)
    with pytest.raises(BackupError, match="không còn như lúc sao lưu"):
        verify(made)


def test_a_member_that_the_manifest_does_not_name_is_refused(made):
    with tarfile.open(made, "a") as tar:
        tar.addfile(tarfile.TarInfo("files/them.jpg"), io.BytesIO(b""))
    with pytest.raises(BackupError, match="thừa ra"):
        verify(made)


@pytest.mark.parametrize("name", ["files/../../them", "files//etc/them", "files/a/./b", "files/", "../them", "/them"])
def test_a_backup_with_a_member_outside_the_files_is_refused(tmp_path, name):
    path = tmp_path / "bao.tar"
    with writing(path, Manifest("2026-11-24", "Báo", "sqlite", [])) as writer:
        writer.add("database", io.BytesIO(b"x"), 1)
        writer.add(name, io.BytesIO(b"y"), 1)
    with pytest.raises(BackupError, match="nằm ngoài kho tệp"):
        verify(path)


def test_a_member_that_claims_more_than_the_file_holds_is_refused(tmp_path):
    path, big = tmp_path / "bao.tar", tmp_path / "thua"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    subprocess.run(["tar", "--sparse", "-C", tmp_path, "-cf", path, "thua"], check=True)
    assert path.stat().st_size < 50_000
    with pytest.raises(BackupError, match="không phải tệp thường"):
        verify(path)


def test_a_backup_that_fails_leaves_no_file_behind(tmp_path):
    def fail():
        with writing(tmp_path / "bao.tar", Manifest("2026-11-24", "Báo", "sqlite", [])) as writer:
            writer.add("database", io.BytesIO(b"short"), 100)

    with pytest.raises(BackupError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_already_is_kept_and_a_damaged_one_is_mended():
    from django.core.files.storage import default_storage

    sha256 = hashlib.sha256(b"1234").hexdigest()
    assert files.put("originals/a.jpg", io.BytesIO(b"1234"), 4, sha256)
    assert not files.put("originals/a.jpg", io.BytesIO(b"1234"), 4, sha256)
    default_storage.delete("originals/a.jpg")
    default_storage.save("originals/a.jpg", ContentFile(b"12x4"))
    assert files.put("originals/a.jpg", io.BytesIO(b"1234"), 4, sha256)
    assert default_storage.open("originals/a.jpg").read() == b"1234"
    assert list(files.names()) == ["originals/a.jpg"]

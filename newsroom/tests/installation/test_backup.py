"""Backup and restore of a large installation: PostgreSQL and S3 storage, while it runs."""

import os
import subprocess
import sys

import pytest

from newsroom.tests.installation.programs import ROOT, ask, await_that

pytestmark = pytest.mark.installation
OF_THE_MOMENT = ("django_session", "newsroom_edition", "newsroom_checkpoint")


def everything(server, database="postgres"):
    """Return all rows of all tables, {table: rows}, but those of the moment."""
    import psycopg

    with psycopg.connect(server.url.removesuffix("postgres") + database, autocommit=True) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" AS row ORDER BY row::text').fetchall()
            for (name,) in names
            if name not in OF_THE_MOMENT
        }


def in_another(paper, name, *arguments):
    """Run a command of a newsroom on an empty database `name` of the same server, with files in a folder."""
    url = paper.primary.url.removesuffix("postgres") + name
    environ = paper.environ | {"DATABASE_URL": url, "DATABASE_REPLICA_URLS": "", "S3_BUCKET": "", "PURGE_URL": ""}
    environ |= {"DATA_DIR": str(paper.folder / name)}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True)


def test_another_newsroom_made_of_the_backup_is_the_same_to_the_last_row_and_byte(paper):
    paper.do("add_photo", 40)
    paper.manage("backup", paper.folder / "whole.tar")
    paper.primary.query("CREATE DATABASE another")
    done = in_another(paper, "another", "restore", paper.folder / "whole.tar")
    assert done.returncode == 0, done.stderr
    assert everything(paper.primary, "another") == everything(paper.primary)
    kept = [path for path in (paper.folder / "another" / "media").rglob("*") if path.is_file()]
    assert len(kept) == paper.do("photos")


def test_half_a_backup_changes_nothing(paper):
    paper.manage("backup", paper.folder / "for-half.tar")
    data = (paper.folder / "for-half.tar").read_bytes()
    (paper.folder / "half.tar").write_bytes(data[: len(data) // 2])
    paper.primary.query("CREATE DATABASE for_half")
    assert "CommandError" in in_another(paper, "for_half", "restore", paper.folder / "half.tar").stderr
    assert everything(paper.primary, "for_half") == {}


def test_the_running_paper_goes_back_to_its_backup_under_the_eyes_of_its_readers(paper):
    then = paper.publish()
    paper.manage("backup", paper.folder / "then.tar")
    rows = everything(paper.primary)
    assert paper.app_shows(paper.publish())
    with paper.readers() as go_on:
        paper.manage("restore", paper.folder / "then.tar", "--replace", "--no-input")
        assert paper.app_shows(then)
        await_that(lambda: paper.front_shows(then), "Varnish was told of the restored edition")
        go_on()
    assert everything(paper.primary) == rows
    assert 'type="password"' in ask(paper.app.port, "/quan-tri/", Cookie=paper.cookie)[1]  # everybody signs in anew
    paper.cookie = paper.do("sign_in")

"""Two processes of four readers each, one of them publishing: nobody is given a page older than what is committed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
READERS, READS, CHANGES = 4, 150, 60

# The number of the latest committed change lies in a file that both processes map.
WORKER = f"""
import io, mmap, re, struct, sys, threading
from newsroom.wsgi import application
from django.db import connection, transaction
from articles.models import Section

file = open(sys.argv[1], "r+b")
board = mmap.mmap(file.fileno(), 8)
stale, given = [], []

def committed():
    return struct.unpack("q", board[:8])[0]

def get(path):
    told = {{}}
    response = application({{
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    }}, lambda status, headers, exc_info=None: told.update(status=status))
    body = b"".join(response)
    getattr(response, "close", lambda: None)()
    return told["status"], body.decode()

def read():
    for number in range({READS}):
        before = committed()
        status, body = get("/muc/" if number % 2 else "/")
        shown = int(re.search(r"Mục (\\d+)<", body)[1])
        given.append(status)
        if shown < before:
            stale.append((shown, before))
    connection.close()

def publish():
    for number in range(1, {CHANGES} + 1):
        with transaction.atomic():
            Section.objects.filter(slug="muc").update(name=f"Mục {{number}}")
        board[:8] = struct.pack("q", number)
    connection.close()

threads = [threading.Thread(target=read) for _ in range({READERS})]
if sys.argv[2] == "publish":
    threads.append(threading.Thread(target=publish))
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(len(given), set(given), stale[:5])
"""
START = 'from articles.models import Section; Section.objects.create(name="Mục 0", slug="muc")'


@pytest.fixture
def environment(tmp_path, transactional_db):
    """What the processes run with: a SQLite file of their own, or the PostgreSQL of the tests."""
    settings = connection.settings_dict
    url = f"sqlite:///{tmp_path / 'together.sqlite3'}"
    if connection.vendor == "postgresql":
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**settings)
    found = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["shell", "-v0", "-c", START]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=found, check=True)
    return found


def test_no_reader_on_any_worker_is_given_a_page_older_than_what_is_committed(environment, tmp_path):
    board = tmp_path / "board"
    board.write_bytes(bytes(8))
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(board), role],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for role in ("publish", "read")
    ]
    for worker in workers:
        told, errors = worker.communicate(timeout=300)
        assert told.strip() == f"{READERS * READS} {{'200 OK'}} []", errors[-2000:]
    assert int.from_bytes(board.read_bytes(), "little") == CHANGES

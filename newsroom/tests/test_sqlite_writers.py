"""Eight people save at once on SQLite, and nobody is turned away."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, THREADS, SAVES = 2, 4, 10

# What a worker of the site does: read, then write, in one transaction, with the settings of the site.
WORKER = f"""
import threading, django
django.setup()
from django.db import connection, transaction

def save(number):
    for _ in range({SAVES}):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM note WHERE writer = %s", [number])
            cursor.execute("INSERT INTO note (writer, text) VALUES (%s, %s)", [number, "bài" * 2000])
    connection.close()

threads = [threading.Thread(target=save, args=(number,)) for number in range({THREADS})]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
"""


def test_eight_writers_are_all_served(tmp_path):
    path = tmp_path / "writers.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")  # as `migrate` leaves it
        database.execute("CREATE TABLE note (id integer PRIMARY KEY, writer integer, text text)")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{path}",
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    errors = [worker.communicate()[1] for worker in workers]
    with sqlite3.connect(path) as database:
        written = database.execute("SELECT count(*) FROM note").fetchone()[0]
    assert [error for error in errors if "locked" in error or "Error" in error] == []
    assert written == PROCESSES * THREADS * SAVES

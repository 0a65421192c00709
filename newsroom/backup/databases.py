"""A copy of the database as of one moment while others write, and the way back: by the engines' own means."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from newsroom.backup.archive import BackupError

LOCK_SECONDS = 60
# Who was signed in then is not signed in now; and no page of before outlives the restored ones.
_AFTER = (
    "DELETE FROM {schema}django_session",
    "UPDATE {schema}newsroom_edition SET number = {number}",
)


def dump(path):
    """Write the database as it is at one moment to `path`."""
    if connection.vendor == "sqlite":
        _dump_sqlite(path)
    else:
        arguments, environ = _server()
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={path}")
        _run([_program("pg_dump"), *options, *arguments], environ)


def load(path):
    """Put the database at `path` in place of all there is; whoever reads sees the one or the other."""
    if connection.vendor == "sqlite":
        _load_sqlite(path)
    else:
        _load_postgres(path)
    connection.close()


def _after(schema=""):
    number = time.time_ns() // 1_000  # as `edition.renew` counts: beyond any that was given out
    return [each.format(schema=schema, number=number) for each in _AFTER]


def _dump_sqlite(path):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _load_sqlite(path):
    with closing(sqlite3.connect(path)) as source:
        found = source.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupError(f"Cơ sở dữ liệu trong bản sao lưu hỏng: {found}.")
        with source:
            for statement in _after():
                source.execute(statement)
        connection.ensure_connection()
        source.backup(connection.connection)


def _load_postgres(path):
    arguments, environ = _server()
    quote = connection.ops.quote_name
    tables = ", ".join(map(quote, connection.introspection.table_names()))
    begin = f"SET lock_timeout = '{LOCK_SECONDS}s';\n" + (f"DROP TABLE {tables} CASCADE;\n" if tables else "")
    end = "".join(f"{statement};\n" for statement in _after("public."))
    psql = [_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *arguments]
    script = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(path)]
    with tempfile.TemporaryFile() as told, subprocess.Popen(script, stdout=subprocess.PIPE, stderr=told) as source:  # noqa: S603
        with subprocess.Popen(  # noqa: S603
            psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told, env=environ
        ) as target:
            try:
                target.stdin.write(begin.encode())
                shutil.copyfileobj(source.stdout, target.stdin)
                if source.wait():
                    end = "DO $$ BEGIN RAISE EXCEPTION 'pg_restore'; END $$;\n"  # or psql would commit the half
                target.stdin.write(end.encode())
                target.stdin.close()
            except BrokenPipeError:
                source.kill()
        if source.returncode or target.returncode:
            told.seek(0)
            why = told.read().decode(errors="replace")[-2000:].strip()
            raise BackupError(f"Không phục hồi được, cơ sở dữ liệu vẫn như trước: {why}")


def _server():
    """Return the arguments and the environment by which PostgreSQL's programs reach the database."""
    command, environ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return command[1:], os.environ | (environ or {})


def _program(name):
    """Return the path of one of PostgreSQL's programs, the newest: it must not be older than the server."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise BackupError(f"Máy này thiếu {name}: hãy cài gói postgresql-client.")
    return found


def _run(command, environ):
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name}: {done.stderr.strip()[-2000:]}")

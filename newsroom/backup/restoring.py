"""Bringing a backup back, into an empty newsroom or in place of one."""

import shutil
import tempfile
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from newsroom.backup import databases, files
from newsroom.backup.archive import CHUNK, DATABASE, FILES, BackupError, reading, verify

__all__ = ["Occupied", "restore", "verify"]


class Occupied(BackupError):
    """There is a newsroom already where the backup should come."""


def restore(path, manifest, *, replace=False):
    """Bring back the backup at `path`, whose `manifest` was verified; returns how many files were written.

    Files come first, so that the database names none that is not there. Raises `BackupError`, `Occupied` where there
    is a newsroom and not `replace`.
    """
    _check(manifest)
    if not replace and (told := occupants()):
        raise Occupied(f"Cơ sở dữ liệu này đang có {told}.")
    written = 0
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as folder:
        copy = Path(folder, DATABASE)
        with reading(path) as members:
            for name, size, stream in members:
                if name == DATABASE:
                    with copy.open("wb") as file:
                        shutil.copyfileobj(stream, file, CHUNK)
                elif name.startswith(FILES):
                    written += files.put(name.removeprefix(FILES), stream, size, manifest.members[name][1])
        databases.load(copy)
    call_command("migrate", verbosity=0)  # a backup of an older release; tells caches in front of the new edition, too
    return written


def _check(manifest):
    if manifest.engine != connection.vendor:
        raise BackupError(
            f"Bản sao lưu của {manifest.engine} không phục hồi được vào {connection.vendor}: hãy sửa DATABASE_URL."
        )
    known = {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    newer = [f"{app}.{name}" for app, name in manifest.migrations if f"{app}.{name}" not in known]
    if newer:
        raise BackupError(f"Bản sao lưu của phiên bản mới hơn ({newer[0]}): hãy cập nhật mã nguồn trước khi phục hồi.")


def occupants():
    """Say what the database holds that a restored backup would take the place of, "" for nothing."""
    tables = set(connection.introspection.table_names())
    told = []
    for model, word in ((apps.get_model("articles.Article"), "bài"), (get_user_model(), "tài khoản")):
        count = model.objects.count() if model._meta.db_table in tables else 0
        if count:
            told.append(f"{count} {word}")
    return ", ".join(told)

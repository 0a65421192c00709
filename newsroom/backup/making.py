"""Making a backup while the site runs."""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from newsroom.backup import databases, files
from newsroom.backup.archive import DATABASE, FILES, Manifest, writing

CHECKPOINT = "backup"


@dataclass
class Made:
    """What a backup came to: files kept, bytes, and the files that went away meanwhile."""

    files: int = 0
    size: int = 0
    lost: list = field(default_factory=list)


def make(path):
    """Write a backup to `path`, which must not exist, and return what was `Made`; raises `BackupError`."""
    made = Made()
    applied = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    told = Manifest(timezone.now().isoformat(), settings.PAPER["name"], connection.vendor, applied)
    with writing(path, told) as writer:
        _add_database(writer, Path(path).parent)
        for name in files.names():
            _add_file(writer, name, made)
    made.size = Path(path).stat().st_size
    _remember()
    return made


def _add_database(writer, folder):
    # Beside the backup, where there is room for it.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".newsroom-") as beside:
        copy = Path(beside, DATABASE)
        databases.dump(copy)
        with copy.open("rb") as stream:
            writer.add(DATABASE, stream, copy.stat().st_size)


def _add_file(writer, name, made):
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        made.lost.append(name)
        return
    with file:
        writer.add(f"{FILES}{name}", file, file.size)
    made.files += 1


def _remember():
    from newsroom.models import Checkpoint

    Checkpoint.objects.update_or_create(name=CHECKPOINT, defaults={"value": int(time.time())})


def age():
    """Return how many seconds ago the last backup was made, None where there was none."""
    from newsroom.models import Checkpoint

    made = Checkpoint.objects.filter(name=CHECKPOINT).values_list("value", flat=True).first()
    return None if made is None else time.time() - made

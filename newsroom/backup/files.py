"""The files of the newsroom, wherever its storage keeps them."""

import hashlib

from django.core.files.base import File
from django.core.files.storage import default_storage

# Made again from the originals when somebody asks for them.
REMADE = ("renditions", "share")


def names(folder=""):
    """Yield the names of all files that are no copies made from others."""
    folders, files = default_storage.listdir(folder)
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        if folder or name not in REMADE:
            yield from names(f"{folder}/{name}" if folder else name)


def put(name, stream, size, sha256):
    """Keep `stream` as `name`, unless it is there as it should be; returns whether anything was written."""
    if default_storage.exists(name):
        if default_storage.size(name) == size and _digest(name) == sha256:
            return False
        default_storage.delete(name)
    file = File(stream, name=name)
    file.size = size  # which a member of a tar does not tell
    default_storage.save(name, file)
    return True


def _digest(name):
    with default_storage.open(name) as file:
        value = hashlib.sha256()
        for chunk in file.chunks():
            value.update(chunk)
        return value.hexdigest()

"""The files of an import: found below what the archivist names, each known by a key that stays the same."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from articles.formats.archive import Member, walk
from articles.formats.media import MediaFolder
from articles.formats.record import Refusal

READ_SIZE = 1 << 20


@dataclass(frozen=True)
class SourcePath:
    """One file: how the archivist finds it, the key it is known by in every run, and its contents or refusal."""

    shown: str
    key: str
    found: Member | Refusal

    @property
    def folder(self):
        """The names of the folders that hold it, the innermost first."""
        return list(reversed(self.key.replace("!", "/").split("/")[:-1]))


def find_sources(paths):
    """Yield the files below `paths`, archives opened, in order of their names.

    A file's key begins with the name of the folder given, or of the folder that holds the file given, so that
    `seeds` and `seeds/01.txt` mean the same file. Raises `FileNotFoundError` for a path that is not there.
    """
    for given in paths:
        if not Path(given).exists():
            raise FileNotFoundError(given)
    seen = set()
    for given in paths:
        root = Path(given)
        base = root.resolve().name if root.is_dir() else root.resolve().parent.name
        shown = root if root.is_dir() else root.parent
        for found in walk(root):
            name = found.name if isinstance(found, Member) else found.source
            key = f"{base}/{name}"
            if not _is_hidden(name) and key not in seen:
                seen.add(key)
                yield SourcePath(str(shown / name), key, found)


def _is_hidden(name):
    return any(part.startswith(".") and part != ".." for part in name.replace("!", "/").split("/"))


def pictures_of(sources, media_folders):
    """Return the `MediaFolder` of the pictures among `sources` and below `media_folders`."""
    members = [source.found for source in sources if isinstance(source.found, Member)]
    for folder in media_folders:
        members += [found for found in walk(folder) if isinstance(found, Member)]
    return MediaFolder(members)


def digest(stream):
    """Return the SHA-256 of a binary `stream`, in hex; the stream is left at its beginning."""
    value = hashlib.sha256()
    while data := stream.read(READ_SIZE):
        value.update(data)
    stream.seek(0)
    return value.hexdigest()

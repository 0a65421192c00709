"""The files of an import: found below what the archivist names, each known by a name that stays the same."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SourcePath:
    """One file: where it lies, and the key it is known by in every run, whatever folder one runs from."""

    path: Path
    key: str

    @property
    def folder(self):
        return self.path.parent.name

    def read(self):
        return self.path.read_bytes()


def find_sources(paths):
    """Return the files below `paths`, in order of their keys; hidden ones are left out.

    A file's key begins with the name of the folder given, or of the folder that holds the file given, so that
    `seeds` and `seeds/01.txt` mean the same file. Raises `FileNotFoundError` for a path that is not there.
    """
    found = {}
    for given in paths:
        root = Path(given)
        if not root.exists():
            raise FileNotFoundError(given)
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
        base = root.resolve().parent if root.is_dir() else root.resolve().parent.parent
        for path in files:
            if any(part.startswith(".") for part in path.relative_to(root).parts):
                continue
            found[path.resolve()] = SourcePath(path, path.resolve().relative_to(base).as_posix())
    return sorted(found.values(), key=lambda source: source.key)


def digest(data):
    return hashlib.sha256(data).hexdigest()

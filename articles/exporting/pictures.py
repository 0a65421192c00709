"""The originals of exported articles, copied into a folder under names that stay the same."""

import os
from pathlib import Path

# Told by the bytes: the name that the newsroom's storage gave may end as the upload did.
_KINDS = ((b"\xff\xd8", ".jpg"), (b"\x89PNG", ".png"), (b"GIF8", ".gif"), (b"II*\0", ".tif"), (b"MM\0*", ".tif"))
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")


class PictureFolder:
    """Writes each original once into `folder`; `missing` are the names of those that the newsroom's storage lost."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.missing = []
        self._kept = {}

    def keep(self, photo):
        """Copy the original of `photo`, unless it is there, and return its path within the folder; "" when lost.

        The name is made from the bytes, so another newsroom that takes the picture in exports it under the same one.
        """
        if photo.pk not in self._kept:
            self._kept[photo.pk] = self._copy(photo)
        return self._kept[photo.pk]

    def _copy(self, photo):
        try:
            with photo.file.storage.open(photo.file.name) as original:
                name = f"{photo.sha256[:2]}/{photo.sha256}{_suffix(original.read(16))}"
                original.seek(0)
                target = self.folder / name
                if not target.exists() or target.stat().st_size != original.size:
                    _write(original, target)
        except FileNotFoundError:
            self.missing.append(photo.file.name)
            return ""
        return name


def _suffix(head):
    """Return how the name of a picture ends that begins with the bytes `head`."""
    if head[:4] == b"RIFF":
        return ".webp"
    if head[4:8] == b"ftyp":
        return ".heic" if head[8:12] in _HEIC else ".avif"
    return next((suffix for start, suffix in _KINDS if head.startswith(start)), "")


def _write(original, target):
    """Copy whole or not at all: a run that is stopped leaves no half picture under the final name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        for chunk in original.chunks():
            file.write(chunk)
    os.replace(part, target)

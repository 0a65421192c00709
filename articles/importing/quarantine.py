"""Where refused items wait, each with its reason, until they are mended and tried again by themselves."""

import hashlib
import json
import tempfile
from pathlib import Path

from articles.formats.archive import Member
from articles.importing.reading import PICTURE_CODE
from articles.importing.sources import SourcePath
from articles.models import SourceFile

LARGEST_COPY = 50 * 1024 * 1024


class Quarantine:
    """A folder with a note (`….json`) for every refused item and, where it can be had, the file itself beside it."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def _note(self, key):
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:20]}.json"

    def put(self, outcome, item):
        """Keep a refused item; a picture that no article shows is no loss."""
        if outcome.code == PICTURE_CODE:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        note = self._note(item.key)
        told = {"key": item.source.key, "item": item.key, "source": outcome.source, "reason": outcome.reason}
        told["sha256"] = item.file.sha256 if item.file else ""
        if not item.file and isinstance(item.source.found, Member) and item.source.found.size <= LARGEST_COPY:
            with item.source.found.open() as stream:
                note.with_suffix(".raw").write_bytes(stream.read())
        note.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")

    def take_out(self, key):
        """Forget an item that came in after all."""
        note = self._note(key)
        note.unlink(missing_ok=True)
        note.with_suffix(".raw").unlink(missing_ok=True)

    def sources(self):
        """Yield the files of what waits here, to be read again; each file once."""
        seen = set()
        for note in sorted(self.folder.glob("*.json")):
            told = json.loads(note.read_text(encoding="utf-8"))
            raw = note.with_suffix(".raw")
            file = SourceFile.objects.filter(sha256=told["sha256"]).first() if told["sha256"] else None
            if told["key"] in seen or (file is None and not raw.exists()):
                continue
            seen.add(told["key"])
            yield SourcePath(told["source"], told["key"], _member(told["key"], file, raw))


def _member(key, file, raw):
    def opener():
        if file is None:
            return raw.open("rb")
        spool = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115  the caller closes it
        for chunk in file.chunks():
            spool.write(chunk)
        spool.seek(0)
        return spool

    name = key.split("/", 1)[-1]
    size = file.size if file else raw.stat().st_size
    return Member(name=name, size=size, opener=opener, peek=lambda: opener().read(512))

"""From files to records: recognised, kept byte for byte, read one item at a time."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from articles.formats import recognition
from articles.formats.archive import ArchiveError
from articles.formats.record import ArticleRecord, Refusal, Source
from articles.importing.outcome import REFUSED, UNCHANGED, Outcome
from articles.importing.sources import digest
from articles.models import SourceFile

PICTURE_CODE = "picture"


@dataclass
class Item:
    """One item of a source on its way in; `last` marks the end of its file."""

    source: object
    key: str
    shown: str
    file: SourceFile | None = None
    record: ArticleRecord | None = None
    outcome: Outcome | None = None
    last: bool = False


class Reader:
    """Reads sources one after another; the same bytes are read once, in this run or an earlier one."""

    def __init__(self, *, format="", encoding=None, again=False):
        self.format, self.encoding, self.again = format, encoding, again
        self.seen = {}
        self.pictures = []  # items that are pictures: no articles, but articles may show them

    def items(self, sources):
        """Yield the `Item`s of `sources`, in order."""
        for source in sources:
            if isinstance(source.found, Refusal):
                yield self._refused(source, source.found.reason, source.found.code)
                continue
            try:
                yield from self._items(source)
            except (ArchiveError, OSError) as error:
                reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error)
                yield self._refused(source, reason, getattr(error, "code", "unreadable"))

    def _refused(self, source, reason, code, file=None):
        outcome = Outcome(source.shown, REFUSED, reason, code=code)
        return Item(source, source.key, source.shown, file=file, outcome=outcome, last=True)

    def _items(self, source):
        with source.found.open() as stream:
            head = stream.read(recognition.HEAD)
            stream.seek(0)
            name = source.found.name
            module = recognition.reader(self.format) if self.format else recognition.recognise(head, name)
            if module is None:
                item = self._refused(source, *_no_format(head))
                if item.outcome.code == PICTURE_CODE:
                    self.pictures.append(item)
                else:
                    yield item
                return
            sha256 = digest(stream)
            if known := self._known(source, sha256):
                yield known
                return
            file = self._keep(source, sha256, stream)
            stream.seek(0)
            yield from self._read(module, stream, source, file)

    def _known(self, source, sha256):
        """Return an `Item` that tells that these bytes were read before, or None."""
        file = SourceFile.objects.filter(sha256=sha256).first()
        first = self.seen.setdefault(sha256, source.key)
        if first == source.key and file and file.name != source.key:
            first = file.name
        is_twin = first != source.key
        is_done = file and file.outcomes and not self.again
        if not is_twin and not is_done:
            return None
        reason = gettext("The same file is here already as %(name)s.") % {"name": first} if is_twin else ""
        outcome = Outcome(source.shown, UNCHANGED, reason)
        return Item(source, source.key, source.shown, file=file, outcome=outcome, last=True)

    def _keep(self, source, sha256, stream):
        with transaction.atomic():
            file, is_new = SourceFile.objects.get_or_create(
                sha256=sha256, defaults={"name": source.key[:600], "size": source.found.size}
            )
            if is_new:
                file.keep(stream)
        return file

    def _read(self, module, stream, source, file):
        """Yield the items of one file; the last of them says so."""
        waiting = None
        asked = Source(name=source.key, size=source.found.size, encoding=self.encoding)
        for number, result in enumerate(module.read(stream, asked)):
            if waiting:
                yield waiting
            name = result.source_id or (str(number + 1) if number else "")
            suffix = f"#{name}" if name else ""
            key = getattr(result, "key", "") or f"{source.key}{suffix}"
            waiting = Item(source, key[:900], f"{source.shown}{suffix}", file=file)
            if isinstance(result, Refusal):
                waiting.outcome = Outcome(waiting.shown, REFUSED, result.reason, code=result.code)
            else:
                waiting.record = result
        if waiting is None:
            yield self._refused(source, gettext("There is no article in this file."), "no-article", file)
        else:
            waiting.last = True
            yield waiting


def _no_format(head):
    if head[:4] in (b"\x89PNG", b"GIF8", b"RIFF") or head[:3] == b"\xff\xd8\xff":
        return gettext("A picture, not an article: it comes in with an article that shows it."), PICTURE_CODE
    if recognition.is_binary(head):
        return gettext("No format that we read: not a text file."), "no-format"
    return gettext("No format that we read. If you know which it is, say so with --format."), "no-format"

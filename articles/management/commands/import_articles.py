"""Import old articles from files, folders and archives, in any format that `articles.formats` reads."""

import os
import signal
import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles import selection
from articles.formats.encodings import NAMES
from articles.formats.recognition import FORMATS
from articles.importing import Importer, find_sources
from articles.importing.lock import Busy, only_one
from articles.importing.outcome import CHANGED, KEPT, NEW, REFUSED, UNCHANGED
from articles.importing.pictures import Pictures
from articles.importing.quarantine import Quarantine
from articles.importing.reading import Reader
from articles.importing.sources import pictures_of
from articles.management.progress import Progress

LABELS = {
    "new": "mới",
    "changed": "có thay đổi",
    "unchanged": "không đổi",
    "kept": "giữ bản đã biên tập",
    "refused": "không nhận",
    "left_out": "ngoài lựa chọn",
}
SHOWN = 200


class Command(BaseCommand):
    help = "Nhập bài cũ từ tệp, thư mục, tệp nén. Chạy lại không nhập trùng; chữ người đã sửa không bị ghi đè."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("paths", nargs="*", metavar="ĐƯỜNG_DẪN", help="tệp, thư mục, tệp nén")
        add("--dry-run", action="store_true", help="làm thử y như thật rồi hoàn lại")
        add("--report", metavar="TỆP", help="ghi mỗi mục một dòng JSON vào tệp này")
        add("--format", choices=FORMATS, default="", help="định dạng, nếu không muốn tự nhận")
        add("--encoding", choices=NAMES, help="bảng mã, nếu không muốn tự nhận")
        add("--media", action="append", default=[], metavar="THƯ_MỤC", help="nơi tìm ảnh (ghi được nhiều lần)")
        add("--fetch-media", action="store_true", help="tải ảnh còn thiếu từ mạng (chỉ địa chỉ công khai)")
        selection.add_arguments(parser)
        add("--again", action="store_true", help="đọc lại cả những tệp đã đọc xong, khi trình đọc đã tốt hơn")
        add("--retry", action="store_true", help="thử lại những mục trong khu cách ly")
        add("--quarantine", metavar="THƯ_MỤC", default=str(Path(settings.DATA_DIR) / "quarantine"), help="khu cách ly")
        add("--processes", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="số tiến trình phụ")

    def handle(self, *, paths, dry_run, report, **options):
        self.quarantine = Quarantine(options["quarantine"])
        self.dry_run, self.told = dry_run, []
        if not paths and not options["retry"]:
            raise CommandError("Hãy cho biết tệp hay thư mục cần nhập.")
        try:
            sources = list(self.quarantine.sources() if options["retry"] else find_sources(paths))
            with only_one():
                self._import(sources, paths, report, options)
        except FileNotFoundError as error:
            raise CommandError(f"Không có tệp hay thư mục {error}.") from error
        except Busy as error:
            raise CommandError("Đang có một lần nhập khác; hãy đợi xong rồi chạy lại.") from error

    def _import(self, sources, paths, report, options):
        self.progress = Progress(sys.stderr, len(sources))
        chosen = selection.from_options(options)
        importer = Importer(
            pictures=Pictures(pictures_of(sources, options["media"]), fetch_media=options["fetch_media"]),
            reader=Reader(
                format=options["format"], encoding=options["encoding"], again=options["again"] or options["retry"]
            ),
            wanted=chosen.takes,
            limit=chosen.limit,
            processes=options["processes"] if len(sources) > 20 or _is_large(sources) else 0,
        )
        with _lines(report) as self.lines, _stopped_by_hand(importer):
            importer.on_outcome = self._on_outcome
            importer.run(sources, arguments=paths, dry_run=self.dry_run)
        self.progress.close()
        self._summary(importer)

    def _on_outcome(self, outcome, item):
        self.progress.step(item.last)
        if self.lines:
            self.lines.write(outcome.as_json() + "\n")
        if (outcome.outcome in {REFUSED, KEPT} or outcome.conflicts) and len(self.told) < SHOWN:
            self.told.append(outcome)
        if self.dry_run:
            return
        if outcome.outcome == REFUSED:
            self.quarantine.put(outcome, item)
        elif outcome.outcome in {NEW, CHANGED, UNCHANGED}:
            self.quarantine.take_out(item.key)

    def _summary(self, importer):
        if self.dry_run:
            self.stdout.write("Chạy thử, chưa ghi gì:")
        counts = importer.counts
        self.stdout.write(
            " · ".join(f"{counts[key]} {label}" for key, label in LABELS.items() if key != "left_out" or counts[key])
        )
        for outcome in self.told:
            self.stdout.write(f"  {outcome.source}: {outcome.reason}")
        if len(self.told) == SHOWN:
            self.stdout.write("  … xem đủ trong báo cáo (--report).")
        if importer.stop:
            self.stdout.write("Đã dừng sau khi ghi xong mẻ đang làm. Chạy lại đúng lệnh này để làm tiếp.")


def _lines(path):
    return Path(path).open("w", encoding="utf-8") if path else nullcontext()


def _is_large(sources):
    return any(getattr(source.found, "size", 0) > 1_000_000 for source in sources)


@contextmanager
def _stopped_by_hand(importer):
    """Let Ctrl-C finish the batch at hand; a second one stops at once, which loses nothing either."""

    def stop(*_signal):
        importer.stop = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread, where no one can press Ctrl-C
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

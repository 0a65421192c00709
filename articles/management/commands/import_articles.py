"""Import old articles from files and folders."""

import sys
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.importing import Importer, find_sources
from articles.management.progress import Progress

LABELS = {
    "new": "mới",
    "changed": "có thay đổi",
    "unchanged": "không đổi",
    "kept": "giữ bản đã biên tập",
    "refused": "không nhận",
}


class Command(BaseCommand):
    help = "Nhập bài cũ từ tệp và thư mục. Chạy lại không nhập trùng; bài đã có người sửa không bị ghi đè."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="ĐƯỜNG_DẪN", help="tệp hoặc thư mục")
        parser.add_argument("--dry-run", action="store_true", help="làm thử y như thật rồi hoàn lại")
        parser.add_argument("--report", metavar="TỆP", help="ghi mỗi nguồn một dòng JSON vào tệp này")

    def handle(self, *, paths, dry_run, report, **options):
        try:
            sources = find_sources(paths)
        except FileNotFoundError as error:
            raise CommandError(f"Không có tệp hay thư mục {error}.") from error
        progress = Progress(sys.stderr, len(sources))
        told = []
        with _report_file(report) as lines:

            def on_outcome(outcome):
                progress.step()
                if lines:
                    lines.write(outcome.as_json() + "\n")
                if outcome.outcome in {"refused", "kept"}:
                    told.append(outcome)

            importer = Importer(on_outcome=on_outcome)
            importer.run(sources, dry_run=dry_run)
        progress.close()
        self._summary(importer.counts, told, dry_run)

    def _summary(self, counts, told, dry_run):
        if dry_run:
            self.stdout.write("Chạy thử, chưa ghi gì:")
        self.stdout.write(" · ".join(f"{counts[key]} {label}" for key, label in LABELS.items()))
        for outcome in told:
            self.stdout.write(f"  {outcome.source}: {outcome.reason}")


def _report_file(path):
    return Path(path).open("w", encoding="utf-8") if path else nullcontext()

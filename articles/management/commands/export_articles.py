"""Write articles to a file, in a form that others read."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import selection
from articles.exporting import FORMATS, writer
from articles.exporting.paper import this_paper
from articles.exporting.pictures import PictureFolder
from articles.exporting.records import exported
from articles.management.progress import Progress
from articles.models import Article

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Xuất bài ra tệp. Dạng jsonl giữ lại tất cả: nhập vào nơi khác rồi xuất lại thì không khác một byte."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", default=STANDARD_OUTPUT, metavar="TỆP", help="bỏ trống: ghi ra màn hình")
        parser.add_argument("--format", choices=FORMATS, default="jsonl", help="dạng tệp, mặc định jsonl")
        parser.add_argument("--media", metavar="THƯ_MỤC", help="chép ảnh gốc vào thư mục này")
        selection.add_arguments(parser)

    def handle(self, *, file, media, **options):
        chosen = selection.from_options(options)
        try:
            articles = chosen.of(Article.objects.all())
        except selection.SelectionError as error:
            raise CommandError(str(error)) from error
        form = writer(options["format"])
        pictures = PictureFolder(media) if media else None
        total = articles.count() if chosen.limit is None else min(articles.count(), chosen.limit)
        progress = Progress(sys.stderr, total)
        items = exported(articles, lossless=form.LOSSLESS, pictures=pictures, limit=chosen.limit)
        with self._output(file) as write:
            for text in form.write(_counted(items, progress), this_paper()):
                write(text)
        progress.close()
        self._summary(progress.done, pictures)

    @contextmanager
    def _output(self, file):
        """Give a function that writes text. A file gets its name when it is whole, so that no half export has it."""
        if file == STANDARD_OUTPUT:
            try:
                yield lambda text: self.stdout.write(text, ending="")
            except BrokenPipeError:  # `| head` has seen enough
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        target = Path(file)
        part = target.with_name(target.name + ".part")
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                yield stream.write
            os.replace(part, target)
        except OSError as error:
            raise CommandError(f"Không ghi được {file}: {error.strerror}.") from error
        finally:
            part.unlink(missing_ok=True)

    def _summary(self, count, pictures):
        self.stderr.write(f"Đã xuất {count} bài.")
        for name in pictures.missing if pictures else ():
            self.stderr.write(f"  Thiếu ảnh gốc {name}.")


def _counted(items, progress):
    for item in items:
        yield item
        progress.step()

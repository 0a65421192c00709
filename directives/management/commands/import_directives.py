"""Load an official list of documents into the register, and look at earlier mentions again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from directives import registry
from directives.exchange import load


class Command(BaseCommand):
    help = "Nạp danh mục văn bản chính thức (CSV hoặc JSON từng dòng). Văn bản nạp vào được coi là đã xác minh."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="TỆP")

    @transaction.atomic
    def handle(self, *, file, **options):
        try:
            with Path(file).open(encoding="utf-8-sig", newline="") as stream:
                loaded = load(stream)
        except OSError as error:
            raise CommandError(f"Không đọc được {file}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} không phải UTF-8: hãy lưu lại bằng mã UTF-8.") from error
        articles = registry.revise(loaded.cohorts, renamed=loaded.renamed)
        self.stdout.write(
            f"{loaded.new} mới · {loaded.changed} có thay đổi · {loaded.unchanged} không đổi · "
            f"{len(loaded.errors)} không nhận · {articles} bài được nối lại"
        )
        for number, reason in loaded.errors:
            self.stdout.write(f"  {file}, dòng {number}: {reason}")

"""Write the register as CSV or JSON lines."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from directives.exchange import write_csv, write_json_lines
from directives.models import Directive

WRITERS = {"csv": write_csv, "jsonl": write_json_lines}


class Command(BaseCommand):
    help = "Xuất danh mục văn bản ra CSV hoặc JSON từng dòng."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="TỆP", help="mặc định: in ra màn hình")
        parser.add_argument("--format", choices=WRITERS, default="csv", help="định dạng")

    def handle(self, *, file, format, **options):
        register = Directive.objects.order_by("pk")
        if file:
            with Path(file).open("w", encoding="utf-8", newline="") as stream:
                WRITERS[format](register, stream)
        else:
            WRITERS[format](register, getattr(self.stdout, "_out", sys.stdout))

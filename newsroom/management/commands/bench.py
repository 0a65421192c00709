"""Measure how fast the paper is, as ratios to a bare Django view; `make bench` runs it with its defaults."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.bench.run import Options, run
from newsroom.bench.servers import COMMANDS


class Command(BaseCommand):
    help = "Đo tốc độ so với một trang trần của Django trên cùng máy. Cần wrk; có nginx thì so thêm."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, default=5000, help="số bài (mặc định 5000); dựng một lần, giữ lại")
        parser.add_argument("--small", type=int, default=1000, help="số bài của tòa soạn nhỏ để so (mặc định 1000)")
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--seconds", type=int, default=2, help="mỗi trang, mỗi vòng")
        parser.add_argument("--single", type=int, default=15, help="số lần hỏi từng trang khi so hai cỡ")
        parser.add_argument("--server", choices=list(COMMANDS), default="granian")
        parser.add_argument("--folder", type=Path, default=settings.DATA_DIR / "bench", help="nơi giữ các tòa soạn thử")

    def handle(self, folder, **options):
        chosen = {name: options[name] for name in ("size", "small", "rounds", "seconds", "single", "server")}
        asked = Options(folder=folder.resolve(), **chosen)
        try:
            run(asked, self.stdout.write)
        except RuntimeError as error:
            raise CommandError(str(error)) from error

"""Keep all that the paper cannot make again in one file, while the site runs."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from newsroom.backup import BackupError, make

NAME = re.compile(r"newsroom-\d{8}-\d{6}\.tar")


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu và tệp gốc vào một tệp .tar, trong khi trang vẫn chạy."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, help="tệp .tar chưa có, hoặc thư mục để tự đặt tên theo giờ")
        parser.add_argument("--keep", type=int, metavar="N", help="trong thư mục, chỉ giữ N bản tự đặt tên mới nhất")

    def handle(self, path, keep, **options):
        if keep is not None and (keep < 1 or not path.is_dir()):
            raise CommandError("--keep cần một thư mục và số bản giữ lại từ 1 trở lên.")
        target = path / f"newsroom-{timezone.localtime():%Y%m%d-%H%M%S}.tar" if path.is_dir() else path
        try:
            made = make(target)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{target}: cơ sở dữ liệu và {made.files} tệp, {made.size / 1e6:.1f} MB.")
        for name in made.lost:
            self.stderr.write(f"Tệp biến mất trong lúc sao lưu: {name}")
        if keep is not None:
            for old in sorted(each for each in path.iterdir() if NAME.fullmatch(each.name))[:-keep]:
                old.unlink()
                self.stdout.write(f"Đã xóa bản cũ {old.name}.")

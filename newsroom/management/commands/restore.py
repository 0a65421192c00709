"""Bring a backup back: the database, its files, and a new edition for every reader."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.backup import BackupError, Occupied, restore, verify

YES = "phục hồi"


class Command(BaseCommand):
    help = "Phục hồi một bản sao lưu sau khi kiểm tra từng byte của nó."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không thay đổi gì")
        parser.add_argument("--replace", action="store_true", help="thay cả tòa soạn đang có bằng bản sao lưu")
        parser.add_argument("--no-input", action="store_true", help="với --replace: không hỏi lại")

    def handle(self, path, check, replace, no_input, **options):
        try:
            manifest = verify(path)
            self.stdout.write(f"{path}: bản sao lưu của {manifest.paper} lúc {manifest.made}, nguyên vẹn.")
            if check:
                return
            if replace and not no_input:
                self._confirm()
            written = restore(path, manifest, replace=replace)
        except Occupied as error:
            raise CommandError(f"{error} Thêm --replace để thay tất cả bằng bản sao lưu.") from error
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã phục hồi; ghi {written} tệp. Mọi người đăng nhập lại.")

    def _confirm(self):
        from newsroom.backup.restoring import occupants

        if told := occupants():
            answer = input(f"Sẽ MẤT {told} đang có và mọi thay đổi sau bản sao lưu. Gõ “{YES}” để tiếp tục: ")
            if answer.strip().lower() != YES:
                raise CommandError("Chưa thay đổi gì.")

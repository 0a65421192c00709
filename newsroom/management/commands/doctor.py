"""Say in plain Vietnamese what is misconfigured, and how to mend it."""

from django.core.management.base import BaseCommand, CommandError

from newsroom.doctor import examine


class Command(BaseCommand):
    help = "Khám hệ thống: nói điều gì chưa đúng và cách sửa."
    requires_system_checks = []

    def handle(self, **options):
        grave = 0
        for finding in examine():
            if not finding.mend:
                self.stdout.write(f"✓ {finding.what}")
                continue
            grave += finding.is_grave
            self.stdout.write(f"{'✗' if finding.is_grave else '!'} {finding.what}\n    → {finding.mend}")
        if grave:
            raise CommandError(f"{grave} điều phải sửa trước khi chạy thật.")

"""Take back a whole import."""

from django.core.management.base import BaseCommand, CommandError

from articles.importing.lock import Busy, only_one
from articles.importing.undo import undo
from articles.models import ImportRun


class Command(BaseCommand):
    help = "Hoàn lại trọn một lần nhập: bài mới bị xóa, bài đổi trở về như trước; bài người đã sửa thì giữ nguyên."

    def add_arguments(self, parser):
        parser.add_argument("run", nargs="?", type=int, metavar="SỐ", help="không ghi: liệt kê các lần nhập")

    def handle(self, *, run, **options):
        if run is None:
            self._list()
            return
        found = ImportRun.objects.filter(pk=run, undone_at=None).first()
        if found is None:
            raise CommandError(f"Không có lần nhập số {run} nào chưa hoàn lại.")
        try:
            with only_one():
                undone = undo(found)
        except Busy as error:
            raise CommandError("Đang có một lần nhập khác; hãy đợi xong rồi chạy lại.") from error
        self.stdout.write(
            f"{undone.deleted} bài đã xóa, {undone.reversed} bài trở về như trước, {len(undone.kept)} bài giữ lại."
        )
        for article in undone.kept:
            self.stdout.write(f"  giữ vì đã có người sửa: {article.pk} {article}")

    def _list(self):
        for run in ImportRun.objects.all()[:20]:
            counts = ", ".join(f"{key} {number}" for key, number in run.counts.items())
            undone = " (đã hoàn lại)" if run.undone_at else ""
            self.stdout.write(f"{run.pk}: {run.began_at:%d/%m/%Y %H:%M} {' '.join(run.arguments)}: {counts}{undone}")

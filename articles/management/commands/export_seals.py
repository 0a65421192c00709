"""Hand one day's sealed pages to the authority's reader."""

from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.seal_export import export_day


class Command(BaseCommand):
    help = "Xuất các bản niêm phong (lưu chiểu) của một ngày ra thư mục: trang HTML, bản niêm phong và chỉ mục mã băm."

    def add_arguments(self, parser):
        parser.add_argument("--day", type=date.fromisoformat, metavar="NĂM-THÁNG-NGÀY", help="mặc định: hôm nay")
        parser.add_argument("folder", metavar="THƯ_MỤC")

    def handle(self, *, day, folder, **options):
        day = day or timezone.localdate()
        count = export_day(day, folder)
        self.stdout.write(f"{count} bản niêm phong của ngày {day:%d/%m/%Y} đã xuất vào {folder}.")

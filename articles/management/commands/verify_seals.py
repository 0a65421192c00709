"""Recompute every seal and its chain."""

from django.core.management.base import BaseCommand, CommandError

from articles.models import Seal
from articles.sealing import broken


class Command(BaseCommand):
    help = "Tính lại mã băm và chuỗi của mọi bản niêm phong; báo lỗi nếu có bản đã bị đổi."

    def handle(self, **options):
        faults = [f"bài {seal.article_id}, bản niêm phong {seal.number}: {fault}" for seal, fault in broken()]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} bản niêm phong không còn nguyên vẹn.")
        self.stdout.write(f"{Seal.objects.count()} bản niêm phong còn nguyên vẹn.")

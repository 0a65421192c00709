"""Prove that every old address leads to its article."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.test import Client

from articles.models import OldAddress


class Command(BaseCommand):
    help = "Thử từng địa chỉ cũ: phải chuyển hướng vĩnh viễn (301) tới bài, hoặc báo đã gỡ (410)."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="in cả những địa chỉ đúng")

    def handle(self, *, all, **options):
        client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0].lstrip("."))
        right = wrong = 0
        rows = OldAddress.objects.select_related("article__section").order_by("pk")
        for row in rows.iterator(chunk_size=500):
            response = client.get(row.address, secure=settings.HTTPS)
            told = f"{row.address} → {response.status_code} {response.headers.get('Location', '')}".rstrip()
            if self._is_right(row.article, response):
                right += 1
                if all:
                    self.stdout.write(told)
            else:
                wrong += 1
                self.stdout.write(f"SAI: {told} (bài {row.article_id}: {row.article.get_status_display()})")
        self.stdout.write(f"{right} địa chỉ cũ đúng, {wrong} sai.")

    @staticmethod
    def _is_right(article, response):
        if article.is_published():
            return response.status_code == 301 and response["Location"] == article.get_absolute_url()
        return response.status_code == (410 if article.status == "withdrawn" else 404)

"""Show where the time of one page goes: its queries, and the functions that take longest."""

import cProfile
import io
import pstats
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Command(BaseCommand):
    help = "Đo một trang không qua bộ nhớ đệm trang: câu hỏi tới cơ sở dữ liệu và các hàm tốn thời gian nhất."

    def add_arguments(self, parser):
        parser.add_argument("path", help="địa chỉ, ví dụ /van-ban/")
        parser.add_argument("--times", type=int, default=20, help="số lần đo (mặc định 20)")
        parser.add_argument("--lines", type=int, default=25, help="số hàm in ra (mặc định 25)")
        parser.add_argument("--sort", choices=["tottime", "cumulative"], default="tottime")

    def handle(self, path, times, lines, sort, **options):
        client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
        secure = settings.SECURE_SSL_REDIRECT
        response = client.get(path, secure=secure)
        if response.status_code != 200:
            raise CommandError(f"{path}: {response.status_code}")
        self._queries(client, path, secure)
        spent = []
        for _ in range(times):
            began = time.perf_counter()
            client.get(path, secure=secure)
            spent.append(time.perf_counter() - began)
        self.stdout.write(f"\n{times} lần, nhanh nhất {min(spent) * 1000:.2f} ms, {len(response.content)} byte\n")
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(times):
            client.get(path, secure=secure)
        profile.disable()
        told = io.StringIO()
        pstats.Stats(profile, stream=told).sort_stats(sort).print_stats(lines)
        self.stdout.write(told.getvalue())

    def _queries(self, client, path, secure):
        with CaptureQueriesContext(connection) as queries:
            client.get(path, secure=secure)
        for query in queries:
            self.stdout.write(f"{float(query['time']) * 1000:6.1f} ms  {query['sql'][:300]}")
        self.stdout.write(f"{len(queries)} câu hỏi")

"""What is wrong with an installation, and the mend of each: looked at for real, not read off the settings alone."""

import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils import timezone

from newsroom import edition, purging
from newsroom.checks import REQUIRED
from newsroom.people import factor

SHORTEST_KEY = 50
LEAST_FREE = 2_000_000_000  # bytes
MOST_SKEW = 2  # seconds between our clock and the database's
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
HANOI = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mend` is empty where all is well; `is_grave` where the paper cannot run like this."""

    what: str
    mend: str = ""
    is_grave: bool = True


def examine():
    """Yield the `Finding` of everything there is to look at, the ground first."""
    for look in LOOKS:
        yield look()


def secret_key():
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < 5:
        return Finding("Khóa bí mật quá ngắn, dễ đoán.", f"Đặt SECRET_KEY ít nhất {SHORTEST_KEY} ký tự ngẫu nhiên.")
    return Finding("Khóa bí mật đủ dài.")


def hosts():
    host = urlsplit(settings.SITE_URL).hostname or ""
    if "*" in settings.ALLOWED_HOSTS:
        return Finding("ALLOWED_HOSTS nhận mọi tên miền.", f"Chỉ ghi tên miền của báo: ALLOWED_HOSTS={host}.")
    if not validate_host(host, settings.ALLOWED_HOSTS):
        return Finding(f"Tên miền {host} của SITE_URL không có trong ALLOWED_HOSTS.", f"Thêm {host} vào ALLOWED_HOSTS.")
    return Finding(f"Tên miền {host} được nhận.")


def https():
    if settings.DEBUG:
        return Finding("DEBUG đang bật: trang lỗi lộ mã nguồn.", "Bỏ biến DEBUG.")
    if not settings.HTTPS:
        return Finding(
            "Trang chạy không có HTTPS (bản dùng thử).", "Khi ra mắt, đặt SITE_URL=https://tên-miền.", is_grave=False
        )
    return Finding("Trang chạy bằng HTTPS.")


def second_factor():
    if settings.SECOND_FACTOR == factor.OFF:
        return Finding(
            "Người có quyền xuất bản đăng nhập chỉ bằng mật khẩu.",
            "Bỏ biến SECOND_FACTOR, hoặc đặt SECOND_FACTOR=publishers.",
            is_grave=not settings.IS_TRIAL,
        )
    return Finding("Người có quyền xuất bản phải xác nhận hai bước.")


def masthead():
    missing = [variable for key, variable in REQUIRED.items() if not settings.PAPER[key]]
    if missing:
        return Finding(
            "Măng sét thiếu thông tin mà Luật Báo chí đòi hỏi.",
            f"Đặt các biến {', '.join(missing)}.",
            is_grave=settings.PRODUCTION,
        )
    return Finding("Măng sét đủ thông tin.")


def database():
    try:
        edition.current()
        plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding(
            f"Không đọc được cơ sở dữ liệu: {str(error).strip()}",
            "Kiểm tra DATABASE_URL, máy chủ cơ sở dữ liệu, rồi chạy manage.py migrate.",
        )
    if plan:
        return Finding(f"Cơ sở dữ liệu thiếu {len(plan)} bước cập nhật.", "Chạy manage.py migrate.")
    return Finding(f"Cơ sở dữ liệu {connection.vendor} trả lời, đã cập nhật.")


def cache_of_pages():
    mark = f"bac-si:{time.time_ns()}"
    try:
        cache.set(mark, "ok", 10)
        reached = cache.get(mark) == "ok"
        cache.delete(mark)
    except (OSError, *_redis_errors()) as error:
        return Finding(f"Không dùng được bộ nhớ đệm: {error}", "Kiểm tra REDIS_URL; trang vẫn chạy, chậm hơn.", False)
    if not reached:
        return Finding("Bộ nhớ đệm không giữ được gì.", "Kiểm tra dung lượng và quyền của Redis.", is_grave=False)
    return Finding("Bộ nhớ đệm dùng được.")


def _redis_errors():
    from redis.exceptions import RedisError

    return (RedisError,)


def storage():
    name = f"bac-si/{time.time_ns()}.txt"
    mend = "Kiểm tra quyền ghi của MEDIA_ROOT, chỗ trống trên đĩa, hoặc các biến S3_…."
    try:
        stored = default_storage.save(name, ContentFile(b"ok"))
        with default_storage.open(stored) as file:
            kept = file.read() == b"ok"
        default_storage.delete(stored)
    except _storage_errors() as error:
        return Finding(f"Không ghi được ảnh: {error}", mend)
    return Finding("Kho ảnh ghi và đọc được.") if kept else Finding("Kho ảnh trả lại tệp khác với tệp đã ghi.", mend)


def _storage_errors():
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, BotoCoreError, ClientError)


def disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE:
        return Finding(f"Đĩa chỉ còn {free / 1e9:.1f} GB trống.", f"Dọn đĩa chứa {settings.DATA_DIR}.")
    return Finding(f"Đĩa còn {free / 1e9:.0f} GB trống.")


def static_files():
    mend = "Chạy manage.py collectstatic --no-input."
    try:
        url = staticfiles_storage.url("newsroom/site.css")
    except ValueError:
        return Finding("Chưa gom tệp tĩnh: trang sẽ báo lỗi.", mend)
    if not Path(settings.STATIC_ROOT, url.removeprefix(settings.STATIC_URL)).exists():
        return Finding("Thiếu tệp tĩnh: trang sẽ không có kiểu dáng.", mend)
    return Finding("Tệp tĩnh đã gom.")


def clock():
    now = timezone.now()
    if now < BUILT:
        return Finding(f"Đồng hồ máy sai: {now:%d/%m/%Y}.", "Bật đồng bộ giờ: timedatectl set-ntp true.")
    if settings.TIME_ZONE != HANOI or now.astimezone(ZoneInfo(HANOI)).utcoffset().total_seconds() != 7 * 3600:
        return Finding("Múi giờ không phải giờ Việt Nam.", f"Đặt TIME_ZONE = {HANOI} và cài gói tzdata.")
    skew = _skew()
    if skew is not None and skew > MOST_SKEW:
        return Finding(
            f"Đồng hồ máy này lệch {skew:.0f} giây so với máy cơ sở dữ liệu: bài hẹn giờ hiện lúc khác nhau.",
            "Bật đồng bộ giờ trên cả hai máy: timedatectl set-ntp true.",
        )
    return Finding(f"Đồng hồ đúng: {now.astimezone(ZoneInfo(HANOI)):%H:%M %d/%m/%Y}.")


def _skew():
    """Return by how many seconds our clock differs from PostgreSQL's; None where they are one or nobody answers."""
    if connection.vendor != "postgresql":
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            return abs(float(cursor.fetchone()[0]) - time.time())
    except DatabaseError:
        return None


def front_cache():
    if not settings.PURGE_URL:
        return Finding("Không có CDN phía trước cần báo (PURGE_URL để trống).")
    if not purging.send():
        return Finding(
            f"{settings.PURGE_URL} không nhận lệnh PURGE: người đọc qua CDN thấy trang cũ tới 5 phút.",
            "Kiểm tra PURGE_URL và quyền PURGE trên Varnish hoặc CDN.",
            is_grave=False,
        )
    return Finding("CDN nhận lệnh xóa trang cũ.")


LOOKS = (
    *(
        secret_key,
        hosts,
        https,
        second_factor,
        masthead,
        database,
        cache_of_pages,
        storage,
        disk,
        static_files,
        clock,
        front_cache,
    ),
)

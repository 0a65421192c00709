"""What is wrong with an installation, and the mend of each: looked at for real, not read off the settings alone."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host
from django.utils import timezone

from newsroom import doctor_engines as engines, edition
from newsroom.checks import REQUIRED
from newsroom.finding import Finding
from newsroom.people import factor

SHORTEST_KEY = 50
LEAST_FREE = 2_000_000_000  # bytes
MOST_SKEW = 2  # seconds between our clock and the database's
BUILT = datetime(2026, 1, 1, tzinfo=UTC)
HANOI = "Asia/Ho_Chi_Minh"


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


def disk():
    folder = min((settings.DATA_DIR, *_media()), key=lambda path: shutil.disk_usage(path).free)
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return Finding(f"Đĩa chỉ còn {free / 1e9:.1f} GB trống.", f"Dọn đĩa chứa {folder}.")
    return Finding(f"Đĩa còn {free / 1e9:.0f} GB trống.")


def _media():
    return [settings.MEDIA_ROOT] if not settings.S3_BUCKET and settings.MEDIA_ROOT.is_dir() else []


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


LOOKS = (
    *(secret_key, hosts, https, second_factor, masthead, database, engines.replicas, engines.cache_of_pages),
    *(engines.storage, disk, static_files, clock, engines.front_cache, engines.backups),
)

"""The looks at what a large installation stands on: replicas, Redis, the store of pictures, Varnish, backups."""

import time

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connections

from newsroom import purging
from newsroom.backup.making import age
from newsroom.finding import Finding

MOST_LAG = 10  # seconds that a replica may be behind
LONGEST_WITHOUT_BACKUP = 2 * 24 * 60 * 60  # seconds
# Null where the replica has all that it was sent: an idle primary makes nobody lag.
_LAG = """
    SELECT pg_is_in_recovery(), CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN NULL
        ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END,
        EXISTS (SELECT FROM pg_stat_wal_receiver)
"""


def replicas():
    if not settings.REPLICAS:
        return Finding("Không dùng máy chủ bản sao (DATABASE_REPLICA_URLS để trống).")
    for alias in settings.REPLICAS:
        mend = _mend_of_replica(alias)
        if mend:
            return Finding(*mend, is_grave=False)
    return Finding(f"{len(settings.REPLICAS)} máy chủ bản sao theo kịp máy chủ chính.")


def _mend_of_replica(alias):
    """Return (what is wrong, its mend) of a replica, None where it is as it should be."""
    place = "{HOST}:{PORT}".format(**connections[alias].settings_dict)
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(_LAG)
            is_replica, lag, is_fed = cursor.fetchone()
    except DatabaseError as error:
        connections[alias].close()
        return f"Bản sao {place} không trả lời: {str(error).strip()}", "Khởi động lại nó; trang lấy từ máy chủ chính."
    if not is_replica:
        return f"{place} không phải bản sao mà tự nhận lệnh ghi.", "Bỏ nó khỏi DATABASE_REPLICA_URLS, dựng lại bản sao."
    if not is_fed:
        return f"Bản sao {place} không nhận gì từ máy chủ chính.", "Kiểm tra primary_conninfo và mạng giữa hai máy."
    if lag is not None and lag > MOST_LAG:
        return (
            f"Bản sao {place} chậm {lag:.0f} giây.",
            "Kiểm tra đĩa và mạng của nó, truy vấn dài trên nó.",
        )
    return None


def cache_of_pages():
    mark = f"bac-si:{time.time_ns()}"
    cache.set(mark, "ok", 10)
    if cache.get(mark) != "ok":
        return Finding(
            f"Bộ nhớ đệm {settings.REDIS_URL.rpartition('@')[2]} không trả lời hoặc không giữ được gì.",
            "Kiểm tra REDIS_URL, dung lượng và quyền của Redis; trang vẫn chạy, chậm hơn.",
            is_grave=False,
        )
    cache.delete(mark)
    return Finding("Bộ nhớ đệm dùng được.")


def storage():
    name = f"bac-si/{time.time_ns()}.txt"
    mend = "Kiểm tra quyền ghi của MEDIA_ROOT, chỗ trống trên đĩa, hoặc các biến S3_… và AWS_…."
    try:
        stored = default_storage.save(name, ContentFile(b"ok"))
        with default_storage.open(stored) as file:
            kept = file.read() == b"ok"
        default_storage.delete(stored)
    except _storage_errors() as error:
        return Finding(f"Không ghi được ảnh: {error}", mend)
    return Finding("Kho ảnh ghi và đọc được.") if kept else Finding("Kho ảnh trả lại tệp khác với tệp đã ghi.", mend)


def _storage_errors():
    if not settings.S3_BUCKET:
        return (OSError,)
    from newsroom.bucket import StorageAway

    return (OSError, StorageAway)


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


def backups():
    try:
        seconds = age()
    except DatabaseError:
        return Finding("Không biết lần sao lưu gần nhất.", "Sửa cơ sở dữ liệu trước.", is_grave=False)
    mend = "Chạy manage.py backup THƯ-MỤC --keep 14 mỗi đêm (deploy/newsroom-backup.timer), cất một bản ở máy khác."
    if seconds is None:
        return Finding("Chưa sao lưu lần nào.", mend, is_grave=False)
    if seconds > LONGEST_WITHOUT_BACKUP:
        return Finding(f"Lần sao lưu gần nhất đã {seconds / 86400:.0f} ngày.", mend, is_grave=False)
    return Finding(f"Lần sao lưu gần nhất cách đây {seconds / 3600:.0f} giờ.")

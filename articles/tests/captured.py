"""What the tests of captures share: how a page is read, and one story with all its parts."""

from pathlib import Path

from articles.formats import capture
from articles.formats.record import Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def read(text, name="trang.txt"):
    return capture.read_text(text, source=Source(name=name))


def captions(record):
    return [photo.caption for photo in record.photos]


def names(record):
    return [byline.name for byline in record.bylines]


def codes(record):
    return {doubt.code for doubt in record.doubts}


STORY = """Chủ nhật, 20/01/2019

Huyện Bình Gia tổng kết phong trào trồng rừng

LSO-Sáng nay (12/6), Huyện ủy Bình Gia mở hội nghị tổng kết mười năm trồng rừng trên đất trống.


Lãnh đạo huyện trao giấy khen cho các hộ trồng rừng

Mười năm qua, các xã trồng mới hơn 4.000 ha keo và hồi, đưa độ che phủ lên gần bảy mươi phần trăm.

Nhiều hộ đã có thu nhập ổn định từ rừng, con em được học hành đến nơi đến chốn.


Các đại biểu thăm vườn ươm

Hội nghị giao các xã giữ diện tích rừng đã có, trồng bổ sung trên đất đồi bỏ hoang.

Nông Văn Phúc
"""

CIPHER = "Ứ2Ạ;Ọ9Ễ,Ũ6Ỵ/ẤỒ3ỘẺ;Ụ2ỂÕỮ,Ộ9/ỪẠ6;Ê3ỒỌ,Ụ9Ễ2/ÍỴẺ;ÕỘ3Ũ6,ẤẠ9ỨỒ/Ễ2;Ọ3Ụ6"

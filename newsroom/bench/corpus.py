"""Made-up stories for measuring: the same number always names the same story, so a larger corpus holds the smaller one.

One story in a hundred speaks of the rare thing, one in nine of each place: `RARE`, `COMMON` and `PHRASE` are asked for.
"""

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from articles.formats.record import ArticleRecord, BylineRecord, PhotoRecord
from articles.formats.tabular.record_json import record_to_json

RARE, COMMON, PHRASE = "ong khoái", "hợp tác xã", '"nghi quyet"'

SECTIONS = ("Chính trị", "Xây dựng Đảng", "Kinh tế", "Xã hội", "Văn hóa", "Giáo dục", "Thể thao", "Pháp luật")
FAMILIES = ("Nguyễn", "Hoàng", "Lương", "Nông", "Vy", "Triệu", "Đinh", "Bế")
GIVEN = ("Minh Tâm", "Thanh Huyền", "Quốc Việt", "Hải Yến", "Văn Sơn")
PLACES = ("xã Bình Trung", "xã Hòa Cư", "xã Tân Thành", "xã Yên Phúc", "xã Nhất Hòa", "xã Vạn Linh", "xã Thiện Thuật",
          "xã Kiên Mộc", "phường Kỳ Lừa")  # fmt: skip
SUBJECTS = ("đường liên thôn", "hợp tác xã nông nghiệp", "lớp học xóa mù chữ", "tiêm phòng vật nuôi",
            "vốn vay hộ nghèo",
            "cải tạo vườn tạp", "nhà văn hóa thôn", "nước sinh hoạt", "chè hoa vàng", "hội thi cán bộ giỏi",
            "hồ sơ trực tuyến", "chợ nông thôn", "trồng rừng gỗ lớn", "bảo hiểm y tế hộ gia đình",
            "hòa giải cơ sở")  # fmt: skip
DEEDS = ("hoàn thành", "mở rộng", "rà soát", "sơ kết", "bàn giao", "nhân rộng", "khởi động", "chấn chỉnh")
PEOPLE = ("Bí thư chi bộ", "Trưởng thôn", "Chủ tịch hội nông dân", "Cán bộ địa chính", "Bà con", "Tổ công tác")
OPENINGS = ("Từ đầu năm đến nay", "Qua ba tháng thực hiện", "Sau khi họp dân", "Theo kế hoạch đã duyệt",
            "Nhờ cách làm ấy")  # fmt: skip
ENDS = ("được người dân đồng tình", "tiết kiệm gần một nửa chi phí", "còn vướng ở khâu giải phóng mặt bằng",
        "đạt chín phần mười chỉ tiêu", "sẽ được kiểm tra lại vào quý sau", "mở ra hướng làm ăn mới")  # fmt: skip
DOCUMENTS = ("Nghị quyết số {:02}-NQ/TU, ngày {}/{}/{} của Ban Thường vụ Tỉnh ủy",
             "Chỉ thị số {:02}-CT/TW, ngày {}/{}/{} của Ban Bí thư",
             "Kế hoạch số {}/KH-UBND, ngày {}/{}/{} của UBND tỉnh")  # fmt: skip
PARAGRAPHS, SENTENCES = 6, 3
FIRST = datetime(2009, 1, 5, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SPAN = 16 * 365 * 24 * 60  # minutes over which the stories are spread


def story(number):
    """Return the `ArticleRecord` of story `number`, of some 500 words."""
    pick = random.Random(number)  # noqa: S311  nothing secret
    place, subject = pick.choice(PLACES), pick.choice(SUBJECTS)
    published = FIRST + timedelta(minutes=pick.randrange(SPAN))
    document = pick.choice(DOCUMENTS).format(pick.randrange(1, 90), pick.randrange(1, 29), pick.randrange(1, 13),
                                             published.year - pick.randrange(3))  # fmt: skip
    standfirst = f"Thực hiện {document}, {place} đã {pick.choice(DEEDS)} việc {subject}."
    if number % 100 == 0:
        standfirst += f" Nghề lấy mật {RARE} trên vách đá cũng được nhắc tới."
    return ArticleRecord(
        source=f"do-{number}",
        format="tabular",
        key=f"bench:{number}",
        source_id=str(number),
        headline=f"{place.capitalize()} {pick.choice(DEEDS)} {subject}, bài {number}",
        standfirst=standfirst,
        body="".join(f"<p>{_paragraph(pick, place, subject)}</p>" for _ in range(PARAGRAPHS)),
        sections=[pick.choice(SECTIONS)],
        bylines=[BylineRecord(name=f"{pick.choice(FAMILIES)} {pick.choice(GIVEN)}", role="text")],
        photos=[PhotoRecord(caption=f"Người dân {place} bàn việc {subject}")],
        tags=[f"{subject} {place}", subject],
        published_at=published,
        published_on_reason="bài làm ra để đo",
    )


def _paragraph(pick, place, subject):
    return " ".join(
        f"{pick.choice(OPENINGS)}, {pick.choice(PEOPLE).lower()} ở {place} {pick.choice(DEEDS)} {subject} tại "
        f"{pick.randrange(2, 40)} hộ, {pick.choice(ENDS)}."
        for _ in range(SENTENCES)
    )


def lines(first, last):
    """Yield stories `first` to `last` (not included) as the JSON lines that the importer reads."""
    for number in range(first, last):
        yield record_to_json(story(number)) + "\n"

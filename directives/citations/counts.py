"""Is a bare number behind a kind word a document's, or a count? `Chỉ thị 16 từ 0h`, `quyết định 5 trường hợp`.

Words are compared as printed, in small letters, with their marks: folded, `của` would be `cửa` and `có` be `cơ`.
"""

import re

from directives.citations.page import new_tones
from directives.citations.patterns import loose

# nouns of measure, of people and of things that are counted: a number before them is a count
UNITS = frozenset(
    """năm tháng tuần giờ phút giây lần người trường đối nhóm nội vấn nhiệm giải đồng triệu tỷ tỉ nghìn ngàn km ha
m m2 m3 tấn kg tạ lít mét hecta tiếng buổi lớp đợt ca xã huyện tỉnh bộ ngành đơn cơ cá tập hộ dự đề điều
khoản chương mục điểm bước mức loại cấp hình suất chỉ tiêu văn nghị quyết thông cán đảng công thành ủy học
giáo vụ bài bản cái chiếc con chốt trạm ổ khu phường quận thôn đại tờ báo môn trận phương kịch nguyên hành
chính chế gói mô tuyến chuyến quỹ ngân doanh bệnh lao nhân ngôi trẻ em cây tổ đội đoàn chi hội câu phần giai
kỳ ngày cặp khâu thủ danh tên tội mặt yếu tố lĩnh chữ biện chủ vị bên tác nhà hướng viên sản xe tàu căn mẫu
phòng trang cuộc thùng hộp bánh ý chỗ ô xuồng vòng bác gương khối chợ màu thẻ bảng cuốn gờ luận cự hồ cháu
thí cử cụm làn lượt sở phụ tuổi đêm mùa liều lời lá quả giống loài""".split()
)
# words that go on after a document's number, and hardly ever after a count
FUNCTION_WORDS = frozenset(
    """của và hoặc cùng về khóa là được đã đang sẽ do ban ở tại trong trên từ đến nhằm khi nêu quy có vào với theo ra
thì mới cũng vẫn còn lại yêu tiếp bổ thay sửa hay trước sau bị phải cần để thực góp này rồi đi như ghi áp gồm cho
không""".split()
)

# pairs that go on after a document's number, though their first syllable may begin a counted noun
GOING_ON = frozenset(
    {"chỉ rõ", "chỉ ra", "chỉ đạo", "đối với", "hướng tới", "hướng đến", "thông qua", "công bố", "thành công", "đề ra"}
    | {"đề cập", "đề xuất", "đề cao", "điều chỉnh", "tác động", "chính thức", "tổ chức", "tỏ rõ", "yếu là", "mức xử"}
)

_NEXT_FIGURE = loose(r" (?:và|hoặc|hay|đến|tới) \d{1,5} (?!ngày \d|năm (?:19|20)\d\d)([^\W\d_]{1,12})")
_NEXT_WORDS = re.compile(r"\s{0,3}([^\W\d_]{1,12})(?:\s{1,3}([^\W\d_]{1,12}))?")
_DAY = loose(r" ?,? ?\(?(?:ngay ?(?:\d|mung|mong)|thang \d{1,2}[/\-. ]|nam (?:19|20)\d\d(?! ?-))")
_NEVER = re.compile(r"\s?%|\.\d|,\d(?!\d)|:\d|\s?[-/]\s?\d|°|(?!(?:của|ngày|và|về|kh[oó][aá])(?!\w))\w")
_CLOSING = re.compile(r"\s{0,3}(?:$|[,.;:)\]”\"’'»!?…(\[“–\-+]|\n)")


def spoils(page, end):
    """True when what touches the number's `end` makes it a decimal, a percentage, a range, a time or a code."""
    return bool(_NEVER.match(page.plain, end))


def fits(page, start, end, *, firmly, named=False):
    """True when the figure from `start` to `end` reads as a document's number.

    `firmly`: the kind word before it is no verb, so only a counted noun speaks against it; else what follows must
    speak for it. `named`: that word has a capital that no sentence gave it.
    """
    if _DAY.match(page.folded, end):
        return True
    long_enough = end - start > 1
    if _counts_on(page, end):
        return False
    if _CLOSING.match(page.plain, end) or _goes_on(page, end):
        return long_enough or firmly
    word = _NEXT_WORDS.match(page.plain, end)
    if not long_enough or not word or new_tones(word[1]).lower() in UNITS:
        return False
    return firmly or named


def _counts_on(page, end):
    """`hướng dẫn 12 đến 15 hộ`: the next figure counts something, so this one does too."""
    following = _NEXT_FIGURE.match(page.plain, end)
    return bool(following) and new_tones(following[1]).lower() in UNITS


def _goes_on(page, end):
    word = _NEXT_WORDS.match(page.plain, end)
    if not word:
        return False
    first, pair = new_tones(word[1]).lower(), " ".join(new_tones(word[0]).lower().split())
    return first in FUNCTION_WORDS or pair in GOING_ON

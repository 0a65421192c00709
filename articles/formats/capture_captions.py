"""Telling a photo's caption from a paragraph, and its credit from the caption. No Django.

No single sign decides: blank lines and closing stops fail on most sites. Signs are weighed together.
"""

import re

from .capture_lines import LOWER, UPPER, word_keys

_CREDIT = re.compile(
    r"[\s,;:–-]{0,3}[(\[]?\s?\b"
    r"(?:(?P<kind>Ảnh (?:minh h[oọ]a|minh hoạ|tư liệu))|(?:Nguồn|Hình) ảnh|Ảnh chụp|Ảnh|ẢNH|Photo)"
    r"\s?:\s?(?P<credit>[^()\[\]]{0,120})[)\]]?\.?"
)
_PEOPLE = (
    r"đại biểu|đồng chí|lãnh đạo|đoàn đại biểu|khách mời|ban tổ chức|bà con|người dân|nông dân"
    r"|nhân dân|du khách|đông đảo|các em|học sinh|cán bộ|chiến sĩ|bộ đội|công nhân|phụ nữ|thanh niên|lực lượng|gia đình"
    r"|(?:đoàn|hội|đảng|thành|xã|diễn|vận động|giáo|sinh) viên|đối tượng"
)
_SIGHTS = r"quang cảnh|toàn cảnh|khung cảnh|một góc|cảnh|tang vật|tiết mục|hình ảnh|ảnh|từ trái|hiện trường"
_MEETINGS = (
    r"hội nghị|buổi lễ|lễ |đại hội|hội thảo|buổi làm việc|cuộc họp|kỳ họp|phiên họp|cơ quan (?:công an|điều tra)"
)
_PLACES_IN_PHOTO = (
    r"\(bên (?:phải|trái)\)|\((?:áo|hàng|người|thứ|ngoài cùng|giữa|đứng|ngồi)[^()]{0,30}\)|từ (?:trái|phải) sang"
)
_PHOTO_WORDS = re.compile(
    rf"^(?:(?:một|hai|ba|bốn|các|những|mấy) )?(?:{_PEOPLE}|{_SIGHTS})\b|{_PLACES_IN_PHOTO}|tại (?:{_MEETINGS})"
    r"|cùng tang vật|chụp ảnh|lưu niệm|trong ảnh|minh họa|minh hoạ|tư liệu",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"(?:Ông|Bà|Anh|Chị|Cụ) [{UPPER}]")
_PORTRAIT = re.compile(
    rf"(?:Ông|Bà|Anh|Chị|Cụ|Đồng chí|Nghệ nhân|Bác sĩ|NSND|NSƯT)(?: [{UPPER}][{LOWER}{UPPER}.]{{0,10}}){{1,5}}\.?"
)
_ACTING = re.compile(
    r"\b(?:phát biểu|trao|tặng|thăm|tham quan|kiểm tra|chụp|nhận|cắt băng|chúc Tết|thắp hương|dâng hương|chủ trì"
    r"|trao đổi|biểu diễn|giới thiệu|hướng dẫn|chúc mừng|động viên|dự|khám|thu hoạch|chăm sóc|gặt|hái|đóng gói|rước|múa"
    r"|diễu hành|tuần tra|khởi công|bấm nút|ký kết|bốc thăm|thi đấu)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:cho biết|cho hay|nhấn mạnh|khẳng định|yêu cầu|đề nghị|cho rằng|thông tin|chia sẻ|khai nhận|khai|tiết lộ|nói"
    r"|kể|bày tỏ|đánh giá|quyết định|kết luận rằng|thừa nhận)\b",
    re.IGNORECASE,
)
_CONNECTS = re.compile(
    r"(?:theo|tại|trước đó|ngoài ra|bên cạnh|được biết|hiện|qua|sau|đến|trong|khi|cũng|ngày|trên|hồi"
    r"|năm|từ|để|do|vì|nhờ|với|về|đây|đó|nhân|dịp|cùng với|đồng thời|nhiều|mỗi|vụ|hồ sơ|người này|như|nếu|mặc dù|tuy"
    r"|không|thực hiện|phát biểu|lúc|vào|sáng|chiều|tối|trưa|đêm|giai đoạn|tính|thời gian|cụ thể|đặc biệt|nhất là"
    r"|cuối|đầu|kết thúc|dự|tới dự|tham dự|cùng dự|có mặt)\b",
    re.IGNORECASE,
)
_PHOTO_STORY = re.compile(
    r"hình ảnh|chùm ảnh|phóng sự ảnh|bộ ảnh|ống kính|thợ ảnh|nhiếp ảnh|tay máy|khoảnh khắc"
    r"|ảnh đẹp|qua ảnh|ghi lại|\(ảnh\)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:\d{{1,2}}\s?[h:]\s?\d{{0,2}}|PV|P\.V|Phóng viên|[-+•*>]|\d{{1,2}}[.)]|[{UPPER}][{LOWER}{UPPER} ]{{1,30}}:)\s?"
)
_PHOTO_OPENING = re.compile(
    r"^(?:các đại biểu|quang cảnh|toàn cảnh|khung cảnh|một góc|ảnh minh h|tang vật|hiện trường|từ trái)"
    r"|^(?:\w+ )?đối tượng \w+ (?:bị bắt|tại)|cùng tang vật$|từ trái sang|chụp ảnh lưu niệm"
    r"|phát biểu (?:chỉ đạo |khai mạc |kết luận |bế mạc )?tại (?:hội nghị|buổi|lễ|đại hội)[^,;:]{0,20}$",
    re.IGNORECASE,
)
# what happened, is going on or will: prose has a tense, a caption shows
_TENSE = re.compile(r"\b(?:đã|sẽ|vừa|tiếp tục|phải|đang được|được biết|có thể|cần)\b")
_NUMBERS = re.compile(r"\d+|\b(?:một|hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu)\b", re.IGNORECASE)
_COMMON_WORDS = "và của các là có cho với tại trong được đã đang khi một những này đến từ về ở do người cùng bị để"
_COMMON = frozenset(_COMMON_WORDS.split())
THRESHOLD = 3
_GLUED = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}][{LOWER}]*\s)")
_SPACED = re.compile(r"\S+")
_CREDIT_WORDS = 6


def cut_credit(text):
    """Return (caption, credit, rest): the credit behind `Ảnh:` is cut off, and a paragraph glued behind it too."""
    match = _CREDIT.search(text)
    if not match:
        return text, "", ""
    credit, end = match["credit"].strip(), match.end()
    cut = _end_of_name(match["credit"])
    if cut:
        credit, end = match["credit"][:cut].strip(" ."), match.start("credit") + cut
    caption = text[: match.start()].strip(" |")
    if match["kind"]:
        caption = f"{caption} ({match['kind']})" if caption else match["kind"]
    return caption, credit, text[end:].strip()


def _end_of_name(text):
    """Return where the next paragraph begins in a credit that runs into it, or 0.

    The last capital of a run of capitalised words that goes on in lower case opens a sentence.
    """
    words = list(_SPACED.finditer(text))
    if len(words) <= _CREDIT_WORDS:
        return 0
    glued = _GLUED.search(text)
    if glued:
        return glued.start()
    for n, word in enumerate(words):
        if not word[0][:1].isupper():
            return words[n - 1].start() if n >= 2 else 0
        if n and word[0].endswith(".") and len(word[0]) > 3:
            return word.end()
    return 0


def read_credit_alone(text):
    """Return the credit of a line that is nothing but `Ảnh: X`, or ``""``."""
    match = _CREDIT.match(text)
    if not match or match["kind"] or match.end() < len(text):
        return ""
    return match["credit"].strip() if len(match["credit"].split()) <= 8 else ""


def is_labelled(text):
    """Whether a line opens as a point of a list, a speaker, or an hour of a live report."""
    return bool(_LABELLED.match(text))


def shows_people(text):
    """Whether a line names what a photo shows, or what people in a photo do."""
    return bool(_PHOTO_WORDS.search(text) or _ACTING.search(text))


def is_photo_opening(text):
    """Whether a page's first line can only be a caption."""
    return bool(_PHOTO_OPENING.search(text))


class Reckoning:
    """The weighing of captions on one page: what the headline and standfirst say, and how the page is set."""

    def __init__(self, *, headline, standfirst, lines):
        self.told = set(word_keys(f"{headline} {standfirst}"))
        self.lines = lines
        gaps = [line.gap for line in lines]
        self.wide = len(gaps) > 3 and sorted(gaps)[len(gaps) // 2] < 2
        self.photo_story = self._is_photo_story(f"{headline} {standfirst}")

    def _is_photo_story(self, opening):
        opening += " ".join(line.text for line in self.lines[:1])
        short = sum(len(line.words) <= 18 and line.one_sentence for line in self.lines)
        return bool(_PHOTO_STORY.search(opening)) and short >= 3 and short >= 0.6 * len(self.lines)

    def repeated_share(self, line):
        """Return (share of the line's telling words that headline and standfirst have, whether a new number stands)."""
        keys = [key for key in word_keys(line.text) if key not in _COMMON]
        new_number = any(key.isdigit() and key not in self.told for key in keys)
        return (sum(key in self.told for key in keys) / len(keys) if len(keys) >= 4 else 0), new_number

    def weigh(self, line):
        """Return the weight of `line` as a caption; `THRESHOLD` and more is one."""
        count = len(line.words)
        share, new_number = self.repeated_share(line)
        signs = (
            (3, line.image is not None),
            (3, not line.ends_sentence),
            (2, self.wide and line.gap >= 2),
            (2, bool(_PHOTO_WORDS.search(line.text))),
            (1, bool(_PERSON.match(line.text))),
            (3, bool(_PORTRAIT.fullmatch(line.text))),
            (1, bool(_ACTING.search(line.text))),
            (2, share >= 0.6),
            (1, share >= 0.45),
            (1, count <= 14 and line is self.lines[0]),
            (1, line.ends_sentence and count <= 14 and not any(map(str.isdigit, line.text))),
            (-2, bool(_TENSE.search(line.text))),
            (-1, len(_NUMBERS.findall(line.text)) >= 3),
            (1, share >= 0.45 and not new_number and count >= 10),
            (1, not line.ends_sentence and count <= 15),
            (3, self.photo_story and count <= 18 and line.one_sentence),
            (-2, count > 30),
            (-2, count > 45),
            (-3, bool(_REPORTS.search(line.text))),
            (-2, bool(_CONNECTS.match(line.text)) and not self.photo_story),
            (-2, not line.one_sentence),
            (-3, bool(_LABELLED.match(line.text))),
            (-3, line.text.endswith(("?", ":", ";"))),
            (-2, line.text[:1] in "“\"'"),
        )
        return sum(weight for weight, holds in signs if holds)

    def is_bare(self, line):
        """Whether nothing of `line` tells of a photo: no people in it, no picture by it, no words of the opening."""
        share, _ = self.repeated_share(line)
        return line.image is None and not shows_people(line.text) and share < 0.45 and not (self.wide and line.gap >= 2)

"""What the words of one line tell of it: whether it shows, as a caption does, or tells, as prose does. No Django.

A caption shows one moment that can be seen. Prose has tense, reasons, amounts, talk, and words that lean on the
sentence before.
"""

import re

from articles.formats.capture.lines import LOWER, UPPER

_PEOPLE = (
    r"đại biểu|đồng chí|lãnh đạo|đoàn đại biểu|khách mời|ban tổ chức|bà con|người dân|nông dân|đồng bào|đại diện"
    r"|nhân dân|du khách|đông đảo|các em|học sinh|cán bộ|chiến sĩ|bộ đội|công nhân|phụ nữ|thanh niên|lực lượng|gia đình"
    r"|(?:đoàn|hội|đảng|thành|xã|diễn|vận động|huấn luyện|giáo|sinh) viên|đối tượng|trẻ em|thiếu nhi|thiếu nữ|cô giáo"
    r"|thầy giáo|ngư dân|diêm dân|khách|thợ|già làng|phóng viên|nghệ nhân|bác sĩ|cử tri"
)
_THINGS = (
    r"chiếc|con đường|cây|cánh đồng|ngôi|xe|tàu|thuyền|cầu|cổng|hồ|vườn|ruộng|kho|máy|mô hình|gian hàng|lớp học|bản đồ"
    r"|sơ đồ|công trình|khu|bàn|bếp|hoa|đường|chợ|dòng|bãi|đồi|nhà"
)
# what is held, counted or decided cannot be photographed
_MATTERS = (
    r"lễ|lớp|hội nghị|đại hội|hội thi|cuộc|buổi|công tác|việc|kết quả|kinh phí|nguyên nhân|số|giá|mức|quỹ|dự án"
    r"|kế hoạch|phong trào|tình hình|nghề|mưa|bão|thời tiết|tổng|nội dung|thời gian|địa điểm|chế độ|chính sách"
    r"|thông tin|ý kiến|hội thảo|kỷ yếu|đề án|nhiệm kỳ|cơ quan|huyện|tỉnh|xã|ngành|sở|thành phố|quốc lộ|cao tốc"
)
_OFFICERS = (
    r"(?:phó )?(?:tổng )?(?:chủ tịch|bí thư|giám đốc|trưởng (?:ban|đoàn|phòng|thôn|bản)|hiệu trưởng|chủ nhiệm|bộ trưởng"
    r"|thủ tướng|viện trưởng)|(?:đại|thượng|trung|thiếu) (?:tá|úy|tướng)|tổng biên tập|nhà báo|chính ủy"
)
_SIGHTS = r"quang cảnh|toàn cảnh|khung cảnh|một góc|cảnh|tang vật|tiết mục|hình ảnh|ảnh|từ trái|hiện trường"
_MEETINGS = (
    r"hội nghị|buổi lễ|lễ |đại hội|hội thảo|buổi làm việc|cuộc họp|kỳ họp|phiên họp|chương trình"
    r"|cơ quan (?:công an|điều tra)"
)
_PLACES_IN_PHOTO = re.compile(
    r"\(bên (?:phải|trái)\)|\((?:áo|hàng|người|thứ|ngoài cùng|giữa|đứng|ngồi)[^()]{0,30}\)|từ (?:trái|phải) sang",
    re.IGNORECASE,
)
_OPENS_WITH_PEOPLE = re.compile(rf"(?:(?:một|hai|ba|bốn|các|những|mấy) )?(?:{_PEOPLE}|{_OFFICERS})\b", re.IGNORECASE)
_OPENS_WITH_THING = re.compile(rf"(?:(?:một|hai|ba|các|những|mấy) )?(?:{_THINGS})\b", re.IGNORECASE)
_OPENS_WITH_MATTER = re.compile(rf"(?:(?:các|những|toàn bộ) )?(?:{_MATTERS})\b", re.IGNORECASE)
# `Buổi sáng, cử tri …`, `Thay mặt Đoàn, đại biểu …`
_FRONTED = re.compile(r"(?:\S{1,12} ){0,4}\S{1,12}, ")
_ENDS_IN_PLACE = re.compile(r"\b(?:tại|ở|trên|trong|bên|dưới|giữa|qua|quanh|ngoài) (?:\S{1,12} ){0,6}\S{1,14}$")
_PASSIVE = re.compile(r"\b(?:được|bị)\b", re.IGNORECASE)
_SIGHT = re.compile(
    rf"^(?:(?:một|những|mấy|các) )?(?:{_SIGHTS})\b|tang vật|lưu niệm|trong ảnh|minh h[oọ]a|minh hoạ|tư liệu"
    r"|(?:nhìn|chụp) từ",
    re.IGNORECASE,
)
_AT_MEETING = re.compile(rf"tại (?:{_MEETINGS})", re.IGNORECASE)
_PORTRAIT = re.compile(
    rf"(?:Ông|Bà|Anh|Chị|Cụ|Đồng chí|Nghệ nhân|Bác sĩ|NSND|NSƯT)(?: [{UPPER}][{LOWER}{UPPER}.]{{0,10}}){{1,5}}\.?"
)
_ACTING = re.compile(
    r"\b(?:phát biểu|trao|tặng|thăm|tham quan|kiểm tra|chụp|nhận(?! (?:được|định|thấy))|cắt băng|chúc Tết"
    r"|thắp hương|dâng hương|dâng hoa|viếng|chủ trì|trao đổi|biểu diễn|giới thiệu|hướng dẫn|chúc mừng|động viên"
    r"|dự(?! (?:kiến|án|thảo|toán|báo))|khám|thu hoạch|chăm sóc|gặt|hái|đóng gói|rước|múa"
    r"|diễu hành|tuần tra|khởi công|bấm nút|ký kết|bốc thăm|thi đấu)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:cho biết|cho hay|nhấn mạnh|khẳng định|yêu cầu|đề nghị|cho rằng|chia sẻ(?! kinh)|khai nhận|khai|tiết lộ|nói"
    r"|kể|bày tỏ|kết luận rằng|thừa nhận|(?:đến|tới|về) dự|dự và)\b",
    re.IGNORECASE,
)
_CONNECTS = re.compile(
    r"(?:theo|tại|trước đó|ngoài ra|bên cạnh|được biết|hiện|qua|sau|đến|trong|khi|cũng|ngày|trên|hồi"
    r"|năm|từ|để|do|vì|nhờ|với|về|đây|đó|nhân|dịp|cùng với|đồng thời|nhiều|mỗi|vụ|hồ sơ|người này|như|nếu|mặc dù|tuy"
    r"|không|thực hiện|phát biểu|lúc|vào|sáng|chiều|tối|trưa|đêm|giai đoạn|tính|thời gian|cụ thể|đặc biệt|nhất là"
    r"|cuối|đầu|kết thúc|dự|tới dự|tham dự|cùng dự|có mặt|trân trọng|kính mong|xin)\b",
    re.IGNORECASE,
)
# tense, duty, contrast, reason, degree: the small words that a sentence of prose is built with
_TELLS = re.compile(
    r"\b(?:đã|sẽ|vừa|phải|cần|nên|nhưng|song|vì|bởi|nếu|mà|thì|cũng|còn|chỉ|vẫn|lại|rất|hơn"
    r"|(?<!giải )(?<!hạng )(?<!thứ )nhất|càng|mới|không|chưa|có thể|tiếp tục|đều|mỗi|tuy|dù|do|nhờ)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\b(?:để|khi|có|là|được|bị|đang|sau|trước|từ|đến|với|theo|cả)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\bđang\b", re.IGNORECASE)
# what happened or will: a caption shows what happens
_TENSE = re.compile(r"\b(?:đã|sẽ|vừa|sắp|dự kiến)\b", re.IGNORECASE)
_STATES = re.compile(r"\b(?:có|là|gồm|gọi|thuộc)\b", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"\b(?:này|đó|ấy|nói trên|người ta|trên đây|ở đây|tại đây|những người)\b|(?:^|[,;.] |\b(?:của|cho|với|là) )họ\b",
    re.IGNORECASE,
)
_KNOWN_PERSON = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ụ|[Ee]m|[Tt]hầy|[Cc]ô) [{UPPER}][{LOWER}]{{0,8}}(?! [{UPPER}(])\b"
)
_COUNTED = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|nhiều|vài"
_AMOUNT = re.compile(
    r"\b(?:[Hh]ơn|[Gg]ần|[Kk]hoảng|[Cc]hừng|[Tt]rên|[Dd]ưới|tới|lên đến) \d"
    rf"|(?<![\d/.,-])\d[\d.,]{{0,12}}\s?(?:[{LOWER}]{{2}}|%)"
    rf"|\b(?:{_COUNTED}) (?:giờ|ngày|tuần|tháng|năm|mùa|lần|đồng|triệu|nghìn|trăm|chục)\b"
    r"|\bvào (?:ngày|cuối|đầu|sáng|chiều|tối|tháng|năm)\b|\bđến (?:hết|cuối|năm|tháng)\b"
)
_LABELLED = re.compile(
    r"(?:\d{1,2}\s?[h:]\s?\d{0,2}|PV|P\.V|Phóng viên|[-+•*>]|\d{1,2}[.)]"
    rf"|[{UPPER}][{LOWER}{UPPER} \d]{{1,30}}:)\s?"
)
_PHOTO_OPENING = re.compile(
    r"^(?:các đại biểu|quang cảnh|toàn cảnh|khung cảnh|một góc|ảnh minh h|tang vật|hiện trường|từ trái)"
    r"|^(?:\w+ )?đối tượng \w+ (?:bị bắt|tại)|cùng tang vật$|từ trái sang|chụp ảnh lưu niệm"
    r"|phát biểu (?:chỉ đạo |khai mạc |kết luận |bế mạc )?tại (?:hội nghị|buổi|lễ|đại hội)[^,;:]{0,20}$",
    re.IGNORECASE,
)
_PHOTO_STORY = re.compile(
    r"hình ảnh|chùm ảnh|phóng sự ảnh|bộ ảnh|ống kính|thợ ảnh|nhiếp ảnh|tay máy|khoảnh khắc"
    r"|ảnh đẹp|qua ảnh|ghi lại|\(ảnh\)",
    re.IGNORECASE,
)
_NAME = rf"[{UPPER}][{LOWER}{UPPER}’']{{0,15}}"
_NAMES = re.compile(rf"{_NAME}(?: {_NAME}){{1,8}}")

_PROSE_SIGNS = (_CONNECTS.match, _REPORTS.search, _AMOUNT.search, _LEANS_BACK.search, _KNOWN_PERSON.search)


def is_labelled(text):
    """Whether a line opens as a point of a list, a speaker, or an hour of a live report."""
    return bool(_LABELLED.match(text)) and not _SIGHT.match(text) and not _PLACES_IN_PHOTO.match(text)


def opens_with_people(text):
    return bool(_OPENS_WITH_PEOPLE.match(text))


def opens_with_thing(text):
    return bool(_OPENS_WITH_THING.match(text)) and not opens_with_matter(text)


def opens_with_matter(text):
    """Whether a line is of what is held, counted or decided: `Lễ truy điệu được …`, `Kinh phí …`."""
    return bool(_OPENS_WITH_MATTER.match(text))


def is_fronted(text):
    """Whether a time, a place or a condition stands before the subject, set off by a comma."""
    match = _FRONTED.match(text)
    return bool(match) and not name_pairs(match[0]) and not opens_with_people(text)


def ends_in_place(text):
    return bool(_ENDS_IN_PLACE.search(text))


def is_passive(text):
    return bool(_PASSIVE.search(text))


def is_sight(text):
    return bool(_SIGHT.search(text))


def shows_meeting(text):
    return bool(_AT_MEETING.search(text))


def places_people(text):
    """Whether a line tells who stands where in a photo."""
    return bool(_PLACES_IN_PHOTO.search(text))


def shows_acting(text):
    return bool(_ACTING.search(text))


def shows_people(text):
    """Whether a line names what a photo shows, or what people in a photo do."""
    signs = (opens_with_people, is_sight, shows_meeting, places_people, shows_acting)
    return any(sign(text) for sign in signs)


def is_portrait(text):
    """Whether a line is somebody's title and name and nothing else."""
    return bool(_PORTRAIT.fullmatch(text))


def reports(text):
    return bool(_REPORTS.search(text))


def connects(text):
    """Whether a line opens as prose goes on: with a time, a place, a reason."""
    return bool(_CONNECTS.match(text))


def tells(text):
    """Return how many small words of prose a line has."""
    return len(_TELLS.findall(text))


def goes_on(text):
    return bool(_GOES_ON.search(text))


def states(text):
    return bool(_STATES.search(text))


def has_tense(text):
    return bool(_TENSE.search(text))


def amounts(text):
    return bool(_AMOUNT.search(text))


def leans_back(text):
    """Whether a line speaks of what was named before: `người này`, `họ`."""
    return bool(_LEANS_BACK.search(text))


def prose_signs(text):
    """Return how many different signs of prose `text` bears."""
    found = sum(bool(sign(text)) for sign in _PROSE_SIGNS) + is_fronted(text) + opens_with_matter(text)
    small = tells(text)
    counted = (small > 0, small > 2, states(text), text.count(",") >= 2, len(_JOINS.findall(text)) >= 2)
    return found + sum(counted) + any(mark in text for mark in '“”"')


def is_photo_opening(text):
    """Whether a page's first line can only be a caption."""
    return bool(_PHOTO_OPENING.search(text))


def announces_photos(text):
    """Whether a headline or standfirst promises pictures."""
    return bool(_PHOTO_STORY.search(text))


def name_pairs(text, *, last=False):
    """Return the pairs of neighbouring words in the names of `text`, or only the pair that ends each name."""
    names = [match[0].split() for match in _NAMES.finditer(text)]
    starts = [range(len(name) - 2 if last else 0, len(name) - 1) for name in names]
    return {(name[n], name[n + 1]) for name, places in zip(names, starts, strict=True) for n in places}

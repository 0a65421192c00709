"""Which words are possible Vietnamese syllables: onset × rime × tone, the tone mark where the spelling rules put it.

Both placements of the tone are accepted where both are in use (`hòa`, `hoà`). A few syllables of place names from the
Central Highlands (`Đắk`, `Lắk`, `Búk`) are included: provincial papers print them daily.
"""

import functools
import re
import unicodedata

from newsroom.vietnamese import ACUTE, DOT, TONES

_words = str.split

_HARD = _words("b ch d đ h l m n nh ph r s t th tr v x")
_BEFORE_BACK = ["c", "g", "ng"]
_BEFORE_FRONT = ["k", "gh", "ngh"]

# first letter of the rime -> rimes; a rime that begins a syllable alone or after any onset that may stand before it
_RIMES = _words(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong "
    "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uâc uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên uyêt "
    "uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu"
)
_AFTER_QU = _words(
    "a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e ech en eng eo et ê êch ên ênh êt "
    "i it ich ơ ôc ôn y ych yên yêt ynh yt yu"
)
_AFTER_GI = _words(
    "a ac ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăt âc âm ân ât âu ây e em en eo ep et "
    "o oc oi on ong ot ô ôi ôm ông ôp ôt ơ ơi ơn u ua uc ui um un uôc ư ưa ưng ươc ương ưt"
)
_AFTER_G = _words("i im in it iêc iêm iên iêng iêt")
_ALONE_WITH_Y = _words("y yêm yên yêng yêt yêu")
_BEFORE_Y = _words("h k l m n s t v")
_HIGHLANDS = {"đ": "ăk", "l": "ăk", "b": "uk", "đr": "ăk", "kr": "ông", "n": "ông"}

_RUN = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]{1,300}>")
_ABBREVIATION = re.compile(r"[0-9A-ZĐ]{1,12}")

_CHECKED = ("c", "ch", "k", "p", "t")
_EITHER = ("oa", "oe", "uy")
_CODAS = ("ch", "ng", "nh", "c", "k", "m", "n", "p", "t")

# The commonest syllables of news prose and of names: a word among them weighs more than one that is merely possible
COMMON = frozenset(
    _words(
        "và của là có được trong cho không một các người những với đã để ra vào này khi ở về đến từ như tại thì "
        "năm phải cũng nhiều trên sẽ đó theo còn sau nhân dân công việc đầu làm hội đảng tỉnh nước huyện xã phường "
        "thành phố ủy uỷ bộ chính trị thực hiện tổ chức cán bí thư đồng chí lãnh đạo phát triển kinh tế xây dựng "
        "quyết định nghị chỉ thị ban ngày tháng sáng chiều nay tiếp tục nâng cao chất lượng đơn vị địa phương cơ "
        "quan sở ngành cấp đại biểu kết quả nhiệm vụ trung ương hoạt động quản lý đời sống sản xuất nông thôn mới "
        "gia đình học sinh trường giáo dục y văn hóa quân sự an ninh trật tự giao thông đường tuyến dự án vốn tỷ "
        "triệu nghìn hộ nghèo số bà ông anh chị em con họ bên trẻ tôi chúng ta mình đây thế nào rất hơn nhất lại "
        "nên vì mà nếu bị do bằng qua lên xuống giữa cùng hai ba bốn tham chương trình kế hoạch kiểm tra giám sát "
        "báo cáo yêu cầu đề giải pháp bảo đảm tăng cường khó khăn thuận lợi đ ảnh chú thích bạn hôm thêm bớt xóa "
        "thay đổi đăng nhập tập sức khỏe bệnh viện dịch phòng chống cháy rừng cây trồng vật nuôi hàng bán mua giá "
        "du lịch khách gồm cả mọi mỗi nhận xét khai mạc lễ kỷ niệm chủ nhật thứ bảy tịch phó trưởng đốc viên nguồn "
        "lực hỗ trợ đóng góp ý kiến thảo luận tin tiền đất nhà cửa máy điện sạch môi vùng biên giới khẩu hợp tác "
        "doanh nghiệp thương mại tư thu hút tổng cộng diện tích khu khởi nguyên nguyễn trần lê phạm hoàng huỳnh "
        "phan vũ võ đặng bùi đỗ hồ ngô dương đào đoàn hà nội việt nam lạng sơn sài gòn đà nẵng hải bắc giang cần "
        "thơ minh phúc thanh hùng dũng hương thủy lan hạnh đức tuấn bình nga phượng thắng giờ phút đêm sớm muộn "
        "vẫn đang từng chưa luôn muốn biết thấy nói đi đưa lấy giữ gần xa lớn nhỏ đẹp tốt xấu dài ngắn trước hết "
        "đúng sai thật quá lúc nơi chỗ cái chiếc bài tờ quyển sách chữ tiếng dạy thi lớp thầy cô giỏi giảm thiểu "
        "xử phạt vi tội bắt tai nạn xe ô tô mưa lũ bão gió nắng hạn cứu thiệt hại sập đổ trôi tình hình quốc bầu "
        "cử khóa kỳ luật pháp "
    )
)


def _toned(rime):
    """Yield `rime` in every tone it takes: six, or sắc and nặng alone where it ends in c, ch, k, p or t."""
    coda = next((coda for coda in _CODAS if rime.endswith(coda)), "")
    if coda not in _CHECKED:
        yield rime
    for tone in (ACUTE, DOT) if coda in _CHECKED else TONES:
        for place in _tone_places(rime, coda):
            yield unicodedata.normalize("NFC", rime[: place + 1] + tone + rime[place + 1 :])


def _tone_places(rime, coda):
    nucleus = rime.removesuffix(coda) if coda else rime
    marked = [place for place, letter in enumerate(nucleus) if letter in "ăâêôơ"] or [
        place for place, letter in enumerate(nucleus) if letter == "ư"
    ]
    if marked:
        return marked[-1:]
    if not coda and nucleus in _EITHER:
        return [0, 1]
    if coda or nucleus in ("oai", "oay", "oao", "oeo", "uya", "uyu"):
        return [len(nucleus) - 1 if coda else 1]
    return [0]


def _spellings():
    """Yield onset and rime of every syllable, without its tone."""
    for rime in _RIMES:
        front = rime[0] in "eêi"
        for onset in (*_HARD, *(_BEFORE_FRONT if front else _BEFORE_BACK)):
            yield onset, rime
        if rime not in ("i", "ưi"):
            yield "", rime
    yield "", "i"
    for onset, rimes in (("qu", _AFTER_QU), ("gi", _AFTER_GI), ("g", _AFTER_G), ("", _ALONE_WITH_Y)):
        for rime in rimes:
            yield onset, rime
    for onset in _BEFORE_Y:
        yield onset, "y"
    for onset in ("kh", "ng"):
        yield onset, "uyu"
    for onset in ("kh", "p"):
        for rime in _RIMES:
            yield onset, rime
    yield from _HIGHLANDS.items()


@functools.cache
def syllables():
    """Return every possible syllable in lower case, NFC: about 20,000, built once."""
    return frozenset(onset + toned for onset, rime in _spellings() for toned in _toned(rime))


def is_syllable(word, *, capitals=True):
    """Say whether `word` (NFC) is a possible syllable in small letters, capitalised or all in capitals.

    With `capitals=False` letters with tones may be small among capitals, for an encoding that has them small only.
    """
    lower = word.lower()
    if lower not in syllables():
        return False
    if word in (lower, lower.upper()) or word == lower[0].upper() + lower[1:]:
        return True
    untoned = (letter for letter in word if unicodedata.normalize("NFD", letter)[-1] not in TONES)
    return not capitals and all(letter.isupper() for letter in untoned)


def is_abbreviation(word):
    """Say whether `word` is capitals without tones, with or without digits: `HĐND`, `37QĐ`."""
    return _ABBREVIATION.fullmatch(word) is not None


def without_tags(text):
    """Return `text` without its HTML or XML tags, whose names are words of no language."""
    return _TAG.sub(" ", text) if "<" in text else text


def plausible_share(text):
    """Return which share of all words of `text`, ASCII ones included, are possible syllables or abbreviations.

    HTML tags do not count.
    """
    runs = [run for run in _RUN.findall(unicodedata.normalize("NFC", without_tags(text))) if not run.isdigit()]
    return sum(run.lower() in syllables() or is_abbreviation(run) for run in runs) / len(runs) if runs else 0.0

"""Kinds of documents: the words that name them, the letters that stand for them in a symbol. Data only.

To teach the grammar a new kind, add a row. `words` are folded (no marks, lower case), syllables parted by a space; the
scanner lets the syllables run together or stand wide apart, so misspelt and glued words need no rows of their own.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of document.

    `bare`: "strong" kinds are believed with a number alone (`Chỉ thị 05`); "weak" ones, whose words are verbs too
    (`quyết định 5 trường hợp`), only where what follows fits; "" needs `số` or a symbol.
    `letters`: codes that a symbol of this kind may carry without contradicting the word; the first is the usual one.
    """

    code: str
    words: tuple[str, ...]
    letters: tuple[str, ...]
    bare: str = ""
    abbreviations: tuple[str, ...] = ()


KINDS = (
    Kind(code="NQLT", words=("nghi quyet lien tich",), letters=("NQLT", "NQ"), bare="strong"),
    Kind(code="NQ", words=("nghi quyet",), letters=("NQ",), bare="strong", abbreviations=("NQ",)),
    Kind(code="CT", words=("chi thi",), letters=("CT",), bare="strong", abbreviations=("CT",)),
    Kind(
        code="TB",
        words=("thong bao ket luan", "thong bao y kien ket luan", "thong bao"),
        letters=("TB", "TBKL"),
        abbreviations=("TB",),
    ),
    Kind(code="KL", words=("ket luan",), letters=("KL",), bare="weak", abbreviations=("KL",)),
    Kind(code="QĐ", words=("quyet dinh",), letters=("QĐ",), bare="weak", abbreviations=("QĐ",)),
    Kind(
        code="QĐi",
        words=("quy dinh",),
        letters=("QĐ", "QĐi", "QyĐ", "QĐI", "QYĐ", "QDI"),
        bare="weak",
        abbreviations=("QĐi",),
    ),
    Kind(code="QC", words=("quy che",), letters=("QC", "QCPH")),
    Kind(code="HD", words=("huong dan",), letters=("HD", "HDLN", "HDLT"), bare="weak", abbreviations=("HD",)),
    Kind(code="TTri", words=("thong tri",), letters=("TT", "TTr", "TTri"), bare="strong"),
    Kind(code="KH", words=("ke hoach",), letters=("KH", "KHPH", "KHLT", "KHLN"), abbreviations=("KH",)),
    Kind(code="CTPH", words=("chuong trinh phoi hop",), letters=("CTPH", "CTrPH", "CT", "CTr", "KHPH")),
    Kind(code="CTr", words=("chuong trinh",), letters=("CTr", "CTR", "CTHĐ", "CTrHĐ", "CT"), abbreviations=("CTr",)),
    Kind(code="ĐA", words=("de an",), letters=("ĐA",)),
    Kind(code="DA", words=("du an",), letters=("DA",)),
    Kind(code="PA", words=("phuong an",), letters=("PA",)),
    Kind(code="BC", words=("bao cao",), letters=("BC",), abbreviations=("BC",)),
    Kind(code="TTr", words=("to trinh",), letters=("TTr", "TTR", "TT"), abbreviations=("TTr",)),
    Kind(code="CV", words=("cong van",), letters=("CV",), abbreviations=("CV",)),
    Kind(code="CĐ", words=("cong dien",), letters=("CĐ",), bare="strong", abbreviations=("CĐ",)),
    Kind(code="NĐ", words=("nghi dinh",), letters=("NĐ",), bare="strong", abbreviations=("NĐ",)),
    Kind(
        code="TTLT",
        words=("thong tu lien tich", "thong tu lien bo", "thong tu lien nganh"),
        letters=("TTLT", "TTLB", "TT"),
        bare="strong",
        abbreviations=("TTLT",),
    ),
    Kind(code="TT", words=("thong tu",), letters=("TT",), bare="strong", abbreviations=("TT",)),
    Kind(code="Luật", words=("bo luat", "luat"), letters=("L",)),
    Kind(code="PL", words=("phap lenh",), letters=("PL",)),
    Kind(code="SL", words=("sac lenh",), letters=("SL",)),
    Kind(code="BB", words=("bien ban",), letters=("BB",)),
)

# "văn bản số 579/HD-TBTT": no kind of its own, the symbol's letters tell it, an official letter has none
DOCUMENT_WORDS = ("van ban",)
DOCUMENT = "văn bản"
NO_LETTERS_KIND = "CV"

BY_CODE = {kind.code: kind for kind in KINDS}

# letters in a symbol -> the kind they name; where two kinds share letters the commoner comes first
KIND_OF_LETTERS = {
    "QyĐ": "QĐi",
    "QYĐ": "QĐi",
    "QĐI": "QĐi",
    "CTHĐ": "CTr",
    "CTrHĐ": "CTr",
    "CTR": "CTr",
    "TTR": "TTr",
    "TTLB": "TTLT",
    "TBKL": "TB",
    "HDLN": "HD",
    "HDLT": "HD",
    "KHPH": "KH",
    "KHLT": "KH",
    "KHLN": "KH",
    "QCPH": "QC",
    "CTrPH": "CTPH",
} | {
    letters: letters
    for letters in (
        "NQ",
        "NQLT",
        "CT",
        "KL",
        "QĐ",
        "QĐi",
        "QC",
        "HD",
        "TB",
        "TTri",
        "KH",
        "CTr",
        "CTPH",
        "ĐA",
        "DA",
        "PA",
        "BC",
        "TTr",
        "CV",
        "CĐ",
        "NĐ",
        "TT",
        "TTLT",
        "PL",
        "SL",
        "BB",
    )
}
CODES = tuple(sorted(KIND_OF_LETTERS, key=len, reverse=True))

# words that may stand between a kind and `số`: "Công văn hỏa tốc số", "Báo cáo thẩm tra số"
QUALIFIERS = (
    "lien tich",
    "lien nganh",
    "lien bo",
    "hanh dong",
    "tham tra",
    "tham dinh",
    "phoi hop",
    "khan",
    "hoa toc",
    "toi khan",
    "thuong khan",
    "hoa toc khan",
    "khan cap",
    "mat",
    "toi mat",
    "tuyet mat",
    "giai trinh",
    "tong ket",
    "so ket",
    "ket luan",
    "chuyen de",
    "lien hop",
    "bo sung",
    "chi dao",
    "huong dan",
    "trien khai",
    "thuc hien",
    "to chuc",
    "kiem tra",
    "giam sat",
    "thanh tra",
    "phe duyet",
    "cong bo",
    "khoi to",
    "xu phat",
    "khen thuong",
    "ky luat",
    "tra loi",
    "dieu hanh",
    "quy pham phap luat",
    "hanh chinh",
    "chung",
    "tam thoi",
    "mau",
    "nhanh",
    "bao cao",
    "tong hop",
    "tong the",
    "chi tiet",
    "lien so",
    "ca biet",
)

# words that stand before a verb's own object, so a kind word they follow does not reach the number behind them
STOPPERS = frozenset(
    """theo tai cua ve co la voi va trong do duoc tu den khi de cho cac nhung mot hai ba nay tren ngay nam thang
bi""".split()
)


# every syllable of the words above, as it is spelt: a word none of whose syllables has its marks may be a name
SYLLABLES = frozenset(
    """nghị quyết chỉ thị thông báo kết luận định quy chế hướng dẫn tri kế hoạch chương trình đề án dự phương cáo tờ
công văn điện tư luật pháp lệnh sắc biên bản liên tịch bộ nghịquyết chỉthị quyếtđịnh quyđịnh kếtluận hướngdẫn thôngtư
thôngtri nghịđịnh côngvăn kếhoạch""".split()
)


def glued(words):
    """Return the pattern of folded `words` whose syllables may run together or stand up to three spaces apart."""
    return r"\s{0,3}".join(re.escape(word) for word in words.split())

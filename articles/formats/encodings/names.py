"""The encodings' names, what editors call them, and the error of a text that fits none of them."""

NAMES = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "decomposed": "Unicode tổ hợp",
    "windows-1258": "Windows-1258",
    "tcvn3": "TCVN3 (ABC)",
    "tcvn5712": "TCVN 5712:1993",
    "vni": "VNI-Windows",
    "vps": "VPS",
    "viscii": "VISCII",
    "viqr": "VIQR (Vietnet)",
    "ncr": "mã ký tự HTML (&#7911;)",
    "utf8-as-cp1252": "UTF-8 bị đọc nhầm thành Windows-1252",
    "tcvn3-as-cp1252": "TCVN3 (ABC) bị đọc nhầm thành Windows-1252",
    "vni-as-cp1252": "VNI-Windows bị đọc nhầm thành Windows-1252",
}
MIXED = "mixed"
LABELS = NAMES | {MIXED: "nhiều bảng mã trong một tệp"}


class UnknownEncoding(ValueError):
    """Bytes that fit no known encoding; the Vietnamese message names the line, the byte and the mend.

    `line` counts from 1; `byte` is the offending value or None.
    """

    def __init__(self, message, *, line=1, byte=None):
        super().__init__(message)
        self.line = line
        self.byte = byte


def unreadable(*, line, column, byte):
    """Return the error for `byte`, at `line` and `column` (in bytes, both from 1), which no encoding makes sense of."""
    return UnknownEncoding(
        f"Dòng {line}, byte thứ {column} (0x{byte:02X}): không phải UTF-8 và không thành tiếng Việt theo bảng mã nào. "
        "Nếu là chữ Pháp, Đức… hãy lưu lại tệp bằng UTF-8; nếu biết bảng mã, hãy chỉ rõ một trong: "
        f"{', '.join(NAMES)}.",
        line=line,
        byte=byte,
    )


def binary(*, line, column):
    """Return the error for a zero byte, which no text has."""
    return UnknownEncoding(
        f"Dòng {line}, byte thứ {column} (0x00): tệp nhị phân, không phải văn bản. "
        "Hãy mở bằng chương trình đã tạo ra nó rồi lưu lại dạng văn bản UTF-8.",
        line=line,
        byte=0,
    )


def no_such_name(name):
    """Return the error for a forced encoding that is none of `NAMES`."""
    return UnknownEncoding(f"Không có bảng mã tên “{name}”. Hãy chọn một trong: {', '.join(NAMES)}.")

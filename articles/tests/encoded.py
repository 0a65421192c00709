"""What the tests of the old encodings share: a text with all the letters, and what can come back of it."""

import re
import unicodedata
from pathlib import Path

from articles.formats.encodings import decode
from articles.formats.encodings.conversion import read
from articles.formats.encodings.tables import (
    PLAIN_PUNCTUATION,
    TABLES,
)

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "encodings"

# Invented for these tests
PARAGRAPHS = """\
Sáng 14/3, Ủy ban nhân dân huyện Bình Phú tổ chức hội nghị triển khai kế hoạch trồng rừng năm 2009. Ông Nguyễn Văn \
Khải, Phó Chủ tịch huyện, cho biết diện tích trồng mới đạt gần 1.200 ha. Nhiều hộ dân đã chủ động chuẩn bị cây giống \
từ cuối năm ngoái. Tuy nhiên, giá phân bón tăng cao khiến bà con gặp không ít khó khăn.
Thầy giáo Lê Quang Hưởng dạy học ở bản Nà Khuổi đã mười bảy năm. Mỗi tuần hai lần, thầy vượt quãng đường đèo dốc để \
đến điểm trường lẻ. “Ngày mưa, xe máy phải gửi lại dưới chân núi rồi đi bộ”, thầy kể. Học sinh của thầy có em nay đã \
thành kỹ sư, bác sĩ.
Cơn lũ đêm 22/8 cuốn trôi ba cầu tạm và làm ngập hơn bốn mươi ngôi nhà ven suối. Lực lượng dân quân cùng bộ đội biên \
phòng giúp người dân di chuyển tài sản lên chỗ cao. Đến trưa hôm sau, nước rút dần – giao thông trở lại bình thường. \
Chưa có thiệt hại về người…
Chợ phiên Pò Mỏ họp vào các ngày mùng hai và mùng bảy âm lịch. Thổ cẩm, mật ong, măng khô và lợn giống là những mặt \
hàng được ưa chuộng. Từ khi con đường nhựa hoàn thành, khách từ thành phố lên đông gấp đôi. Chị Hoàng Thị Út bán xôi \
ngũ sắc, mỗi phiên lãi vài trăm nghìn đồng.
Đội bóng chuyền nữ của xã vừa giành giải nhì cụm thi đua phía bắc. Trận chung kết kéo dài năm hiệp, tỷ số 3–2 nghiêng \
về đội chủ nhà. Huấn luyện viên khen các cầu thủ trẻ giữ vững tinh thần. Mùa giải tới, xã sẽ đầu tư thêm sân tập và \
dụng cụ.
"""
SENTENCES = [sentence for sentence in re.split(r"\n|(?<=[.…”])\s+(?=[A-ZĐÔĂÂƯƠ“])", PARAGRAPHS) if sentence.strip()]
PLAIN = {"tcvn5712", "viscii", "vps", "viqr"}
BYTE_ENCODINGS = [*TABLES, "vni"]
MISREAD = ["utf8-as-cp1252", "tcvn3-as-cp1252", "vni-as-cp1252"]
DECOMPOSED_HALFWAY = "".join(
    unicodedata.normalize("NFC", letters[:-1]) + letters[-1]
    if len(letters) > 2
    else unicodedata.normalize("NFC", letters)
    for letters in (unicodedata.normalize("NFD", char) for char in PARAGRAPHS)
)


def expected(text, name):
    """What can come back at best: an encoding without typographic punctuation has lost it."""
    return text.translate(PLAIN_PUNCTUATION) if name in PLAIN else text


def same(found, wanted, name):
    """TCVN3 may have lost capitals; nothing else may differ."""
    return found.lower() == wanted.lower() if name.startswith("tcvn3") else found == wanted


def read_back(data, name):
    if name in BYTE_ENCODINGS:
        text, unmapped = read(data, name)
        assert not unmapped
        return unicodedata.normalize("NFC", text)
    return decode(data, forced=name).text

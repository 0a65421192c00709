"""What a reader types, and what must come first, be found and not be found, in a small paper of invented stories."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import Client

from articles.finishing import finish
from articles.models import Article, ArticlePhoto, Author, Byline, Section

SECTIONS = ("Xây dựng Đảng", "Kinh tế", "Văn hóa", "Quốc phòng", "Giáo dục", "Đời sống")
PEOPLE = ("Hoàng Thu Hà", "Nông Văn Hạ", "Lương Minh Thúy", "Vi Đức Anh")

# key: (day, section, signature, headline, text, caption)
STORIES = {
    "tong-ket-22": ("2018-06-12", 0, "Hoàng Thu Hà", "Tổng kết 10 năm thực hiện Nghị quyết 22", "Tỉnh ủy tổng kết Nghị quyết số 22-NQ/TW, ngày 2/2/2008 của Ban Chấp hành Trung ương. Các đồng chí dự đông đủ.", ""),
    "chi-bo-thon": ("2019-03-04", 0, "Nông Văn Hạ", "Nâng chất lượng sinh hoạt chi bộ thôn", "Mỗi chi bộ có đồng chí cấp ủy phụ trách. Đảng viên trẻ góp ý thẳng thắn.", ""),
    "dai-hoi": ("2015-08-20", 0, "Hoàng Thu Hà", "Đại hội Đảng bộ huyện thành công tốt đẹp", "Thực hiện Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị, đại hội bầu ban chấp hành mới.", "Đại biểu biểu quyết"),
    "dai-hoi-xa": ("2020-05-11", 0, "Lương Minh Thúy", "Đại hội điểm ở xã vùng cao", "Theo Chỉ thị số 35-CT/TW, ngày 30/5/2019 của Bộ Chính trị, xã tổ chức đại hội sớm.", ""),
    "kiem-tra": ("2021-10-02", 0, "Vi Đức Anh", "Ủy ban kiểm tra kết luận sai phạm về đất đai", "Cuộc kiểm tra kéo dài hai tháng. Sai phạm được công khai.", ""),
    "hoc-bac": ("2016-05-19", 0, "Lương Minh Thúy", "Học Bác từ việc nhỏ", "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị đi vào từng bản làng.", ""),
    "gia-dat": ("2023-12-08", 1, "Vi Đức Anh", "Bảng giá đất mới áp dụng từ tháng Giêng", "Giá đất ở phường tăng một phần tư, giá đất nông nghiệp giữ nguyên.", ""),
    "hoi": ("2017-09-15", 1, "Nông Văn Hạ", "Hoa hồi được mùa, được giá", "Người trồng hồi ở xã phấn khởi: hoa hồi khô lên giá.", "Phơi hoa hồi trên sân"),
    "na": ("2018-08-09", 1, "Hoàng Thu Hà", "Na dai Chi Lăng lên sàn thương mại điện tử", "Nông dân bán na qua điện thoại, trả tiền bằng mã vuông.", ""),
    "cua-khau": ("2022-02-17", 1, "Vi Đức Anh", "Cửa khẩu thông minh rút ngắn nửa thời gian thông quan", "Xe chở hàng nông sản không còn xếp hàng qua đêm tại cửa khẩu.", ""),
    "cua-hang": ("2014-11-21", 1, "Hoàng Thu Hà", "Cửa hàng ở chợ phiên thay áo mới", "Chợ phiên đông khách, cửa hàng nào cũng sáng đèn.", ""),
    "ma-lua": ("2019-02-22", 1, "Nông Văn Hạ", "Má lúa đầu mùa, mạ non trên ruộng", "Bà con gieo mạ sớm để tránh rét hại.", ""),
    "hop-tac-xa": ("2020-07-30", 1, "Lương Minh Thúy", "Hợp tác xã trồng rừng có thu nhập ổn định", "Rừng trồng sáu năm cho thu hoạch; hợp tác xã chia lãi hằng quý.", ""),
    "bao-hiem": ("2021-06-01", 5, "Lương Minh Thúy", "Bảo hiểm y tế về bản vùng cao", "Tám phần mười người dân có thẻ bảo hiểm y tế.", ""),
    "bao-so-3": ("2024-09-10", 5, "Vi Đức Anh", "Bão số 3: cả tỉnh dồn sức cứu lúa", "Mưa lớn sau bão làm ngập ruộng; bộ đội giúp dân gặt lúa chạy bão.", "Gặt lúa dưới mưa"),
    "bao-cu": ("2013-08-05", 5, "Hoàng Thu Hà", "Bão số 5 đi qua, đường sá sạt lở", "Sau bão, nhiều đoạn đường đất bị sạt. Mưa còn kéo dài.", ""),
    "cau-treo": ("2016-10-27", 5, "Nông Văn Hạ", "Cầu treo nối hai bờ suối", "Trẻ con đi học không phải lội suối nữa.", "Cầu Kỳ Cùng nhìn từ bờ nam"),
    "nha-dai-doan-ket": ("2022-11-18", 5, "Hoàng Thu Hà", "Trao nhà đại đoàn kết cho hộ nghèo", "Hộ nghèo vùng biên có nhà mới trước Tết.", ""),
    "ngheo-kho": ("2015-01-13", 5, "Nông Văn Hạ", "Chuyện ở một bản nghèo", "Hộ nào cũng nghèo, nhưng nghèo hộ này giúp hộ kia.", ""),
    "le-hoi": ("2023-02-11", 2, "Lương Minh Thúy", "Lễ hội Kỳ Cùng - Tả Phủ rộn ràng", "Rước kiệu qua cầu, cướp đầu pháo giữa sân đền.", ""),
    "hat-then": ("2018-12-25", 2, "Lương Minh Thúy", "Người giữ điệu then và cây đàn tính", "Nghệ nhân dạy trẻ nhỏ hát then mỗi tối.", ""),
    "hoa-dao": ("2021-01-28", 2, "Hoàng Thu Hà", "Hoa đào đá nở sớm", "Hoa đào khoe sắc trên đá tai mèo; khách chụp ảnh cả ngày.", ""),
    "hoa-hop": ("2014-04-02", 2, "Vi Đức Anh", "Hòa hợp xóm giềng", "Tổ hoà giải của bà Thuý đã giải nhiều việc khó.", ""),
    "chuyen-ma": ("2013-10-31", 2, "Vi Đức Anh", "Chuyện ma kể bên bếp lửa", "Trẻ con sợ ma, người già kể chuyện cười.", ""),
    "thu-vien": ("2017-04-21", 2, "Nông Văn Hạ", "Thư viện tỉnh mở cửa buổi tối", "Bạn đọc trẻ đến thư viện đông hơn.", ""),
    "thu-phi": ("2012-03-16", 1, "Vi Đức Anh", "Thu phí đường bộ: vì sao chậm?", "Việc thu phí gặp khó vì thiếu trạm.", ""),
    "thu-tuong": ("2019-10-05", 0, "Hoàng Thu Hà", "Thủ tướng gửi thư khen lực lượng cứu hộ", "Bức thư được đọc trước toàn đơn vị.", ""),
    "bien-phong": ("2020-03-03", 3, "Vi Đức Anh", "Bộ đội biên phòng chốt chặn đường mòn", "Chiến sĩ ăn Tết ở chốt. Đường biên yên tĩnh.", "Chiến sĩ đồn biên phòng tuần tra"),
    "tuan-tra": ("2022-08-14", 3, "Nông Văn Hạ", "Tuần tra chung trên biên giới", "Hai bên phối hợp tuần tra biên giới mỗi quý.", ""),
    "nhap-ngu": ("2024-02-26", 3, "Lương Minh Thúy", "Thanh niên lên đường nhập ngũ", "Lễ giao nhận quân gọn và vui.", ""),
    "dan-quan": ("2011-07-08", 3, "Hoàng Thu Hà", "Dân quân xã giúp dân chống hạn", "Dân quân khơi mương, dẫn nước về ruộng.", ""),
    "noi-tru": ("2023-09-05", 4, "Lương Minh Thúy", "Trường nội trú ở xã biên giới đón năm học mới", "Nghị quyết số 71-NQ/TW, ngày 22/8/2025 của Bộ Chính trị mở đường cho trường mới.", ""),
    "thi-tot-nghiep": ("2021-07-09", 4, "Vi Đức Anh", "Kỳ thi tốt nghiệp an toàn giữa mùa dịch", "Thí sinh đeo khẩu trang, ngồi cách nhau hai mét.", ""),
    "hoc-chu": ("2016-11-20", 4, "Nông Văn Hạ", "Lớp học chữ ban đêm của các bà, các mẹ", "Học chữ để đọc được tin nhắn của con.", ""),
    "giao-vien": ("2014-09-05", 4, "Hoàng Thu Hà", "Giáo viên cắm bản hai mươi năm", "Cô giáo dạy lớp ghép, nấu cơm cho trò.", ""),
    "chuyen-doi-so": ("2022-10-10", 1, "Lương Minh Thúy", "Chuyển đổi số ở xã: làm từ việc dân cần", "Tổ công nghệ số dạy người già dùng điện thoại.", ""),
    "so-ket": ("2020-12-15", 0, "Vi Đức Anh", "Sơ kết nửa nhiệm kỳ", "Hội nghị sơ kết đánh giá thẳng thắn từng chỉ tiêu.", ""),
    "tay-nguyen": ("2015-05-30", 2, "Nông Văn Hạ", "Đoàn nghệ thuật Tây Nguyên biểu diễn", "Nghệ nhân K'Broih đánh chiêng, kể sử thi Đơ̆m Giông.", ""),
    "rung-thong": ("2018-04-18", 1, "Hoàng Thu Hà", "Rừng thông và nỗi lo cháy", "Mùa khô, tổ bảo vệ rừng gác ngày gác đêm.", ""),
    "viet-tat": ("2017-12-01", 0, "Lương Minh Thúy", "HĐND tỉnh họp kỳ cuối năm", "UBND tỉnh trình 15 tờ trình; HĐND thông qua cả.", ""),
    "nong-thon-moi": ("2024-04-30", 1, "Nông Văn Hạ", "Xã nông thôn mới kiểu mẫu đầu tiên", "Đường nông thôn trồng hoa; nhà mới, nếp mới.", ""),
    "nong-thon-cu": ("2012-09-12", 1, "Hoàng Thu Hà", "Nông thôn mới nhìn từ một xã điểm", "Xã điểm nông thôn mới đạt bảy tiêu chí.", ""),
}  # fmt: skip

# typed, what must come first, what must be found, what must not be found
CASES = [
    # with marks, without, in capitals, decomposed
    ("đồng chí", "", "tong-ket-22 chi-bo-thon", "hoi na"),
    ("dong chi", "", "tong-ket-22 chi-bo-thon", "hoi na"),
    ("DONG CHI", "", "tong-ket-22 chi-bo-thon", "hoi"),
    ("ĐỒNG CHÍ", "", "tong-ket-22 chi-bo-thon", "hoi"),
    ("Đo\u0302\u0300ng chi\u0301", "", "tong-ket-22 chi-bo-thon", "hoi"),
    ("le hoi", "le-hoi", "le-hoi", "hat-then"),
    ("hat then", "hat-then", "hat-then", "le-hoi"),
    ("cau treo", "cau-treo", "cau-treo", ""),
    ("bien phong", "bien-phong", "bien-phong", "na"),
    ("ubnd", "viet-tat", "viet-tat", "so-ket"),
    ("HĐND", "viet-tat", "viet-tat", "so-ket"),
    ("hdnd", "viet-tat", "viet-tat", "so-ket"),
    # exact marks first
    ("má", "ma-lua", "ma-lua chuyen-ma", "hoc-bac"),
    ("ma", "chuyen-ma", "chuyen-ma ma-lua", "hoc-bac"),
    ("bão", "bao-so-3", "bao-so-3 bao-cu bao-hiem", ""),
    ("bảo", "bao-hiem", "bao-hiem bao-so-3", ""),
    ("thư", "thu-tuong", "thu-vien thu-phi thu-tuong", ""),
    ("thu phí", "thu-phi", "thu-phi", "thu-vien"),
    ("thư viện", "thu-vien", "thu-vien", "thu-phi"),
    ("hồi", "hoi", "hoi", ""),
    ("hoa hồi", "hoi", "hoi", "hoa-dao"),
    ("cửa khẩu", "cua-khau", "cua-khau", "cua-hang"),
    ("hội nghi", "so-ket", "so-ket", ""),
    # both placements of the tone mark
    ("hòa giải", "hoa-hop", "hoa-hop", "hoi"),
    ("hoà giải", "hoa-hop", "hoa-hop", "hoi"),
    ("hoà hợp", "hoa-hop", "hoa-hop", "hoi"),
    ("thúy", "", "hoa-hop le-hoi", "hoi"),
    ("Thuý", "", "hoa-hop le-hoi", "hoi"),
    # the headline before the text, the fresh before the old
    ("bão số", "bao-so-3", "bao-so-3 bao-cu", "bao-hiem"),
    ("nông thôn mới", "nong-thon-moi", "nong-thon-moi nong-thon-cu", ""),
    ("rừng", "", "rung-thong hop-tac-xa", "na"),
    ("biên giới", "tuan-tra", "noi-tru tuan-tra", "bien-phong"),
    ("tuần tra", "tuan-tra", "tuan-tra bien-phong", ""),
    ("tuan tra bien gioi", "tuan-tra", "tuan-tra", "noi-tru"),
    ("kiểm tra đất đai", "kiem-tra", "kiem-tra", "gia-dat"),
    ("đại hội", "", "dai-hoi dai-hoi-xa", "so-ket"),
    # phrases and exclusions
    ('"hộ nghèo"', "nha-dai-doan-ket", "nha-dai-doan-ket", "ngheo-kho"),
    ('"nghèo hộ"', "ngheo-kho", "ngheo-kho", "nha-dai-doan-ket"),
    ("hộ nghèo", "nha-dai-doan-ket", "nha-dai-doan-ket ngheo-kho", ""),
    ("“hộ nghèo”", "nha-dai-doan-ket", "nha-dai-doan-ket", "ngheo-kho"),
    ("chuyện -ma", "ngheo-kho", "ngheo-kho", "chuyen-ma"),
    ('bão -"số 3"', "bao-cu", "bao-cu", "bao-so-3"),
    ("bảo hiểm -bão", "bao-hiem", "bao-hiem", ""),
    ("bão -bảo", "bao-so-3", "bao-so-3 bao-cu", "rung-thong"),
    ("bao -bao", "", "", "bao-hiem bao-cu"),
    ("hoa -hồi", "", "hoa-dao hoa-hop", "hoi"),
    ('"mã vuông" nông dân', "na", "na", "hoi"),
    ('"bộ đội', "", "bien-phong bao-so-3", "dan-quan"),
    # captions, signatures, numbers, letters of other languages
    ("cau ky cung", "", "cau-treo", "hoi"),
    ("phơi hoa hồi", "hoi", "hoi", "hoa-dao"),
    ("vi đức anh", "", "gia-dat cua-khau bao-so-3", "hoi na"),
    ("22-NQ/TW", "tong-ket-22", "tong-ket-22", "dai-hoi"),
    ("36-CT/TW", "dai-hoi", "dai-hoi", "dai-hoi-xa"),
    ("nghị quyết 71", "noi-tru", "noi-tru", "tong-ket-22"),
    ("K'Broih", "tay-nguyen", "tay-nguyen", ""),
    ("đom giong", "tay-nguyen", "tay-nguyen", ""),
    # conditions among the words
    ("tac gia:hà", "", "tong-ket-22 na hoi-khong", "hoi gia-dat"),
    ('tác giả:"Nông Văn Hạ"', "nong-thon-moi", "hoi cau-treo", "na gia-dat"),
    ("tac gia:nong van ha mua", "ma-lua", "ma-lua hoi", "bao-so-3 na"),
    ("tacgia:thuy đại hội", "dai-hoi-xa", "dai-hoi-xa", "dai-hoi"),
    ("chuyen muc:kinh te hoa", "", "hoi nong-thon-moi", "hoa-dao"),
    ('chuyên mục:"Văn hóa" hoa', "hoa-dao", "hoa-dao hoa-hop", "hoi"),
    ("chuyen muc:van-hoa hoa", "hoa-dao", "hoa-dao hoa-hop", "hoi"),
    ("bão tu:2020", "bao-so-3", "bao-so-3", "bao-cu"),
    ("bão den:2014", "bao-cu", "bao-cu", "bao-so-3"),
    ("tu:2018-06-01 den:2018-06-30", "tong-ket-22", "tong-ket-22", "na"),
    ("từ:6/2018 đến:8/2018", "na", "na tong-ket-22", "hat-then"),
    ("tu ngay:12/6/2018 den ngay:12/6/2018", "tong-ket-22", "tong-ket-22", "na rung-thong"),
    ("van ban:36-CT/TW", "dai-hoi", "dai-hoi", "dai-hoi-xa hoc-bac"),
    ("van ban:“chi thi 05”", "hoc-bac", "hoc-bac", "dai-hoi"),
    ("chuyen muc:giao duc tu:2021 den:2021", "thi-tot-nghiep", "thi-tot-nghiep", "noi-tru"),
    ("chuyen muc:doi song -bão tu:2020", "", "nha-dai-doan-ket bao-hiem", "bao-so-3"),
    ("tac gia:thúy tu:2021 bảo hiểm", "bao-hiem", "bao-hiem", "bao-so-3"),
    # nothing
    ("zzzz", "", "", "hoi na"),
    ("hồi zzzz", "", "", "hoi"),
    ("chuyen muc:quoc phong hoa hồi", "", "", "hoi"),
    ("", "", "", "hoi"),
    ("-hồi", "", "", "hoi"),
    ('"', "", "", "hoi"),
]
CASES = [(typed, first, found.replace(" hoi-khong", ""), hidden) for typed, first, found, hidden in CASES]

MEANT = [
    ("nghi quyt 22", "nghị quyết 22"),
    ("ngih quyet", "nghị quyết"),
    ("langh hoi", ""),
    ("nghij quyeets", "nghị quyết"),
    ("le65 ho65i", "lễ hội"),
    ("bienphong", "biên phòng"),
    ("hoa dfao", "hoa đào"),
    ("thư vieen", "thư viện"),
    ("cua khaau", "cửa khẩu"),
    ("nong thom moi", "nông thôn mới"),
    ("biên phong -hoi ngaf", ""),
    ("zzzz", ""),
]


@pytest.fixture(scope="module")
def paper(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        _print_paper()
        yield {f"{story[3]}": key for key, story in STORIES.items()}
        transaction.set_rollback(True)


def _print_paper():
    sections = [Section.objects.create(name=name, order=order) for order, name in enumerate(SECTIONS, 1)]
    people = {name: Author.objects.create(name=name) for name in PEOPLE}
    articles = []
    for day, section, name, headline, text, caption in STORIES.values():
        published = datetime.fromisoformat(f"{day}T08:00").replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        article = Article.objects.create(
            headline=headline, body=f"<p>{text}</p>", section=sections[section], status="published", published_at=published
        )
        Byline.objects.create(article=article, author=people[name], name=name)
        if caption:
            ArticlePhoto.objects.create(article=article, caption=caption)
        articles.append(article)
    finish(articles)


def answer(typed, **chosen):
    return Client().get("/tim-kiem/", {"q": typed, **chosen})


def found(paper, typed, **chosen):
    return [paper[article.headline] for article in answer(typed, **chosen).context["articles"]]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "first", "must", "never"), CASES)
def test_the_table(paper, typed, first, must, never):
    keys = found(paper, typed)
    assert keys[:1] == [first] if first else True
    assert set(must.split()) <= set(keys)
    assert not set(never.split()) & set(keys)
    assert keys or not must


def test_the_table_is_long_enough_and_names_stories_that_exist():
    assert len(CASES) >= 60
    assert {key for _typed, *rows in CASES for row in rows for key in row.split()} <= set(STORIES)


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_a_slip_is_answered_with_what_was_meant(paper, typed, meant):
    proposed = [text for text, _address in answer(typed).context["meant"]]
    assert meant in proposed if meant else not proposed

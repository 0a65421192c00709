"""Levels of government, provinces old and new, and family names. Data only; patterns are for folded text."""

LEVELS = (
    ("tinh", "tỉnh"),
    (r"thanh pho|tp\.|tp", "thành phố"),
    (r"thi xa|tx\.|tx", "thị xã"),
    ("huyen", "huyện"),
    ("quan", "quận"),
    ("phuong", "phường"),
    ("xa", "xã"),
    ("thi tran", "thị trấn"),
    ("dac khu", "đặc khu"),
    ("lam thoi", "lâm thời"),
)

PROVINCES = tuple(
    """An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận
Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh
Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hồ Chí Minh|Huế|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai
Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh
Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang
Vĩnh Long|Vĩnh Phúc|Yên Bái|Hà Tây|Bắc Thái|Hà Tuyên|Hoàng Liên Sơn|Nghệ Tĩnh|Bình Trị Thiên|Minh Hải|Sông Bé|Hà Bắc
Hải Hưng|Nam Hà|Hà Nam Ninh|Vĩnh Phú|Cửu Long|Thuận Hải|Phú Khánh|Nghĩa Bình|Cao Lạng""".replace("\n", "|").split("|")
)
PROVINCE_SPELLINGS = {
    "hcm": "Hồ Chí Minh",
    "dac lac": "Đắk Lắk",
    "daklak": "Đắk Lắk",
    "kontum": "Kon Tum",
    "bac can": "Bắc Kạn",
}

FAMILY_NAMES = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh luong truong lam nong vi ha mai cao
ta trinh dao doan luu to thai trieu chu quach hua la mac nghiem tong van""".split()
)

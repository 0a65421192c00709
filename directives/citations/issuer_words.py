"""Names of the bodies that issue documents, with the short forms papers print. Data only.

Patterns are for folded text (no marks, lower case); one space in a pattern stands for any white space. `TW` and the
other names in braces are filled in by `pattern_of`. Every row gives the canonical words the citation carries.
"""

from directives.citations.patterns import CENTRE, PARTY_NAME, spread

_MACROS = {
    "{TW}": CENTRE,
    "{DANG}": PARTY_NAME,
    "{VN}": "(?: (?:viet nam|vn))?",
    "{MTTQ}": "(?:mat tran to quoc|mttq|mt ?tq)",
    "{AND}": "(?: va |, | ?- ?| ?& ?|,)",
}


def pattern_of(words):
    """Return the regular expression of a table's `words`: names in braces filled in, spaces elastic."""
    for name, meaning in _MACROS.items():
        words = words.replace(name, meaning)
    return spread(words)


# organs and persons of a body: "Ban Thường vụ" + "Tỉnh ủy", "Chủ tịch" + "UBND tỉnh"
ROLES = (
    ("ban thuong vu|btv|ban thuong vi", "Ban Thường vụ"),
    ("ban thuong truc|btt", "Ban Thường trực"),
    ("thuong vu", "Ban Thường vụ"),
    ("thuong truc", "Thường trực"),
    ("ban chap hanh|bch", "Ban Chấp hành"),
    ("ban bi thu|bbt", "Ban Bí thư"),
    ("van phong|vp", "Văn phòng"),
    ("ban to chuc|btc", "Ban Tổ chức"),
    ("ban tuyen giao va dan van|ban tuyen giao - dan van|ban tuyen giao, dan van", "Ban Tuyên giáo và Dân vận"),
    ("ban tuyen giao|btg", "Ban Tuyên giáo"),
    ("ban dan van|bdv", "Ban Dân vận"),
    ("ban noi chinh|bnc", "Ban Nội chính"),
    ("ban chinh sach,? chien luoc", "Ban Chính sách, chiến lược"),
    ("ban doi ngoai", "Ban Đối ngoại"),
    ("ban cong tac dai bieu", "Ban Công tác đại biểu"),
    ("ban kinh te{AND}ngan sach", "Ban Kinh tế - Ngân sách"),
    ("ban van hoa{AND}xa hoi", "Ban Văn hóa - Xã hội"),
    ("ban kinh te{AND}xa hoi", "Ban Kinh tế - Xã hội"),
    ("ban kinh te", "Ban Kinh tế"),
    ("ban phap che", "Ban Pháp chế"),
    ("ban do thi", "Ban Đô thị"),
    ("ban dan toc", "Ban Dân tộc"),
    ("(?:uy ban|ub) kiem tra|ubkt", "Ủy ban Kiểm tra"),
    ("pho chu tich thuong truc|pho chu tich", "Phó Chủ tịch"),
    ("doan chu tich", "Đoàn Chủ tịch"),
    ("chu tich", "Chủ tịch"),
    ("pho bi thu thuong truc|pho bi thu", "Phó Bí thư"),
    ("bi thu", "Bí thư"),
    ("bo truong", "Bộ trưởng"),
    ("thu truong", "Thứ trưởng"),
    ("pho giam doc", "Phó Giám đốc"),
    ("tong giam doc", "Tổng Giám đốc"),
    ("giam doc", "Giám đốc"),
    ("tong cuc truong", "Tổng cục trưởng"),
    ("cuc truong", "Cục trưởng"),
    ("chi cuc truong", "Chi cục trưởng"),
    ("chanh van phong", "Chánh Văn phòng"),
    ("truong ban", "Trưởng ban"),
    ("chanh thanh tra", "Chánh Thanh tra"),
    ("pho vien truong", "Phó Viện trưởng"),
    ("vien truong", "Viện trưởng"),
    ("chanh an", "Chánh án"),
    ("thong doc", "Thống đốc"),
    ("tong kiem toan", "Tổng Kiểm toán"),
    ("tong thanh tra", "Tổng Thanh tra"),
    ("tu lenh", "Tư lệnh"),
    ("thu truong co quan", "Thủ trưởng"),
    ("thanh tra", "Thanh tra"),
)
PERSON_ROLES = frozenset(
    {
        "Phó Chủ tịch",
        "Chủ tịch",
        "Phó Bí thư",
        "Bí thư",
        "Bộ trưởng",
        "Thứ trưởng",
        "Phó Giám đốc",
        "Tổng Giám đốc",
        "Giám đốc",
        "Tổng cục trưởng",
        "Cục trưởng",
        "Chi cục trưởng",
        "Chánh Văn phòng",
        "Trưởng ban",
        "Chánh Thanh tra",
        "Viện trưởng",
        "Phó Viện trưởng",
        "Chánh án",
        "Thống đốc",
        "Tổng Kiểm toán",
        "Tổng Thanh tra",
        "Tư lệnh",
    }
)
# a role that is an issuer even when no body follows it
LONE_ROLES = frozenset({"Ban Bí thư", "Ban Thường vụ"})

# how a place may follow a body: its NAME at once ("Huyện ủy Cao Lộc"), a LEVEL first ("UBND tỉnh"), or FREE words
NONE, NAME, LEVEL, FREE = "", "name", "level", "free"

CENTRAL = "Trung ương"
BODIES = (
    # the Party's centre
    ("bo chinh tri|bct|bo chinh tri{DANG}", "Bộ Chính trị", NONE),
    ("quan uy {TW}", "Quân ủy Trung ương", NONE),
    ("dang uy cong an {TW}", "Đảng ủy Công an Trung ương", NONE),
    ("hoi dong ly luan {TW}", "Hội đồng Lý luận Trung ương", NONE),
    ("ban bao ve,? cham soc suc khoe can bo {TW}", "Ban Bảo vệ, chăm sóc sức khỏe cán bộ Trung ương", NONE),
    # mass organisations' centres
    (
        "(?:uy ban|ub) ?{TW} {MTTQ}{VN}|{TW} {MTTQ}{VN}|ubt[uw] ?{MTTQ}{VN}|(?:uy ban|ub) {MTTQ} viet nam {TW}",
        "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        NONE,
    ),
    (
        "{TW} doan thanh nien cong san ho chi minh|{TW} doan (?:tncs|thanh nien cs) (?:ho chi minh|hcm)",
        "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        NONE,
    ),
    ("{TW} doan(?: thanh nien)?", "Trung ương Đoàn", NONE),
    ("{TW} hoi (?:nong dan|nd)", "Trung ương Hội Nông dân{VN}", NONE),
    ("{TW} hoi (?:lien hiep phu nu|lhpn)", "Trung ương Hội Liên hiệp Phụ nữ{VN}", NONE),
    ("{TW} hoi (?:cuu chien binh|ccb)", "Trung ương Hội Cựu chiến binh{VN}", NONE),
    ("{TW} hoi chu thap do", "Trung ương Hội Chữ thập đỏ{VN}", NONE),
    ("{TW} hoi nguoi cao tuoi", "Trung ương Hội Người cao tuổi{VN}", NONE),
    ("{TW} hoi khuyen hoc", "Trung ương Hội Khuyến học{VN}", NONE),
    ("{TW} hoi sinh vien", "Trung ương Hội Sinh viên{VN}", NONE),
    ("tong (?:lien doan lao dong|ldld)", "Tổng Liên đoàn Lao động{VN}", NONE),
    ("{TW}{DANG}", CENTRAL, NONE),
    # the State's centre
    ("uy ban thuong vu quoc hoi|ub ?tvqh|uy ban thuong vu qh", "Ủy ban Thường vụ Quốc hội", NONE),
    ("hoi dong bau cu quoc gia", "Hội đồng Bầu cử quốc gia", NONE),
    ("chu tich quoc hoi", "Chủ tịch Quốc hội", NONE),
    ("tong thu ky quoc hoi", "Tổng Thư ký Quốc hội", NONE),
    ("quoc hoi", "Quốc hội", NONE),
    ("chu tich nuoc(?: chxhcn viet nam)?", "Chủ tịch nước", NONE),
    ("pho thu tuong(?: thuong truc)?(?: chinh phu)?", "Phó Thủ tướng Chính phủ", NONE),
    ("thu tuong(?: (?:chinh phu|cp))?|ttcp|ttg(?: chinh phu)?", "Thủ tướng Chính phủ", NONE),
    ("vpcp", "Văn phòng Chính phủ", NONE),
    ("chinh phu{VN}", "Chính phủ", NONE),
    ("hoi dong bo truong", "Hội đồng Bộ trưởng", NONE),
    ("hoi dong chinh phu", "Hội đồng Chính phủ", NONE),
    (
        "hoi dong tham phan(?: (?:toa an nhan dan|tand|tandtc)(?: toi cao)?)?",
        "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
        NONE,
    ),
    ("(?:toa an nhan dan|toa an nd|tand) toi cao|tandtc", "Tòa án nhân dân tối cao", NONE),
    ("(?:vien kiem sat nhan dan|vien kiem sat nd|vksnd) toi cao|vksndtc", "Viện kiểm sát nhân dân tối cao", NONE),
    ("kiem toan nha nuoc", "Kiểm toán Nhà nước", NONE),
    ("(?:ngan hang nha nuoc|nhnn)", "Ngân hàng Nhà nước{VN}", LEVEL),
    ("ttcp", "Thanh tra Chính phủ", NONE),
    ("uy ban dan toc", "Ủy ban Dân tộc", NONE),
    ("bao hiem xa hoi|bhxh", "Bảo hiểm xã hội{VN}", LEVEL),
    ("bo tong tham muu", "Bộ Tổng Tham mưu", NONE),
    ("tong cuc chinh tri", "Tổng cục Chính trị", NONE),
    # committees of the Party below the centre
    ("tinh uy", "Tỉnh ủy", NAME),
    ("thanh uy", "Thành ủy", NAME),
    ("huyen uy", "Huyện ủy", NAME),
    ("thi uy", "Thị ủy", NAME),
    ("quan uy", "Quận ủy", NAME),
    ("khu uy", "Khu ủy", NAME),
    ("dang uy khoi cac co quan {TW}", "Đảng ủy Khối các cơ quan Trung ương", NONE),
    ("dang uy khoi", "Đảng ủy Khối", FREE),
    ("dang uy", "Đảng ủy", FREE),
    ("dang bo", "Đảng bộ", FREE),
    ("chi bo", "Chi bộ", FREE),
    # people's councils and committees
    (
        "doan (?:dai bieu quoc hoi|dbqh)(?: va|,) (?:hoi dong nhan dan|hdnd)",
        "Đoàn đại biểu Quốc hội và Hội đồng nhân dân",
        LEVEL,
    ),
    ("doan (?:dai bieu quoc hoi|dbqh)", "Đoàn đại biểu Quốc hội", LEVEL),
    ("uy ban nhan dan|ub ?nhan dan|uy ban nd|ub ?nd", "Ủy ban nhân dân", LEVEL),
    ("hoi dong nhan dan|hoi dong nd|hd ?nd", "Hội đồng nhân dân", LEVEL),
    ("uy ban hanh chinh", "Ủy ban hành chính", LEVEL),
    # mass organisations below the centre
    ("(?:uy ban|ub) ?{MTTQ}|uy ban mat tran(?! to quoc)|ubmt(?!tq)", "Ủy ban Mặt trận Tổ quốc{VN}", LEVEL),
    ("{MTTQ}", "Mặt trận Tổ quốc{VN}", LEVEL),
    (
        "doan (?:thanh nien cong san|tncs|thanh nien cs) (?:ho chi minh|hcm)",
        "Đoàn Thanh niên Cộng sản Hồ Chí Minh",
        LEVEL,
    ),
    ("doan thanh nien", "Đoàn Thanh niên", LEVEL),
    ("tinh doan", "Tỉnh đoàn", NAME),
    ("thanh doan", "Thành đoàn", NAME),
    ("huyen doan", "Huyện đoàn", NAME),
    ("hoi (?:lien hiep phu nu|lhpn)", "Hội Liên hiệp Phụ nữ{VN}", LEVEL),
    ("hoi phu nu", "Hội Phụ nữ{VN}", LEVEL),
    ("hoi (?:nong dan|nd)", "Hội Nông dân{VN}", LEVEL),
    ("hoi (?:cuu chien binh|ccb)", "Hội Cựu chiến binh{VN}", LEVEL),
    ("hoi chu thap do", "Hội Chữ thập đỏ{VN}", LEVEL),
    ("hoi nguoi cao tuoi", "Hội Người cao tuổi{VN}", LEVEL),
    ("(?:lien doan lao dong|ldld)", "Liên đoàn Lao động{VN}", LEVEL),
    # inspectorates, courts, army, police
    ("thanh tra(?= (?:tinh|huyen|thanh pho|tp|thi xa|quan)(?![a-z]))", "Thanh tra", LEVEL),
    ("toa an nhan dan|tand", "Tòa án nhân dân", LEVEL),
    ("vien kiem sat nhan dan|vksnd", "Viện kiểm sát nhân dân", LEVEL),
    ("bo chi huy quan su|bo chqs", "Bộ Chỉ huy Quân sự", LEVEL),
    ("ban chi huy quan su|ban chqs", "Ban Chỉ huy Quân sự", LEVEL),
    ("bo chi huy bo doi bien phong|bo chi huy bdbp|bo chi huy bien phong", "Bộ Chỉ huy Bộ đội Biên phòng", LEVEL),
    ("bo doi bien phong|bdbp", "Bộ đội Biên phòng", LEVEL),
    ("cong an", "Công an", LEVEL),
)

# heads whose name goes on in words no table can list
FREE_HEADS = (
    r"tieu ban|ban chi dao|ban chi huy|ban quan ly|ban dai dien|ban thi dua|ban an toan|ban can su dang|dang doan"
    r"|cong doan|tong cuc|chi cuc|cuc|vu|vien|hoc vien|truong|dai hoc|trung tam|hiep hoi|lien hiep|lien minh"
    r"|tong cong ty|tap doan|cong ty|ngan hang|kho bac|bo tu lenh|quan khu|quan doan|binh chung|quan chung|hoi dong"
    r"|hoi(?! nghi| thao| truong| nhap| vien| thi)|ban to chuc|to cong tac|doan kiem tra|benh vien|uy ban|chi doan"
    r"|lien doan|quy|co quan|dai(?! (?:hoi|bieu|dien|ly)(?![a-z]))|bao(?! (?:cao|hiem|ve|dam)(?![a-z]))|toa an|doan"
    r"|bo tong|su doan|trung doan"
)

# how any of the names above may begin: where to try when a clause is searched for its subject
HEADS = (
    r"ban|btv|btt|bch|bbt|bct|btc|btg|bdv|bnc|thuong|uy ban|ub[a-z]{0,8}|hoi|hd ?nd|van phong|vp[a-z]{0,8}|pho"
    r"|chu tich|doan|bi thu|bo|thu|tong|giam doc|chi|cuc|chanh|truong|vien|thong doc|tu lenh|thanh|quan|dang"
    r"|trung uong|tw|t\.? ?[uw]\.?|quoc hoi|chinh phu|toa an|tand|tandtc|vksnd|vksndtc|kiem toan|ngan hang|nhnn|ttcp"
    r"|ttg|bao hiem|bhxh|tinh|huyen|thi uy|khu uy|mat tran|mttq|mt ?tq|lien doan|lien minh|lien hiep|hiep hoi|ldld"
    r"|cong an|cong ty|cong doan|bdbp|so|phong|ty|hoc vien|dai hoc|trung tam|tap doan|kho bac|binh chung|to"
    r"|benh vien|co quan|dai|bao|su doan|trung doan|quy|tieu ban"
)

# where a name in free words ends (printed words, marks count)
NAME_ENDS = frozenset(
    """về ngày khóa đã được do có yêu tại là nhằm số gửi vừa để với ký cho từ theo trong khi cũng sẽ đang mới không
ra phê triển nêu chỉ hướng thực quán trên nhân đến năm tháng lần kỳ này ở nơi bằng cần phải đề quyết giao tiếp
hay hoặc bổ sửa thay hết ghi rằng thì vì nên mà như gồm sau trước ban quy thông tổ tổng của nói họp báo thống
cùng còn lại bởi qua xác tích lập đưa nhấn góp kịp đồng xem tham chủ nhận xây liên trình chuyển kết nghiên""".split()
)
# verbs that end a name elsewhere, but may open it: "Ban Chỉ đạo thực hiện Quy chế dân chủ"
NAME_OPENERS = frozenset("thực xây phòng sắp đổi chuyển cải ứng".split())

# where a comma, or a word that ends a name elsewhere, is part of one (printed words)
INNER_PHRASES = (
    "(?:về )?phòng, ?chống",
    "(?:về )?phòng thủ dân sự",
    "tham nhũng, (?:lãng phí, )?tiêu cực",
    "thi đua, khen thưởng",
    "phổ biến, giáo dục",
    "sắp xếp, đổi mới",
    "ứng phó sự cố, thiên tai",
    "cơ quan và doanh nghiệp",
    "(?:quy chế )?dân chủ(?: ở cơ sở)?",
    "chuyển đổi số",
    "nông thôn mới",
    "giao thông",
    "phát triển",
    "nghiên cứu",
    "thông tin",
    "thiên tai và tìm kiếm cứu nạn",
)
ABBREVIATIONS = (
    (r"\bUBND\b", "Ủy ban nhân dân"),
    (r"\bHĐND\b", "Hội đồng nhân dân"),
    (r"\bTP\.?\s?", "thành phố "),
    (r"\bMTTQ\b", "Mặt trận Tổ quốc"),
    (r"\bTƯ\b|\bT\.Ư\b|\bTW\b", "Trung ương"),
    (r"\bBCĐ\b", "Ban Chỉ đạo"),
    (r"\bQLTT\b", "Quản lý thị trường"),
    (r"\bPCTT\b", "phòng, chống thiên tai"),
    (r"\bLĐLĐ\b", "Liên đoàn Lao động"),
)

# organs of symbols whose letters are no initials of the issuer's name
ORGAN_NAMES = {
    "TW": r"^(?:Ban Chấp hành Trung ương|Bộ Chính trị|Ban Bí thư)$",
    "TU": r"(?:Tỉnh|Thành) ủy|Ban Chấp hành Đảng bộ (?:tỉnh|thành phố)",
    "HU": r"Huyện ủy|Ban Chấp hành Đảng bộ huyện",
    "UBND": r"^(?:(?:Phó )?Chủ tịch )?Ủy ban nhân dân",
    "HĐND": r"Hội đồng nhân dân",
    "CP": r"^Chính phủ$",
    "TTg": r"^Thủ tướng Chính phủ$",
}

# bodies whose papers are no directives of ours: "Nghị quyết 1325 của Hội đồng Bảo an"
FOREIGN = (
    "(?:hoi dong bao an|lien hop quoc|dai hoi dong|lien minh chau|hoi dong chau|uy ban chau|nghi vien chau|unesco"
    "|asean|ilo|who|wto|nato|to chuc (?:y te|lao dong) the gioi|eu)"
)

"""Ministries, departments and offices by field. Data only; patterns as in `issuer_words`."""

# a ministry, department or office is a head and a field: "Bộ Y tế", "Sở GD&ĐT tỉnh", "Phòng Nội vụ huyện"
MINISTRY = "Bộ"
FIELD_HEADS = (("bo", MINISTRY), ("so", "Sở"), ("phong", "Phòng"), ("ty", "Ty"))
FIELDS = (
    ("y te", "Y tế"),
    ("noi vu", "Nội vụ"),
    ("tai chinh{AND}ke hoach", "Tài chính - Kế hoạch"),
    ("tai chinh", "Tài chính"),
    ("tu phap", "Tư pháp"),
    ("cong an", "Công an"),
    ("quoc phong", "Quốc phòng"),
    ("ngoai giao", "Ngoại giao"),
    ("ngoai vu", "Ngoại vụ"),
    ("xay dung", "Xây dựng"),
    ("cong thuong", "Công Thương"),
    ("cong nghiep", "Công nghiệp"),
    ("thuong mai{AND}du lich", "Thương mại và Du lịch"),
    ("thuong mai", "Thương mại"),
    ("thuy san", "Thủy sản"),
    ("thuy loi", "Thủy lợi"),
    ("lam nghiep", "Lâm nghiệp"),
    ("giao thong van tai|gtvt", "Giao thông vận tải"),
    ("giao thong{AND}xay dung", "Giao thông và Xây dựng"),
    ("giao thong cong chinh", "Giao thông công chính"),
    ("giao duc{AND}dao tao|gd ?[&-]? ?dt|gd va dt|gd,dt", "Giáo dục và Đào tạo"),
    ("giao duc", "Giáo dục"),
    ("giao thong", "Giao thông"),
    ("khoa hoc{AND}cong nghe|kh ?[&-]? ?cn|kh va cn", "Khoa học và Công nghệ"),
    ("khoa hoc,? cong nghe{AND}moi truong", "Khoa học, Công nghệ và Môi trường"),
    ("ke hoach{AND}dau tu|kh ?[&-]? ?dt|kh va dt", "Kế hoạch và Đầu tư"),
    (
        "nong nghiep{AND}phat trien nong thon|nn ?[&-]? ?ptnt|nn va ptnt|nong nghiep{AND}ptnt",
        "Nông nghiệp và Phát triển nông thôn",
    ),
    ("nong nghiep{AND}moi truong|nn ?[&-]? ?mt|nn va mt", "Nông nghiệp và Môi trường"),
    ("nong nghiep", "Nông nghiệp"),
    ("tai nguyen{AND}moi truong|tn ?[&-]? ?mt|tn va mt", "Tài nguyên và Môi trường"),
    ("thong tin{AND}truyen thong|tt ?[&-]? ?tt|tt va tt", "Thông tin và Truyền thông"),
    (
        "van hoa ?,? the thao{AND}du lich|vh ?,? ?-? ?tt ?[&-]? ?dl|vhttdl|vh,? tt va dl"
        "|van hoa{AND}the thao{AND}du lich",
        "Văn hóa, Thể thao và Du lịch",
    ),
    ("van hoa{AND}the thao", "Văn hóa và Thể thao"),
    ("van hoa ?,? khoa hoc{AND}thong tin", "Văn hóa, Khoa học và Thông tin"),
    ("van hoa{AND}xa hoi", "Văn hóa - Xã hội"),
    ("van hoa{AND}thong tin|vhtt(?!dl)", "Văn hóa - Thông tin"),
    ("du lich", "Du lịch"),
    (
        "lao dong{AND}thuong binh{AND}xa hoi|ld ?,? ?-? ?tb ?[&-]? ?xh|ldtbxh|ldtb ?& ?xh|lao dong{AND}tb ?[&-]? ?xh"
        "|ld ?- ?tb va xh|lao dong{AND}thuong binh",
        "Lao động - Thương binh và Xã hội",
    ),
    ("dan toc{AND}ton giao", "Dân tộc và Tôn giáo"),
    ("dan toc", "Dân tộc"),
    ("dai hoc{AND}trung hoc chuyen nghiep", "Đại học và Trung học chuyên nghiệp"),
    ("quy hoach{AND}kien truc", "Quy hoạch - Kiến trúc"),
    ("kinh te{AND}ha tang", "Kinh tế và Hạ tầng"),
    ("kinh te", "Kinh tế"),
    ("an toan thuc pham", "An toàn thực phẩm"),
)

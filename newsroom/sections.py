"""The sections a new paper starts with, and the words by which imports know a story of each."""

# ruff: noqa: E501  the words of a section stand together

SECTIONS = [
    (
        "Chính trị",
        ["hội đồng nhân dân", "hđnd tỉnh", "kỳ họp", "quốc hội", "tiếp xúc cử tri", "ubnd tỉnh", "bầu cử", "cử tri"],
        [
            (
                "Xây dựng Đảng",
                ["tỉnh ủy", "đảng bộ", "chi bộ", "đảng viên", "bộ chính trị", "ban chấp hành", "cấp ủy", "nghị quyết số",
                 "ban bí thư", "tổ chức đảng", "công tác kiểm tra", "xây dựng đảng"],
            ),
            (
                "Học và làm theo Bác",
                ["tư tưởng, đạo đức, phong cách hồ chí minh", "học tập và làm theo", "làm theo bác", "chỉ thị 05"],
            ),
        ],
    ),
    (
        "Kinh tế",
        ["doanh nghiệp", "cửa khẩu", "xuất khẩu", "nhập khẩu", "thu ngân sách", "đầu tư", "hợp tác xã", "thị trường",
         "sản xuất", "nông sản", "quả na", "hoa hồi", "ocop", "giá bán", "vốn vay", "thuế"],
        [("Nông thôn mới", ["nông thôn mới", "xã đạt chuẩn", "giao thông nông thôn"])],
    ),
    (
        "Xã hội",
        ["hộ nghèo", "an sinh", "người dân", "chính sách", "nhà đại đoàn kết", "bảo hiểm xã hội", "việc làm", "thiên tai",
         "giảm nghèo", "từ thiện", "tặng quà", "cầu treo"],
        [
            ("Giáo dục", ["học sinh", "giáo viên", "nhà trường", "trường học", "kỳ thi", "năm học", "nội trú", "lớp học"]),
            ("Y tế", ["trạm y tế", "bệnh viện", "bác sĩ", "bệnh nhân", "tiêm chủng", "phòng dịch", "dịch bệnh", "covid"]),
        ],
    ),
    (
        "Văn hóa",
        ["lễ hội", "di sản", "hát then", "đàn tính", "văn nghệ", "nghệ nhân", "bảo tàng", "thư viện", "múa sư tử", "triển lãm"],
        [("Du lịch", ["du lịch", "du khách", "điểm đến", "homestay", "mẫu sơn", "mùa vàng", "tham quan"])],
    ),
    ("Thể thao", ["vận động viên", "giải đấu", "huy chương", "bóng đá", "thể dục thể thao", "thi đấu", "đại hội thể dục"], []),
    (
        "Pháp luật",
        ["công an", "đối tượng", "bắt giữ", "khởi tố", "tòa án", "vi phạm", "tang vật", "ma túy", "pháo nổ", "nồng độ cồn",
         "an toàn giao thông", "xử phạt"],
        [],
    ),
    ("Quốc phòng - An ninh", ["biên phòng", "bộ đội", "quân sự", "biên giới", "dân quân", "an ninh trật tự", "quốc phòng"], []),
    ("Khoa học - Công nghệ", ["chuyển đổi số", "công nghệ số", "khoa học công nghệ", "sáng kiến", "trí tuệ nhân tạo", "dữ liệu số"], []),
]  # fmt: skip

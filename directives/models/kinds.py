"""What kinds of documents there are, and what can become of one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kinds of documents, keyed as in the citation finder."""

    RESOLUTION = "NQ", "Nghị quyết"
    DIRECTIVE = "CT", "Chỉ thị"
    CONCLUSION = "KL", "Kết luận"
    DECISION = "QĐ", "Quyết định"
    REGULATION = "QĐi", "Quy định"
    STATUTE = "QC", "Quy chế"
    GUIDANCE = "HD", "Hướng dẫn"
    NOTICE = "TB", "Thông báo"
    CIRCULAR_LETTER = "TTri", "Thông tri"
    PLAN = "KH", "Kế hoạch"
    PROGRAMME = "CTr", "Chương trình"
    SCHEME = "ĐA", "Đề án"
    REPORT = "BC", "Báo cáo"
    SUBMISSION = "TTr", "Tờ trình"
    OFFICIAL_LETTER = "CV", "Công văn"
    TELEGRAM = "CĐ", "Công điện"
    DECREE = "NĐ", "Nghị định"
    CIRCULAR = "TT", "Thông tư"
    JOINT_CIRCULAR = "TTLT", "Thông tư liên tịch"
    JOINT_RESOLUTION = "NQLT", "Nghị quyết liên tịch"
    JOINT_PROGRAMME = "CTPH", "Chương trình phối hợp"
    LAW = "Luật", "Luật"
    ORDINANCE = "PL", "Pháp lệnh"
    DECREE_LAW = "SL", "Sắc lệnh"
    MINUTES = "BB", "Biên bản"
    OPTION_PAPER = "PA", "Phương án"
    PROJECT = "DA", "Dự án"
    OTHER = "VB", "Văn bản"


# names come by the thousand; `get_kind_display` makes this table anew each time
KIND_NAMES = dict(Kind.choices)


class Status(models.TextChoices):
    UNKNOWN = "unknown", _("not known")
    IN_FORCE = "in_force", _("in force")
    AMENDED = "amended", _("amended")
    REPLACED = "replaced", _("replaced")
    REPEALED = "repealed", _("repealed")

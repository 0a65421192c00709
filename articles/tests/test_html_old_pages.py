"""Saved pages of the years before style sheets: laid out in tables and frames, with menus around the story."""

import io

from articles.formats import html
from articles.formats.record import Source


def read(page):
    (item,) = html.read(io.BytesIO(page.encode()), Source(name="cu.htm"))
    return item


OLD_PAGE = """<HTML><HEAD><TITLE>Bao Lang Son</TITLE></HEAD><BODY><TABLE width=780><TR>
<TD colspan=3><IMG src="banner.gif"></TD></TR><TR>
<TD width=150><TABLE><TR><TD><A href=ct.htm>Chính trị</A></TD></TR><TR>
<TD><A href=kt.htm>Kinh tế</A></TD></TR></TABLE></TD><TD width=480>
<FONT size=4 color=red><B>Khánh thành cầu treo bản Mới</B></FONT><BR>
<FONT size=1>Ngày 12/6/2005</FONT><BR><BR>
<FONT face=".VnTime"><B>LSO-Sáng nay, cây cầu nối hai bờ sông đã được đưa vào sử dụng
trong niềm vui của bà con.</B>
</FONT><BR><BR><TABLE align=left><TR><TD><IMG src="anh/12.jpg"></TD></TR><TR>
<TD><I>Cầu mới</I></TD></TR></TABLE>
<FONT size=2>Bà con hai bên bờ đi lại dễ dàng hơn nhiều, nhất là trong mùa mưa lũ.<BR><BR>
Kinh phí xây dựng do nhân dân và các doanh nghiệp trong tỉnh đóng góp.<P align=right><B>Thu Hà</B></P></FONT></TD>
<TD width=150><TABLE><TR><TD>Thời tiết: 25 độ</TD></TR></TABLE></TD></TR>
<TR><TD colspan=3>Bản quyền Báo Lạng Sơn</TD></TR></TABLE></BODY></HTML>"""


def test_a_page_laid_out_in_the_columns_of_a_table_gives_the_column_of_the_story():
    record = read(OLD_PAGE)
    assert record.headline == "Khánh thành cầu treo bản Mới"
    assert record.agency == "LSO"
    assert record.standfirst.startswith("Sáng nay, cây cầu")
    assert record.body.startswith("<p>[ảnh 1]</p><p>Bà con hai bên bờ")
    assert [(photo.reference, photo.caption) for photo in record.photos] == [("anh/12.jpg", "Cầu mới")]
    assert [byline.name for byline in record.bylines] == ["Thu Hà"]
    assert record.published_on == "2005-06-12"


def test_what_a_page_shows_beside_its_story_is_kept_as_noise():
    assert {"Chính trị", "Kinh tế", "Thời tiết: 25 độ", "Bản quyền Báo Lạng Sơn"} <= set(read(OLD_PAGE).noise)


def test_the_noise_of_an_endless_menu_is_bounded_and_says_so():
    menu = "".join(f"<li><a href='/{number}'>Mục số {number}</a></li>" for number in range(2000))
    record = read(OLD_PAGE.replace("<BODY>", f"<BODY><ul>{menu}</ul>"))
    assert len(record.noise) < 320
    assert record.noise[-1].endswith("dòng nữa của trang)")


def test_a_page_of_frames_names_the_files_that_hold_the_text():
    refusal = read('<html><frameset cols="1,*"><frame src="menu.htm"><frame src="bai.htm"></frameset></html>')
    assert refusal.code == "frames"
    assert "menu.htm, bai.htm" in refusal.reason

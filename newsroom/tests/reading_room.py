"""A small paper with one page of every kind, for tests that look at all of them."""

from datetime import timedelta

from django.utils import timezone

from articles.finishing import finish
from articles.models import Author, Correction, Section
from newsroom.models import Tag

TABLE = (
    '<table><caption>Giá đất</caption><thead><tr><th scope="col">Khu vực</th><th scope="col">Giá cũ</th>'
    '<th scope="col">Giá mới</th></tr></thead>'
    "<tbody><tr><td>Phường Kỳ Lừa</td><td>12,5</td><td>14,2</td></tr></tbody></table>"
)
DOCUMENTS = "Chỉ thị số 36-CT/TW, ngày 30/5/2014 của Bộ Chính trị và Nghị quyết số 22-NQ/TW, ngày 2/2/2008"


def print_paper(make_article, make_photo):
    """Print the paper; return {kind of page: address}."""
    top = Section.objects.create(name="Kinh tế", order=2)
    below = Section.objects.create(name="Nông thôn mới", order=3, parent=top)
    portrait = make_photo(alt="Chân dung Hoàng Thu Hà", colour=(90, 120, 90))
    biography = "Phóng viên chuyên mục Kinh tế."
    author = Author.objects.create(name="Hoàng Thu Hà", biography=biography, portrait=portrait)
    tag = Tag.objects.create(name="Đất đai", introduction="Những bài về giá đất, thu hồi đất và tái định cư.")
    photos = [make_photo(alt=f"Toàn cảnh {number}", credit="Thanh Hà") for number in range(3)]
    stories = [
        make_article(
            f"Bảng giá đất mới áp dụng từ quý {number}",
            section=top,
            kicker="Kỳ họp chuyên đề",
            body=f"<p>Thực hiện {DOCUMENTS}, tỉnh điều chỉnh giá đất.</p><h2>Giá đất</h2>{TABLE}"
            "<blockquote><p>Hỏi dân cho kỹ.</p></blockquote><ul><li>Công khai</li></ul>",
            captions=("Toàn cảnh", "Chợ phiên", "Ảnh đang chờ") if number == 1 else (),
            tags=[tag],
            published_at=timezone.now() - timedelta(days=number),
        )
        for number in range(1, 8)
    ]
    for place, photo in zip(stories[0].photos.all(), photos, strict=False):
        place.photo = photo
        place.save()
    for story in stories:
        story.bylines.update(author=author)
    common = {"article": stories[0], "work": stories[0].headline, "version": 1}
    Correction.objects.create(kind="correction", wrong="12,5 triệu đồng", right="14,2 triệu đồng", **common)
    make_article("Ẩm thực Ễnh Ương: Ộp oạp những ữ nghĩa chợ phiên", section=below, standfirst="")
    withdrawn = make_article("Bài đã gỡ", section=top, status="withdrawn")
    finish(stories)
    day = timezone.localtime(stories[0].published_at)
    return {
        "front": "/",
        "section": top.get_absolute_url(),
        "subsection": below.get_absolute_url(),
        "article with photos": stories[0].get_absolute_url(),
        "article": stories[1].get_absolute_url(),
        "author": author.get_absolute_url(),
        "authors": "/tac-gia/",
        "topic": tag.get_absolute_url(),
        "photo stories": "/phong-su-anh/",
        "archive": "/luu-tru/",
        "year": f"/luu-tru/{day:%Y}/",
        "month": f"/luu-tru/{day:%Y/%m}/",
        "day": f"/luu-tru/{day:%Y/%m/%d}/",
        "search": "/tim-kiem/",
        "found": "/tim-kiem/?q=giá+đất&chuyen_muc=kinh-te&tu=2010-01-01",
        "found, the oldest first": "/tim-kiem/?q=giá+đất&xep=cu",
        "nothing found": "/tim-kiem/?q=gia+datt",
        "register": "/van-ban/",
        "register narrowed": "/van-ban/?kind=NQ&sort=-articles",
        "document": stories[0].citations.filter(state="settled").first().directive.get_absolute_url(),
        "corrections": "/cai-chinh/",
        "interface": "/api/",
        "not there": "/khong-co/",
        "withdrawn": withdrawn.get_absolute_url(),
    }

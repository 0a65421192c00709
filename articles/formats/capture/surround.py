"""Passes over what surrounds an article: stamps, date lines, furniture, sections, broken lines. No Django."""

import re

from articles.formats.capture.bylines import is_place, is_source, read_signature
from articles.formats.capture.clock import (
    month_in,
    read_crawler_stamp,
    read_date_line,
    read_month_line,
    read_time,
    reads_views,
    section_path,
)
from articles.formats.capture.credits import cut_credit, read_credit_alone
from articles.formats.capture.lead import is_issue_banner
from articles.formats.capture.lines import LOWER, UPPER, Kind, make_line
from articles.formats.capture.noise import is_ciphered, mark_furniture

# `chết.Người`: a stop without a space after it is a lost paragraph break, or a slip of the pen
_LOST_BREAK = re.compile(rf"(?<=[{LOWER}\d][{LOWER}\d])(?P<stop>[.?!…])(?=[{UPPER}][{LOWER}]*[ ,])")
_GLUED_PLACE = re.compile(
    rf"(?P<place>[{UPPER}][{LOWER}]{{1,6}}(?: [{UPPER}][{LOWER}]{{1,6}}){{0,2}})(?=[{UPPER}][{LOWER}]+ )"
)
# `baolangson.vnhttp`: the crawler ran an address into the credit
_SCAR = re.compile(r"(?<=\.(?:vn|om|et|rg))https?$")
_ENOUGH_TO_SPLIT = 2
_LONGEST_JOINED = 600


def mark_stamps(page):
    """A line that opens with `date 2019-09` carries the crawler's stamp, not the site's."""
    for n in page.open()[:3]:
        found = read_crawler_stamp(page.lines[n].text)
        if found:
            page.crawler, printed, rest = found
            _replace(page, n, make_line(printed, gap=page.lines[n].gap, kind=Kind.NOISE), make_line(rest))
            return


def _replace(page, n, *lines):
    page.lines[n : n + 1] = [line for line in lines if line.text]


def mark_date_lines(page):
    first = page.open()[:1]
    for n in page.open():
        line = page.lines[n]
        line.clock = read_date_line(line.text, alone=[n] != first)
        month = read_month_line(line.text)
        if month:
            line.kind, page.issue = Kind.NOISE, page.issue or month
        if line.clock:
            line.kind = Kind.CLOCK
            page.sections += [line.clock.section] if line.clock.section else []
    _add_neighbours(page)


def _add_neighbours(page):
    """A time of day or a view count on a line beside the date belongs to it."""
    for n, line in enumerate(page.lines):
        near = page.lines[max(0, n - 1)].clock or (page.lines[n + 1].clock if n + 1 < len(page.lines) else None)
        if not near or not line.open:
            continue
        time = read_time(line.text)
        if time:
            line.kind = Kind.NOISE
            near.time = near.time or time
        elif reads_views(line.text):
            line.kind = Kind.NOISE
            near.views = True


def mark_ciphers(page):
    ciphered = [n for n in page.open() if is_ciphered(page.lines[n].text)]
    for n in ciphered:
        page.lines[n].kind = Kind.NOISE
    if ciphered:
        page.note("ciphered", f"{len(ciphered)} đoạn bị trang nguồn mã hóa, không đọc được; cần nhập lại từ bản gốc.")


def mark_page_furniture(page):
    mark_furniture(page.lines)


def mark_source_at_top(page):
    for n in page.open()[:2]:
        if is_source(page.lines[n].text):
            page.lines[n].kind = Kind.NOISE


def mark_sections(page):
    """Take a section's name, a bulletin's issue or a dateline's place off the top."""
    for n in page.open()[:3]:
        line = page.lines[n]
        path = section_path(line.text)
        if is_issue_banner(line.text):
            page.issue = month_in(line.text)
        elif is_place(line.text) and n == page.open()[0]:
            page.placed = True
        elif not path:
            return
        line.kind = Kind.NOISE
        page.sections += path


def split_lost_breaks(page):
    """Part paragraphs that lost the break between them, where one line has several such joints."""
    first = page.open()[:1]
    for n in reversed(page.open()):
        line = page.lines[n]
        glued = _GLUED_PLACE.match(line.text) if [n] == first else None
        place = glued["place"] if glued and is_place(glued["place"]) else ""
        parts = _LOST_BREAK.sub(lambda match: match["stop"] + "\n", line.text[len(place) :]).split("\n")
        if 1 < len(parts) <= _ENOUGH_TO_SPLIT:
            page.note("break-lost", f"Có thể mất chỗ xuống dòng trước “{parts[1][:40]}”.")
            parts = ["".join(parts)]
        page.placed = page.placed or bool(place)
        lines = [make_line(part, image=line.image) for part in parts]
        lines[0].gap, lines[0].celled = line.gap, line.celled
        _replace(page, n, make_line(place, gap=line.gap, kind=Kind.NOISE), *lines)


def join_broken_lines(page):
    """A line that goes on in lower case belongs to the line above."""
    kept = []
    for line in page.lines:
        above = kept[-1] if kept else None
        if above and _goes_on(above, line):
            kept[-1] = make_line(f"{above.text} {line.text}", gap=above.gap, image=above.image)
            kept[-1].celled = above.celled or line.celled
        else:
            kept.append(line)
    page.lines = kept


def _goes_on(above, line):
    both_open = above.open and line.open and line.gap == 0 and line.image is None
    return both_open and line.text[:1].islower() and not above.ends_sentence and len(above.text) < _LONGEST_JOINED


def mark_credits(page):
    """Cut photo credits off: what stands before `Ảnh:` is a caption, a long rest behind it a paragraph."""
    lines = []
    for line in page.lines:
        lines += _without_credit(line) if line.open else [line]
    page.lines = lines


def _without_credit(line):
    if read_credit_alone(line.text):
        line.kind = Kind.CREDIT
        return [line]
    cut = cut_credit(line.text)
    if not cut.name or not cut.before or len(cut.before.split()) > 60 or read_signature(line.text):
        return [line]
    head = make_line(cut.before, gap=line.gap, image=line.image, kind=Kind.CAPTION)
    head.credit = _SCAR.sub("", cut.name)
    head.beside = cut.printed or (cut.name if head.credit != cut.name else "")
    return [head, make_line(cut.after)] if cut.after else [head]

"""What the news agencies' formats (NITF, NewsML, ninjs) share: signatures, datelines, states, pictures, languages."""

import re
from dataclasses import replace
from datetime import datetime
from html import escape

from articles.formats import dates
from articles.formats.capture.bylines import as_signed, is_institution, read_signature
from articles.formats.capture.lines import LOWER, UPPER
from articles.formats.markup import one_line
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, Refusal, photo_place
from articles.markup import plain_text
from newsroom.vietnamese import fold, nfc

# IPTC's publishing statuses, of NITF, NewsML 1 and 2 and ninjs, and what they mean here
STATUSES = {
    "usable": "published",
    "embargoed": "published",
    "withheld": "draft",
    "canceled": "withdrawn",
    "cancelled": "withdrawn",
}
_CORRECTIONS = {"correction", "corr", "corrective", "rectify", "kill", "retract", "withdraw"}
DAY = len("2018-06-12")
_BY = re.compile(
    r"(?:by|von|par|por|di|da|de|av|bởi|text(?: and photos?)? by|story by|from)\s{1,3}(?=\S)", re.IGNORECASE
)
_SEPARATOR = re.compile(r"\s*[,;&/|+]\s*|\s[-–—]\s|\s(?:and|AND|und|et|y|e|och|và|VÀ|with)\s")
_TITLE_BEHIND = re.compile(
    r"\s(?=(?:the\s)?(?:associated press|staff|special to|reuters|afp|ap|dpa|phóng viên)\b)", re.IGNORECASE
)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_TITLE = re.compile(
    r"\b(?:staff|reporters?|writers?|editors?|correspondents?|press|agency|news|reuters|afp|dpa|photographer|columnist"
    r"|bureau|service|contributor|chief|desk|phóng viên|ttxvn)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[^\W\d_a-zà-ỹ]")
_MARK = re.compile(r"\(([^()]{2,20})\)")
# `HÀ NỘI, Ngày 12/6 (TTXVN) --`: the place in capitals, and a dash soon after
_DATELINE = re.compile(rf"[{UPPER}]{{2}}[{UPPER} .'-]{{1,40}}(?![{LOWER}])[^.]{{0,40}}?(?:--|\s[–—-]\s)")
_FIRST_PARAGRAPH = re.compile(r"<p>(?!\[ảnh )")
_FIRST_BLOCK = re.compile(r"<(h2|h3|p)>[^\n]{1,600}?</\1>")
BLANK_LINE = re.compile(r"\n[ \t\r]*\n")


def bylines(text):
    """Return the `BylineRecord`s of a signature of any language: `By A and B, Staff Reporters`; no desk or agency."""
    found = {}
    for line in map(one_line, text[:600].splitlines()):
        signature = read_signature(line)
        if signature and signature.labelled and signature.people:
            return signature.people
        for name in _names(_FULL_STOP.sub("", line)):
            found.setdefault(name, BylineRecord(name=name))
    return list(found.values())


def _names(line):
    line = _BY.sub("", line.strip(" -–—"), count=1)
    parts = [part for part in (_TITLE_BEHIND.split(part)[0] for part in _SEPARATOR.split(line)) if part]
    persons = [part for part in parts if _is_person(part)]
    if not persons and not _TITLE.search(line):
        persons = parts[:1]
    return [as_signed(nfc(name)) for name in persons if not is_institution(name)]


def _is_person(part):
    return 2 <= len(part.split()) <= 6 and bool(_CAPITAL.match(part)) and not _TITLE.search(part)


def language(tag):
    """Return the primary subtag of an RFC 5646 `tag`, or the paper's own language where there is none."""
    primary = re.split(r"[-_]", (tag or "").strip().lower())[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else "vi"


def status(word):
    """Return the record's status for IPTC's publishing status, given as a word, QCode or address."""
    return STATUSES.get(re.split(r"[:/]", (word or "").strip().lower())[-1], "published")


def agency_mark(dateline):
    """Return the agency named in a dateline such as `HÀ NỘI, 12/6 (TTXVN)`, or an empty string."""
    match = _MARK.search(dateline)
    return match[1].strip() if match else ""


def with_dateline(body, dateline):
    """Return `body` with `dateline`, less its agency, before its first paragraph, unless the place stands there."""
    place = one_line(_MARK.sub("", dateline)).rstrip(" -–—_")
    match = _FIRST_PARAGRAPH.search(body)
    if not place or not match:
        return body
    opening = fold(plain_text(body[match.start() : match.start() + 1000]))[:200]
    first_word = fold(re.split(r"[,(]", place)[0]).strip()
    if _DATELINE.match(plain_text(body[match.start() : match.start() + 400])):
        return body
    if first_word and first_word in opening[: len(place) + 40]:
        return body
    return f"{body[: match.end()]}{escape(place, quote=False)} - {body[match.end() :]}"


def with_photos(body, photos, extra):
    """Return `(body, photos)` with the `extra` photos placed: those the body shows are completed where they stand.

    The first of the rest opens a body without pictures, the others close it.
    """
    photos, late = list(photos), []
    for photo in extra:
        shown = next((index for index, other in enumerate(photos) if _same_picture(other, photo)), None)
        if shown is None:
            late.append(photo)
        else:
            photos[shown] = _completed(photos[shown], photo)
    for photo in late:
        photos.append(photo)
        place = photo_place(len(photos))
        body = place + body if len(photos) == 1 else body + place
    return body, photos


def _same_picture(one, other):
    return bool(one.reference) and one.reference == other.reference


def _completed(photo, other):
    values = {name: getattr(photo, name) or getattr(other, name) for name in ("caption", "credit", "alt")}
    return replace(photo, **values)


def paragraphs(text):
    """Return plain `text` as HTML paragraphs: parted at blank lines, at indented lines, or at every line."""
    lines = text.split("\n")
    indented = sum(line.startswith(("  ", "\t")) for line in lines)
    if BLANK_LINE.search(text.strip()):
        lines = BLANK_LINE.split(text)
    elif 0 < indented < len([line for line in lines if line.strip()]):
        lines = re.split(r"\n(?=  |\t)", text)
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in map(one_line, lines) if line)


def hold(record, until):
    """Hold `record` back until the moment that the text `until` names, as the source has it; a draft where none is."""
    found = dates.parse(until)
    record.doubts.append(Doubt("embargoed", f"Bài có lệnh cấm đăng trước {until or 'thời điểm hãng tin báo'}."))
    if found is not None and len(found.on) == DAY:
        record.embargo_until = found.at or datetime.fromisoformat(found.on).replace(tzinfo=dates.HANOI)
    elif record.status == "published":
        record.status = "draft"


def corrected(codes):
    """Return the doubts that the words of a correction or withdrawal among `codes` raise."""
    said = {code.strip().lower() for code in codes} & _CORRECTIONS
    return [Doubt("correction", "Hãng tin ghi đây là bản sửa hoặc rút tin; hãy xem lại.")] if said else []


def without_headline(body, headline):
    """Return `body` without a first heading or bold paragraph that only repeats the headline."""
    match = _FIRST_BLOCK.match(body)
    if headline and match and fold(plain_text(match[0])).strip(" .") == fold(headline).strip(" ."):
        return body[match.end() :]
    return body


def no_text(source, *, source_id, line, name):
    """Return the refusal of a text item without text."""
    reason = f"Dòng {line}: mục “{name}” không có nội dung chữ. Hãy xin bản đầy đủ rồi nhập lại."
    return Refusal(source=source.name, source_id=source_id, code="no-text", reason=reason, lines=[name] if name else [])


def killed(source, *, source_id, line, name):
    """Return the refusal of an agency's order to withdraw a story, which carries no text."""
    reason = f"Dòng {line}: hãng tin rút bài “{name}”, không gửi chữ. Nếu bài đã nhập, hãy gỡ xuống tại bàn biên tập."
    lines = [name] if name else []
    return Refusal(source=source.name, source_id=source_id, code="withdrawn", reason=reason, lines=lines)


def refused(source, error, *, source_id="", line=0):
    """Return the refusal of an item whose markup `error` (`MarkupError`) speaks of."""
    where = f"Dòng {line}: " if line else ""
    return Refusal(source=source.name, source_id=source_id, code="markup", reason=f"{where}{error}")


def finish(record: ArticleRecord):
    """Complete a record from its own text: doubts for what is missing, credits from the photos."""
    record.credits = [photo.credit for photo in record.photos if photo.credit]
    record.body = without_headline(record.body, record.headline) or record.body
    if not record.headline:
        record.headline = None
        record.doubts.append(Doubt("headline-missing", "Bài không có tít."))
    return record

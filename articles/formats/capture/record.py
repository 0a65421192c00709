"""From a page whose lines all have kinds to the record. No Django."""

from articles.formats.capture.bylines import is_source
from articles.formats.capture.clock import address_stamp, is_address, page_stamp
from articles.formats.capture.credits import read_credit_alone
from articles.formats.capture.lines import Kind
from articles.formats.capture.publication import Clues, date_publication
from articles.formats.record import ArticleRecord, Doubt, PhotoRecord, Refusal, paragraph, photo_place

_TEXT = {Kind.HEADLINE, Kind.STANDFIRST, Kind.BODY, Kind.CAPTION}


def make_record(page, *, source, name):
    """Return the `ArticleRecord` of a read `Page`, or a `Refusal` when nothing on it is an article's."""
    if not any(line.kind in _TEXT for line in page.lines):
        return _refusal(page, source)
    record = ArticleRecord(
        source=source.name, format=name, agency=page.agency, sections=list(dict.fromkeys(page.sections))
    )
    record.kicker, record.bylines = page.kicker, page.bylines
    record.doubts = page.doubts
    body = []
    for line in page.lines:
        _PLACE[line.kind](record, line, body)
        record.noise += [line.beside] if line.beside else []
    record.body = "\n".join(body)
    _date(record, page, source)
    if record.headline is None:
        record.doubts.append(Doubt("headline-missing", "Bản chụp không có tít; cần đặt tít hoặc lấy từ địa chỉ cũ."))
    if not record.standfirst and not body:
        record.doubts.append(Doubt("body-missing", "Bản chụp chỉ có tít, không có nội dung."))
    return record


def _refusal(page, source):
    ciphered = any(doubt.code == "ciphered" for doubt in page.doubts)
    code = "ciphered" if ciphered else "no-article"
    reason = (
        "Toàn bộ nội dung bị trang nguồn mã hóa; cần nhập lại từ bản gốc."
        if ciphered
        else f"Cả {len(page.lines)} dòng đều là phần phụ của trang, không có bài; hãy kiểm tra lại bản chụp."
    )
    return Refusal(source=source.name, code=code, reason=reason, lines=[line.text for line in page.lines])


def _date(record, page, source):
    clues = _clues(page)
    record.url, told = _addresses(record.noise)
    clues.address = page_stamp(source.name) or (page_stamp(told) if told else None)
    clues.pictures = next(filter(None, (address_stamp(photo.reference) for photo in record.photos)), None)
    found = date_publication(clues)
    record.published_on, record.published_at = found.published_on, found.published_at
    record.published_on_reason, record.captured_on = found.reason, found.captured_on
    record.doubts += found.doubts


def _addresses(noise):
    """Return (the page's own address, the one address that may date the story); ``""`` where it could be another's."""
    own = {line for line in noise if is_address(line)}
    told = own | {line for line in noise if is_source(line) and "http" in line}
    return own.pop() if len(own) == 1 else "", told.pop() if len(told) == 1 else ""


def _clues(page):
    head, text = page.index_of(Kind.HEADLINE), page.index_of(Kind.STANDFIRST)
    top = min((n for n in (head, text) if n is not None), default=len(page.lines))
    return Clues(
        clocks=[(line.clock, n > top) for n, line in enumerate(page.lines) if line.clock],
        headline=page.text_of(Kind.HEADLINE),
        standfirst=page.text_of(Kind.STANDFIRST),
        paragraphs=[line.text for line in page.lines if line.kind is Kind.BODY],
        crawler=page.crawler,
        issue=page.issue,
    )


def _place_headline(record, line, body):
    record.headline = line.text


def _place_standfirst(record, line, body):
    record.standfirst = line.text


def _place_body(record, line, body):
    body.append(paragraph(line.text))


def _place_heading(record, line, body):
    body.append(paragraph(line.text).replace("<p>", "<h3>").replace("</p>", "</h3>"))


def _place_caption(record, line, body):
    record.photos.append(PhotoRecord(caption=line.text, credit=line.credit, reference=line.image or ""))
    record.credits += [line.credit] if line.credit else []
    body.append(photo_place(len(record.photos)))


def _place_credit(record, line, body):
    credit = read_credit_alone(line.text)
    record.credits.append(credit)
    if record.photos and not record.photos[-1].credit and body and body[-1] == photo_place(len(record.photos)):
        record.photos[-1].credit = credit
    if credit != line.text:
        record.noise.append(line.text)


def _place_byline(record, line, body):
    record.credits += [line.credit] if line.credit else []


def _place_noise(record, line, body):
    record.noise.append(line.text)


def _drop(record, line, body):
    """A repeat: the same words stand in a kept line."""


_PLACE = {
    Kind.HEADLINE: _place_headline,
    Kind.STANDFIRST: _place_standfirst,
    Kind.BODY: _place_body,
    Kind.HEADING: _place_heading,
    Kind.CAPTION: _place_caption,
    Kind.CREDIT: _place_credit,
    Kind.BYLINE: _place_byline,
    Kind.NOISE: _place_noise,
    Kind.CLOCK: _place_noise,
    Kind.AGENCY: _place_noise,
    Kind.REPEAT: _drop,
}

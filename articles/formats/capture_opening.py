"""Passes over the opening of an article: headline, what is printed twice, standfirst. No Django."""

from newsroom.vietnamese import fold

from .capture_bylines import has_surname, read_signature
from .capture_captions import is_photo_opening, shows_people
from .capture_days import event_mention, relative_mention
from .capture_lead import cut_agency, is_agency_alone, looks_like_headline, opens_with_agency
from .capture_lines import Kind, make_line
from .capture_noise import cut_slogan


def mark_headline(page):
    """Find the headline: above the date line that prints a time, else the first line of a headline's shape.

    Pages whose text opens with a crawler's stamp or a place have lost theirs. Blogs print it after a date line.
    """
    content = page.open()
    if not content:
        return
    n = _above_date_line(page, content)
    if n is None:
        n = _at_top(page, content)
    if n is None:
        n = _after_date_line(page, content)
    if n is not None:
        _take(page, n, before=[m for m in content if m < n and content.index(n) <= 2])


def _above_date_line(page, content):
    for n in content[:3]:
        line = page.lines[n]
        below = page.lines[n + 1].clock if n + 1 < len(page.lines) else None
        if below and below.is_publication and 3 <= len(line.words) <= 35 and not opens_with_agency(line.text):
            return n
    return None


def _at_top(page, content):
    first = page.lines[content[0]]
    if page.placed or (page.crawler and page.lines[0].kind is Kind.NOISE):
        return None
    if len(content) > 2 and _is_kicker(first) and _fits(page, content[1], content):
        return content[1]
    return content[0] if _fits(page, content[0], content) else None


def _is_kicker(line):
    return (len(line.words) <= 2 and not line.ends_sentence) or (line.text.endswith(":") and len(line.words) <= 20)


def _fits(page, n, content):
    line = page.lines[n]
    if not looks_like_headline(line) or line.image is not None or is_photo_opening(line.text):
        return False
    if read_signature(line.text) and len(content) > 1:
        return False
    tells_day = relative_mention(line.text) or event_mention(line.text, reach=5)
    if tells_day and (len(line.words) > 22 or len(content) == 1):
        return False
    return len(content) > 1 or len(line.words) <= 25


def _after_date_line(page, content):
    for n in content[1:]:
        above = page.lines[n - 1]
        if above.clock and looks_like_headline(page.lines[n]):
            return n
    return None


def _take(page, n, *, before):
    line = page.lines[n]
    text, slogan = cut_slogan(line.text)
    page.lines[n] = make_line(text, gap=line.gap, kind=Kind.HEADLINE)
    page.lines[n].beside = slogan
    for m in before:
        above = page.lines[m]
        signature = read_signature(above.text)
        if signature and has_surname(signature.people[0].name):
            page.bylines += signature.people
            above.beside = above.text if signature.rest else ""
            above.kind = Kind.BYLINE
        elif len(above.words) > 2 and not page.kicker:
            page.kicker, above.kind = above.text.rstrip(":"), Kind.REPEAT
        else:
            above.kind = Kind.NOISE


def mark_repeats(page):
    """A line printed twice is kept once: the headline, or a caption that was also the picture's alternative text."""
    kept = page.text_of(Kind.HEADLINE)
    for line in page.lines:
        if not line.open and line.kind is not Kind.CAPTION:
            continue
        if kept and fold(line.text) == fold(kept):
            line.kind = Kind.REPEAT if line.text == kept else Kind.NOISE
        else:
            kept = line.text


def mark_standfirst(page):
    content = _text_below_headline(page)
    for n in content[:3]:
        line = page.lines[n]
        if is_agency_alone(line.text):
            line.kind, page.agency = Kind.AGENCY, cut_agency(line.text).agency
            content.remove(n)
            break
    if not content:
        return
    chosen = _choose(page, content[:6])
    for n in content[: content.index(chosen)]:
        page.lines[n].kind = Kind.CAPTION
    _take_standfirst(page, chosen)


def _text_below_headline(page):
    """Return the open lines after the headline, or all where the headline stands below the first of them."""
    head, content = page.index_of(Kind.HEADLINE), page.open()
    return [n for n in content if n > head] if head is not None and content and content[0] > head else content


def _choose(page, content):
    for n in content[:4]:
        if opens_with_agency(page.lines[n].text):
            return n
    for place, n in enumerate(content[:-1]):
        if not _stands_before_lead(page, n, content[place + 1 :]):
            return n
    return content[0] if len(content) == 1 else content[-1]


def _tells_day(line):
    return bool(event_mention(line.text) or relative_mention(line.text))


def _stands_before_lead(page, n, below):
    """Whether line `n` is a caption printed before the standfirst."""
    line, following = page.lines[n], page.lines[below[0]]
    if len(line.words) > 25 or _tells_day(line) or not any(page.lines[m].ends_sentence for m in below):
        return False
    if not line.ends_sentence:
        return True
    if len(following.words) <= len(line.words):
        return False
    shown = page.follows(n, Kind.REPEAT) or line.image is not None
    return shown or (shows_people(line.text) and len(line.words) <= 20 and _tells_day(following))


def _take_standfirst(page, n):
    line = page.lines[n]
    opening = cut_agency(line.text)
    line.kind, line.text = Kind.STANDFIRST, opening.text
    if opening.agency:
        page.agency = page.agency or opening.agency
        line.beside = opening.mark if opening.mark.strip("()[]-–—. :") != page.agency else ""
    for below in range(n + 1, len(page.lines)):
        if page.lines[below].kind is not Kind.REPEAT:
            break
        page.lines[below].kind = Kind.NOISE

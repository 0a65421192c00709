"""Passes over the opening of an article: headline, what is printed twice, standfirst. No Django."""

from articles.formats.capture.bylines import has_surname, read_signature
from articles.formats.capture.days import event_mention, relative_mention
from articles.formats.capture.lead import agency_alone, cut_agency, looks_like_headline, opens_with_agency
from articles.formats.capture.lines import Kind, make_line
from articles.formats.capture.noise import cut_slogan
from articles.formats.capture.signs import is_photo_opening, shows_people
from newsroom.vietnamese import fold

# how many lines of a menu, a section and a kicker may stand above a headline
_LABELS_ON_TOP = 6


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
    if n is not None:
        _take_above(page, [m for m in content[:_LABELS_ON_TOP] if m < n])
    else:
        n = _after_date_line(page, content)
    if n is not None:
        _take(page, n)


def _above_date_line(page, content):
    for n in content[:3]:
        line = page.lines[n]
        below = page.lines[n + 1].clock if n + 1 < len(page.lines) else None
        if below and below.is_publication and 3 <= len(line.words) <= 35 and not opens_with_agency(line.text):
            return n
    return None


def _at_top(page, content):
    first = content[0]
    if page.placed or (page.crawler and not page.sections and page.lines[0].kind is Kind.NOISE):
        return None
    below = next((n for n in content[:_LABELS_ON_TOP] if not _is_label(page.lines[n])), None)
    if below is not None and below != first and _fits(page, below, content):
        return below
    return first if _fits(page, first, content) else None


def _is_label(line):
    """Whether a line over a headline can be a kicker, an unknown section, or an entry of a menu."""
    return (len(line.words) <= 3 and not line.ends_sentence) or (line.text.endswith(":") and len(line.words) <= 20)


def _fits(page, n, content):
    line = page.lines[n]
    if not looks_like_headline(line) or line.image is not None or line.celled or is_photo_opening(line.text):
        return False
    if len(content) > 1 and (read_signature(line.text) or _is_caption_twice(page, n)):
        return False
    tells_day = relative_mention(line.text) or event_mention(line.text, reach=5)
    if tells_day and (len(line.words) > 22 or len(content) == 1):
        return False
    return len(content) > 1 or len(line.words) <= 25


def _is_caption_twice(page, n):
    """A headline is also printed twice, as the page's title; but then it does not open with people in a photo."""
    below = page.lines[n + 1] if n + 1 < len(page.lines) else None
    return bool(below and below.text == page.lines[n].text and below.gap == 0 and shows_people(below.text))


def _after_date_line(page, content):
    for n in content[1:]:
        above = page.lines[n - 1]
        if above.clock and looks_like_headline(page.lines[n]):
            return n
    return None


def _take(page, n):
    line = page.lines[n]
    text, slogan = cut_slogan(line.text)
    page.lines[n] = make_line(text, gap=line.gap, kind=Kind.HEADLINE)
    page.lines[n].beside = slogan


def _take_above(page, above):
    """Lines over the headline are a signature, a kicker next to it, or of the page."""
    for m in above:
        line = page.lines[m]
        signature = read_signature(line.text)
        if signature and has_surname(signature.people[0].name):
            page.bylines += signature.people
            line.beside = line.text if signature.rest else ""
            line.kind = Kind.BYLINE
        elif m == above[-1] and len(line.words) > 2:
            page.kicker, line.kind = line.text.rstrip(":"), Kind.REPEAT
        else:
            line.kind = Kind.NOISE


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
        agency = agency_alone(line.text)
        if agency:
            line.kind, page.agency = Kind.AGENCY, agency
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
    shown = page.follows(n, Kind.REPEAT) or line.image is not None or line.celled
    return shown or (shows_people(line.text) and _tells_day(following))


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

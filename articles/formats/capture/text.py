"""The pass over the text: paragraphs, captions, sub-headings, and a last line that was cut off. No Django."""

from itertools import pairwise

from articles.formats.capture.captions import SURE, THRESHOLD, Reckoning
from articles.formats.capture.lines import Kind
from articles.formats.capture.signs import is_labelled, name_pairs

# a line without a stop after the last paragraph may be another story's headline, or text cut off by the capture
_SURE_AT_END = THRESHOLD + 8
_HEADING_WORDS, _LONE_HEADING_WORDS = 12, 6
# of a line printed twice, and of one with a credit below
_TWICE, _CREDITED = 40, 20


def mark_text(page):
    content = page.open()
    lines = [page.lines[n] for n in content]
    reckoning = Reckoning(
        headline=page.text_of(Kind.HEADLINE),
        standfirst=page.text_of(Kind.STANDFIRST),
        lines=lines,
        others=[line.text for line in page.lines if line.kind is Kind.CAPTION],
    )
    first, head = page.index_of(Kind.STANDFIRST), page.index_of(Kind.HEADLINE)
    reopened = head if head is not None and first is not None and head > first else len(page.lines)
    prose = [n for n in content if page.lines[n].ends_sentence]
    tail = prose[-1] if prose else -1
    headings = _headings(page, reckoning, content)
    for place, n in enumerate(content):
        line = page.lines[n]
        weight = reckoning.weigh(place) + _from_below(page, n)
        if n > reopened:
            line.kind = Kind.BODY if line.ends_sentence else Kind.NOISE
        elif n == content[-1] and _is_cut_off(page, reckoning, n, weight=weight):
            line.kind = Kind.NOISE
            page.note("truncated", f"Dòng cuối bị cắt giữa chừng: “{line.text[-60:]}”.")
        elif n > tail >= 0 and not line.ends_sentence and not _may_end(reckoning, line, weight=weight):
            line.kind = Kind.NOISE
        else:
            line.kind = Kind.HEADING if n in headings else Kind.CAPTION if weight >= THRESHOLD else Kind.BODY
            if line.kind is Kind.CAPTION and weight < SURE and not reckoning.photo_story:
                page.note("caption-guess", f"Có lẽ là chú thích ảnh: “{line.text[:80]}”.")


def _from_below(page, n):
    """Return what the line below adds to a caption's weight: its own repetition, or a credit."""
    if page.follows(n, Kind.REPEAT):
        return _TWICE if len(page.lines[n].words) <= 40 else 0
    return _CREDITED if page.follows(n, Kind.CREDIT) and len(page.lines[n].words) <= 15 else 0


def _is_cut_off(page, reckoning, n, *, weight):
    """Whether the last line breaks off; it is short by accident, so it must show something to be a caption."""
    line = page.lines[n]
    if line.ends_sentence or page.bylines or page.follows(n, Kind.CREDIT) or is_labelled(line.text):
        return False
    return weight < THRESHOLD or (reckoning.is_bare(line) and weight < SURE + _TWICE)


def _may_end(reckoning, line, *, weight):
    return reckoning.photo_story or weight >= (_SURE_AT_END if reckoning.is_bare(line) else THRESHOLD)


def _headings(page, reckoning, content):
    """Return the numbers of the sub-headings; one alone is rarely one, and never right below the standfirst."""
    if reckoning.photo_story:
        return set()
    found = {n for n, below in pairwise(content) if _may_head(page, reckoning, n, below)}
    lead = page.index_of(Kind.STANDFIRST)
    first = lead + 1 if lead is not None else -1
    alone = len(found) == 1
    return {n for n in found if not alone or (n != first and len(page.lines[n].words) <= _LONE_HEADING_WORDS)}


def _may_head(page, reckoning, n, below):
    line = page.lines[n]
    short = not line.ends_sentence and len(line.words) <= _HEADING_WORDS
    unnamed = not name_pairs(line.text) or len(line.words) <= 5
    return short and unnamed and page.lines[below].is_paragraph and below == n + 1 and reckoning.is_bare(line)

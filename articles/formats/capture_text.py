"""The pass over the text: paragraphs, captions, sub-headings, and a last line that was cut off. No Django."""

from .capture_captions import THRESHOLD, Reckoning, is_labelled
from .capture_lines import Kind

# a caption this heavy may stand after the last paragraph; a lighter line without a stop there is another story's
# headline, or text cut off by the capture
_SURE_CAPTION = 6
_HEADING_WORDS = 12


def mark_text(page):
    content = page.open()
    reckoning = Reckoning(
        headline=page.text_of(Kind.HEADLINE),
        standfirst=page.text_of(Kind.STANDFIRST),
        lines=[page.lines[n] for n in content],
    )
    first, head = page.index_of(Kind.STANDFIRST), page.index_of(Kind.HEADLINE)
    reopened = head if head is not None and first is not None and head > first else len(page.lines)
    prose = [n for n in content if page.lines[n].is_paragraph]
    tail = prose[-1] if prose else -1
    for place, n in enumerate(content):
        line = page.lines[n]
        weight = reckoning.weigh(line) + _from_below(page, n)
        if n > reopened:
            line.kind = Kind.BODY if line.ends_sentence else Kind.NOISE
        elif _is_cut_off(page, n, last=n == content[-1], weight=weight):
            line.kind = Kind.NOISE
            page.note("truncated", f"Dòng cuối bị cắt giữa chừng: “{line.text[-60:]}”.")
        elif n > tail >= 0 and not line.ends_sentence and weight < _SURE_CAPTION - 1 and not reckoning.photo_story:
            line.kind = Kind.NOISE
        else:
            before_prose = place + 1 < len(content) and page.lines[content[place + 1]].is_paragraph
            line.kind = _kind(reckoning, line, weight=weight, before_prose=before_prose and place > 0)
            if line.kind is Kind.CAPTION and weight == THRESHOLD and not reckoning.photo_story:
                page.note("caption-guess", f"Có lẽ là chú thích ảnh: “{line.text[:80]}”.")


def _from_below(page, n):
    """Return what the line below adds to a caption's weight: its own repetition, or a credit."""
    if page.follows(n, Kind.REPEAT):
        return 4 if len(page.lines[n].words) <= 40 else 0
    return 2 if page.follows(n, Kind.CREDIT) and len(page.lines[n].words) <= 15 else 0


def _is_cut_off(page, n, *, last, weight):
    line = page.lines[n]
    if not last or line.ends_sentence or page.bylines or page.follows(n, Kind.CREDIT) or is_labelled(line.text):
        return False
    return weight < _SURE_CAPTION


def _kind(reckoning, line, *, weight, before_prose):
    short = not line.ends_sentence and len(line.words) <= _HEADING_WORDS
    if short and before_prose and not reckoning.photo_story and reckoning.is_bare(line):
        return Kind.HEADING
    return Kind.CAPTION if weight >= THRESHOLD else Kind.BODY

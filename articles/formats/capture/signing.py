"""The pass that finds who signs the article, and what comes after the signature. No Django."""

from articles.formats.capture.bylines import has_surname, is_desk, is_source, read_signature
from articles.formats.capture.lines import Kind


def mark_signatures(page):
    """The first signature after the last paragraph signs; what follows it belongs to the page."""
    content = page.open()
    headed = page.index_of(Kind.HEADLINE) is not None
    candidates = [n for n in content[0 if headed else 1 :] if _may_sign(page, n)]
    chosen = _choose(page, candidates, content)
    if chosen is None:
        _sign_in_date_line(page)
    else:
        _sign(page, chosen)
        _close_after(page, chosen)


def _may_sign(page, n):
    return _is_nobody(page, n) or read_signature(page.lines[n].text) is not None


def _is_nobody(page, n):
    text = page.lines[n].text
    return is_desk(text) or is_source(text)


def _choose(page, candidates, content):
    prose = [n for n in content if page.lines[n].is_paragraph]
    last = prose[-1] if prose else -1
    order = {n: place for place, n in enumerate(content)}
    tail = [n for n in candidates if n > last and _signs_in_tail(page, n, last=n == content[-1])]
    people = [n for n in tail if not _is_nobody(page, n)]
    deep = max(2, 0.5 * len(content))
    sure = [n for n in candidates if n <= last and order[n] >= deep and _is_sure(page, n)]
    if sure:
        page.note("byline-guess", f"Sau tên người viết “{page.lines[sure[0]].text}” còn đoạn văn; đã coi là tin khác.")
    return next(iter(sure or people or tail), None)


def _signs_in_tail(page, n, *, last):
    if _is_nobody(page, n):
        return True
    signature = read_signature(page.lines[n].text)
    if signature.initials and not signature.labelled:
        return last and "." in page.lines[n].text
    one_word = len(signature.people) == 1 and " " not in signature.people[0].name
    return signature.labelled or not one_word or last


def _is_sure(page, n):
    if _is_nobody(page, n):
        return False
    signature = read_signature(page.lines[n].text)
    name = signature.people[0].name
    return signature.labelled or len(signature.people) > 1 or (" " in name and has_surname(name))


def _sign(page, n):
    line = page.lines[n]
    if _is_nobody(page, n):
        line.kind = Kind.NOISE
        return
    signature = read_signature(line.text)
    line.kind = Kind.BYLINE
    page.bylines += signature.people
    line.beside = line.text if signature.rest else ""
    if signature.photos_too:
        line.credit = ", ".join(person.name for person in signature.people)


def _close_after(page, n):
    """More signatures may follow, then other stories; a blog's date line opens the text again."""
    head = page.index_of(Kind.HEADLINE)
    for below in range(n + 1, len(page.lines)):
        line = page.lines[below]
        if line.kind is Kind.CLOCK and head == below + 1:
            return
        if line.open and below == n + 1 and _may_sign(page, below) and _is_sure(page, below):
            _sign(page, below)
            n = below
        elif line.open:
            line.kind = Kind.NOISE


def _sign_in_date_line(page):
    for line in page.lines:
        signature = read_signature(line.clock.signature) if line.clock and line.clock.signature else None
        if signature and not is_desk(line.clock.signature):
            page.bylines += signature.people
            return

"""What a reader who found nothing may have meant. Every proposal finds something that readers may see."""

from dataclasses import replace
from itertools import islice

from articles import search
from articles.search import excerpts, spelling
from newsroom.vietnamese import fold

MOST = 3  # proposals shown
TRIED = 12  # searches made for one page, at most
COUNTED = 50  # more results than this count as this many
WORDS = 6  # of a long search, how many are looked at


def corrected(text, articles):
    """Return up to `MOST` texts near `text` that find some of `articles`, likeliest first, with the marks of print."""
    query = search.parse(text)
    typed = [word for term in query.wanted for word in term.exact][:WORDS]
    known = search.known_words({fold(word) for word in typed})
    strange = [place for place, word in enumerate(typed) if fold(word) not in known and not word.isdigit()]
    tries = [[]] if strange else []
    for place, word in enumerate(typed):
        choices = spelling.proposals(fold(word), search.known_words) if place in strange else [[word]]
        tries = [before + choice for before in tries for choice in choices][:TRIED]
    found = [(each, _count(" ".join(each), articles)) for each in tries]
    best = sorted((row for row in found if row[1]), key=lambda row: -row[1])
    unwanted = "".join(f" -{_as_typed(term)}" for term in query.excluded)
    return list(dict.fromkeys(_as_printed(each, typed, articles) + unwanted for each, _count in best[:MOST]))


def _count(text, articles):
    return search.matching(articles, text).order_by()[:COUNTED].count()


def _as_printed(tried, typed, articles):
    """Return the words of `tried`; those that the reader typed no marks in look as in the article found first."""
    query = search.parse(" ".join(tried))
    first = articles.filter(pk__in=search.find(articles, query, limit=1)).values_list("headline", "standfirst", "body")
    printed = {}
    for headline, standfirst, body in first:
        for text in (headline, standfirst, excerpts.readable(body)):
            for hit in excerpts.hits(text, query):
                printed.setdefault(hit.term, text[hit.start : hit.end].lower())
    marked = {word for word in typed if word != fold(word)}
    return " ".join(word if word in marked else printed.get(place, word) for place, word in enumerate(tried))


def fewer_words(text, articles):
    """Return up to `MOST` texts with one term of `text` less that find some of `articles`, most results first."""
    query = search.parse(text)
    if len(query.wanted) < 2:
        return []
    counts = []
    for left_out in islice(query.wanted, WORDS):
        kept = replace(query, wanted=tuple(term for term in query.wanted if term is not left_out))
        number = search.select(articles, kept).order_by()[:COUNTED].count()
        counts.append((number, " ".join(_as_typed(term) for term in kept.wanted)))
    counts.sort(key=lambda row: -row[0])
    return [shorter for number, shorter in counts if number][:MOST]


def _as_typed(term):
    return f'"{" ".join(term.exact)}"' if len(term.exact) > 1 else term.exact[0]

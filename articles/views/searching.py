"""Search over everything that readers may see."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import search as index
from articles.models import Article
from directives.models import Directive

PAGE_SIZE = 20
LAST_PAGE = 50


@require_safe
def search(request):
    text = request.GET.get("q", "").replace("\x00", " ").strip()[:200]
    number = _number(request.GET.get("trang", ""))
    pks = index.find(Article.objects.published(), text, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE + 1)
    articles = Article.objects.published().cards().in_bulk(pks[:PAGE_SIZE])
    return render(
        request,
        "articles/search.html",
        {
            "text": text,
            "articles": [articles[pk] for pk in pks[:PAGE_SIZE] if pk in articles],
            "number": number,
            "next": number + 1 if len(pks) > PAGE_SIZE and number < LAST_PAGE else None,
            "previous": number - 1 if number > 1 else None,
            "documents": _documents(text) if number == 1 else [],
        },
    )


def _documents(text):
    """Return documents of the register that the words name: `chi thi 36`, `36-CT/TW`."""
    if not any(char.isdigit() for char in text):
        return []
    return Directive.objects.for_readers().matching(text).order_by("-issued_on")[:5]


def _number(text):
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 4 else 1

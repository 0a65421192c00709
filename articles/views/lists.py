"""Articles of one author, of one topic; the people who sign."""

import unicodedata
from itertools import groupby

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Author
from articles.syndication import public_authors
from articles.views.pages import first_page
from newsroom import fragments
from newsroom.models import Tag
from newsroom.slugs import FormerSlug
from newsroom.vietnamese import TONES


def _listing(request, model, slug, articles_of, template):
    """Show the public articles of one row; a row that only unpublished articles use is not there for readers."""
    found = fragments.of_edition((model, slug), lambda: model.objects.filter(slug=slug).first())
    if found is None:
        target = FormerSlug.objects.current(model._meta.label_lower, slug)
        return HttpResponsePermanentRedirect(get_object_or_404(model, pk=target).get_absolute_url())
    name = model._meta.model_name
    context = first_page(request, f"{name} {found.pk}", lambda: articles_of(found).cards())
    page = context["page"]
    if page.is_first and not fragments.of_edition(f"{name} {found.pk} has articles", lambda: bool(page.rows)):
        raise Http404
    return render(request, template, {name: found, **context})


@require_safe
def author(request, slug):
    def articles_of(author):
        return Article.objects.published().named_by(author.bylines.all(), "article")

    return _listing(request, Author, slug, articles_of, "articles/author.html")


@require_safe
def tag(request, slug):
    def articles_of(tag):
        return Article.objects.published().named_by(tag.tagged_articles.all(), "content_object")

    return _listing(request, Tag, slug, articles_of, "articles/tag.html")


@require_safe
def authors(request):
    groups = groupby(public_authors(), key=_initial)
    return render(request, "articles/authors.html", {"groups": [(letter, list(people)) for letter, people in groups]})


def _initial(author):
    """Return the letter under which an author stands: that of the given name, of an organisation its first."""
    name = author.name if author.is_organisation else author.name.split()[-1]
    letter = "".join(char for char in unicodedata.normalize("NFD", name[:1]) if char not in TONES)
    return unicodedata.normalize("NFC", letter).upper() if letter[:1].isalpha() else "#"


@require_safe
def photo_stories(request):
    context = first_page(request, "photo stories", lambda: Article.objects.published().in_pictures().cards())
    return render(request, "articles/photo_stories.html", context)

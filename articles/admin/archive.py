"""After an import: what one decision settles for a thousand articles."""

from collections import Counter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from articles.models import Article, Author, Byline, PenName, Section, SectionAlias
from newsroom.vietnamese import nfc, same_word_key

SHOWN = 100
LOOKED_AT = 50_000  # doubtful articles counted for the overview
SECTION_CODE = "section-name"


def _page(request, title, template, **context):
    return render(request, template, {**admin.site.each_context(request), "title": title, **context})


def signatures(request):
    """Names in old bylines that are nobody's yet, by how often they sign; each given to a person once for all."""
    if not request.user.has_perm("articles.change_author"):
        raise PermissionDenied
    if request.method == "POST":
        messages.success(request, _sign(request.POST))
        return HttpResponseRedirect(reverse("admin:articles_signatures"))
    unknown = Byline.objects.filter(author=None).values("name").annotate(n=Count("pk")).order_by("-n", "name")[:SHOWN]
    authors = Author.objects.order_by("sort_key").values_list("name", flat=True)[:2000]
    return _page(request, _("Names in old bylines"), "admin/articles/signatures.html", unknown=unknown, authors=authors)


@transaction.atomic
def _sign(data):
    """Give every byline of one name to an author, known or new; return what to tell the person."""
    name, wanted = nfc(data.get("name", "")), " ".join(nfc(data.get("author", "")).split())
    author = Author.objects.filter(name=wanted).order_by("pk").first() if wanted else None
    if author is None:
        author = Author(name=wanted or name, is_organisation=data.get("kind") == "group")
        author.save()
    PenName.objects.get_or_create(author=author, key=same_word_key(name), defaults={"name": name})
    number = Byline.objects.filter(author=None, name=name).update(author=author)
    return gettext("“%(name)s” is %(author)s in %(n)s articles, and in all to come.") % {
        "name": name,
        "author": author,
        "n": number,
    }


def doubts(request):
    """The doubts of imports grouped by cause, with unknown sections first; each cause settled at once."""
    if not request.user.has_perm("articles.edit_any_article"):
        raise PermissionDenied
    if request.method == "POST":
        messages.success(request, _settle(request.POST))
        return HttpResponseRedirect(reverse("admin:articles_doubts"))
    causes, examples, names = Counter(), {}, Counter()
    rows = Article.objects.doubtful().order_by("-pk").values_list("pk", "headline", "doubts")[:LOOKED_AT]
    for pk, headline, found in rows.iterator(chunk_size=2000):
        for doubt in found:
            causes[doubt["code"]] += 1
            examples.setdefault(doubt["code"], (pk, headline, doubt["detail"]))
            if doubt["code"] == SECTION_CODE:
                names[doubt["detail"]] += 1
    return _page(
        request,
        _("Doubts by cause"),
        "admin/articles/doubts.html",
        causes=[(code, number, *examples[code]) for code, number in causes.most_common()],
        names=names.most_common(SHOWN),
        sections=Section.objects.order_by("order", "id"),
    )


@transaction.atomic
def _settle(data):
    if "detail" in data:
        section = get_object_or_404(Section, pk=data.get("section"))
        return _name_section(data["detail"], section)
    code = data.get("code", "")
    number = _drop(lambda doubt: doubt["code"] == code, code)
    return gettext("Settled in %(n)s articles.") % {"n": number}


def _name_section(detail, section):
    """Take the name quoted in `detail` for `section` from now on, and move the untouched articles that carry it."""
    name = detail.split("“", 1)[-1].split("”", 1)[0]
    SectionAlias.objects.update_or_create(name=name, defaults={"section": section})
    moved = Article.objects.filter(doubts__icontains=SECTION_CODE, edited_at=None)
    pks = [pk for pk, found in moved.values_list("pk", "doubts") if any(each["detail"] == detail for each in found)]
    Article.objects.filter(pk__in=pks).update(section=section)
    _drop(lambda doubt: doubt["detail"] == detail, SECTION_CODE)
    return gettext("“%(name)s” is %(section)s: %(n)s articles moved.") % {
        "name": name,
        "section": section,
        "n": len(pks),
    }


def _drop(matches, code):
    number = 0
    for article in Article.objects.filter(doubts__icontains=code).only("pk", "doubts").iterator(chunk_size=1000):
        left = [doubt for doubt in article.doubts if not matches(doubt)]
        if left != article.doubts:
            Article.objects.filter(pk=article.pk).update(doubts=left)
            number += 1
    return number

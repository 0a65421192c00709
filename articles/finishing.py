"""What follows every save of an article, by a person or an import: numbers, citations, public HTML, search."""

from django.db import transaction

from articles import approving, corrections, sealing, search, versions
from articles.citing import cite
from articles.models import ArticlePhoto, Byline
from newsroom import edition
from newsroom.bulk import update_each


def finish(articles, *, mentions=None, words=None, by=None, change=None):
    """Bring everything that follows from the stored text of `articles` up to date; returns what `cite` returns.

    Call it inside the transaction that saved them, when their bylines and photos are stored too. `mentions` and
    `words` give {article pk: …} what was found and folded elsewhere already; `by` is whose save it is, `change`
    what they say of a change of public text (`corrections.Change`). Raises `PermissionDenied` where they say nothing.
    """
    is_hidden = not any(article.is_known_to_readers for article in articles)
    with edition.quiet(is_hidden), transaction.atomic():
        if not is_hidden:
            edition.renew()
        set_lead_photos(articles)
        changed = cite(articles, mentions=mentions)
        search.index(list(words.items()) if words is not None else search_rows(articles))
        kept = versions.keep(articles, by=by)
        corrections.record(articles, kept, by=by, change=change)
        approving.follow(articles, kept, by=by)
        sealing.follow_all(articles, kept, by=by, change=change)
    return changed


def set_lead_photos(articles):
    """Let each article lead with its first photo that was not withdrawn."""
    first = {}
    places = ArticlePhoto.objects.shown().filter(article__in=articles, photo__isnull=False).order_by("order", "id")
    for place in places.values_list("article", "photo"):
        first.setdefault(*place)
    changed = [article for article in articles if article.lead_photo_id != first.get(article.pk)]
    for article in changed:
        article.lead_photo_id = first.get(article.pk)
    update_each(changed, ["lead_photo"])


def search_rows(articles):
    """Return (pk, folded words) of each article, the text with captions and signatures."""
    more = {article.pk: [] for article in articles}
    for rows in (
        ArticlePhoto.objects.shown().filter(article__in=articles).values_list("article", "caption"),
        Byline.objects.filter(article__in=articles).values_list("article", "name"),
    ):
        for pk, text in rows:
            more[pk].append(text)
    return [
        (
            article.pk,
            search.fold_row(article.headline, "\n".join([article.standfirst, article.body_text, *more[article.pk]])),
        )
        for article in articles
    ]

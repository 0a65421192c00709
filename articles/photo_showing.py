"""Where photos stand, and the articles around them shown anew when something about a photo changed."""

from django.db import transaction

from articles import sealing, search
from articles.citing import rerender
from articles.finishing import search_rows, set_lead_photos
from articles.models import Article, ArticlePhoto

BATCH = 200
USES = 50


def uses_of(photos, user):
    """Return [(photo place, whether `user` may open its article)] of `photos`, newest article first, at most `USES`.

    Who may not open an article sees it only where every reader does.
    """
    places = ArticlePhoto.objects.filter(photo__in=photos).select_related("article__section__parent", "photo")
    places = list(places.order_by("-article__published_at", "-article_id", "order")[:USES])
    mine = Article.objects.visible_to(user).filter(pk__in={place.article_id for place in places})
    open_to = set(mine.values_list("pk", flat=True))
    return [
        (place, place.article_id in open_to)
        for place in places
        if place.article_id in open_to or place.article.is_published()
    ]


@transaction.atomic
def show_again(photos):
    """Make what readers get of every article with one of `photos` anew: lead picture, text, search, seal.

    Returns the primary keys of the articles.
    """
    pks = sorted(set(ArticlePhoto.objects.filter(photo__in=photos).values_list("article", flat=True)))
    for start in range(0, len(pks), BATCH):
        some = pks[start : start + BATCH]
        set_lead_photos(list(Article.objects.filter(pk__in=some).only("pk", "lead_photo")))
        rerender(some)
        articles = list(Article.objects.filter(pk__in=some))
        search.index(search_rows(articles))
        for article in articles:
            sealing.follow(article)
    return pks

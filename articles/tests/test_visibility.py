"""Who may see an article when: one table for the set and for the row."""

from datetime import timedelta

import pytest

from articles.models import Article, Status

HOUR = timedelta(hours=1)

#        status               published_at  embargo   seen
TABLE = [
    (Status.PUBLISHED, -HOUR, None, True),
    (Status.PUBLISHED, timedelta(0), None, True),
    (Status.PUBLISHED, HOUR, None, False),
    (Status.PUBLISHED, -HOUR, -HOUR, True),
    (Status.PUBLISHED, -HOUR, HOUR, False),
    (Status.SCHEDULED, HOUR, None, False),
    (Status.SCHEDULED, -HOUR, None, True),
    (Status.SCHEDULED, -HOUR, HOUR, False),
    (Status.DRAFT, -HOUR, None, False),
    (Status.SUBMITTED, -HOUR, None, False),
    (Status.EDITING, -HOUR, None, False),
    (Status.RETURNED, -HOUR, None, False),
    (Status.AWAITING_APPROVAL, -HOUR, None, False),
    (Status.WITHDRAWN, -HOUR, None, False),
]


@pytest.mark.parametrize(("status", "published", "embargo", "seen"), TABLE)
def test_set_and_row_agree_on_who_sees_an_article(make_article, now, status, published, embargo, seen):
    article = make_article(
        status=status, published_at=now + published, embargo_until=now + embargo if embargo is not None else None
    )
    assert article.is_published(now) is seen
    assert Article.objects.published(now).filter(pk=article.pk).exists() is seen


def test_a_scheduled_article_is_out_at_its_hour_without_anybody(make_article, now, client):
    article = make_article(status=Status.SCHEDULED, published_at=now + HOUR)
    assert not article.is_published(now)
    assert article.is_published(now + HOUR)

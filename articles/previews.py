"""Private preview links: made, read, revoked. A link shows one article as it stands, to whoever holds it."""

import re
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PreviewLink, Status

HOURS = 48
MAX_HOURS = 24 * 14
# A picture's address in the stored HTML: after the quote of `src` or the space or comma of `srcset`.
_PICTURE = re.compile(r'(?<=[" ,])/anh/(\d{1,18})-(\d{3,4})\.(avif|webp|jpg)')


def _signer():
    return Signer(salt="articles.previews", sep=".")


def may_share(user, article):
    """Say whether `user` may make and revoke preview links of `article`: whoever may see it at the desk."""
    return (
        user.is_active
        and user.has_perm("articles.view_article")
        and Article.objects.visible_to(user).filter(pk=article.pk).exists()
    )


def share(article, *, by, note="", hours=HOURS):
    """Make a link to `article`, valid for `hours` (1 to 336); raises `PermissionDenied` when `by` may not see it."""
    if not may_share(by, article):
        raise PermissionDenied
    expires_at = timezone.now() + timedelta(hours=min(max(hours, 1), MAX_HOURS))
    return PreviewLink.objects.create(
        article=article, created_by=by, note=" ".join(note.split())[:200], expires_at=expires_at
    )


def revoke(link, *, by):
    """End a link at once, for good; raises `PermissionDenied` when `by` may not see its article."""
    if not may_share(by, link.article):
        raise PermissionDenied
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def token_of(link):
    return _signer().sign(link.key)


def address_of(link):
    """Return the whole address of a link, as it is sent to somebody."""
    return settings.SITE_URL + reverse("preview", args=[token_of(link)])


def find(token):
    """Return the link that `token` is signed for, live or not; None where we never signed it."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    return PreviewLink.objects.select_related("article__section__parent", "created_by").filter(key=key).first()


def opens(link):
    """Say whether `link` shows its article now: live, not taken down, and its maker may still see the article."""
    return (
        link.is_live()
        and link.article.status != Status.WITHDRAWN
        and link.created_by is not None
        and may_share(link.created_by, link.article)
    )


def with_pictures_of(html, token):
    """Return public `html` with the addresses of its pictures led through the link `token`."""
    return _PICTURE.sub(lambda match: reverse("preview-photo", args=[token, *match.groups()]), html)

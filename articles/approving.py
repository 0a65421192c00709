"""Approvals of one exact text: how many a section asks for, who gave them, and the asking again after an edit."""

from articles.models import Approval, Move, Status


def needed(article):
    """Return how many people approve `article`: its section's number."""
    return article.section.approvals_needed if article.section_id else 1


def newest_version(article):
    return article.versions.without_text().newest_first().first()


def given(article):
    """Return the approvals of the text as it is now, in order."""
    return list(article.approvals.in_force().select_related("by").order_by("level", "id"))


def lacking(article, *, with_word_of=None):
    """Return how many approvals the text still lacks, that of the person `with_word_of` counted in."""
    people = {approval.by_id for approval in given(article)}
    count = len(people | {with_word_of.pk}) if with_word_of else len(people)
    return max(0, needed(article) - count)


def has_approved(user, article):
    return article.approvals.in_force().filter(by=user).exists()


def sign(article, user):
    """Record that `user` answers for the text as it is now; doing so twice is once."""
    version = newest_version(article)
    if version is None:
        return
    level = article.approvals.filter(digest=version.text_digest).count() + 1
    Approval.objects.get_or_create(
        article=article, digest=version.text_digest, by=user, defaults={"version": version.number, "level": level}
    )


def ask_again(articles, *, by=None):
    """Take those of `articles` whose approved text was edited off the timer, back to be approved; return them."""
    waiting = [article for article in articles if article.status == Status.SCHEDULED and not article.is_published()]
    edited = [row for row in waiting if row.approvals.exists() and not row.approvals.in_force().exists()]
    for article in edited:
        article.status = Status.AWAITING_APPROVAL
        type(article).objects.filter(pk=article.pk).update(status=article.status)
        Move.objects.create(
            article=article,
            name="ask_again",
            source=Status.SCHEDULED,
            target=article.status,
            by=by,
            version=article.version,
        )
    return edited


def follow(articles, kept, *, by=None):
    """After a save: who changed a public text answers for it; a scheduled one that changed is asked again."""
    if by is not None:
        changed = {row.article_id for row in kept}
        for article in articles:
            if article.pk in changed and article.is_published():
                sign(article, by)
    ask_again(articles, by=by)

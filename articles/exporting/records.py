"""Articles → `ArticleRecord`s, read in batches, so that memory does not grow with the archive."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from articles.exporting.identity import key_of
from articles.formats.record import ArticleRecord, BylineRecord, Doubt, PhotoRecord, PictureRecord, photo_place
from articles.markup import PHOTO_PLACE
from articles.models import ArticlePhoto, Byline, Status, TaggedArticle
from articles.models.article import UNDATED, DatePrecision
from articles.rendering import rendition_url, rendition_widths

BATCH = 500
HERE = "newsroom"  # the source of every export, and the format of what was written here
# What only the last import knows of an article; the text itself is the newsroom's own by now.
_CARRIED = ("source_id", "alternate_urls", "encoding", "noise", "credits")
_STATUSES = {
    Status.PUBLISHED: "published",
    Status.SCHEDULED: "published",  # readers see it from its hour on, without anybody's doing
    Status.WITHDRAWN: "withdrawn",
}
_LENGTHS = {DatePrecision.MINUTE: 10, DatePrecision.DAY: 10, DatePrecision.MONTH: 7}


@dataclass(frozen=True, kw_only=True)
class Exported:
    """One article on its way out.

    `number` and `photo_numbers` are unique within this database only; JSON lines never prints them. `url` is the
    public address, empty while readers may not see the article.
    """

    record: ArticleRecord
    number: int
    photo_numbers: tuple
    slug: str
    url: str
    modified_at: datetime


def exported(articles, *, lossless=False, pictures=None, limit=None):
    """Yield an `Exported` for each article of the queryset `articles`, by primary key, at most `limit`.

    `pictures` is the `PictureFolder` that the originals go to. `lossless` keeps apart what a picture and its place
    say; otherwise a place that says nothing gets what its picture says, as readers see it.
    """
    now = timezone.now()
    for article in _in_batches(articles, limit):
        places = list(article.photos.all())
        yield Exported(
            record=record_of(article, lossless=lossless, pictures=pictures),
            number=article.pk,
            photo_numbers=tuple(place.pk for place in places),
            slug=article.slug,
            url=settings.SITE_URL + article.get_absolute_url() if article.is_published(now) else "",
            modified_at=article.updated_at,
        )


def _in_batches(articles, limit):
    wanted = with_all(articles).order_by("pk")
    last, left = 0, limit
    while left is None or left > 0:
        batch = list(wanted.filter(pk__gt=last)[: BATCH if left is None else min(BATCH, left)])
        if not batch:
            return
        last = batch[-1].pk
        left = None if left is None else left - len(batch)
        yield from batch
        del batch  # before the next is read


def with_all(articles):
    """Return the queryset `articles` with all that `record_of` reads, in a fixed number of queries."""
    tagged = TaggedArticle.objects.select_related("tag").order_by("tag__sort_key", "tag__name")
    return (
        articles.select_related("section__parent", "provenance")
        .defer("standfirst_html", "body_html", "provenance__previous", "provenance__conflicts")
        .prefetch_related(
            Prefetch("bylines", Byline.objects.select_related("author").order_by("order", "id")),
            Prefetch("photos", ArticlePhoto.objects.select_related("photo").order_by("order", "id")),
            Prefetch("taggedarticle_set", tagged, to_attr="tagged"),
        )
    )


def record_of(article, *, lossless=False, pictures=None):
    """Return the `ArticleRecord` of an `article` out of `with_all`; the arguments are those of `exported`."""
    places = list(article.photos.all())
    key = key_of(article)
    record = ArticleRecord(
        source=HERE,
        **({"format": HERE, "source_id": key} | _carried(article)),
        key=key,
        url=article.source_url,
        headline=article.headline or None,
        kicker=article.kicker,
        agency=article.agency,
        standfirst=article.standfirst,
        body=_numbered(article.body, [place.order for place in places]),
        photos=[_photo(place, lossless, pictures) for place in places],
        bylines=[_byline(byline) for byline in article.bylines.all()],
        sections=_path(article.section),
        tags=[row.tag.name for row in article.tagged],
        captured_on=article.captured_on,
        published_on_reason=article.published_on_reason,
        status=_STATUSES.get(article.status, "draft"),
        stage=article.status if article.status not in ("published", "withdrawn", "draft") else "",
        embargo_until=article.embargo_until and timezone.localtime(article.embargo_until),
        language=article.language,
        doubts=[Doubt(code=doubt.get("code", ""), detail=doubt.get("detail", "")) for doubt in article.doubts],
    )
    _date(record, article)
    return record


def _carried(article):
    """Return what the last import knows beyond the article itself."""
    provenance = getattr(article, "provenance", None)
    if provenance is None:
        return {}
    known = {"format": provenance.format, "source_id": ""}
    known |= {name: provenance.record[name] for name in _CARRIED if provenance.record.get(name)}
    if modified := provenance.record.get("modified_at"):
        known["modified_at"] = datetime.fromisoformat(modified)
    return known


def _numbered(body, orders):
    """Return `body` with its photo places counted from 1 without gaps, as records count them.

    A place whose photo was taken out keeps a number beyond the last, so that it stands for no other photo.
    """
    if "[ảnh " not in body or orders == list(range(1, len(orders) + 1)):
        return body
    numbers = {order: number for number, order in enumerate(orders, 1)}
    spare = iter(range(len(orders) + 1, 1000))

    def place(match):
        old = int(match[1])
        if old not in numbers:
            numbers[old] = next(spare)
        return photo_place(numbers[old])

    return PHOTO_PLACE.sub(place, body)


def _path(section):
    if section is None:
        return []
    return [section.parent.name, section.name] if section.parent else [section.name]


def _byline(byline):
    return BylineRecord(name=byline.name, role=byline.role, author=byline.author.name if byline.author else "")


def _photo(place, lossless, pictures):
    photo = place.photo
    told = {"caption": place.caption, "credit": place.credit, "alt": place.alt, "reference": place.reference}
    if photo is None:
        return PhotoRecord(**told)
    if photo.is_withdrawn and not lossless:
        return PhotoRecord()  # the number of its place in the text stays, nothing else of it goes out
    kept = pictures.keep(photo) if pictures else ""
    if lossless and kept:
        source = place.reference if place.reference != kept else ""
        return PhotoRecord(**told | {"reference": kept}, source_reference=source, picture=_picture(photo))
    told |= {"credit": place.credit or photo.credit, "alt": place.alt or photo.alt}
    if lossless:
        # without its picture the place waits on the other side, and holds no more than this
        return PhotoRecord(**told)
    reference = kept or place.reference or settings.SITE_URL + rendition_url(photo, rendition_widths(photo)[-1])
    return PhotoRecord(**told | {"reference": reference}, taken_on=photo.taken_on)


def _picture(photo):
    names = ("sha256", "caption", "credit", "alt", "taken_on", "taken_in", "focal_x", "focal_y", "withdrawn_at")
    names = (*names, "withdrawn_reason")
    return PictureRecord(**{name: getattr(photo, name) for name in names})


def _date(record, article):
    """Say when `article` was published, as far as that is known; see `ArticleRecord.date_precision`."""
    at, precision = article.published_at, DatePrecision(article.date_precision)
    if at is None:
        return
    at = timezone.localtime(at)
    if precision == DatePrecision.UNKNOWN:
        record.date_precision = precision.value
        record.published_at = at if at != UNDATED else None
        return
    record.published_on = at.date().isoformat()[: _LENGTHS[precision]]
    if precision == DatePrecision.MINUTE:
        record.published_at = at
    elif at != _beginning(at, precision):
        record.published_at, record.date_precision = at, precision.value


def _beginning(at, precision):
    return at.replace(day=1 if precision == DatePrecision.MONTH else at.day, hour=0, minute=0, second=0, microsecond=0)

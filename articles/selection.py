"""Which articles a command takes: the same words for the export and the import."""

from argparse import ArgumentTypeError
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from articles.models import Section, Status
from articles.models.article import DatePrecision
from newsroom.vietnamese import slugify


class SelectionError(ValueError):
    """A choice that names nothing; the message tells what there is."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Days are the paper's own and both included; an article without a known day is in no span of days.

    `sections` are addresses (slugs), each with its subsections; `limit` takes the first ones in the order they come.
    """

    since: date | None = None
    until: date | None = None
    sections: tuple = ()
    statuses: tuple = ()
    limit: int | None = None

    def of(self, articles):
        """Return the chosen ones of the queryset `articles`, without the limit. Raises `SelectionError`."""
        if self.since or self.until:
            articles = articles.exclude(date_precision=DatePrecision.UNKNOWN)
        if self.since:
            articles = articles.filter(published_at__gte=_midnight(self.since))
        if self.until:
            articles = articles.filter(published_at__lt=_midnight(self.until + timedelta(days=1)))
        if self.sections:
            articles = articles.filter(section__in=self._sections())
        return articles.filter(status__in=self.statuses) if self.statuses else articles

    def takes(self, record):
        """Say whether an `ArticleRecord` is chosen, without the limit. A month counts as its first day."""
        if self.since or self.until:
            day = _day(record)
            if day is None or (self.since and day < self.since) or (self.until and day > self.until):
                return False
        if self.sections and not {slugify(name) for name in record.sections}.intersection(self.sections):
            return False
        return not self.statuses or (record.stage or record.status) in self.statuses

    def _sections(self):
        found = list(Section.objects.select_related("parent"))
        if unknown := set(self.sections) - {section.slug for section in found}:
            known = ", ".join(sorted(section.slug for section in found)) or "không có"
            raise SelectionError(f"Không có chuyên mục {', '.join(sorted(unknown))}. Các chuyên mục: {known}.")
        return [
            section
            for section in found
            if section.slug in self.sections or (section.parent and section.parent.slug in self.sections)
        ]


def _midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _day(record):
    if record.published_on:
        return date.fromisoformat(f"{record.published_on}-01"[:10])
    return timezone.localdate(record.published_at) if record.published_at else None


def add_arguments(parser):
    """Add `--since`, `--until`, `--section`, `--status` and `--limit` to a command's `parser`."""
    parser.add_argument("--since", type=_a_day, metavar="NGÀY", help="từ ngày này, ví dụ 2020-01-31")
    parser.add_argument("--until", type=_a_day, metavar="NGÀY", help="đến hết ngày này")
    parser.add_argument(
        "--section", type=_words, action="extend", default=[], metavar="CHUYÊN_MỤC",
        help="địa chỉ của chuyên mục, gồm cả chuyên mục con; nhiều chuyên mục cách nhau bằng dấu phẩy",
    )  # fmt: skip
    parser.add_argument(
        "--status", type=_statuses, action="extend", default=[], metavar="TRẠNG_THÁI",
        help=f"cách nhau bằng dấu phẩy: {', '.join(Status.values)}",
    )  # fmt: skip
    parser.add_argument("--limit", type=_count, metavar="SỐ", help="nhiều nhất chừng này bài")


def from_options(options):
    """Return the `Selection` of a command's `options`, as `add_arguments` names them."""
    return Selection(
        since=options["since"],
        until=options["until"],
        sections=tuple(options["section"]),
        statuses=tuple(options["status"]),
        limit=options["limit"],
    )


def _a_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” không phải ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2020-01-31") from None


def _words(text):
    return [word.strip() for word in text.split(",") if word.strip()]


def _statuses(text):
    words = _words(text)
    if unknown := [word for word in words if word not in Status.values]:
        raise ArgumentTypeError(f"không có trạng thái “{unknown[0]}”; có: {', '.join(Status.values)}")
    return words


def _count(text):
    if not text.isdecimal():
        raise ArgumentTypeError(f"“{text}” không phải số bài")
    return int(text)

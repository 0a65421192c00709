"""What the tests of the export share: running the command, reading it back, and a picky story."""

import io
from datetime import UTC, datetime

from django.core.management import call_command

from articles.exporting import writer
from articles.exporting.paper import Paper
from articles.exporting.records import Exported
from articles.formats.dates import HANOI
from articles.formats.recognition import reader
from articles.formats.record import ArticleRecord, BylineRecord, PhotoRecord, Refusal, Source, photo_place

PAPER = Paper(
    name="Báo Xứ Lạng",
    url="https://bao.example.vn",
    tagline="Tiếng nói của tỉnh",
    language="vi",
    now=datetime(2024, 5, 1, 8, tzinfo=HANOI),
)
PICTURE = "https://bao.example.vn/anh/hoi.jpg"
READERS = {"jsonl": "tabular", "csv": "tabular", "ninjs": "ninjs", "nitf": "nitf", "wxr": "wxr"}
FORMATS = tuple(READERS)


def export(*arguments, **options):
    out = io.StringIO()
    call_command("export_articles", *map(str, arguments), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def a_record(**fields):
    values = {
        "source": "newsroom",
        "format": "newsroom",
        "key": "newsroom:20180612T033000000000Z-7",
        "source_id": "7",
        "headline": "Được mùa hồi",
        "standfirst": "Vụ hồi năm nay được mùa.",
        "body": f"<p>Giá hồi tăng.</p>{photo_place(1)}<p>Bà con phấn khởi.</p>",
        "photos": [PhotoRecord(caption="Phơi hồi.", credit="Lê Hà", alt="Sân phơi", reference=PICTURE)],
        "bylines": [BylineRecord(name="Hoàng Thu Hà"), BylineRecord(name="Lê Đức Minh")],
        "sections": ["Kinh tế", "Nông nghiệp"],
        "tags": ["hoa hồi", "nông thôn mới"],
        "published_on": "2018-06-12",
        "published_at": datetime(2018, 6, 12, 10, 30, tzinfo=HANOI),
        "published_on_reason": "do biên tập viên ghi",
    }
    return ArticleRecord(**values | fields)


def written(format, *records):
    """Return what the writer of `format` makes of `records`."""
    items = [
        Exported(
            record=record,
            number=number,
            photo_numbers=tuple(range(10 * number, 10 * number + len(record.photos))),
            slug="duoc-mua-hoi",
            url=f"https://bao.example.vn/kinh-te/duoc-mua-hoi-{number}.html",
            modified_at=datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        )
        for number, record in enumerate(records, 1)
    ]
    return "".join(writer(format).write(items, PAPER))


def read_back(format, text):
    """Return what our own reader of `format` reads in `text`; no refusals are let through."""
    data = text.encode()
    module = reader(READERS[format])
    assert module.sniff(data[:65536], "tep")
    results = list(module.read(io.BytesIO(data), Source(name="tep")))
    assert not [result for result in results if isinstance(result, Refusal)], results
    return results


def round_trip(format, **fields):
    (record,) = read_back(format, written(format, a_record(**fields)))
    return record

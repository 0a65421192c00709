"""What becomes of each item of an import."""

import json
from dataclasses import asdict, dataclass, field

from articles.formats.record import ArticleRecord

NEW, CHANGED, UNCHANGED, KEPT, REFUSED, LEFT_OUT = "new", "changed", "unchanged", "kept", "refused", "left_out"


@dataclass
class Outcome:
    """`KEPT`: what changed in the source was changed here by a person too, so nothing was taken; `conflicts` has both
    texts. `LEFT_OUT`: not among what the archivist asked for.
    """

    source: str
    outcome: str
    reason: str = ""
    record: ArticleRecord | None = None
    conflicts: list = field(default_factory=list)
    code: str = ""

    def as_json(self):
        """Return the line of the report; dates are ISO, to the month where only that is known."""
        line = {"source": self.source, "outcome": self.outcome, "reason": self.reason, "record": None}
        if self.record:
            line["record"] = _told(self.record)
        if self.conflicts:
            line["conflicts"] = self.conflicts
        return json.dumps(line, ensure_ascii=False, default=str)


def _told(record):
    return {
        "headline": record.headline,
        "agency": record.agency or None,
        "standfirst": record.standfirst,
        "captured_on": record.captured_on,
        "published_on": record.published_on,
        "published_on_reason": record.published_on_reason,
        "captions": [photo.caption for photo in record.photos],
        "bylines": [{"name": byline.name, "role": byline.role} for byline in record.bylines],
        "credits": record.credits,
        "paragraphs": record.paragraphs,
        "noise": record.noise,
        "doubts": [asdict(doubt) for doubt in record.doubts],
        "format": record.format,
        "encoding": record.encoding,
    }

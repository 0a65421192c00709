"""Which records of a source the archivist asked for."""

from dataclasses import dataclass
from datetime import date

from newsroom.vietnamese import same_word_key, slugify


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Callable on a record; everything unless told otherwise. A story without a known day is not `since` any day."""

    since: date | None = None
    section: str | None = None
    status: str | None = None

    def __call__(self, record):
        if self.since and not (record.published_on and record.published_on >= self.since.isoformat()[: len(record.published_on)]):
            return False
        if self.section and not any(
            same_word_key(name) == same_word_key(self.section) or slugify(name) == self.section
            for name in record.sections
        ):
            return False
        return not self.status or record.status == self.status

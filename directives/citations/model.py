"""What one citation is, and the JSON the labelling guide asks for."""

from dataclasses import dataclass, field, fields


@dataclass(kw_only=True)
class Citation:
    """One mention of one document. `start` and `end` are code point offsets into the NFC text; unknown is None.

    `symbol` is canonical (`22-NQ/TW`, `20/2021/NĐ-CP`); `issued_on` is an ISO day; `term` a Roman numeral; `plenum`
    the number of the Central Committee's plenum. `short_for` is the id of the fuller mention that a short one stands
    for; `ambiguous` tells that two different documents fit. `subject` is the unquoted topic after `về`. `relations`
    holds (verb, id) pairs: what this document `implements`, `amends`, `replaces` or `repeals`.
    """

    id: str = ""
    start: int
    end: int
    surface: str
    kind: str
    number: str | None = None
    year: int | None = None
    symbol: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    term: str | None = None
    title: str | None = None
    plenum: int | None = None
    short_for: str | None = None
    subject: str | None = None
    ambiguous: bool = False
    relations: list[tuple[str, str]] = field(default_factory=list)

    @property
    def implements(self):
        """Id of the first document that this one carries out, or None."""
        return next((target for verb, target in self.relations if verb == "implements"), None)


JSON_KEYS = tuple(f.name for f in fields(Citation) if f.name not in {"subject", "ambiguous", "relations"})


def to_json(citation):
    """Return the labelling guide's keys of `citation` as a dict ready for `json.dumps`."""
    return {key: getattr(citation, key) for key in JSON_KEYS}

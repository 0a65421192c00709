"""A citation in the making: what one step hands to the next."""

from dataclasses import dataclass

from directives.citations.organs import Designation


@dataclass
class Lead:
    """What the clause before a mention says of it: `Ngày 7/7/2021, Bộ Chính trị (khóa XI) ban hành …`."""

    issuer: str | None = None
    issued_on: str | None = None
    term: str | None = None


@dataclass(kw_only=True)
class Mention:
    """One place where a document is named. Offsets are those of the page.

    `element`: printed without a kind word of its own, as a later element of a list. `dated`: a date is printed with
    it, be it partial. `year`: printed as `năm YYYY` behind a number without symbol. `own_issuer`: printed with it,
    not lent by a list. `lent`: the designation whose tail a list lends to this number. `said_end` is where date, issuer
    and title end, `tail_end` where the topic ends as well.
    """

    start: int
    end: int
    kind: str
    designation: Designation | None = None
    plenum: int | None = None
    element: bool = False
    kind_word: bool = True
    issuer: str | None = None
    own_issuer: bool = False
    issued_on: str | None = None
    dated: bool = False
    term: str | None = None
    year: int | None = None
    title: str | None = None
    subject: str | None = None
    lead: Lead | None = None
    lent: Designation | None = None
    said_end: int = 0
    tail_end: int = 0

    @property
    def is_plenum(self):
        """True for a paper named by its plenum alone: `Nghị quyết Trung ương 4`."""
        return self.designation is None

    @property
    def organ(self):
        """The organ printed in its own symbol, or None."""
        return self.designation.organ if self.designation else None

    def take_issuer(self, names):
        """Note the issuers printed with the mention; the first ones read stay. `[]`: somebody unknown is named."""
        if self.issuer is None and not self.own_issuer:
            self.issuer, self.own_issuer = ", ".join(names) or None, True

"""How much an archive may hold, and how much of it was used so far."""

from dataclasses import dataclass

GIB = 1024**3
MIB = 1024**2


class ArchiveError(Exception):
    """An archive or a member that cannot be read: `code` groups causes, `reason` is Vietnamese and names the mend."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes. `ratio` is unpacked to packed size, looked at only beyond `ratio_from` unpacked bytes."""

    members: int = 500_000
    member: int = 2 * GIB
    total: int = 20 * GIB
    ratio: int = 250
    ratio_from: int = 16 * MIB


class Usage:
    """What one walk has met: members counted, bytes unpacked."""

    def __init__(self, limits):
        self.limits, self.members, self.unpacked = limits, 0, 0

    def count(self, member):
        self.members += 1
        if self.members > self.limits.members:
            raise ArchiveError("too-many", f"Có quá {self.limits.members} tệp. Hãy chia nhỏ rồi nhập từng phần.")
        if "!" in member.name and member.size > self.limits.member:
            raise ArchiveError("too-large", f"Tệp dài quá {self.limits.member} byte. Hãy chia nhỏ rồi nhập lại.")

    def archive(self, packed):
        """Return the check for one archive of `packed` bytes: call it with each further unpacked size."""
        unpacked = 0

        def check(size):
            nonlocal unpacked
            unpacked += size
            self.unpacked += size
            swollen = unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * max(packed, 1)
            if swollen or self.unpacked > self.limits.total:
                raise ArchiveError("bomb", "Tệp nén bung ra quá lớn so với kích thước. Hãy kiểm tra nguồn gốc tệp.")

        return check


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A member as its archive lists it; `refused` is `(code, reason)` for one that must not be read."""

    name: str
    size: int
    open: object = None
    refused: tuple = ()

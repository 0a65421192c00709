"""What an examination of the installation finds: `newsroom.doctor`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `mend` is empty where all is well; `is_grave` where the paper cannot run like this."""

    what: str
    mend: str = ""
    is_grave: bool = True

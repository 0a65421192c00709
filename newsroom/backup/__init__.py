"""All that a paper cannot make again, in one file: its database and the originals of its files, with their hashes.

A tar, written from one end to the other: the database first, so that every file it names is there to follow, and last
the manifest, without which the file is a half one and refused.
"""

from newsroom.backup.archive import BackupError
from newsroom.backup.making import make
from newsroom.backup.restoring import Occupied, restore, verify

__all__ = ["BackupError", "Occupied", "make", "restore", "verify"]

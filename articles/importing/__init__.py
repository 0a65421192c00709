"""ArticleRecord → rows: the archive comes in, again and again, without loss, twins or overwritten edits.

`sources` finds the items of files and folders, `rows` makes articles of records, `run` does it in batches.
"""

from articles.importing.run import Importer, Outcome
from articles.importing.sources import find_sources

__all__ = ["Importer", "Outcome", "find_sources"]

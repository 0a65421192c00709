"""ArticleRecord → rows: the archive comes in, again and again, without loss, twins or overwritten edits.

`sources` finds files, `reading` reads their items, `preparing` does the costly part beside the database, `writing` and
`merge` make and renew articles, `run` does it in batches; `quarantine`, `undo` and `lock` keep the run safe.
"""

from articles.importing.outcome import Outcome
from articles.importing.run import Importer
from articles.importing.sources import find_sources

__all__ = ["Importer", "Outcome", "find_sources"]

"""Rows → files: the archive goes out, in the forms that others read.

`articles.selection` chooses articles, `records` reads them as `ArticleRecord`s, a module a format writes them as text.
"""

from importlib import import_module

# name (the `--format` word) -> module with `write(items, paper)`, which yields text, and `LOSSLESS`
FORMATS = {name: f"articles.exporting.{name}" for name in ("jsonl", "ninjs", "nitf", "wxr", "csv")}


def writer(name):
    """Return the writer module called `name`, a key of `FORMATS`."""
    return import_module(FORMATS[name])

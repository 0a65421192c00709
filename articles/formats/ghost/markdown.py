"""Markdown as HTML: cards of Ghost, and whole posts of its first versions."""

from markdown_it import MarkdownIt

MAX_LENGTH = 2_000_000
_reader = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table")


def from_markdown(text):
    """Return the HTML of `text`; of what is too long for an article, the text as it is."""
    return _reader.render(text) if len(text) <= MAX_LENGTH else text

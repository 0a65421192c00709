"""JSON lines, our own form: nothing is lost, and the same archive gives the same bytes."""

from articles.formats.record_json import record_to_json

LOSSLESS = True


def write(items, paper):
    """Yield a line for each `Exported`, as `articles.formats.record_json` describes."""
    for item in items:
        yield record_to_json(item.record) + "\n"

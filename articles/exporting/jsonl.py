"""JSON lines, our own form: nothing is lost, and the same archive gives the same bytes."""

from articles.formats.tabular.record_json import record_to_json

LOSSLESS = True
# Ends of lines to some readers of lines; JSON lets them stand, but need not have them.
_LINE_ENDS = str.maketrans({char: f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"})


def write(items, paper):
    """Yield a line for each `Exported`, as `articles.formats.tabular.record_json` describes."""
    for item in items:
        yield record_to_json(item.record).translate(_LINE_ENDS) + "\n"

"""Old Vietnamese encodings to Unicode: detection by what yields Vietnamese, line by line, and an account of the losses.

decoded = decode(data)                 # bytes of a file
decoded = decode(data, forced="tcvn3")
decoded = decode_text(pasted)          # text that an editor pasted, read by the wrong table on its way
"""

from articles.formats.encodings.fields import Fields, as_windows_1252, stream_codec, told
from articles.formats.encodings.names import LABELS, NAMES, UnknownEncoding
from articles.formats.encodings.reading import Decoded, decode, decode_text

__all__ = [
    "LABELS",
    "NAMES",
    "Decoded",
    "Fields",
    "UnknownEncoding",
    "as_windows_1252",
    "decode",
    "decode_text",
    "stream_codec",
    "told",
]

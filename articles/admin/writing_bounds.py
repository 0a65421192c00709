"""What an open form sends to the desk while somebody writes, read within bounds."""

import json

MAX_BYTES = 4 * 1024 * 1024
MAX_TEXTS = 5000
MAX_LENGTH = 400_000


class Refused(ValueError):
    """What was sent cannot be read; `status` is the answer's."""

    def __init__(self, status):
        super().__init__(status)
        self.status = status


def read_json(request):
    """Return the JSON object of a request; raises `Refused` beyond `MAX_BYTES` or for anything else.

    Half a character (a lone surrogate), which no form sends and no database keeps, is refused too.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        raise Refused(413)
    try:
        sent = json.loads(request.body)
        json.dumps(sent, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refused(400) from error
    if not isinstance(sent, dict):
        raise Refused(400)
    return sent


def texts_of(sent, name):
    """Return the list of texts `name` of what was sent; raises `Refused` where it is none, or too long."""
    texts = sent.get(name, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Refused(400)
    if len(texts) > MAX_TEXTS or sum(map(len, texts)) > MAX_LENGTH:
        raise Refused(413)
    return texts


def fields_of(sent):
    """Return {name: text} of a form as it was sent; raises `Refused`."""
    fields = sent.get("fields")
    if not isinstance(fields, dict):
        raise Refused(400)
    texts_of({"names": list(fields)}, "names")
    if not all(isinstance(value, str) for value in fields.values()):
        raise Refused(400)
    if sum(map(len, fields.values())) > MAX_BYTES:
        raise Refused(413)
    return fields

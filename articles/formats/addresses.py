"""Addresses as sources write them, which are often none."""

from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

LONGEST_KEY = 1500


def joined(base, address):
    """Return `address` made whole by `base`; as it is where either is no address at all."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def request_key(url):
    """Return an old address as a server is asked for it, path and query, in one spelling of its bytes.

    Letters outside ASCII are percent-encoded as UTF-8, escapes in capitals; what was decomposed stays decomposed.
    Empty for what is no address of a page, and for the front page.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = quote(unquote_to_bytes(parts.path), safe="/:@!$&'()*+,;=-._~")
    query = f"?{quote(unquote_to_bytes(parts.query), safe='/:@!$&()*+,;=-._~?%')}" if parts.query else ""
    if not path.startswith("/"):
        path = f"/{path}"
    key = path + query
    return key if key != "/" and len(key) <= LONGEST_KEY else ""

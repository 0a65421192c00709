"""Addresses as sources write them, which are often none."""

from urllib.parse import urljoin


def joined(base, address):
    """Return `address` made whole by `base`; as it is where either is no address at all."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address

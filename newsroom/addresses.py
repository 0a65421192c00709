"""Addresses of pages, worked out once: a list of cards asks for the same ones again and again."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=50_000)
def address(name, *args):
    """Return the path of the view `name` with `args`, as `reverse` does; for addresses that no request changes."""
    return reverse(name, args=args)

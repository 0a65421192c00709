"""Pictures that are nearly the same, by their fingerprints of 64 bits, without looking through the archive.

Two fingerprints that differ in at most 8 bits differ in at most 2 within one of three bands. So the rows whose band
is one of some 250 values are all there is to compare: an indexed look-up a band, however many photos there are.
"""

from itertools import combinations

from articles.models.photo import BANDS, Photo, bands_of

FARTHEST = 8  # bits of 64
SHOWN = 8
# A band that very many pictures share, as of scanned forms, is not followed to its end.
CANDIDATES = 2_000


def distance(one, other):
    """Return in how many bits two fingerprints in hex differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def near(perceptual_hash, *, but=None, limit=SHOWN):
    """Return the photos nearly like the fingerprint, the nearest first, in at most four queries."""
    found = {}
    bands = bands_of(perceptual_hash)
    for name, value, bits in zip(BANDS, bands.values(), BANDS.values(), strict=True):
        if value is None:
            return []
        rows = Photo.objects.filter(**{f"{name}__in": _around(value, bits)}).exclude(pk=but).order_by("pk")
        for pk, other in rows.values_list("pk", "perceptual_hash")[:CANDIDATES]:
            found[pk] = distance(perceptual_hash, other)
    chosen = sorted((far, pk) for pk, far in found.items() if far <= FARTHEST)[:limit]
    photos = Photo.objects.in_bulk([pk for _far, pk in chosen]) if chosen else {}
    return [photos[pk] for _far, pk in chosen]


def _around(value, bits):
    """Return the values of `bits` bits that differ from `value` in at most two of them."""
    ones = [1 << place for place in range(bits)]
    return [value, *(value ^ one for one in ones), *(value ^ one ^ other for one, other in combinations(ones, 2))]

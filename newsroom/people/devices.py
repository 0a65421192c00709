"""Where a request comes from: its network address, and its device in plain words."""

import ipaddress
import re

from django.conf import settings
from django.utils.translation import gettext

# Looked for in this order: every browser also claims to be those below it.
BROWSERS = (
    (re.compile(r"Zalo"), "Zalo"),
    (re.compile(r"coc_coc_browser"), "Cốc Cốc"),
    (re.compile(r"Edg(?:e|A|iOS)?/"), "Edge"),
    (re.compile(r"OPR/|Opera"), "Opera"),
    (re.compile(r"SamsungBrowser"), "Samsung Internet"),
    (re.compile(r"Firefox/|FxiOS"), "Firefox"),
    (re.compile(r"Chrome/|CriOS"), "Chrome"),
    (re.compile(r"Safari/"), "Safari"),
)
SYSTEMS = (
    (re.compile(r"iPhone"), "iPhone"),
    (re.compile(r"iPad"), "iPad"),
    (re.compile(r"Android"), "Android"),
    (re.compile(r"Windows"), "Windows"),
    (re.compile(r"Mac OS X|Macintosh"), "Mac"),
    (re.compile(r"CrOS"), "ChromeOS"),
    (re.compile(r"Linux"), "Linux"),
)
LONGEST = 300
# Bits of an IPv6 address that name a network: what a provider gives to one customer.
IPV6_NETWORK = 64


def in_words(agent):
    """Return the device that a `User-Agent` header tells, as `Chrome, Windows`."""
    found = [next((name for pattern, name in table if pattern.search(agent)), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or gettext("Unknown device")


def agent_of(request):
    return "".join(filter(str.isprintable, request.META.get("HTTP_USER_AGENT", "")))[:LONGEST]


def address_of(request):
    """Return the network address a request came from, None where it tells none.

    Behind a proxy that is the last entry of `X-Forwarded-For`, the one our own proxy wrote; whatever stands before it
    was sent by the client and may be invented.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        given = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or given
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return None


def network_of(request):
    """Return the network that failures are counted for: whoever has one IPv6 address has the other 2^64 beside it."""
    address = address_of(request)
    if address is None:
        return None
    found = ipaddress.ip_address(address)
    if found.version == 4 or found.ipv4_mapped:
        return str(found if found.version == 4 else found.ipv4_mapped)
    return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False).network_address)

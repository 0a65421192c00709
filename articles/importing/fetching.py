"""Pictures from the network, only when asked for: over http(s), from public addresses, bounded in size and time."""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urljoin, urlsplit

SECONDS = 20
REDIRECTS = 3


class FetchError(ValueError):
    """A picture that was not fetched; the message tells the archivist why."""


def fetch(address, *, limit, redirects=REDIRECTS):
    """Return the bytes at `address`, at most `limit`.

    Raises `FetchError` for another scheme, a host that is not public, too many redirects, too much data, or no answer
    within `SECONDS`. The connection goes to the very address that was checked.
    """
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise FetchError("chỉ tải qua http hoặc https")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = public_host(parts.hostname, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        response = _ask(parts, host, port, path)
        if response.status in {301, 302, 303, 307, 308} and redirects:
            return fetch(urljoin(address, response.getheader("Location", "")), limit=limit, redirects=redirects - 1)
        if response.status != 200:
            raise FetchError(f"máy chủ trả lời {response.status}")
        data = response.read(limit + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, FetchError):
            raise
        raise FetchError("không tải được") from error
    if len(data) > limit:
        raise FetchError(f"lớn hơn {limit // (1024 * 1024)} MB")
    return data


def public_host(name, port):
    """Return an IP address of `name`; raises `FetchError` unless every one it has is public."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise FetchError(f"không tìm thấy máy chủ {name}") from error
    for host in found:
        if not ipaddress.ip_address(host.split("%")[0]).is_global:
            raise FetchError(f"máy chủ {name} không phải địa chỉ công khai")
    return sorted(found)[0]


def _ask(parts, host, port, path):
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.sock = socket.create_connection((host, port), timeout=SECONDS)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
    connection.request("GET", path, headers={"Host": parts.netloc.rpartition("@")[2], "Accept": "image/*"})
    return connection.getresponse()

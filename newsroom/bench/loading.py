"""Asking: many requests at once with wrk for rates, one after another for the time that one reader waits."""

import http.client
import os
import re
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsroom.bench.servers import processor_time

CONNECTIONS = 4
ROTATION = """
local paths, at = {}, 0
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local headers = {}
for line in io.lines(os.getenv("BENCH_HEADERS")) do
  local name, value = line:match("^(.-): (.*)$")
  headers[name] = value
end
function request()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], headers)
end
"""


@dataclass
class Target:
    """One row of the table: where to ask for what, and the rates of each round.

    `rates` are requests a second of the clock, `thrifts` requests a second of the server's processor: those hardly
    change when the machine has other work.
    """

    name: str
    server: tuple  # (address, process)
    paths: list
    headers: dict = field(default_factory=dict)
    rates: list = field(default_factory=list)
    thrifts: list = field(default_factory=list)

    @property
    def address(self):
        return self.server[0]

    def warm(self, wrk):
        """Ask for a second without counting, so that what an edition keeps is there on every worker.

        Raises `RuntimeError` where the first answer is no page: a redirect to the sign-in page would look fast.
        """
        status, _headers, _body = ask(self.address, self.paths[0], self.headers)
        if status not in (200, 304):
            raise RuntimeError(f"{self.name}: {self.paths[0]}: {status}")
        _rate(wrk, self, 1)

    def load(self, wrk, seconds):
        before = processor_time(self.server[1])
        rate, requests = _rate(wrk, self, seconds)
        self.rates.append(rate)
        self.thrifts.append(requests / max(processor_time(self.server[1]) - before, 0.01))


def _rate(wrk, target, seconds):
    with tempfile.TemporaryDirectory() as folder:
        files = {"script.lua": ROTATION, "paths": "\n".join(target.paths) + "\n"}
        headers = {"Accept-Encoding": "identity"} | target.headers
        files["headers"] = "".join(f"{name}: {value}\n" for name, value in headers.items())
        for name, text in files.items():
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        environ = os.environ | {"BENCH_PATHS": f"{folder}/paths", "BENCH_HEADERS": f"{folder}/headers"}
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", f"{folder}/script.lua"]
        told = subprocess.run([*command, target.address], env=environ, capture_output=True, text=True, check=True)  # noqa: S603
    if bad := re.search(r"Non-2xx or 3xx responses: (\d+)", told.stdout):
        raise RuntimeError(f"{target.name}: {bad[1]} answers were errors")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told.stdout)[1])
    return rate, int(re.search(r"(\d+) requests in", told.stdout)[1])


def ask(address, path, headers=()):
    """Return (status, headers, body) of one request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.request("GET", path, headers=dict(headers))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def waits(addresses, path_lists, headers, times):
    """Return for each of `addresses` the seconds that single requests took, asked by turns, `times` of each."""
    found = [[] for _ in addresses]
    for number in range(times + 1):
        for spent, address, paths, each in zip(found, addresses, path_lists, headers, strict=True):
            began = time.perf_counter()
            status, _headers, _body = ask(address, paths[number % len(paths)], each)
            if status != 200:
                raise RuntimeError(f"{address}{paths[number % len(paths)]}: {status}")
            if number:  # the first warms up
                spent.append(time.perf_counter() - began)
    return found


def ratio(rates, base):
    """Return (median, least, most) of the ratios of `rates` to `base`, round by round."""
    ratios = [one / other for one, other in zip(rates, base, strict=True)]
    return statistics.median(ratios), min(ratios), max(ratios)

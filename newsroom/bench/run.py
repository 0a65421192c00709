"""One run: build, start everything, let all be asked by turns, and tell the ratios."""

import json
import shutil
import statistics
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from newsroom.bench import servers
from newsroom.bench.loading import Target, ask, ratio, waits

CACHED = ("article", "front", "section")
UNCACHED = ("article", "front", "section", "search, common")
DESK = ("desk, list",)
SAMPLE = 500  # stories imported into an empty newsroom to see how fast that is


@dataclass(frozen=True, kw_only=True)
class Options:
    folder: Path
    size: int
    small: int
    rounds: int
    seconds: int
    server: str
    single: int  # requests one by one for the growth, of each kind of page


def run(options, tell):
    """Measure and `tell` the report, line by line."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("Không có wrk: apt-get install wrk (Debian, Ubuntu).")
    large, small = (_newspaper(options, size, tell) for size in (options.size, options.small))
    with ExitStack() as stack:
        start = _Starter(stack, options)
        bare = start.bare()
        cached = start.paper(large, PAGE_CACHE_MB="64")
        uncached = start.paper(large, PAGE_CACHE_MB="0")
        smaller = start.paper(small, PAGE_CACHE_MB="0")
        targets = _targets(bare, cached, uncached, large)
        targets += _nginx(stack, options, cached, large, tell)
        for target in targets:
            target.warm(wrk)
        for number in range(options.rounds):
            tell(f"… vòng {number + 1}/{options.rounds}")
            for target in targets:
                target.load(wrk, options.seconds)
        _tell_rates(targets, tell)
        _tell_growth(options, (smaller[0], small), (uncached[0], large), tell)
        _tell_import(options, targets[0], tell)
        tell(f"\nBộ nhớ của một tiến trình sau khi đo: {servers.memory(cached[1]):.0f} MB (PSS).")


class _Starter:
    def __init__(self, stack, options):
        self.stack, self.options = stack, options

    def bare(self):
        environ = servers.environment(self.options.folder)
        environ.pop("DJANGO_SETTINGS_MODULE")
        return self._start("newsroom.bench.bare", environ)

    def paper(self, told, **more):
        return self._start("newsroom.wsgi", servers.environment(told["folder"], **more))

    def _start(self, module, environ):
        return self.stack.enter_context(servers.application(self.options.server, module, environ))


def _newspaper(options, size, tell):
    """Return what `newspaper.tell` says of the newsroom of `size` stories, and its `folder`; built where missing."""
    folder = options.folder / str(size)
    environ = servers.environment(folder)
    tell(f"… tòa soạn {size} bài ở {folder}")
    _module(environ, "fill", str(size))
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=servers.ROOT, env=environ, check=True
    )
    return _module(environ, "tell") | {"folder": folder}


def _module(environ, *arguments):
    command = [sys.executable, "-m", "newsroom.bench.newspaper", *arguments]
    done = subprocess.run(command, cwd=servers.ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return json.loads(done.stdout.splitlines()[-1])


def _targets(bare, cached, uncached, told):
    pages, cookie = told["pages"], {"Cookie": told["cookie"]}
    _status, headers, _body = ask(cached[0], pages["article"][0])
    targets = [Target("trang trần của Django (40 kB)", bare, ["/"])]
    targets += [Target(f"có đệm: {kind}", cached, pages[kind]) for kind in CACHED]
    targets.append(Target("có đệm: article, gzip", cached, pages["article"], {"Accept-Encoding": "gzip"}))
    known = {"If-None-Match": headers["ETag"]}
    targets.append(Target("có đệm: article, 304", cached, pages["article"][:1], known))
    targets += [Target(f"không đệm: {kind}", uncached, pages[kind]) for kind in UNCACHED]
    targets += [Target(f"bàn biên tập: {kind}", uncached, pages[kind], cookie) for kind in DESK]
    return targets


def _nginx(stack, options, cached, told, tell):
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        tell("Không có nginx: bỏ qua phép so với tệp (apt-get install nginx-light).")
        return []
    pages = {f"{number}.html": ask(cached[0], path)[2] for number, path in enumerate(told["pages"]["article"])}
    server = stack.enter_context(servers.nginx(program, options.folder, pages))
    return [Target("nginx, cùng những byte ấy", server, [f"/{name}" for name in pages])]


def _tell_rates(targets, tell):
    base = targets[0].rates
    files = next((target.rates for target in targets if target.name.startswith("nginx")), None)
    tell("\n| trang | so với trang trần | ít nhất – nhiều nhất | theo giờ bộ xử lý | so với nginx |")
    tell("|---|---:|---:|---:|---:|")
    for target in targets:
        middle, least, most = ratio(target.rates, base)
        thrift = ratio(target.thrifts, targets[0].thrifts)[0]
        beside = f"{ratio(target.rates, files)[0]:.2f}" if files and target.name.startswith("có đệm") else ""
        tell(f"| {target.name} | {middle:.3f} | {least:.3f} – {most:.3f} | {thrift:.3f} | {beside} |")


def _tell_growth(options, small, large, tell):
    tell(f"\n| không đệm, một người hỏi | thời gian ở {options.size} bài so với {options.small} bài |\n|---|---:|")
    for kind, paths in large[1]["pages"].items():
        cookies = [{"Cookie": told["cookie"]} if kind.startswith("desk") else {} for _address, told in (small, large)]
        addresses, path_lists = (small[0], large[0]), (small[1]["pages"][kind], paths)
        few, many = waits(addresses, path_lists, cookies, options.single)
        tell(f"| {kind} | {statistics.median(many) / statistics.median(few):.2f} |")


def _tell_import(options, bare, tell):
    """Tell how many answers of the bare view one imported story costs, into an empty newsroom."""
    folder = options.folder / "import"
    shutil.rmtree(folder, ignore_errors=True)
    rate = _module(servers.environment(folder), "fill", str(SAMPLE))
    shutil.rmtree(folder, ignore_errors=True)
    cost = statistics.median(bare.rates) / rate
    tell(f"\nNhập một bài tốn bằng {cost:.0f} lượt trả trang trần ({SAMPLE} bài, một tiến trình phụ).")

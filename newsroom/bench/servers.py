"""Starting and stopping what is measured, each on a free port of loopback, all with the same server and options."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKERS, THREADS = 2, 4
COMMANDS = {
    "gunicorn": [
        *(str(BIN / "gunicorn"), "--bind", "127.0.0.1:{port}", "--workers", str(WORKERS), "--threads", str(THREADS)),
        *("--worker-tmp-dir", "/tmp", "--log-level", "warning", "--no-control-socket", "{module}:application"),  # noqa: S108
    ],
    "granian": [
        *(str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}"),
        *("--workers", str(WORKERS), "--blocking-threads", "2", "--no-ws", "--log-level", "warning"),
        "{module}:application",
    ],
}
NGINX = """
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder}; uwsgi_temp_path {folder};
    scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
        root {folder}/pages;
        location / {{ default_type "text/html; charset=utf-8"; add_header Cache-Control "public, max-age=0"; }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder, **more):
    """Return the environment of a newsroom under `folder`, whatever the one at hand is configured for."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SITE_URL", "REDIS_URL")}
    return kept | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings", "DEBUG": ""} | more


@contextmanager
def application(server, module, environ):
    """Run `module` under `server`; gives (address, process)."""
    port = free_port()
    command = [part.format(port=port, module=module) for part in COMMANDS[server]]
    if not Path(command[0]).exists():
        raise RuntimeError(f"Không có {server}: .venv/bin/pip install {server}.")
    with _running(command, f"http://127.0.0.1:{port}", environ) as started:
        yield started


@contextmanager
def nginx(program, folder, pages):
    """Run nginx over `pages`, {file name: bytes}; gives (address, process)."""
    port = free_port()
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    for name, body in pages.items():
        (folder / "pages" / name).write_bytes(body)
    folder.chmod(0o755)
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(workers=WORKERS, folder=folder, port=port), encoding="utf-8")
    command = [program, "-c", str(configuration), "-e", f"{folder}/nginx.log"]
    with _running(command, f"http://127.0.0.1:{port}/{next(iter(pages))}", os.environ) as (_address, process):
        yield f"http://127.0.0.1:{port}", process


@contextmanager
def _running(command, address, environ):
    process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603
    try:
        _await(process, address)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def _await(process, address, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"{address}: {process.stderr.read().decode(errors='replace')[-2000:]}")


def processor_time(process):
    """Return the seconds of processor that `process` and its children have used so far (Linux)."""
    pids = [str(process.pid), *Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    ticks = 0
    for pid in pids:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(process):
    """Return the proportional memory in MB of the largest child of `process` (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split() or [str(process.pid)]
    sizes = []
    for child in children:
        rows = dict(line.split(":", 1) for line in Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()[1:])
        sizes.append(int(rows["Pss"].split()[0]) / 1024)
    return max(sizes)

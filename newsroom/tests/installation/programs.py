"""Starting and taking away the servers that a large installation stands on, each on a free port of loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
PATIENCE = 30  # seconds for anything to come about


def await_that(condition, what, seconds=PATIENCE):
    """Return what `condition()` returns as soon as that is true; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port, path="/", *, method="GET", timeout=20, **headers):
    """Return (status, text) of one request; (0, reason) where nobody answered."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode("utf-8", "replace")
    except OSError as error:
        return 0, str(error)


class Program:
    """A server that is one process (and its children), ready as soon as it listens."""

    def __init__(self, port, command, log, **environ):
        self.port, self.command, self.log = port, [str(part) for part in command], log
        self.environ = os.environ | environ
        self.process = None

    def start(self):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        await_that(self.is_ready, f"{self.command[0]}: {self.log.read_text(errors='replace')[-1000:]}")
        return self

    def is_ready(self):
        return listens(self.port)

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return
        os.killpg(self.process.pid, how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        self.process = None


def postgres_bin():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


class Postgres:
    """A PostgreSQL of its own; with `primary` a streaming replica of that."""

    def __init__(self, folder, *, primary=None):
        self.folder, self.port, self.primary = folder, free_port(), primary

    @property
    def url(self):
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def make(self):
        if self.primary:
            source = ("-h", "127.0.0.1", "-p", self.primary.port, "-U", "postgres", "-D", self.folder)
            self._run("pg_basebackup", *source, "--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf")
        else:
            self._run("initdb", "-D", self.folder, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C")
        return self.start()

    def start(self):
        options = f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c fsync=off -c wal_retrieve_retry_interval=200ms"
        self._run("pg_ctl", "-D", self.folder, "-w", "-l", self.folder / "log", "-o", options, "start")
        return self

    def stop(self):
        """As when the machine loses its power."""
        self._run("pg_ctl", "-D", self.folder, "-m", "immediate", "stop", check=False)

    def _run(self, name, *arguments, check=True):
        command = [str(part) for part in (postgres_bin() / name, *arguments)]
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            command = ["runuser", "-u", "postgres", "--", *command]
        # pg_ctl leaves its server the files it was given: a pipe would never end.
        with tempfile.TemporaryFile() as told:
            done = subprocess.run(command, stdout=told, stderr=told, cwd="/")
            told.seek(0)
            assert done.returncode == 0 or not check, told.read().decode()

    def query(self, sql):
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []


def redis(folder):
    port = free_port()
    return Program(port, ["redis-server", "--port", port, "--save", "", "--dir", folder], folder / "redis.log")


def varnish(folder, backend):
    """Varnish with the project's own configuration, in front of `backend`, a port."""
    port = free_port()
    text = (ROOT / "docs" / "varnish.vcl").read_text(encoding="utf-8")
    configuration = folder / "varnish.vcl"
    configuration.write_text(text.replace('"8000"', f'"{backend}"'), encoding="utf-8")
    stores = ("-s", "default=malloc,64m", "-s", "asked=malloc,1m")
    where = ("-F", "-j", "none", "-a", f"127.0.0.1:{port}", "-f", configuration, "-n", folder / "varnish")
    return Program(port, ["varnishd", *where, *stores], folder / "varnish.log")


def newsroom(folder, **environ):
    """The application under the server that the README proposes, two workers."""
    port = free_port()
    options = ("--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", 2, "--blocking-threads", 4)
    more = ("--no-ws", "--respawn-failed-workers", "--respawn-interval", "0.1", "--workers-kill-timeout", 5)
    command = [BIN / "granian", *options, *more, "newsroom.wsgi:application"]
    return Program(port, command, folder / "newsroom.log", PORT=str(port), PGAPPNAME="pages", **environ)


class Pictures:
    """S3-compatible storage in this process, so that what it keeps outlives its being away."""

    def __init__(self):
        self.port = free_port()
        self.server = None

    @cached_property
    def environ(self):
        keys = {"AWS_ACCESS_KEY_ID": "newsroom", "AWS_SECRET_ACCESS_KEY": "only-for-tests"}
        where = {"S3_BUCKET": "pictures", "S3_ENDPOINT_URL": f"http://127.0.0.1:{self.port}", "S3_REGION": "us-east-1"}
        return keys | where

    def start(self):
        from moto.server import ThreadedMotoServer

        self.server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self.server.start()
        return self

    def make(self):
        """Return the storage with one empty bucket, started where it is not."""
        import boto3

        if self.server is None:
            self.start()
        assert ask(self.port, "/moto-api/reset", method="POST")[0] == 200
        keys = {"aws_access_key_id": "newsroom", "aws_secret_access_key": "only-for-tests", "region_name": "us-east-1"}
        boto3.client("s3", endpoint_url=self.environ["S3_ENDPOINT_URL"], **keys).create_bucket(Bucket="pictures")
        return self

    def stop(self):
        if self.server is not None:
            self.server.stop()
            self.server = None


def missing():
    """Return the names of Debian's packages that this machine lacks for a large installation."""
    modules = list(Path("/usr/lib").glob("*/varnish/vmods/libvmod_xkey.so"))
    found = {
        "postgresql": postgres_bin(),
        "redis-server": shutil.which("redis-server"),
        "varnish": shutil.which("varnishd"),
        "varnish-modules": modules,
    }
    return [name for name, there in found.items() if not there]

"""A large installation as a whole: two PostgreSQL servers, Redis, S3 storage, two workers and Varnish in front."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager

from newsroom.tests.installation.programs import (
    ROOT,
    Pictures,
    Postgres,
    ask,
    await_that,
    free_port,
    newsroom,
    redis,
    varnish,
)

READERS = 3


class Paper:
    """Everything started; `pages` are the addresses that readers go through."""

    def __init__(self, folder):
        self.folder = folder
        folder.chmod(0o755)
        databases = folder / "databases"
        databases.mkdir(mode=0o777)
        databases.chmod(0o777)
        self.primary = Postgres(databases / "primary")
        self.replica = Postgres(databases / "replica", primary=self.primary)
        self.pictures, self.redis = Pictures(), redis(folder)
        self.front_port = free_port()
        self.environ = self.pictures.environ | {
            "DATA_DIR": str(folder / "data"),
            "SECRET_KEY": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
            "DEBUG": "",
            "SITE_URL": "http://127.0.0.1",
            "DATABASE_URL": self.primary.url,
            "DATABASE_REPLICA_URLS": self.replica.url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
        }
        self.app = newsroom(folder, **self.environ)
        self.front = varnish(folder, self.app.port)
        self.app.environ["PURGE_URL"] = self.environ["PURGE_URL"] = f"http://127.0.0.1:{self.front.port}/"
        self.writer = None
        self.number = 0

    def start(self):
        self.pictures.make()
        self.primary.make()
        self.redis.start()
        self.manage("migrate", "-v0")
        self.manage("set_up")
        self.manage("collectstatic", "--no-input", "-v0")
        self.replica.make()
        self.app.start()
        self.front.start()
        self.writer = subprocess.Popen(
            [sys.executable, "-m", "newsroom.tests.installation.writer"],
            cwd=ROOT,
            env=os.environ | self.environ | {"PGAPPNAME": "writer"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.articles = self.do("articles")
        self.cookie = self.do("sign_in")
        await_that(lambda: ask(self.front.port)[0] == 200, "the front page")
        return self

    def stop(self):
        if self.writer:
            self.writer.stdin.close()
            self.writer.wait(10)
        for server in (self.front, self.app, self.redis, self.replica, self.primary, self.pictures):
            server.stop()

    def manage(self, *arguments, **environ):
        done = subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | self.environ | environ,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def tell(self, deed, *arguments):
        """Return what came of a deed of the writer: {"answer": …} or {"failed": the error's name}."""
        self.writer.stdin.write(f"{json.dumps([deed, *arguments])}\n")
        self.writer.stdin.flush()
        return json.loads(self.writer.stdout.readline())

    def do(self, deed, *arguments):
        told = self.tell(deed, *arguments)
        assert "answer" in told, told
        return told["answer"]

    def publish(self):
        """Change what every page shows, and return it."""
        self.number += 1
        name = f"Mục số {self.number}"
        self.do("rename", name)
        return name

    def front_shows(self, name):
        return name in ask(self.front.port)[1]

    def app_shows(self, name):
        return name in ask(self.app.port)[1]

    def queries(self, server):
        """Return the last statements of the workers' connections to `server`."""
        return [row[0] for row in server.query("SELECT query FROM pg_stat_activity WHERE application_name = 'pages'")]

    @contextmanager
    def readers(self, *, at=None):
        """Let readers go from page to page without a rest, through Varnish and (or) at the port `at`.

        Gives a function that waits until each of them has read on; at the end every answer must have been a page.
        """
        ports = [at] if at else [self.front.port, self.app.port]
        reading = Reading(ports, ["/", "/tim-kiem/?q=nghi+quyet", "/luu-tru/", *self.articles[:4]])
        try:
            yield reading.go_on
        finally:
            reading.stop()
        assert reading.failures == []


class Reading:
    def __init__(self, ports, pages):
        self.ports, self.pages = ports, pages
        self.counts, self.failures = [0] * READERS * len(ports), []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self._read, args=(number,)) for number in range(len(self.counts))]
        for thread in self.threads:
            thread.start()

    def _read(self, number):
        port = self.ports[number % len(self.ports)]
        while not self.ended.is_set():
            page = self.pages[self.counts[number] % len(self.pages)]
            status, text = ask(port, page)
            if status != 200:
                self.failures.append((port, page, status, text[:300]))
            self.counts[number] += 1

    def go_on(self):
        """Wait until each reader has read every page once more."""
        before = list(self.counts)
        more = len(self.pages) + 1
        await_that(
            lambda: all(now >= then + more for now, then in zip(self.counts, before, strict=True)), "readers read on"
        )

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()

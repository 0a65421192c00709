"""Progress of a long command: a bar on a terminal, a line now and then elsewhere."""

import time

WIDTH = 30
LINE_EVERY = 10  # seconds between lines where there is no terminal


class Progress:
    """Shows `done` of `total` on `stream`, with rate and time left."""

    def __init__(self, stream, total, *, clock=time.monotonic):
        self.stream, self.total, self.clock = stream, total, clock
        self.done, self.began, self.shown = 0, clock(), clock()
        self.is_terminal = getattr(stream, "isatty", lambda: False)()

    def step(self):
        self.done += 1
        now = self.clock()
        if self.is_terminal and (now - self.shown > 0.1 or self.done == self.total):
            self.shown = now
            self.stream.write(f"\r{self._bar()} {self._text(now)}\x1b[K")
            self.stream.flush()
        elif not self.is_terminal and now - self.shown > LINE_EVERY:
            self.shown = now
            self.stream.write(f"{self._text(now)}\n")

    def close(self):
        if self.is_terminal and self.done:
            self.stream.write("\n")

    def _bar(self):
        filled = WIDTH * self.done // max(self.total, 1)
        return f"[{'#' * filled}{'.' * (WIDTH - filled)}]"

    def _text(self, now):
        rate = self.done / max(now - self.began, 0.001)
        left = int((self.total - self.done) / max(rate, 0.001))
        return f"{self.done}/{self.total} · {rate:.0f}/giây · còn {left // 60}:{left % 60:02d}"

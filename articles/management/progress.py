"""Progress of a long command: a bar on a terminal, a line now and then elsewhere."""

import time

WIDTH = 30
LINE_EVERY = 10  # seconds between lines where there is no terminal


class Progress:
    """Shows how many of `total` steps are done on `stream`, with the rate of items and the time left.

    A step may hold many items, such as a file that holds many articles.
    """

    def __init__(self, stream, total, *, clock=time.monotonic):
        self.stream, self.total, self.clock = stream, total, clock
        self.done, self.items, self.began, self.shown = 0, 0, clock(), clock()
        self.is_terminal = getattr(stream, "isatty", lambda: False)()

    def step(self, is_last=True):
        """Count one item; `is_last` ends its step."""
        self.items += 1
        self.done += is_last
        now = self.clock()
        if self.is_terminal and (now - self.shown > 0.1 or self.done == self.total):
            self.shown = now
            self.stream.write(f"\r{self._bar()} {self._text(now)}\x1b[K")
            self.stream.flush()
        elif not self.is_terminal and now - self.shown > LINE_EVERY:
            self.shown = now
            self.stream.write(f"{self._text(now)}\n")

    def close(self):
        if self.is_terminal and self.items:
            self.stream.write("\n")

    def _bar(self):
        filled = WIDTH * self.done // max(self.total, 1)
        return f"[{'#' * filled}{'.' * (WIDTH - filled)}]"

    def _text(self, now):
        seconds = max(now - self.began, 0.001)
        told = f"{self.done}/{self.total} · {self.items} mục · {self.items / seconds:.0f}/giây"
        if not self.done:
            return told
        left = int((self.total - self.done) * seconds / self.done)
        return f"{told} · còn {left // 60}:{left % 60:02d}"

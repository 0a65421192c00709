"""Not asking again and again what has just failed: a reader must not wait for each of its silences."""

import threading
import time

LONGEST_TRY = 10  # seconds after which one who tries is taken to have got lost


class Pause:
    """After a failure it is not worth asking for `seconds`; then one asks, and the others go on without."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.until = 0.0
        self.lock = threading.Lock()

    def may_ask(self):
        """Say whether to ask now. Who was told so must call `worked` or `failed`."""
        if not self.until:
            return True
        with self.lock:
            now = time.monotonic()
            if now < self.until:
                return False
            self.until = now + LONGEST_TRY
            return True

    @property
    def is_on(self):
        return time.monotonic() < self.until

    def failed(self):
        self.until = time.monotonic() + self.seconds

    def worked(self):
        self.until = 0.0

"""The run of an import: batches in transactions, so that it can be stopped at any moment and begun again.

Reading and writing happen here, in the order of the sources; what costs most is done in other processes meanwhile.
A batch is always the same items, whatever was written before, so that a run that was killed and begun again ends
with the same database as one that was not.
"""

import multiprocessing
from collections import Counter, deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.importing.outcome import LEFT_OUT, REFUSED, Outcome
from articles.importing.preparing import prepare_all
from articles.importing.reading import Reader
from articles.importing.writing import Writer
from articles.models import ImportRun, SourceFile
from newsroom.bulk import much_to_write, refresh_statistics

BATCH = 400
SHARE = 50  # records sent to another process at a time
AHEAD = 2  # batches being prepared while one is written


@dataclass
class Importer:
    """Imports sources and counts what became of them.

    `on_outcome` is called with each `Outcome` once its batch is written; `wanted` says of a record whether the
    archivist asked for it; `stop` is set to end the run after the batch at hand.
    """

    pictures: object
    reader: Reader = field(default_factory=Reader)
    wanted: object = lambda record: True
    limit: int | None = None
    processes: int = 1
    on_outcome: object = lambda outcome, item: None
    counts: Counter = field(default_factory=Counter)
    stop: bool = False

    def run(self, sources, *, arguments=(), dry_run=False):
        """Import `sources`; a dry run does exactly the same, and takes it back at the end."""
        if not dry_run:
            with much_to_write():
                self._run(sources, arguments)
            return
        with transaction.atomic():
            self._run(sources, arguments)
            transaction.set_rollback(True)
        self.pictures.take_back()

    def _run(self, sources, arguments):
        run = ImportRun.objects.create(arguments=list(arguments))
        writer = Writer(run, self.pictures)
        with _pool(self.processes) as pool:
            for batch, futures in self._prepared(self.reader.items(sources), pool):
                self._write(writer, batch, [each for future in futures for each in future.result()])
                if self.stop or (self.limit is not None and self.counts["new"] >= self.limit):
                    break
        self._tell([item for item in self.reader.pictures if item.source.found.name not in self.pictures.used])
        run.ended_at, run.counts = timezone.now(), dict(self.counts)
        run.save()
        if self.counts["new"]:
            refresh_statistics()

    def _prepared(self, items, pool):
        """Yield (batch, what is being prepared of it), a few batches ahead of the one in use."""
        ahead = deque()
        while True:
            while len(ahead) < AHEAD and (batch := list(islice(items, BATCH))):
                records = [item.record for item in batch if item.record is not None]
                shares = [records[start : start + SHARE] for start in range(0, len(records), SHARE)]
                ahead.append((batch, [pool.submit(prepare_all, share) for share in shares]))
            if not ahead:
                return
            yield ahead.popleft()

    def _write(self, writer, batch, prepared):
        ready = iter(prepared)
        for item in batch:
            if item.record is None:
                continue
            item.prepared = next(ready)
            item.record = item.prepared.record
            if item.prepared.error:
                item.outcome = Outcome(item.shown, REFUSED, item.prepared.error, code="markup")
            elif not self.wanted(item.record):
                item.outcome = Outcome(item.shown, LEFT_OUT, record=item.record)
        waiting = [item for item in batch if item.outcome is None]
        if self.limit is not None:
            for item in waiting[max(0, self.limit - self.counts["new"]) :]:
                item.outcome = Outcome(item.shown, LEFT_OUT, record=item.record)
            waiting = [item for item in waiting if item.outcome is None]
        self._write_all(writer, waiting)
        self._finish_files(batch)
        self._tell(batch)

    def _tell(self, items):
        for item in items:
            self.counts[item.outcome.outcome] += 1
            self.on_outcome(item.outcome, item)

    def _write_all(self, writer, items):
        """Write `items` together; if the database refuses them, each by itself, so that one stops no other."""
        try:
            with transaction.atomic():
                writer.write(items)
        except DatabaseError:
            for item in items:
                item.outcome = None
                try:
                    with transaction.atomic():
                        writer.write([item])
                except DatabaseError as error:
                    item.outcome = Outcome(item.shown, REFUSED, f"Cơ sở dữ liệu không nhận: {error}", code="database")

    def _finish_files(self, batch):
        done = [item.file.pk for item in batch if item.last and item.file and item.outcome.outcome != LEFT_OUT]
        if self.limit is None and not self.stop:
            SourceFile.objects.filter(pk__in=done).update(outcomes={"read": True})


class _Here:
    """Stands in for a pool of processes where there is nothing to gain from one."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def submit(self, function, *arguments):
        future = Future()
        future.set_result(function(*arguments))
        return future


def _pool(processes):
    if processes < 1:
        return _Here()
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork"))

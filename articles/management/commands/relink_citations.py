"""Find the citations of the whole archive again, after the grammar or the register improved."""

import sys

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.citing import cite
from articles.management.progress import Progress
from articles.models import Article, Citation
from newsroom.models import Checkpoint

BATCH = 200
CHECKPOINT = "relink_citations"
SHOWN = 40


class Command(BaseCommand):
    help = "Tìm lại viện dẫn trong toàn kho bài. Dừng giữa chừng rồi chạy lại thì làm tiếp."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="chỉ báo sẽ thay đổi gì")
        parser.add_argument("--restart", action="store_true", help="làm lại từ đầu, bỏ chỗ đã dừng")

    def handle(self, *, dry_run, restart, **options):
        checkpoint, _created = Checkpoint.objects.get_or_create(name=CHECKPOINT)
        start = 0 if restart or dry_run else checkpoint.value
        waiting = Article.objects.filter(pk__gt=start).order_by("pk")
        self.progress = Progress(sys.stderr, waiting.count())
        self.changed, self.links = [], 0
        if dry_run:
            with transaction.atomic():
                self._run(start, checkpoint)
                transaction.set_rollback(True)
        else:
            if start:
                self.stdout.write(f"Làm tiếp sau bài số {start}.")
            self._run(start, checkpoint)
            Checkpoint.objects.filter(pk=checkpoint.pk).update(value=0)
        self.progress.close()
        self._summary(dry_run)

    def _run(self, start, checkpoint):
        while batch := list(Article.objects.filter(pk__gt=start).order_by("pk")[:BATCH]):
            with transaction.atomic():
                before = _state(batch)
                cite(batch)
                after = _state(batch)
                start = batch[-1].pk
                Checkpoint.objects.filter(pk=checkpoint.pk).update(value=start)
            for article in batch:
                self._compare(article, before.get(article.pk, {}), after.get(article.pk, {}))
                self.progress.step()

    def _compare(self, article, before, after):
        gone, new = sorted(before.items() - after.items()), sorted(after.items() - before.items())
        lines = [f"    - {place} → {meaning}" for place, meaning in gone]
        lines += [f"    + {place} → {meaning}" for place, meaning in new]
        self.links += len(lines)
        if lines:
            self.changed.append((article, lines))

    def _summary(self, dry_run):
        verb = "sẽ thay đổi" if dry_run else "đã thay đổi"
        self.stdout.write(f"{len(self.changed)} bài {verb}, {self.links} chỗ khác trước.")
        for article, lines in self.changed[:SHOWN]:
            self.stdout.write(f"  {article.pk} {article}")
            self.stdout.write("\n".join(lines))
        if len(self.changed) > SHOWN:
            self.stdout.write(f"  … và {len(self.changed) - SHOWN} bài nữa.")


def _state(articles):
    """Return {article pk: {place of a mention: what it means}}."""
    state = {}
    rows = Citation.objects.filter(article__in=articles).select_related("directive")
    for row in rows:
        meaning = row.directive.full_name if row.directive else row.get_state_display()
        state.setdefault(row.article_id, {})[f"{row.get_part_display()} {row.start}: {row.surface}"] = meaning
    return state

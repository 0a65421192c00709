"""Measure the photos of the whole archive again: upright size, fingerprint, and the pages that show them."""

import sys

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from articles.imaging import PictureError, inspect
from articles.management.progress import Progress
from articles.models import Photo
from articles.models.photo import BANDS, bands_of
from articles.photo_showing import show_again
from newsroom.bulk import update_each
from newsroom.models import Checkpoint

BATCH = 100
CHECKPOINT = "refresh_photos"
MEASURED = ["width", "height", "perceptual_hash", *BANDS]
SHOWN = 40


class Command(BaseCommand):
    help = "Đo lại kích thước và dấu nhận dạng của ảnh, dựng lại bài có ảnh. Dừng giữa chừng rồi chạy lại thì làm tiếp."

    def add_arguments(self, parser):
        parser.add_argument("--missing", action="store_true", help="chỉ những ảnh chưa có dấu nhận dạng")
        parser.add_argument("--restart", action="store_true", help="làm lại từ đầu, bỏ chỗ đã dừng")

    def handle(self, *, missing, restart, **options):
        checkpoint, _created = Checkpoint.objects.get_or_create(name=CHECKPOINT)
        start = 0 if restart else checkpoint.value
        lacking = Q(perceptual_hash="") | Q(band_a=None)
        photos = (Photo.objects.filter(lacking) if missing else Photo.objects.all()).order_by("pk")
        self.progress = Progress(sys.stderr, photos.filter(pk__gt=start).count())
        self.changed, self.broken = 0, []
        if start:
            self.stdout.write(f"Làm tiếp sau ảnh số {start}.")
        while batch := list(photos.filter(pk__gt=start)[:BATCH]):
            start = batch[-1].pk
            self._refresh(batch)
            Checkpoint.objects.filter(pk=checkpoint.pk).update(value=start)
        Checkpoint.objects.filter(pk=checkpoint.pk).update(value=0)
        self.progress.close()
        self._summary()

    def _refresh(self, batch):
        """Measure outside the transaction, so that nobody who writes waits for decoding."""
        changed = [photo for photo in batch if self._is_changed(photo)]
        with transaction.atomic():
            update_each(changed, MEASURED)
            show_again(batch)
        self.changed += len(changed)

    def _is_changed(self, photo):
        before = [getattr(photo, name) for name in MEASURED]
        try:
            measures = inspect(photo.file).measures
        except (PictureError, OSError) as error:
            self.broken.append((photo, error))
            return False
        finally:
            photo.file.close()
            self.progress.step()
        for name, value in (measures | bands_of(measures["perceptual_hash"])).items():
            setattr(photo, name, value)
        return before != [getattr(photo, name) for name in MEASURED]

    def _summary(self):
        self.stdout.write(f"{self.changed} ảnh có số đo khác trước, {len(self.broken)} ảnh không đọc được.")
        for photo, error in self.broken[:SHOWN]:
            self.stdout.write(f"  {photo.pk} {photo.file.name}: {error}")
        if len(self.broken) > SHOWN:
            self.stdout.write(f"  … và {len(self.broken) - SHOWN} ảnh nữa.")

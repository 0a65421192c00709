"""Where uploaded files lie on this machine's disk."""

import os

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="newsroom.storage.DurableFileStorage")
class DurableFileStorage(FileSystemStorage):
    """Files that are on the disk before the row that names them commits, and are never served by address."""

    def _save(self, name, content):
        name = super()._save(name, content)
        path = self.path(name)
        with open(path, "rb") as file:
            os.fsync(file.fileno())
        if os.path.getsize(path) != content.size:
            self.delete(name)
            raise OSError(f"Không ghi đủ tệp {name}: đĩa có thể đã đầy.")
        return name

    def url(self, name):
        raise NotImplementedError("Tệp gốc không có địa chỉ công khai.")

"""Where uploaded files lie on this machine's disk."""

import os
import uuid
from pathlib import PurePosixPath

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="newsroom.storage.DurableFileStorage")
class DurableFileStorage(FileSystemStorage):
    """Files that are whole and on the disk before anybody finds them by name; they are never served by address."""

    def _save(self, name, content):
        folder = str(PurePosixPath(name).parent)
        part = super()._save(f"{folder}/.{uuid.uuid4().hex}.part", content)
        try:
            self._sync(part)
            if os.path.getsize(self.path(part)) != content.size:
                raise OSError(f"Không ghi đủ tệp {name}: đĩa có thể đã đầy.")
            # Names are made from what is in the file, so what a quicker writer put there is the same.
            os.replace(self.path(part), self.path(name))
        except BaseException:
            self.delete(part)
            raise
        self._sync(folder)
        return name

    def _sync(self, name):
        descriptor = os.open(self.path(name), os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def url(self, name):
        raise NotImplementedError("Tệp gốc không có địa chỉ công khai.")

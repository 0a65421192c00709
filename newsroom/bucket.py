"""Pictures in S3-compatible storage, for more than one machine."""

import logging
from contextlib import contextmanager

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.utils.deconstruct import deconstructible
from s3transfer.exceptions import RetriesExceededError
from storages.backends.s3 import S3Storage

from newsroom.pause import Pause

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds
# Other makers' storage knows not all of Amazon's newer checksums.
CONFIG = Config(
    connect_timeout=2,
    read_timeout=10,
    retries={"total_max_attempts": 2, "mode": "standard"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
TRANSFER = TransferConfig(use_threads=False)
_away = Pause(PAUSE)


class StorageAway(RuntimeError):
    """The storage does not answer, or refuses us: nothing was read, nothing was kept."""


@deconstructible(path="newsroom.bucket.Bucket")
class Bucket(S3Storage):
    """Raises `StorageAway` where the storage fails, at once while it is known to. Files have no public address."""

    def get_default_settings(self):
        return super().get_default_settings() | {"client_config": CONFIG, "transfer_config": TRANSFER}

    def _open(self, name, mode="rb"):
        with _asking():
            file = super()._open(name, mode)
            if "r" in mode:
                file.file.seek(0)  # fetched now, so that a failure comes before the first byte of an answer
            return file

    def _save(self, name, content):
        with _asking():
            return super()._save(name, content)

    def exists(self, name):
        with _asking():
            return super().exists(name)

    def delete(self, name):
        with _asking():
            super().delete(name)

    def listdir(self, name):
        with _asking():
            return super().listdir(name)

    def size(self, name):
        with _asking():
            return super().size(name)

    def url(self, name, *args, **kwargs):
        raise NotImplementedError("Tệp gốc không có địa chỉ công khai.")


@contextmanager
def _asking():
    if not _away.may_ask():
        raise StorageAway("Kho ảnh vừa không trả lời.")
    try:
        yield
    except (BotoCoreError, ClientError, RetriesExceededError) as error:
        if not isinstance(error, ClientError) or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
            _away.failed()
        else:
            _away.worked()
        logger.warning("S3: %s", error)
        raise StorageAway(f"Kho ảnh không trả lời: {error}") from error
    except FileNotFoundError:
        _away.worked()
        raise
    else:
        _away.worked()

"""The file itself: members in a tar, and the manifest of their sizes and hashes at its end."""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "database", "files/"
CHUNK = 1 << 20  # bytes


class BackupError(Exception):
    """A backup that cannot be made, read or restored; the message says why and what to do."""


@dataclass
class Manifest:
    """What a backup holds: `members` as {name: [bytes, sha256]}, `migrations` as [[app, name], …]."""

    made: str
    paper: str
    engine: str
    migrations: list
    members: dict = field(default_factory=dict)
    format: int = FORMAT


class Writer:
    """Adds members to an open tar and keeps their hashes."""

    def __init__(self, tar, manifest):
        self.tar, self.manifest = tar, manifest

    def add(self, name, stream, size):
        """Add what `stream` holds, exactly `size` bytes."""
        info = tarfile.TarInfo(name)
        info.size = size
        hashed = _Hashed(stream)
        try:
            self.tar.addfile(info, hashed)
        except OSError as error:
            raise BackupError(f"{name}: {error}") from error
        self.manifest.members[name] = [size, hashed.digest()]

    def _end(self):
        data = json.dumps(asdict(self.manifest), ensure_ascii=False).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        self.tar.addfile(info, io.BytesIO(data))


class _Hashed:
    def __init__(self, stream):
        self.stream, self.hash = stream, hashlib.sha256()

    def read(self, size=-1):
        data = self.stream.read(size)
        self.hash.update(data)
        return data

    def digest(self):
        return self.hash.hexdigest()


@contextmanager
def writing(path, manifest):
    """Give a `Writer`; the file has its name only when it is whole and on the disk, and only its owner may read it."""
    path = Path(path)
    if path.exists():
        raise BackupError(f"{path} đã có: hãy chọn tên khác.")
    try:
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise BackupError(f"Không ghi được vào {path.parent}: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar, manifest)
                yield writer
                writer._end()
            file.flush()
            os.fsync(file.fileno())
        Path(part).rename(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    _keep_name(path.parent)


def _keep_name(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def reading(path):
    """Give an iterator of (name, size, stream) over the members of the file at `path`; raises `BackupError`."""
    try:
        tar = tarfile.open(path, mode="r:")  # noqa: SIM115  closed below
    except FileNotFoundError as error:
        raise BackupError(f"Không có tệp {path}.") from error
    except (tarfile.TarError, OSError) as error:
        raise BackupError(f"{path} hỏng hoặc không phải bản sao lưu: {error}.") from error
    with tar:
        try:
            yield _members(path, tar)
        except (tarfile.TarError, EOFError) as error:
            raise BackupError(f"{path} hỏng hoặc chưa chép xong: {error}.") from error


def _members(path, tar):
    for info in tar:
        # A sparse member may claim a thousand times what the file holds.
        if not info.isreg() or info.issparse():
            raise BackupError(f"{path}: {info.name} không phải tệp thường; đây không phải bản sao lưu.")
        if not _is_ours(info.name):
            raise BackupError(f"{path}: {info.name} nằm ngoài kho tệp; đây không phải bản sao lưu.")
        yield info.name, info.size, tar.extractfile(info)


def _is_ours(name):
    """Say whether `name` is one that a backup gives a member: never a place outside the files of the newsroom."""
    parts = name.removeprefix(FILES).split("/")
    return name in (MANIFEST, DATABASE) or (name.startswith(FILES) and not {"", ".", ".."} & set(parts))


def verify(path):
    """Return the `Manifest` of the file at `path` after every byte was compared with it; raises `BackupError`."""
    found, told = {}, None
    with reading(path) as members:
        for name, size, stream in members:
            if told is not None or name in found:
                raise BackupError(f"{path}: {name} thừa ra; đây không phải bản sao lưu.")
            if name == MANIFEST:
                told = stream.read()
            else:
                found[name] = [size, hashlib.file_digest(stream, "sha256").hexdigest()]
    if told is None:
        raise BackupError(f"{path} chỉ là nửa bản sao lưu: lúc sao lưu đã bị ngắt, hoặc tệp chép chưa xong.")
    manifest = _manifest(path, told)
    for name in sorted(found.keys() | manifest.members.keys()):
        if found.get(name) != manifest.members.get(name):
            raise BackupError(f"{path}: {name} không còn như lúc sao lưu. Hãy dùng bản sao lưu khác.")
    return manifest


def _manifest(path, told):
    try:
        manifest = Manifest(**json.loads(told))
    except (ValueError, TypeError) as error:
        raise BackupError(f"{path}: không đọc được {MANIFEST}; bản này do phiên bản khác làm ra?") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{path}: dạng {manifest.format}, phiên bản này chỉ đọc dạng {FORMAT}.")
    return manifest

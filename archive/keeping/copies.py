"""Bytes carried from one folder to another: room looked for first, every file against its SHA-256, folders whole."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import sha256
from pathlib import Path

import msgspec

from archive import files
from archive.errors import DianzibaoError, EnvironmentProblemError, UsageError
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import _

_EVERY = 50
"""Files between two reports of progress."""


class UnsoundFileError(DianzibaoError):
    """A file is not there, cannot be read, or is not what its hash says; `reason` is one of these in words."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{reason}：{path}")


def require_outside(archive: Path, target: Path) -> None:
    """`UsageError` when the target lies inside the archive that it is to keep."""
    if target.resolve().is_relative_to(archive.resolve()):
        raise UsageError(_("不能放进档案库自己里面：{target}").format(target=target))


def require_room(folder: Path, needed: int) -> None:
    """`EnvironmentProblemError` when `needed` bytes do not fit on the disk of `folder`, which is there."""
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise EnvironmentProblemError(
            _("那里放不下：要 {needed} MB，只有 {free} MB：{folder}").format(
                needed=needed >> 20, free=free >> 20, folder=folder
            )
        )


def read(path: Path) -> Iterator[bytes]:
    """The bytes of a regular file in chunks; `UnsoundFileError` where it gives none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before opening: opening a FIFO would wait for ever
            raise UnsoundFileError(path, _("不是普通文件"))
        with path.open("rb") as stream:
            while chunk := stream.read(files.CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise UnsoundFileError(path, _("不在了")) from error
    except OSError as error:
        raise UnsoundFileError(path, _("读不出来（{error}）").format(error=error.strerror or error)) from error


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes; `UnsoundFileError` where it gives none."""
    digest = sha256()
    for chunk in read(path):
        digest.update(chunk)
    return digest.hexdigest()


def check(path: Path, sha: str) -> None:
    """`UnsoundFileError` when the file's bytes do not have this hash."""
    if hash_of(path) != sha:
        raise UnsoundFileError(path, _("内容已损坏"))


def copy(source: Path, target: Path, sha: str, *, temporary: Path | None = None) -> int:
    """Give `target` the bytes of `source` if they have this hash; how many they are.

    `temporary`: the folder where they lie until then, the target's own unless said otherwise.  `UnsoundFileError` for
    the source, `EnvironmentProblemError` for the target; either way nothing is left.
    """
    digest, size = sha256(), 0
    with files.incoming(temporary or target.parent) as new:
        for chunk in read(source):
            digest.update(chunk)
            size += len(chunk)
            new.stream.write(chunk)
        if digest.hexdigest() != sha:
            raise UnsoundFileError(source, _("内容已损坏"))
        new.place(target)
    return size


class Lacking(msgspec.Struct, frozen=True):
    """A file that was to be copied and could not be: its SHA-256, or the name of a settings file; `reason` in words."""

    name: str
    reason: str


class Copied(msgspec.Struct, frozen=True):
    """How many originals were copied, and their bytes; the hashes of those that could not be."""

    originals: int
    size: int
    lacking: tuple[str, ...]


def copy_originals(
    source: Originals, target: Originals, wanted: Mapping[str, int], what: str, cancelled: Cancelled
) -> Generator[Progress | Lacking, None, Copied]:
    """Copy originals (SHA-256 → bytes) that are not there yet; `what` names the step.

    `EnvironmentProblemError` when they do not fit on the target's disk: nothing was copied then.
    """
    files.make_folder(target.folder)
    missing = {sha: size for sha, size in wanted.items() if not has(target, sha, size)}
    require_room(target.folder, sum(missing.values()))
    lacking: list[str] = []
    size = 0
    for number, sha in enumerate(missing):
        if cancelled:
            break
        if number % _EVERY == 0:
            yield Progress(what, number, len(missing))
        try:
            size += copy_object(source, target, sha)
        except UnsoundFileError as error:
            lacking.append(sha)
            yield Lacking(sha, error.reason)
    else:
        yield Progress(what, len(missing), len(missing))
    return Copied(len(missing) - len(lacking), size, tuple(lacking))


def has(originals: Originals, sha: str, size: int) -> bool:
    """Is there an original of this size?"""
    try:
        return originals.path(sha).stat().st_size == size
    except OSError:
        return False


def copy_object(source: Originals, target: Originals, sha: str) -> int:
    """As `copy`, from one store to another; what a killed process leaves lies in the store's own folder."""
    return copy(source.path(sha), target.path(sha), sha, temporary=target.folder)


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What the operating system says of `folder` (a disk that was pulled out) becomes `EnvironmentProblemError`."""
    try:
        yield
    except OSError as error:
        raise files.environment_problem(error, folder) from error


@contextmanager
def new_folder(target: Path) -> Iterator[NewFolder]:
    """A folder in the making beside `target`, which appears whole or not at all; what killed ones left there goes.

    `UsageError` when something is there already, or somebody else is at it.
    """
    target = target.absolute()
    with told(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UsageError(_("要一个空的或还没有的文件夹：{target}").format(target=target))
        files.make_folder(target.parent)
        with _alone(target):
            for left in target.parent.glob(f"{escape(_temporary(target))}-*"):
                shutil.rmtree(left, ignore_errors=True)
            new = NewFolder(target)
            try:
                yield new
            finally:
                shutil.rmtree(new.path, ignore_errors=True)


class NewFolder:
    """`path` is where to write until `place` gives the folder its name."""

    def __init__(self, target: Path) -> None:
        self.path = target.parent / f"{_temporary(target)}-{secrets.token_hex(4)}"
        self._target = target

    def place(self) -> None:
        """Give the folder its name, durably, when all names in it are: after a power cut it is there whole or not."""
        for folder, _folders, _files in os.walk(self.path):
            files.sync_folder(Path(folder))
        if self._target.exists():
            self._target.rmdir()  # it is empty
        self.path.rename(self._target)
        files.sync_folder(self._target.parent)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout  # brings asyncio along

    lock = FileLock(target.parent / f"{_temporary(target)}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise UsageError(_("另一个程序正在往那里写：{target}").format(target=target)) from error
    try:
        yield
    finally:
        with suppress(OSError):  # Windows: not while it is open
            Path(lock.lock_file).unlink()
        lock.release()


def _temporary(target: Path) -> str:
    return f"{files.TEMPORARY}{target.name[:60]}"

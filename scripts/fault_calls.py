"""Every call of the system that changes the disk, SQLite's and numpy's too, as `strace` wrote it down, and a model of
the disk to which they are done again up to any of them: what is there when the process is killed, or the power fails.

A power cut keeps what was synced: a file's bytes of its last `fsync`, a folder's names of its own last one.  What else
may be kept is up to the disk, see `Cut`.  SQLite's `-shm` is memory, and never kept.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

CALLS: Final = (
    "openat,write,pwrite64,lseek,ftruncate,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,"
    "fdatasync"
)
_FOREIGN: Final = "open,creat,writev,pwritev,pwritev2,truncate,link,linkat,symlink,symlinkat,sendfile,copy_file_range"
"""Calls that the model does not know: one of them in a trial's folder is an error of the harness."""
_BY_NAME: Final = {name for name in f"{CALLS},{_FOREIGN}".split(",") if name.endswith(("at", "at2"))} | {
    *("rename", "unlink", "rmdir", "mkdir", "open", "creat", "truncate", "link", "symlink")
}
_LINE: Final = re.compile(rb"(\d+) +(\w+)\((.*)\) += (-?\d+)")
_UNFINISHED: Final = re.compile(rb"(\d+) +(\w+\(.*) <unfinished \.\.\.>$")
_RESUMED: Final = re.compile(rb"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_PATH: Final = re.compile(rb'(?:(\d+|AT_FDCWD)<((?:\\x..)*)>)|"((?:\\x..)*)"')


class Cut(StrEnum):
    """What is there afterwards."""

    CALL = "killed at a call"
    """All that was done: only the process ended."""
    BARE = "power cut, all unsynced lost"
    NAMES = "power cut, unsynced bytes lost"
    """New names are there, and their files are empty or old."""
    TORN = "power cut, some of the unsynced lost"
    """Of names a folder's all or none, of bytes any of the writes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A change: `path` as parts below the trial's folder; `at` an offset, or the new length where `data` is None."""

    kind: str
    path: tuple[str, ...]
    data: bytes | None = None
    at: int = 0
    to: tuple[str, ...] = ()


def recorded(folder: Path, job: str, trial: Path) -> list[Call]:
    """Run a job undisturbed in the folder `trial`, which is what it begins with, and write down what it does."""
    log = trial.with_name(f"{trial.name}.calls")
    traced = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS},{_FOREIGN}", "-o", str(log)]
    words = [sys.executable, str(Path(__file__)), str(folder), job, trial.name]
    subprocess.run([*traced, *words], check=True, stdout=subprocess.DEVNULL)
    return list(_calls(log.read_bytes().splitlines(), trial))


class Model:
    """A folder as memory and disk have it."""

    def __init__(self, start: Path) -> None:
        self._root = _load(start)

    def do(self, call: Call) -> None:
        *above, name = call.path or ("",)
        here = self._folder(tuple(above))
        match call.kind:
            case "create":
                here.names.setdefault(name, _File())
            case "make":
                here.names[name] = _Folder()
            case "remove":
                del here.names[name]
            case "rename":
                self._folder(call.to[:-1]).names[call.to[-1]] = here.names.pop(name)
            case "sync":
                (here.names[name] if call.path else self._root).sync()
            case _:
                file = here.names.get(name)  # a file without a name is nobody's
                if isinstance(file, _File):
                    file.write(call.at, call.data)

    def write_out(self, target: Path, cut: Cut, chance: random.Random) -> None:
        """Make the folder `target` what is found after the cut."""
        self._root.write_out(target, cut, chance)

    def _folder(self, path: tuple[str, ...]) -> _Folder:
        here = self._root
        for name in path:
            below = here.names[name]
            assert isinstance(below, _Folder)
            here = below
        return here


@dataclass(slots=True)
class _File:
    data: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    loose: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Writes since the last sync."""

    def write(self, at: int, data: bytes | None) -> None:
        _change(self.data, at, data)
        self.loose.append((at, data))

    def sync(self) -> None:
        self.synced = bytes(self.data)
        self.loose = []

    def write_out(self, target: Path, cut: Cut, chance: random.Random) -> None:
        kept = bytearray(self.data if cut is Cut.CALL else self.synced)
        if cut is Cut.TORN:
            for at, data in self.loose:
                if chance.random() < 0.5:
                    _change(kept, at, data)
        target.write_bytes(kept)


@dataclass(slots=True)
class _Folder:
    names: dict[str, _File | _Folder] = field(default_factory=dict)
    synced: dict[str, _File | _Folder] = field(default_factory=dict)

    def sync(self) -> None:
        self.synced = dict(self.names)

    def write_out(self, target: Path, cut: Cut, chance: random.Random) -> None:
        target.mkdir()
        are_old = cut is Cut.BARE or (cut is Cut.TORN and chance.random() < 0.5)
        for name, below in (self.synced if are_old else self.names).items():
            if not name.endswith("-shm"):
                below.write_out(target / name, cut, chance)


def _change(data: bytearray, at: int, new: bytes | None) -> None:
    """Write `new` at an offset, or make `data` so long."""
    data.extend(bytes(max(at - len(data), 0)))
    if new is None:
        del data[at:]
    else:
        data[at : at + len(new)] = new


def _load(start: Path) -> _Folder:
    """All of it synced."""
    folder = _Folder()
    for path in start.iterdir():
        data = b"" if path.is_dir() else path.read_bytes()
        folder.names[path.name] = _load(path) if path.is_dir() else _File(bytearray(data), data)
    folder.sync()
    return folder


def _calls(lines: list[bytes], trial: Path) -> Iterator[Call]:
    offsets: dict[int, int] = {}
    for name, arguments, result in _whole(lines):
        paths = [_below(path, trial) for path in _paths(name, arguments)]
        if result < 0 or not any(path is not None for path in paths):
            continue
        path, to = paths[0], paths[-1]
        assert path is not None, f"{name} from elsewhere into {to}"
        assert to is not None, f"{name} from {path} to elsewhere"
        match name:
            case "openat":
                offsets[result] = 0
                if b"O_CREAT" in arguments:
                    yield Call("create", path)
                if b"O_TRUNC" in arguments:
                    yield Call("write", path)
                assert b"O_APPEND" not in arguments, path
            case "lseek":
                offsets[_descriptor(arguments)] = result
            case "write":
                descriptor = _descriptor(arguments)
                yield Call("write", path, _data(arguments)[:result], offsets[descriptor])
                offsets[descriptor] += result
            case "pwrite64":
                yield Call("write", path, _data(arguments)[:result], int(arguments.rsplit(b", ", 1)[1]))
            case "ftruncate":
                yield Call("write", path, None, int(arguments.rsplit(b", ", 1)[1]))
            case "rename" | "renameat" | "renameat2":
                yield Call("rename", path, to=to)
            case "unlink" | "unlinkat" | "rmdir":
                yield Call("remove", path)
            case "mkdir" | "mkdirat":
                yield Call("make", path)
            case "fsync" | "fdatasync":
                yield Call("sync", path)
            case _:
                raise AssertionError(f"the model does not know {name}: {path}")


def _whole(lines: list[bytes]) -> Iterator[tuple[str, bytes, int]]:
    """Name, arguments and result of each call, in the order in which they ended."""
    begun: dict[bytes, bytes] = {}
    for line in lines:
        if found := _UNFINISHED.match(line):
            begun[found[1]] = found[2]
            continue
        if found := _RESUMED.match(line):
            line = b"%s %s%s" % (found[1], begun.pop(found[1]), found[2])
        if found := _LINE.match(line):
            yield found[2].decode(), found[3], int(found[4])


def _paths(name: str, arguments: bytes) -> Iterator[Path]:
    """Those that a call names, or those of its descriptors."""
    above = Path()
    for _, descriptor, named in _PATH.findall(arguments):
        if descriptor:
            above = Path(os.fsdecode(_plain(descriptor)))
            if name not in _BY_NAME:
                yield above
        elif name in _BY_NAME:
            yield above / os.fsdecode(_plain(named))


def _below(path: Path, trial: Path) -> tuple[str, ...] | None:
    return path.relative_to(trial).parts if path.is_relative_to(trial) else None


def _descriptor(arguments: bytes) -> int:
    return int(arguments[: arguments.index(b"<")])


def _data(arguments: bytes) -> bytes:
    found = re.search(rb'"((?:\\x..)*)"', arguments)
    assert found
    return _plain(found[1])


def _plain(escaped: bytes) -> bytes:
    return bytes.fromhex(escaped.replace(b"\\x", b"").decode())


def _main() -> None:
    from fault_jobs import JOBS
    from fault_place import Place

    folder, name, trial = sys.argv[1:]
    [job] = [job for job in JOBS if job.name == name]
    job.work(Place(Path(folder) / trial, Path(folder) / "papers"))


if __name__ == "__main__":
    _main()

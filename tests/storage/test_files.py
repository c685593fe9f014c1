"""The safe-write path and the store of originals."""

from __future__ import annotations

import errno
import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from archive import files
from archive.errors import EnvironmentProblemError, UnknownItemError
from archive.originals import Originals


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob(f"{files.TEMPORARY}*"))


def test_write_and_replace(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙.txt"
    files.write_atomically(path, b"one")
    files.write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert not leftovers(tmp_path)


def test_a_failed_write_leaves_the_old_bytes(tmp_path: Path) -> None:
    path = tmp_path / "kept.txt"
    files.write_atomically(path, b"old")
    with pytest.raises(ZeroDivisionError), files.replacing(path) as stream:
        stream.write(b"half of the new")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert not leftovers(tmp_path)


def test_a_full_disk_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblemError, match="磁盘已满"):
        files.write_atomically(tmp_path / "x", b"data")
    assert not (tmp_path / "x").exists()
    assert not leftovers(tmp_path)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "C:\\x", "c:x", "\\x", "a\0b", ""])
def test_names_that_climb_out(tmp_path: Path, name: str) -> None:
    assert files.inside(tmp_path, name) is None


def test_names_that_stay_inside(tmp_path: Path) -> None:
    assert files.inside(tmp_path, "a/b.htm") == tmp_path / "a" / "b.htm"
    assert files.inside(tmp_path, "a\\b.htm") == tmp_path / "a" / "b.htm"


def test_the_sweep_takes_old_temporaries_only(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".tmp-1-old", ".tmp-1-new", "kept"))
    for path in (old, new, other):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    assert files.sweep_temporaries(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tmp-1-new", "kept"]


def test_originals_by_stream_and_by_bytes(tmp_path: Path) -> None:
    store = Originals(tmp_path / "originals")
    data = "第01版".encode() * 1000
    sha, size = store.put_stream(io.BytesIO(data))
    store.put(data, sha)
    assert (sha, size) == (sha256(data).hexdigest(), len(data))
    assert store.find(sha).read_bytes() == data
    assert not leftovers(tmp_path)


def test_a_torn_original_is_written_again(tmp_path: Path) -> None:
    store = Originals(tmp_path)
    data = b"whole"
    sha = sha256(data).hexdigest()
    store.put(data, sha)
    store.path(sha).write_bytes(b"wh")
    store.put(data, sha)
    assert store.find(sha).read_bytes() == data


@pytest.mark.parametrize("sha", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_unknown_originals(tmp_path: Path, sha: str) -> None:
    with pytest.raises(UnknownItemError):
        Originals(tmp_path).find(sha)

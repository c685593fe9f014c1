"""Where an export is written: one new file, or one new folder, which appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archive import files
from archive.errors import UsageError
from archive.keeping.copies import NewFolder, new_folder, told
from archive.wording import _

__all__ = ["NewFile", "Tree", "new_file", "new_tree"]


class NewFile:
    """`stream` takes the bytes; `place` gives them their name."""

    def __init__(self, new: files.Incoming, target: Path) -> None:
        self.stream: BinaryIO = new.stream
        self._new, self._target = new, target

    def place(self) -> None:
        require_free(self._target)
        self._new.place(self._target)


@contextmanager
def new_file(target: Path) -> Iterator[NewFile]:
    """Nothing is left unless it is placed.  `UsageError` when something has the name already."""
    target = target.absolute()
    require_free(target)
    with files.incoming(target.parent) as new:
        yield NewFile(new, target)


class Tree:
    """A folder in the making; paths below it are written with `/`."""

    def __init__(self, new: NewFolder) -> None:
        self._new = new

    def write(self, path: str, data: bytes) -> None:
        place = self._new.path / path
        files.make_folder(place.parent)
        with files.disk.create(place) as stream:
            stream.write(data)
            files.disk.sync(stream)

    def place(self) -> None:
        files.make_folder(self._new.path)
        self._new.place()


@contextmanager
def new_tree(target: Path) -> Iterator[Tree]:
    """As `archive.keeping.copies.new_folder`, with what the disk says of it in words."""
    with new_folder(target) as new, told(target):
        yield Tree(new)


def require_free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise UsageError(_("已经有了，不覆盖：{target}").format(target=target))

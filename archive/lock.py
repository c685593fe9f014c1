"""The one lock of an archive folder: who writes holds it, who comes second learns the holder's name."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from archive.errors import ArchiveLockedError
from archive.files import environment_problem, make_folder
from archive.wording import _

WAIT_SECONDS = 5.0


@contextlib.contextmanager
def writing(folder: Path, task: str, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock for `task` (a word for the user).  `ArchiveLockedError` when it stays taken for `wait` seconds."""
    from filelock import FileLock, Timeout  # brings asyncio along, and readers never write

    holder = folder / "writer.txt"
    try:
        make_folder(folder)
        lock = FileLock(folder / "writer.lock")
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise ArchiveLockedError(folder, _read(holder)) from error
    except OSError as error:
        raise environment_problem(error, folder) from error
    try:
        with contextlib.suppress(OSError):  # the name is a courtesy: the lock holds without it
            program = Path(sys.argv[0]).name
            who = _("{task}（{program}，进程 {process}）").format(task=task, program=program, process=os.getpid())
            holder.write_text(who, encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or _("另一个程序")
    except OSError:
        return _("另一个程序")

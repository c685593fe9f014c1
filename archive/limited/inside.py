"""The child's own side: its pipes, and the limits that it puts on itself before it opens anything.

No files written, no core dumps; with each question the memory and new processes; its processor time is renewed with
each answer, so that it ends even when nobody is left to stop it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import BinaryIO

NO_LIMIT = sys.maxsize


def pipes() -> tuple[BinaryIO, BinaryIO]:
    """Questions and answers, out of reach of whatever a library prints or asks."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    return os.fdopen(questions, "rb"), os.fdopen(answers, "wb")


def limit_for_good() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asks: it lets the present source come to its end
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)  # a crash asks nobody
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def limit(seconds: float, memory: int, *, alone: bool = True) -> None:
    """`memory` in bytes; `alone`: no threads and processes of its own (where the system knows how)."""
    if sys.platform == "win32":
        from archive.limited.windows import job

        with contextlib.suppress(OSError):  # in a job that allows no other
            job().limit_memory(memory)
    else:
        import resource

        processes = resource.RLIMIT_NPROC
        _set_soft(processes, 0 if alone else resource.getrlimit(processes)[1])
        _set_soft(resource.RLIMIT_AS, memory)
        renew_time(seconds)


def renew_time(seconds: float) -> None:
    """Until the next answer: that long on every processor."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        allowed = int(used.ru_utime + used.ru_stime) + 1 + int(seconds) * (os.cpu_count() or 1)
        _set_soft(resource.RLIMIT_CPU, allowed)


def sayable(text: str) -> str:
    """Fit for a message, whatever a library put into it."""
    return text.encode("utf-8", "backslashreplace").decode()


def _set_soft(kind: int, value: int) -> None:
    """As far as the system lets us (macOS knows no limit of address space)."""
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, hard))

"""The side of who asks: one child and its two pipes; what it does not answer in time, or at all, is said in words."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from threading import Timer
from typing import BinaryIO, TypeVar, cast

from archive.limited.frames import OversizeError, write_frame
from archive.wording import _, environment, spoken

MEGABYTE = 1 << 20
_PATIENCE = 5.0  # seconds that a child may take to leave by itself
_PIPE = 1 << 20  # bytes that the child may be ahead, where the system lets us choose

T = TypeVar("T")


class LostError(Exception):
    """The child died, hung, or said what nobody asked; `reason` is for the user."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def python_command(module: str) -> list[str]:
    """The program that runs as the child where Python is installed: nothing of the user's surroundings is loaded."""
    return [sys.executable, "-I", "-X", "utf8", "-m", module]


class LimitedChild:
    """One child process.  `verb` is what it does to what it is given (读, 画).  For one thread at a time.

    Who asks sets `waits` once the last answer has come: a child that owes answers is not asked again.
    """

    def __init__(self, command: Sequence[str], verb: str) -> None:
        self._verb = verb
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment({**os.environ, "OPENBLAS_NUM_THREADS": "1"}),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._in = cast("BinaryIO", self._process.stdin)
        self._out = cast("BinaryIO", self._process.stdout)
        self.waits = False
        self._hung = False
        self._language = spoken()
        _widen(self._out.fileno())

    @property
    def is_waiting(self) -> bool:
        """Does it live, has it answered all that it was asked, and does it speak our language?"""
        return self.waits and self._process.poll() is None and self._language == spoken()

    @property
    def confused(self) -> str:
        return _("{verb}它的程序答非所问，已停止读取").format(verb=_(self._verb))

    def ask(self, question: bytes) -> None:
        self.waits = False
        with contextlib.suppress(OSError):  # it is gone: who waits for the answer learns why
            write_frame(self._in, question)
            self._in.flush()

    def receive(self, seconds: float, take: Callable[[BinaryIO], T], *, too_large: str) -> T:
        """What `take` reads of the child's answers; `LostError` when that does not come in time, when it is too large
        (`OversizeError`), makes no sense (`ValueError`), or when the child is gone.
        """
        alarm = Timer(seconds, self._give_up)
        alarm.daemon = True
        alarm.start()
        try:
            return take(self._out)
        except OversizeError as error:
            raise LostError(too_large) from error
        except (EOFError, OSError) as error:
            raise LostError(self._why_it_left(seconds)) from error
        except ValueError as error:
            raise LostError(self.confused) from error
        finally:
            alarm.cancel()

    def end(self) -> None:
        """No process and no pipe is left behind."""
        if not self.is_waiting:
            self._process.kill()
        with contextlib.suppress(OSError):  # what it did not take any more
            self._in.close()
        self._wait()
        self._out.close()

    def kill(self) -> None:
        """From any thread: whoever waits for an answer learns that there is none."""
        self._process.kill()

    def _give_up(self) -> None:
        self._hung = True
        self._process.kill()

    def _why_it_left(self, seconds: float) -> str:
        code = self._wait()
        if self._hung or _signal_name(-code) == "SIGXCPU":
            return _("超过 {seconds:g} 秒没有{verb}完").format(seconds=seconds, verb=_(self._verb))
        if code < 0:
            return _("{verb}它的程序崩溃了（{signal}）").format(verb=_(self._verb), signal=_signal_name(-code))
        return _("{verb}它的程序意外退出了（{code}）").format(verb=_(self._verb), code=code)

    def _wait(self) -> int:
        try:
            return self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _widen(descriptor: int) -> None:
    """A wider pipe lets the child read on while we write."""
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE)

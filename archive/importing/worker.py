"""Reads sources in a child process with limits: a crash, a hang or a bomb costs one source, in one sentence.

The child (`archive.importing.worker_child`) is started when first needed, serves many sources, and is killed and
started anew after it died, hung or passed a limit.  On POSIX it limits its own memory, processor time and files; on
Windows only the time, the size and the number of answers hold (memory would need a job object).  The limits guard
against bad data; they are no prison for code that took the child over.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from threading import Timer
from typing import BinaryIO, cast

import msgspec

from archive.errors import EnvironmentProblemError, UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints, Source
from archive.importing import worker_messages as messages
from archive.importing.reading import Reading
from archive.importing.worker_messages import Answer, Drafted, Ended, Failed, Found, Ready, Starved, Stumbled
from archive.model import DraftIssue

CHILD = "archive.importing.worker_child"
MEGABYTE = 1 << 20
_PATIENCE = 5.0  # seconds that a child may take to leave by itself
_FINAL = (Ready, Ended, Failed, Stumbled)
_PIPE = 1 << 20  # bytes that the child may be ahead, where the system lets us choose

log = logging.getLogger(__name__)


class Limits(msgspec.Struct, frozen=True):
    """What reading one source may take: `seconds` from one answer to the next, `memory` of the child and `answer`, the
    largest draft with its files, both in MB, and how many `drafts`.
    """

    seconds: int = 120
    memory: int = 3072
    answer: int = 1024
    drafts: int = 1_000_000

    def recognising(self) -> Limits:
        """Reading pictures is slow, and a document is one draft: half a minute becomes a quarter of an hour."""
        return msgspec.structs.replace(self, seconds=30 * self.seconds, memory=2 * self.memory)


def child_command() -> list[str]:
    """The program that runs as the child where Python is installed: nothing of the user's surroundings is loaded."""
    return [sys.executable, "-I", "-X", "utf8", "-m", CHILD]


class WorkerReader:
    """A `Reader` whose reading happens in a child process, started by `command`.

    `EnvironmentProblemError` when the child cannot be started.
    """

    def __init__(self, command: Sequence[str] | None = None, limits: Limits | None = None) -> None:
        self._command = list(command or child_command())
        self._limits = limits or Limits()
        self._child: _Child | None = None

    def read(self, source: Source, hints: Hints, wished: str = "") -> Reading | None:
        limits = self._limits.recognising() if hints.recognise else self._limits
        question = _encoded(source, hints, wished, limits)
        child = self._ready_child()
        found = self._answer(child, source.name, limits, question)
        if not isinstance(found, Found):
            raise self._lost(source.name, _CONFUSED)
        return Reading(found.form, self._drafts(child, source.name, limits)) if found.form else None

    def close(self) -> None:
        """End the child; the next source starts another one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ready_child(self) -> _Child:
        """The child there is, if it waits for a question; else a new one."""
        if self._child is not None and not self._child.is_waiting:
            self.close()
        if self._child is None:
            try:
                self._child = _Child(self._command)
                self._child.receive(self._limits)
            except (OSError, _LostError) as error:
                self.close()
                raise EnvironmentProblemError(f"读文件的程序启动不了（{error}）") from error
        return self._child

    def _drafts(self, child: _Child, name: str, limits: Limits) -> Iterator[DraftIssue]:
        try:
            for _ in range(limits.drafts):
                match self._answer(child, name, limits):
                    case Drafted(draft):
                        yield draft
                    case Ended():
                        return
                    case _:
                        raise self._lost(name, _CONFUSED)
            if not isinstance(self._answer(child, name, limits), Ended):
                raise self._lost(name, f"读出来的超过 {limits.drafts} 份，已停止读取")
        finally:
            if child is self._child and not child.is_waiting:  # given up half-way: what it still says is of no use
                self.close()

    def _answer(self, child: _Child, name: str, limits: Limits, question: bytes | None = None) -> Answer:
        """The next answer, after the question if there is one; what is no answer is raised for the source `name`."""
        if question is not None:
            child.ask(question)
        try:
            answer = child.receive(limits)
        except _LostError as lost:
            raise self._lost(name, lost.reason) from lost
        match answer:
            case Failed(source, reason, refused):
                raise (UnsupportedSourceError if refused else UnreadableSourceError)(source, reason)
            case Stumbled(error, trace):
                log.error("reading %s: %s\n%s", name, error, trace)
                raise UnreadableSourceError(name, f"读它的时候程序出了意外的问题（{error}），详情已写入日志")
            case Starved():
                raise self._lost(name, f"要的内存超过 {limits.memory} MB，已停止读取")
        return answer

    def _lost(self, name: str, reason: str) -> UnreadableSourceError:
        """The child is of no more use."""
        self.close()
        return UnreadableSourceError(name, reason)


def _encoded(source: Source, hints: Hints, wished: str, limits: Limits) -> bytes:
    memory = limits.memory * MEGABYTE
    question = messages.Question(messages.describe(source), hints, wished, limits.seconds, memory)
    try:
        return messages.encode(question)
    except UnicodeEncodeError as error:
        raise UnreadableSourceError(ascii(source.name), "文件名不是有效的文字，请先改名") from error


_CONFUSED = "读它的程序答非所问，已停止读取"


class _LostError(Exception):
    """The child died, hung, or said what nobody asked; `reason` is for the user."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class _Child:
    """One child process and its two pipes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._in = cast("BinaryIO", self._process.stdin)
        self._out = cast("BinaryIO", self._process.stdout)
        self._waits = False
        self._hung = False
        _widen(self._out.fileno())

    @property
    def is_waiting(self) -> bool:
        """Does it live, and has it answered all that it was asked?"""
        return self._waits and self._process.poll() is None

    def ask(self, question: bytes) -> None:
        self._waits = False
        with contextlib.suppress(OSError):  # it is gone: who waits for the answer learns why
            messages.write_frame(self._in, question)
            self._in.flush()

    def receive(self, limits: Limits) -> Answer:
        """The next answer; `_LostError` when none comes in time, when it is too large, or when the child is gone."""
        alarm = Timer(limits.seconds, self._give_up)
        alarm.daemon = True
        alarm.start()
        limit = limits.answer * MEGABYTE
        try:
            frame = messages.read_frame(self._out, limit)
            answer: Answer = messages.answers.decode(frame)
            if isinstance(answer, Drafted):
                answer = Drafted(messages.read_blobs(self._out, answer, limit - len(frame)), ())
        except messages.OversizeError as error:
            raise _LostError(f"读出来的一份超过 {limits.answer} MB，已停止读取") from error
        except (EOFError, OSError) as error:
            raise _LostError(self._why_it_left(limits)) from error
        except ValueError as error:
            raise _LostError(_CONFUSED) from error
        finally:
            alarm.cancel()
        self._waits = isinstance(answer, _FINAL) or (isinstance(answer, Found) and answer.form is None)
        return answer

    def end(self) -> None:
        """No process and no pipe is left behind."""
        if not self.is_waiting:
            self._process.kill()
        with contextlib.suppress(OSError):  # what it did not take any more
            self._in.close()
        self._wait()
        self._out.close()

    def _give_up(self) -> None:
        self._hung = True
        self._process.kill()

    def _why_it_left(self, limits: Limits) -> str:
        code = self._wait()
        if self._hung or _signal_name(-code) == "SIGXCPU":
            return f"超过 {limits.seconds} 秒没有读完"
        if code < 0:
            return f"读它的程序崩溃了（{_signal_name(-code)}）"
        return f"读它的程序意外退出了（{code}）"

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

"""Reads sources in a child process with limits: a crash, a hang or a bomb costs one source, in one sentence.

The child (`archive.importing.worker_child`) is started when first needed, serves many sources, and is killed and
started anew after it died, hung or passed a limit (`archive.limited`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from archive.errors import EnvironmentProblemError, UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints, Source
from archive.formats.tables.fields import TablePreview
from archive.importing import worker_messages as messages
from archive.importing.reading import Reading
from archive.importing.worker_messages import Answer, Drafted, Ended, Failed, Found, Looked, Ready, Starved, Stumbled
from archive.limited.frames import read_frame
from archive.limited.process import MEGABYTE, LimitedChild, LostError, python_command
from archive.model import DraftIssue
from archive.wording import N_, _

CHILD = "archive.importing.worker_child"
_FINAL = (Ready, Looked, Ended, Failed, Stumbled)

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
    return python_command(CHILD)


class WorkerReader:
    """A `Reader` whose reading happens in a child process, started by `command`.

    `EnvironmentProblemError` when the child cannot be started.
    """

    def __init__(self, command: Sequence[str] | None = None, limits: Limits | None = None) -> None:
        self._command = list(command or child_command())
        self._limits = limits or Limits()
        self._child: LimitedChild | None = None

    def read(self, source: Source, hints: Hints, wished: str = "") -> Reading | None:
        limits = self._limits.recognising() if hints.recognise else self._limits
        described, memory = messages.describe(source), limits.memory * MEGABYTE
        question = _encoded(source, messages.Question(described, hints, wished, limits.seconds, memory))
        child = self._ready_child()
        found = self._answer(child, source.name, limits, question)
        if not isinstance(found, Found):
            raise self._lost(source.name, child.confused)
        return Reading(found.form, self._drafts(child, source.name, limits)) if found.form else None

    def look(self, source: Source, hints: Hints) -> TablePreview:
        """The beginning of a table; `UnreadableSourceError` when it is none, or for whatever it does to its reader."""
        limits = self._limits
        question = messages.Look(messages.describe(source), hints, limits.seconds, limits.memory * MEGABYTE)
        encoded, child = _encoded(source, question), self._ready_child()
        found = self._answer(child, source.name, limits, encoded)
        if not isinstance(found, Looked):
            raise self._lost(source.name, child.confused)
        return found.table

    def close(self) -> None:
        """End the child; the next source starts another one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def _ready_child(self) -> LimitedChild:
        """The child there is, if it waits for a question; else a new one."""
        if self._child is not None and not self._child.is_waiting:
            self.close()
        if self._child is None:
            try:
                self._child = LimitedChild(self._command, N_("读"))
                _receive(self._child, self._limits)
            except (OSError, LostError) as error:
                self.close()
                raise EnvironmentProblemError(_("读文件的程序启动不了（{error}）").format(error=error)) from error
        return self._child

    def _drafts(self, child: LimitedChild, name: str, limits: Limits) -> Iterator[DraftIssue]:
        try:
            for _draft in range(limits.drafts):
                match self._answer(child, name, limits):
                    case Drafted(draft):
                        yield draft
                    case Ended():
                        return
                    case _:
                        raise self._lost(name, child.confused)
            if not isinstance(self._answer(child, name, limits), Ended):
                raise self._lost(name, _("读出来的超过 {limit} 份，已停止读取").format(limit=limits.drafts))
        finally:
            if child is self._child and not child.is_waiting:  # given up half-way: what it still says is of no use
                self.close()

    def _answer(self, child: LimitedChild, name: str, limits: Limits, question: bytes | None = None) -> Answer:
        """The next answer, after the question if there is one; what is no answer is raised for the source `name`."""
        if question is not None:
            child.ask(question)
        try:
            answer = _receive(child, limits)
        except LostError as lost:
            raise self._lost(name, lost.reason) from lost
        match answer:
            case Failed(source, reason, refused):
                raise (UnsupportedSourceError if refused else UnreadableSourceError)(source, reason)
            case Stumbled(error, trace):
                log.error("reading %s: %s\n%s", name, error, trace)
                raise UnreadableSourceError(
                    name, _("读它的时候程序出了意外的问题（{error}），详情已写入日志").format(error=error)
                )
            case Starved():
                raise self._lost(name, _("要的内存超过 {limit} MB，已停止读取").format(limit=limits.memory))
        return answer

    def _lost(self, name: str, reason: str) -> UnreadableSourceError:
        """The child is of no more use."""
        self.close()
        return UnreadableSourceError(name, reason)


def _receive(child: LimitedChild, limits: Limits) -> Answer:
    """The child's next answer; `LostError` as from `LimitedChild.receive`."""
    limit = limits.answer * MEGABYTE

    def take(stream: BinaryIO) -> Answer:
        frame = read_frame(stream, limit)
        answer: Answer = messages.answers.decode(frame)
        if isinstance(answer, Drafted):
            return Drafted(messages.read_blobs(stream, answer, limit - len(frame)), ())
        return answer

    answer = child.receive(
        limits.seconds, take, too_large=_("读出来的一份超过 {limit} MB，已停止读取").format(limit=limits.answer)
    )
    child.waits = isinstance(answer, _FINAL) or (isinstance(answer, Found) and answer.form is None)
    return answer


def _encoded(source: Source, question: messages.Question | messages.Look) -> bytes:
    try:
        return messages.encode(question)
    except UnicodeEncodeError as error:
        raise UnreadableSourceError(ascii(source.name), _("文件名不是有效的文字，请先改名")) from error

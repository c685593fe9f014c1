"""Who draws page pictures: what a window or an import asks for, and the answer of a child with limits.

The child is started when first needed, draws one picture after the other, and is killed and started anew after it died,
hung or passed a limit.  A picture that did this to it is not tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Protocol, TypeVar

from archive.drawing import messages
from archive.drawing.messages import Failed, Limits, Measure, Preview, Question, Ready, Release, Render, Size, Task
from archive.drawing.pixels import WHOLE, Measured, Raster, Region, Sight
from archive.errors import EnvironmentProblemError, UnreadableSourceError
from archive.limited.process import LimitedChild, LostError, python_command
from archive.wording import N_, _

CHILD = "archive.drawing.child"
_NAME = N_("版面图")
_TOO_LARGE = N_("画出来的太大，已停止读取")

A = TypeVar("A")


class Drawer(Protocol):
    """May be called from any thread.  `UnreadableSourceError` for what is no picture."""

    def start(self) -> None:
        """Be ready before the first picture is wanted."""
        ...

    def measure(self, sight: Sight) -> Measured:
        """How large it is, without decoding it."""
        ...

    def render(self, sight: Sight, width: int, region: Region = WHOLE) -> Raster:
        """A part of the picture, as many pixels as if the whole were `width` wide (never more than it has)."""
        ...

    def preview(self, sight: Sight) -> Raster:
        """The whole picture, about `PREVIEW_WIDTH` wide: the width at which decoding is quickest."""
        ...

    def release(self) -> None:
        """Let go of the picture that is held for its parts."""
        ...

    def close(self) -> None:
        """Let go of everything; drawing again takes it up again."""
        ...


class ClosedDrawer:
    """What stands in the place of a drawer when its archive was closed: a thread that comes late starts no child."""

    def start(self) -> None:
        """Nothing will be drawn."""

    def measure(self, sight: Sight) -> Measured:
        raise _closed(sight)

    def render(self, sight: Sight, width: int, region: Region = WHOLE) -> Raster:
        raise _closed(sight)

    def preview(self, sight: Sight) -> Raster:
        raise _closed(sight)

    def release(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """It is."""


def _closed(_sight: Sight) -> UnreadableSourceError:
    return UnreadableSourceError(_(_NAME), _("档案库已经关上"))


class ChildDrawer:
    """A `Drawer` whose drawing happens in a child process, started by `command`.

    `EnvironmentProblemError` when the child cannot be started.
    """

    def __init__(self, command: Sequence[str] | None = None, limits: Limits | None = None) -> None:
        self._command = list(command or python_command(CHILD))
        self._limits = limits or Limits()
        self._child: LimitedChild | None = None
        self._poison: dict[Sight, str] = {}
        self._lock = Lock()
        self._is_given_up = False

    def start(self) -> None:
        with self._lock:
            self._ready_child()

    def measure(self, sight: Sight) -> Measured:
        return self._asked(Measure(sight), sight, Size).measured

    def render(self, sight: Sight, width: int, region: Region = WHOLE) -> Raster:
        return self._asked(Render(sight, width, region), sight, Raster)

    def preview(self, sight: Sight) -> Raster:
        return self._asked(Preview(sight), sight, Raster)

    def release(self) -> None:
        """Waits for nobody: while a picture is being drawn, it has no effect."""
        if self._lock.acquire(blocking=False):
            try:
                if self._child is not None and self._child.is_waiting:
                    self._child.ask(messages.encode(Question(Release(), self._limits)))
                    self._child.waits = True
            finally:
                self._lock.release()

    def close(self) -> None:
        """A picture that is being drawn is given up."""
        child = self._child
        if self._lock.locked() and child is not None:
            self._is_given_up = True
            child.kill()
        with self._lock:
            self._end()
            self._is_given_up = False

    def _asked(self, task: Task, sight: Sight, kind: type[A]) -> A:
        with self._lock:
            if sight in self._poison:
                raise UnreadableSourceError(_(_NAME), self._poison[sight])
            child = self._ready_child()
            try:
                answer = self._exchange(child, task)
            except LostError as lost:
                if self._is_given_up:  # not the picture's fault
                    raise UnreadableSourceError(_(_NAME), _("没有画完")) from lost
                raise self._poisoned(sight, lost.reason) from lost
            if isinstance(answer, Failed):
                if answer.starved:
                    raise self._poisoned(
                        sight, _("要的内存超过 {limit} MB，已停止读取").format(limit=self._limits.memory)
                    )
                raise UnreadableSourceError(answer.source, answer.reason)
            if not isinstance(answer, kind):
                raise self._poisoned(sight, child.confused)
            return answer

    def _exchange(self, child: LimitedChild, task: Task) -> messages.Answer | Raster:
        child.ask(messages.encode(Question(task, self._limits)))
        answer = child.receive(self._limits.seconds, messages.read_answer, too_large=_(_TOO_LARGE))
        child.waits = True
        return answer

    def _poisoned(self, sight: Sight, reason: str) -> UnreadableSourceError:
        self._end()
        self._poison[sight] = reason
        return UnreadableSourceError(_(_NAME), reason)

    def _ready_child(self) -> LimitedChild:
        if self._child is not None and not self._child.is_waiting:
            self._end()
        if self._child is None:
            try:
                self._child = LimitedChild(self._command, N_("画"))
                ready = self._child.receive(self._limits.seconds, messages.read_answer, too_large=_(_TOO_LARGE))
                self._child.waits = isinstance(ready, Ready)
            except (OSError, LostError) as error:
                self._end()
                raise EnvironmentProblemError(_("画版面图的程序启动不了（{error}）").format(error=error)) from error
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None

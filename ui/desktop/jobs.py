"""Work beside the window: a function runs in a thread pool, its result comes back to the window's thread.

There is always an error path: an error that the program knows comes back as its own sentence, any other is logged whole
and comes back as a sentence that says so.  A job whose owner lost interest is cancelled: neither path is called.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal

from archive.errors import DianzibaoError

Done = Callable[[Any], None]
Failed = Callable[[str], None]

log = logging.getLogger(__name__)


class Job:
    """One piece of work under way; `cancel()` silences it (a function that has begun runs to its end)."""

    def __init__(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        self.work: Callable[[], Any] | None = work
        self.done: Done = done
        self.failed: Failed = failed
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
        self.let_go()

    def let_go(self) -> None:
        """What the functions hold is the window's, and the thread may be the last to have this job."""
        self.work, self.done, self.failed = None, _nothing, _nothing


class Jobs(QObject):
    """The window's thread pool.  Call `close()` before the library is closed.

    A thread makes and destroys no QObject and knows no one but this one: Qt locks both ends of a connection when one
    goes, and a thread that does so while it waits for Python's lock stops the window for ever.
    """

    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Job] = set()
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self, work: Callable[[], Any], done: Done, failed: Failed, *, priority: int = 0) -> Job:
        """Run `work` in the pool; then `done(result)` or `failed(sentence)` in this thread."""
        job = Job(work, done, failed)
        self._running.add(job)
        self._pool.start(partial(self._run, job), priority)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self, milliseconds: int = 10_000, *, give_up: Callable[[], None] = lambda: None) -> None:
        """Cancel what is under way and wait for the threads, if any; `give_up` ends what would keep them waiting."""
        for job in self._running:
            job.cancel()
        self._pool.clear()
        if self._pool.activeThreadCount():
            give_up()
        self._pool.waitForDone(milliseconds)

    def _run(self, job: Job) -> None:
        """Called in the pool."""
        work, result, error = job.work, None, None
        if work is not None:
            try:
                result = work()
            except Exception as caught:  # every error has to reach the window, in words
                error = caught
        with suppress(RuntimeError):  # the window is gone, and nobody waits for this
            self._ended.emit(job, result, error)

    def _deliver(self, job: Job, result: Any, error: Exception | None) -> None:
        try:
            if job.cancelled:
                return
            if error is not None:
                job.failed(sentence(error))
            else:
                job.done(result)
        finally:
            self._running.discard(job)
            job.let_go()


def _nothing(_: Any) -> None: ...


def sentence(error: BaseException) -> str:
    """What the user is told: a known error speaks for itself, any other is logged and named."""
    if isinstance(error, DianzibaoError):
        return str(error)
    log.error("unexpected error", exc_info=error)
    text = QCoreApplication.translate("jobs", "程序出了意外的问题（{kind}），详情已写入日志。")
    return text.format(kind=f"{type(error).__name__}: {error}")

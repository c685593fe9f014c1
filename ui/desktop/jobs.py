"""Work beside the window: a function runs in a thread pool, its result comes back to the window's thread.

There is always an error path: an error that the program knows comes back as its own sentence, any other is logged whole
and comes back as a sentence that says so.  A job whose owner lost interest is cancelled: neither path is called.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal

from archive.errors import DianzibaoError

Done = Callable[[Any], None]
Failed = Callable[[str], None]

log = logging.getLogger(__name__)


class Jobs(QObject):
    """The window's thread pool.  Call `close()` before the library is closed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Job] = set()

    def start(self, work: Callable[[], Any], done: Done, failed: Failed, *, priority: int = 0) -> Job:
        """Run `work` in the pool; then `done(result)` or `failed(sentence)` in this thread."""
        job = Job(work, done, failed)
        self._running.add(job)
        job.finished.connect(self._forget, Qt.ConnectionType.QueuedConnection)
        self._pool.start(_Runnable(job), priority)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self, milliseconds: int = 10_000) -> None:
        """Cancel what is under way and wait for the threads."""
        for job in self._running:
            job.cancel()
        self._pool.clear()
        self._pool.waitForDone(milliseconds)

    def _forget(self, job: Job) -> None:
        self._running.discard(job)


class Job(QObject):
    """One piece of work under way; `cancel()` silences it (the function itself runs to its end)."""

    finished = Signal(object)
    _delivered = Signal(object, object)

    def __init__(self, work: Callable[[], Any], done: Done, failed: Failed) -> None:
        super().__init__()
        self._work: Callable[[], Any] | None = work
        self._done = done
        self._failed = failed
        self._cancelled = False
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        self._cancelled = True
        self._work = None

    def run(self) -> None:
        """Called in the pool."""
        work, result, error = self._work, None, None
        if work is not None:
            try:
                result = work()
            except Exception as caught:  # every error has to reach the window, in words
                error = caught
        self._delivered.emit(result, error)

    def _deliver(self, result: Any, error: Exception | None) -> None:
        try:
            if self._cancelled:
                return
            if error is not None:
                self._failed(sentence(error))
            else:
                self._done(result)
        finally:
            self.finished.emit(self)


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


def sentence(error: BaseException) -> str:
    """What the user is told: a known error speaks for itself, any other is logged and named."""
    if isinstance(error, DianzibaoError):
        return str(error)
    log.error("unexpected error", exc_info=error)
    text = QCoreApplication.translate("jobs", "程序出了意外的问题（{kind}），详情已写入日志。")
    return text.format(kind=f"{type(error).__name__}: {error}")

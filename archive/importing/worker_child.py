"""The child's side of reading: takes questions from standard input, answers drafts on standard output, changes nothing.

It limits itself before it opens anything: no files written, no core dumps, and with each question the memory and (where
it is not to recognise pictures, which takes threads) no new processes.  Its processor time is renewed with each draft,
so that it ends even when nobody is left to stop it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import traceback
from typing import BinaryIO

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats import registry
from archive.formats.base import Format, Source
from archive.importing import worker_messages as messages
from archive.importing.discover import PartSource
from archive.importing.reading import Form
from archive.importing.worker_messages import APart, Described, Ended, Failed, Found, Question, Ready, Starved, Stumbled
from archive.zips import Zip

_NO_LIMIT = sys.maxsize


def main() -> None:
    """Answer until nobody asks any more."""
    questions, answers = _pipes()
    _limit_for_good()
    _say(answers, Ready())
    trees = _Trees()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            question = messages.questions.decode(messages.read_frame(questions, _NO_LIMIT))
            _limit_for(question)
            if not _answer(question, trees, answers):
                _say(answers, Starved())
                return


def _answer(question: Question, trees: _Trees, out: BinaryIO) -> bool:
    """Read one source and say what there is; False when the memory did not do."""
    try:
        source = trees.opened(question.source)
        form = registry.by_name(question.wished) or registry.find(source)
        _say(out, Found(Form(form.name, form.version, form.per_file) if form else None))
        if form is not None:
            _read(form, source, question, out)
            _say(out, Ended())
    except MemoryError:
        return False
    except BrokenPipeError:
        raise
    except UnreadableSourceError as error:
        _say(out, Failed(error.source, error.reason, isinstance(error, UnsupportedSourceError)))
    except Exception as error:
        line = f"{type(error).__name__}: {error}"[:200]
        _say(out, Stumbled(_sayable(line), _sayable(traceback.format_exc())))
    return True


def _read(form: Format, source: Source, question: Question, out: BinaryIO) -> None:
    for draft in form.read(source, question.hints):
        messages.write_draft(out, draft)
        out.flush()
        _renew_time(question.seconds)


def _say(out: BinaryIO, answer: messages.Answer) -> None:
    messages.write_frame(out, messages.encode(answer))
    out.flush()


def _sayable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


class _Trees:
    """Opens sources.  The tree of the part before stays open: its parts come one after the other."""

    def __init__(self) -> None:
        self._described: Described | None = None
        self._tree: Source | None = None

    def opened(self, described: Described) -> Source:
        if not isinstance(described, APart):
            return messages.opened(described)
        if self._tree is None or described.tree != self._described:
            if isinstance(self._tree, Zip):
                self._tree.close()
            self._tree = None
            self._described, self._tree = described.tree, messages.opened(described.tree)
        return PartSource(self._tree, described.member, described.companions)


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, out of reach of whatever a library prints or asks."""
    questions, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
    return os.fdopen(questions, "rb"), os.fdopen(answers, "wb")


def _limit_for_good() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who asks: it lets the present source come to its end
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)  # a crash asks nobody
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _limit_for(question: Question) -> None:
    if sys.platform == "win32":
        return
    import resource

    processes = resource.RLIMIT_NPROC
    _set_soft(processes, resource.getrlimit(processes)[1] if question.hints.recognise else 0)
    _set_soft(resource.RLIMIT_AS, question.memory)
    _renew_time(question.seconds)


def _renew_time(seconds: int) -> None:
    """Until the next draft: that long on every processor."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _set_soft(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + seconds * (os.cpu_count() or 1))


def _set_soft(kind: int, value: int) -> None:
    """As far as the system lets us (macOS knows no limit of address space)."""
    import resource

    hard = resource.getrlimit(kind)[1]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, hard))


if __name__ == "__main__":
    main()

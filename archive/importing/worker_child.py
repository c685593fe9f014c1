"""The child's side of reading: takes questions from standard input, answers drafts on standard output, changes nothing.

It limits itself before it opens anything (`archive.limited.inside`); to recognise pictures takes threads.
"""

from __future__ import annotations

import contextlib
import traceback
from typing import BinaryIO

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats import registry
from archive.formats.base import Format, Source
from archive.formats.tables import table
from archive.importing import worker_messages as messages
from archive.importing.discover import PartSource
from archive.importing.reading import Form
from archive.importing.worker_messages import (
    APart,
    Described,
    Ended,
    Failed,
    Found,
    Look,
    Looked,
    Question,
    Ready,
    Starved,
    Stumbled,
)
from archive.limited import inside
from archive.limited.frames import read_frame, write_frame
from archive.limited.inside import sayable
from archive.wording import _
from archive.zips import Zip


def main() -> None:
    """Answer until nobody asks any more."""
    questions, answers = inside.pipes()
    inside.limit_for_good()
    _say(answers, Ready())
    trees = _Trees()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            question = messages.questions.decode(read_frame(questions, inside.NO_LIMIT))
            inside.limit(question.seconds, question.memory, alone=not question.hints.recognise)
            if not _answer(question, trees, answers):
                _say(answers, Starved())
                return


def _answer(question: Question | Look, trees: _Trees, out: BinaryIO) -> bool:
    """Read one source and say what there is; False when the memory did not do."""
    try:
        source = trees.opened(question.source)
        if isinstance(question, Look):
            _look(source, question, out)
            return True
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
        _say(out, Stumbled(sayable(line), sayable(traceback.format_exc())))
    return True


def _read(form: Format, source: Source, question: Question, out: BinaryIO) -> None:
    for draft in form.read(source, question.hints):
        messages.write_draft(out, draft)
        out.flush()
        inside.renew_time(question.seconds)


def _look(source: Source, question: Look, out: BinaryIO) -> None:
    if not isinstance(registry.find(source), table.Table):
        raise UnreadableSourceError(source.name, _("不是表格"))
    _say(out, Looked(table.preview(source, question.hints)))


def _say(out: BinaryIO, answer: messages.Answer) -> None:
    write_frame(out, messages.encode(answer))
    out.flush()


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


if __name__ == "__main__":
    main()

"""The child's side of drawing: questions come by standard input, pixels go by standard output, nothing is changed."""

from __future__ import annotations

import contextlib
from typing import BinaryIO

from archive.drawing import messages
from archive.drawing.messages import Failed, Measure, Preview, Question, Ready, Release, Render, Size
from archive.drawing.pixels import Pixels
from archive.errors import UnreadableSourceError
from archive.limited import inside
from archive.limited.frames import read_frame, write_frame
from archive.limited.process import MEGABYTE


def main() -> None:
    """Answer until nobody asks any more."""
    questions, answers = inside.pipes()
    inside.limit_for_good()
    _say(answers, Ready())
    from PIL import Image  # noqa: F401 - while nobody waits yet

    pixels = Pixels()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            question = messages.questions.decode(read_frame(questions, inside.NO_LIMIT))
            inside.limit(question.limits.seconds, question.limits.memory * MEGABYTE)
            if not _answer(question, pixels, answers):
                return


def _answer(question: Question, pixels: Pixels, out: BinaryIO) -> bool:
    """False when the memory did not do."""
    try:
        match question.task:
            case Release():
                pixels.release()
            case Measure(sight):
                _say(out, Size(pixels.measure(sight)))
            case Render(sight, width, region):
                messages.write_raster(out, pixels.render(sight, width, region))
            case Preview(sight):
                messages.write_raster(out, pixels.preview(sight))
        out.flush()
    except MemoryError:
        _say(out, Failed("", "", starved=True))
        return False
    except UnreadableSourceError as error:
        _say(out, Failed(inside.sayable(error.source), inside.sayable(error.reason)))
    return True


def _say(out: BinaryIO, answer: messages.Answer) -> None:
    write_frame(out, messages.encode(answer))
    out.flush()


if __name__ == "__main__":
    main()

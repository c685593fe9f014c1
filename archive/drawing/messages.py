"""What who wants pictures and the drawing child say to each other: frames of MessagePack; pixels follow as they are."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from archive.drawing.pixels import PIXELS_AT_MOST, WHOLE, Measured, Raster, Region, Sight
from archive.limited.frames import OversizeError, read_exactly, read_frame, write_frame

ANSWER = 1 << 16
"""Bytes of an answer, without its pixels."""


class Limits(msgspec.Struct, frozen=True):
    """What one picture may take: seconds, and MB of the child's memory."""

    seconds: int = 30
    memory: int = 3072


class Measure(msgspec.Struct, frozen=True, tag="measure"):
    sight: Sight


class Render(msgspec.Struct, frozen=True, tag="render"):
    sight: Sight
    width: int
    region: Region = WHOLE


class Preview(msgspec.Struct, frozen=True, tag="preview"):
    sight: Sight


class Release(msgspec.Struct, frozen=True, tag="release"):
    """Let go of the picture that is held for its parts.  There is no answer."""


Task = Measure | Render | Preview | Release


class Question(msgspec.Struct, frozen=True):
    task: Task
    limits: Limits


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The first word of a child."""


class Size(msgspec.Struct, frozen=True, tag="size"):
    measured: Measured


class Drawn(msgspec.Struct, frozen=True, tag="drawn"):
    """Three bytes for each pixel follow the frame."""

    width: int
    height: int


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """It cannot be drawn; `starved`: for want of memory, and the child leaves."""

    source: str
    reason: str
    starved: bool = False


Answer = Ready | Size | Drawn | Failed

encode = msgspec.msgpack.Encoder().encode
questions = msgspec.msgpack.Decoder(Question)
_answers = msgspec.msgpack.Decoder(Answer)


def write_raster(stream: BinaryIO, raster: Raster) -> None:
    write_frame(stream, encode(Drawn(raster.width, raster.height)))
    stream.write(raster.data)


def read_answer(stream: BinaryIO) -> Answer | Raster:
    """The next answer; `OversizeError` for more pixels than any picture has."""
    answer: Answer = _answers.decode(read_frame(stream, ANSWER))
    if not isinstance(answer, Drawn):
        return answer
    if min(answer.width, answer.height) < 1:
        raise ValueError("a picture without pixels")
    if answer.width * answer.height > PIXELS_AT_MOST:
        raise OversizeError
    return Raster(answer.width, answer.height, read_exactly(stream, 3 * answer.width * answer.height))

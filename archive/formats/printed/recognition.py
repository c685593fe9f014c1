"""Offline recognition of printed characters: the seam, and the one engine behind it (RapidOCR, an optional extra).

Big pages are scaled and read in overlapping bands, so that memory does not grow with the scan.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from archive.errors import UnsupportedSourceError
from archive.formats.printed.page_text import Glyph, in_order, is_cjk, lines_of
from archive.formats.printed.pdf_words import PageText
from archive.model import Word
from archive.wording import _

if TYPE_CHECKING:
    import PIL.Image

LONGEST = 3_600
"""Pixels of a page's longer side as it is recognised: characters of body text are then about 20 pixels high."""
_BAND = 2_000_000  # pixels that the engine sees at a time: about 700 MB of memory
_SHARED = 150  # rows that two bands have in common: more than a line is high
_LEAST_SURE = 0.5
_MEND = 0.2  # ems: the boxes of two columns may lie close to one another


class Recogniser(Protocol):
    """Reads a picture."""

    def recognise(self, image: PIL.Image.Image) -> tuple[Word, ...]:
        """The printed lines, one word each, with boxes in fractions of the picture, in any order."""
        ...


def recognise(recogniser: Recogniser, image: PIL.Image.Image) -> PageText:
    """The page's text in reading order; its size is that of the picture, in pixels."""
    words = recogniser.recognise(image)
    glyphs = (glyph for word in words for glyph in (*_glyphs(word, image.width, image.height), None))
    lines = in_order(lines_of(glyphs, mend=_MEND), typeset=False)
    return PageText(image.width, image.height, tuple(lines))


def installed(name: str) -> Recogniser:
    """The engine; `UnsupportedSourceError` for the source `name`, with what to do, when it is not installed."""
    try:
        return RapidOcr()
    except ImportError as error:
        reason = _('没有安装文字识别组件，请先运行 pip install "dianzibao[ocr]"，或不用识别，只导入图片')
        raise UnsupportedSourceError(name, reason) from error


class RapidOcr:
    """RapidOCR with the models in its wheel; `ImportError` when it is not installed."""

    def __init__(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self._engine = RapidOCR(max_side_len=LONGEST)

    def recognise(self, image: PIL.Image.Image) -> tuple[Word, ...]:
        page = image.convert("RGB")
        page.thumbnail((LONGEST, LONGEST))
        found: list[Word] = []
        for top, bottom in _bands(page.width, page.height):
            band = io.BytesIO()
            page.crop((0, top, page.width, bottom)).save(band, "BMP")
            results, _ = self._engine(band.getvalue())
            for corners, text, certainty in results or ():
                if float(certainty) < _LEAST_SURE or not str(text).strip():
                    continue
                xs, ys = [float(x) for x, _ in corners], [top + float(y) for _, y in corners]
                if not _is_cut(min(ys), max(ys), (top, bottom), page.height):
                    found.append(Word(str(text).strip(), *_fractions((min(xs), min(ys), max(xs), max(ys)), page.size)))
        return tuple(_once(found))


def _bands(width: int, height: int) -> Iterator[tuple[int, int]]:
    """First and last row of each band; the last band ends with the page."""
    high = max(_BAND // max(width, 1), 2 * _SHARED)
    top = 0
    while top + high < height:
        yield top, top + high
        top += high - _SHARED
    yield max(0, height - high), height


def _is_cut(top: float, bottom: float, band: tuple[int, int], height: int) -> bool:
    """Does a line end at the edge of its band, so that the next one has it whole (a vertical one would not be)?"""
    at_edge = (top <= band[0] + 2 and band[0] > 0) or (bottom >= band[1] - 2 and band[1] < height)
    return at_edge and bottom - top < _SHARED / 2


def _fractions(box: tuple[float, float, float, float], size: tuple[int, int]) -> tuple[float, float, float, float]:
    scales = (size[0], size[1], size[0], size[1])
    left, top, right, bottom = (min(max(side / scale, 0.0), 1.0) for side, scale in zip(box, scales, strict=True))
    return left, top, right, bottom


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """Lines that two tiles saw come once, in the longer reading."""
    kept: list[Word] = []
    for word in sorted(words, key=lambda word: -len(word.text)):
        if not any(_covered(word, other) > 0.5 for other in kept):
            kept.append(word)
    return iter(sorted(kept, key=lambda word: (word.top, word.left)))


def _covered(word: Word, other: Word) -> float:
    """The part of a word's box that another covers."""
    wide = min(word.right, other.right) - max(word.left, other.left)
    high = min(word.bottom, other.bottom) - max(word.top, other.top)
    area = (word.right - word.left) * (word.bottom - word.top)
    return wide * high / area if wide > 0 and high > 0 and area > 0 else 0.0


def _glyphs(word: Word, width: int, height: int) -> Iterator[Glyph]:
    """The characters of a line, which share its box evenly; a tall box is a vertical line."""
    left, top, right, bottom = word.left * width, word.top * height, word.right * width, word.bottom * height
    weights = [2 if is_cjk(char) else 1 for char in word.text]
    down = len(weights) > 1 and bottom - top > 1.5 * (right - left)
    unit = (bottom - top if down else right - left) / max(sum(weights), 1)
    start = top if down else left
    for char, weight in zip(word.text, weights, strict=True):
        end = start + weight * unit
        yield Glyph(char, left, start, right, end) if down else Glyph(char, start, top, end, bottom)
        start = end

"""Bytes of a picture or a PDF → pixels: whole or a part, at any width, in bounded memory.

A picture is measured by its header first, a JPEG is made smaller while it is decoded, and of pictures decoded at full
size only one is held, and only while parts of it are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from archive.errors import DianzibaoError, UnreadableSourceError
from archive.wording import N_, _

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfPage

PREVIEW_WIDTH = 1250
PIXELS_AT_MOST = 120_000_000
"""A picture with more is a bomb, or at least no page."""
HELD_AT_MOST = 130_000_000
"""Bytes of the one decoded picture that is held for its parts: 5000 × 7200 in colour is 108 MB."""
WHOLE = (0.0, 0.0, 1.0, 1.0)

_NAME = N_("版面图")
_PDF_DPI = 300
_PDF_WIDEST = 6000
_MOST_LOPSIDED = 20
_ORIENTATION = 0x0112  # of EXIF; 5 to 8 lie on their side
_QUICK_FORMATS = {"JPEG", "PNG", "GIF", "WEBP"}

Region = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of the picture."""


class Sight(msgspec.Struct, frozen=True):
    """Where a picture lies (`os.fsencode`), and which page of a PDF or frame of a TIFF it is."""

    place: bytes
    frame: int = 0

    @property
    def path(self) -> Path:
        return Path(os.fsdecode(self.place))


class Raster(msgspec.Struct, frozen=True):
    """Pixels: three bytes each (red, green, blue), row by row without padding."""

    width: int
    height: int
    data: bytes


class Measured(msgspec.Struct, frozen=True):
    """Width and height in pixels (of a PDF's page at 300 dots an inch), and whether decoding takes long."""

    width: int
    height: int
    slow: bool


class _Held(msgspec.Struct, frozen=True):
    """A picture decoded for its parts; `whole` when it has all pixels of the original."""

    sight: Sight
    picture: Image.Image
    whole: bool


class Pixels:
    """A `Drawer` (`archive.drawing.drawer`) in this process.  PDFs are drawn one at a time."""

    def __init__(self) -> None:
        self._held: _Held | None = None

    def start(self) -> None:
        """There is nothing to start."""

    def measure(self, sight: Sight) -> Measured:
        path = sight.path
        with _said_in_words():
            if _is_pdf(path):
                with _pdf_page(path, sight.frame) as page:
                    return Measured(*_pdf_size(page), slow=True)
            with _opened(path, sight.frame) as image:
                size = _upright_size(image)
                return Measured(*size, image.format not in _QUICK_FORMATS or image.width > PREVIEW_WIDTH * 5 // 4)

    def render(self, sight: Sight, width: int, region: Region = WHOLE) -> Raster:
        path = sight.path
        with _said_in_words():
            if _is_pdf(path):
                return raster(_drawn(path, sight.frame, width, region))
            picture = self._decoded(sight, width, hold=region != WHOLE)
            width = min(width, picture.width)
            left, top, right, bottom = region
            size = (
                max(1, round(width * (right - left))),
                max(1, round(width * picture.height / picture.width * (bottom - top))),
            )
            edges = (
                left * picture.width,
                top * picture.height,
                right * picture.width,
                bottom * picture.height,
            )
            return raster(_cut(picture, edges, size))

    def preview(self, sight: Sight) -> Raster:
        path = sight.path
        with _said_in_words():
            if _is_pdf(path):
                return raster(_drawn(path, sight.frame, PREVIEW_WIDTH, WHOLE))
            picture = self._decoded(sight, PREVIEW_WIDTH * 3 // 4, hold=False)
            return raster(narrowed(picture, PREVIEW_WIDTH, unless_below=1.25))

    def release(self) -> None:
        self._held = None

    def close(self) -> None:
        self.release()

    def _decoded(self, sight: Sight, width: int, *, hold: bool) -> Image.Image:
        """In colour, upright, at the smallest scale the format offers that is still `width` wide."""
        held = self._held
        if held and held.sight == sight and (held.whole or held.picture.width >= width):
            return held.picture
        with _opened(sight.path, sight.frame) as image:
            full, _height = _upright_size(image)
            _reduce(image, width / full)
            picture = _upright(_in_colour(image))
        if hold:
            fits = picture.width * picture.height * 3 <= HELD_AT_MOST
            self._held = _Held(sight, picture, picture.width == full) if fits else None
        return picture


# ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _said_in_words() -> Iterator[None]:
    """Whatever a decoder makes of bad bytes, the reader hears one sentence."""
    try:
        yield
    except (DianzibaoError, MemoryError):
        raise
    except Exception as error:  # decoders raise nearly anything for bytes that are no picture
        raise UnreadableSourceError(_(_NAME), _("图片读不出来")) from error


@contextmanager
def _opened(path: Path, frame: int) -> Iterator[Image.Image]:
    from PIL import Image

    with Image.open(path) as image:
        if frame and getattr(image, "n_frames", 1) > 1:
            image.seek(frame)
        yield image


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    if width * height > PIXELS_AT_MOST:
        raise UnreadableSourceError(_(_NAME), _("图片太大：{width} × {height}").format(width=width, height=height))
    return (height, width) if image.getexif().get(_ORIENTATION, 1) >= 5 else (width, height)


def _reduce(image: Image.Image, share: float) -> None:
    """Have the decoder itself leave out what is not wanted, where it can; `share` of the width is."""
    if image.format == "JPEG":
        image.draft(None, (max(1, int(image.width * share)), max(1, int(image.height * share))))
    elif image.format == "JPEG2000":
        image.reduce = max(0, min(4, int(log2(1 / share)))) if share < 1 else 0  # type: ignore[assignment, method-assign]


def _in_colour(image: Image.Image) -> Image.Image:
    """Red, green, blue; what shines through is white as paper."""
    from PIL import Image

    if image.mode == "RGB":
        image.load()
        return image
    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        above = image.convert("RGBA")
        paper = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(paper, above).convert("RGB")
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGB")


def _upright(picture: Image.Image) -> Image.Image:
    if picture.getexif().get(_ORIENTATION, 1) == 1:
        return picture
    from PIL import ImageOps

    return ImageOps.exif_transpose(picture)


def narrowed(picture: Image.Image, width: int, unless_below: float = 1.0) -> Image.Image:
    """At most `width` wide; left as it is when it is less than `unless_below` times as wide."""
    if picture.width <= width * unless_below:
        return picture
    from PIL import Image

    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _cut(picture: Image.Image, edges: tuple[float, float, float, float], size: tuple[int, int]) -> Image.Image:
    """What lies between the edges, at that size; pixel for pixel where the scale is one."""
    from PIL import Image

    left, top = round(edges[0]), round(edges[1])
    if picture.size == size:
        return picture
    if abs(edges[2] - edges[0] - size[0]) < 1 and abs(edges[3] - edges[1] - size[1]) < 1:
        return picture.crop((left, top, left + size[0], top + size[1]))
    return picture.resize(size, Image.Resampling.BICUBIC, box=edges, reducing_gap=2.0)


def raster(picture: Image.Image) -> Raster:
    return Raster(picture.width, picture.height, picture.tobytes())


# ── pages of PDFs ──────────────────────────────────────────────────────────────────────────────────────────────────


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


@contextmanager
def _pdf_page(path: Path, frame: int) -> Iterator[PdfPage]:
    """The page, with pdfium to itself."""
    from archive.formats.printed.pdfium import PDFIUM, open_pdf

    with PDFIUM, closing(open_pdf(path)) as document, closing(document[frame]) as page:
        width, height = page.get_size()
        if min(width, height) < 1 or max(width, height) > _MOST_LOPSIDED * min(width, height):
            raise UnreadableSourceError(_(_NAME), _("PDF 的页面大小不对"))
        yield page


def _pdf_size(page: PdfPage) -> tuple[int, int]:
    points, high = page.get_size()
    width = min(max(round(points * _PDF_DPI / 72), PREVIEW_WIDTH), _PDF_WIDEST)
    return width, round(width * high / points)


def _drawn(path: Path, frame: int, width: int, region: Region) -> Image.Image:
    left, top, right, bottom = region
    with _pdf_page(path, frame) as page:
        points, high = page.get_size()
        scale = min(width, _pdf_size(page)[0]) / points
        if points * scale * (right - left) * high * scale * (bottom - top) > PIXELS_AT_MOST:
            raise UnreadableSourceError(_(_NAME), _("PDF 的页面太大"))
        crop = (
            left * points,
            (1 - bottom) * high,
            (1 - right) * points,
            top * high,
        )
        picture: Image.Image = page.render(scale=scale, crop=crop).to_pil()
        return picture.convert("RGB")

"""Page pictures as pixels: any picture format or a page of a PDF, whole or a part, at any width; previews kept on disk.

No window in here.  Decoding is bounded: a picture is measured by its header first, a JPEG is made smaller while it is
decoded, and of pictures decoded at full size only one is held, and only while parts of it are asked for.  The kept
previews (`ARCHIVE/cache/pictures`) may be deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import DianzibaoError, EnvironmentProblemError, UnreadableSourceError
from archive.files import write_atomically
from archive.model import Page
from archive.progress import Cancelled, Progress
from reader.boxes import WHOLE, Box

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfPage

FOLDER = Path("cache") / "pictures"
"""Where an archive keeps previews."""
PREVIEW_WIDTH = 1250
THUMBNAIL_WIDTH = 200
PIXELS_AT_MOST = 120_000_000
"""A picture with more is a bomb, or at least no page."""
HELD_AT_MOST = 130_000_000
"""Bytes of the one decoded picture that is held for its parts: 5000 × 7200 in colour is 108 MB."""

_NAME = "版面图"
_PDF_DPI = 300
_PDF_WIDEST = 6000
_MOST_LOPSIDED = 20
_ORIENTATION = 0x0112  # of EXIF; 5 to 8 lie on their side
_SUFFIXES = {
    b"\xff\xd8": ".jpg", b"\x89PNG": ".png", b"GIF8": ".gif", b"RIFF": ".webp", b"II*\0": ".tif", b"MM\0*": ".tif",
    b"\0\0\0\x0cjP": ".jp2",
}  # fmt: skip
_QUICK_FORMATS = {"JPEG", "PNG", "GIF", "WEBP"}


@dataclass(frozen=True, slots=True)
class Facsimile:
    """Where a page's picture lies: the SHA-256 of an original, and the page of a PDF or frame of a TIFF in it."""

    sha: str
    frame: int = 0


@dataclass(frozen=True, slots=True)
class _Held:
    """A picture decoded for its parts; `whole` when it has all pixels of the original."""

    source: Facsimile
    picture: Image.Image
    whole: bool


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels: three bytes each (red, green, blue), row by row without padding."""

    width: int
    height: int
    data: bytes


def facsimile(page: Page) -> Facsimile | None:
    """The best picture of a page: its picture, else its PDF, else the small picture; None when it has none."""
    if sha := page.picture or page.document:
        return Facsimile(sha, page.frame)
    return Facsimile(page.preview) if page.preview else None


class PagePictures:
    """The page pictures of one archive.  Every method raises `UnreadableSourceError` for what is no picture, and may
    be called from any thread; PDFs are drawn one at a time.
    """

    def __init__(self, archive: Path, original: Callable[[str], Path]) -> None:
        """`original` says where the bytes with a SHA-256 lie."""
        self._folder = archive / FOLDER
        self._original = original
        self._held: _Held | None = None

    def size(self, source: Facsimile) -> tuple[int, int]:
        """Width and height in pixels, without decoding; of a PDF's page at 300 dots an inch."""
        path = self._original(source.sha)
        with _said_in_words():
            if _is_pdf(path):
                with _pdf_page(path, source.frame) as page:
                    return _pdf_size(page)
            with _opened(path, source.frame) as image:
                return _upright_size(image)

    def render(self, source: Facsimile, width: int, region: Box = WHOLE) -> Raster:
        """A part of the picture, as many pixels as if the whole were `width` wide (never more than it has)."""
        path = self._original(source.sha)
        with _said_in_words():
            if _is_pdf(path):
                return _raster(_drawn(path, source.frame, width, region))
            picture = self._decoded(source, path, width, hold=region != WHOLE)
            width = min(width, picture.width)
            size = (
                max(1, round(width * region.width)),
                max(1, round(width * picture.height / picture.width * region.height)),
            )
            edges = (
                region.left * picture.width,
                region.top * picture.height,
                region.right * picture.width,
                region.bottom * picture.height,
            )
            return _raster(_cut(picture, edges, size))

    def preview(self, source: Facsimile) -> Raster:
        """The whole picture, about `PREVIEW_WIDTH` wide: the width at which decoding is quickest."""
        path = self._original(source.sha)
        with _said_in_words():
            if _is_pdf(path):
                return _raster(_drawn(path, source.frame, PREVIEW_WIDTH, WHOLE))
            picture = self._decoded(source, path, PREVIEW_WIDTH * 3 // 4, hold=False)
            return _raster(_narrowed(picture, PREVIEW_WIDTH, unless_below=1.25))

    def suffix(self, source: Facsimile) -> str:
        """What its file's name would end with (`.jpg`, `.pdf`); empty for a form that is not known."""
        with self._original(source.sha).open("rb") as stream:
            head = stream.read(1024)
        if b"%PDF-" in head:
            return ".pdf"
        return next((suffix for start, suffix in _SUFFIXES.items() if head.startswith(start)), "")

    def release(self) -> None:
        """Let go of the picture that is held for its parts."""
        self._held = None

    # ── kept on disk ───────────────────────────────────────────────────────────────────────────────────────────────

    def kept(self, source: Facsimile, width: int) -> Path | None:
        """The JPEG kept of it at `PREVIEW_WIDTH` or `THUMBNAIL_WIDTH`; None when there is none."""
        path = self._path(source, width)
        return path if path.is_file() else None

    def keep(self, source: Facsimile, raster: Raster) -> None:
        """Keep what was decoded: a thumbnail, and a preview where decoding anew is slow.

        A full disk or a read-only archive costs nothing but time later.
        """
        from PIL import Image

        picture = Image.frombytes("RGB", (raster.width, raster.height), raster.data)
        wanted = [THUMBNAIL_WIDTH]
        if raster.width >= PREVIEW_WIDTH * 3 // 4 and self._is_slow(source):
            wanted.append(PREVIEW_WIDTH)
        with suppress(EnvironmentProblemError):
            for width in wanted:
                if self.kept(source, width) is None:
                    data = BytesIO()
                    _narrowed(picture, width).save(data, "JPEG", quality=82)
                    write_atomically(self._path(source, width), data.getvalue())

    def prepare(self, pages: Iterable[Page], cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Make what is not kept yet of these pages.  A picture that cannot be read is left: its page says so."""
        waiting = [page for page in pages if (source := facsimile(page)) and not self.kept(source, THUMBNAIL_WIDTH)]
        for number, page in enumerate(waiting):
            if cancelled:
                return
            yield Progress(f"准备版面图 第{page.label}版", number, len(waiting))
            source = facsimile(page)
            if source is not None:
                with suppress(DianzibaoError):
                    self.keep(source, self.preview(source))

    def _path(self, source: Facsimile, width: int) -> Path:
        return self._folder / source.sha[:2] / f"{source.sha}-{source.frame}-{width}.jpg"

    def _is_slow(self, source: Facsimile) -> bool:
        path = self._original(source.sha)
        if _is_pdf(path):
            return True
        with _said_in_words(), _opened(path, source.frame) as image:
            return image.format not in _QUICK_FORMATS or image.width > PREVIEW_WIDTH * 5 // 4

    def _decoded(self, source: Facsimile, path: Path, width: int, *, hold: bool) -> Image.Image:
        """In colour, upright, at the smallest scale the format offers that is still `width` wide."""
        held = self._held
        if held and held.source == source and (held.whole or held.picture.width >= width):
            return held.picture
        with _opened(path, source.frame) as image:
            full, _height = _upright_size(image)
            _reduce(image, width / full)
            picture = _upright(_in_colour(image))
        if hold:
            fits = picture.width * picture.height * 3 <= HELD_AT_MOST
            self._held = _Held(source, picture, picture.width == full) if fits else None
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
        raise UnreadableSourceError(_NAME, "图片读不出来") from error


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
        raise UnreadableSourceError(_NAME, f"图片太大：{width} × {height}")
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


def _narrowed(picture: Image.Image, width: int, unless_below: float = 1.0) -> Image.Image:
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


def _raster(picture: Image.Image) -> Raster:
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
            raise UnreadableSourceError(_NAME, "PDF 的页面大小不对")
        yield page


def _pdf_size(page: PdfPage) -> tuple[int, int]:
    points, high = page.get_size()
    width = min(max(round(points * _PDF_DPI / 72), PREVIEW_WIDTH), _PDF_WIDEST)
    return width, round(width * high / points)


def _drawn(path: Path, frame: int, width: int, region: Box) -> Image.Image:
    with _pdf_page(path, frame) as page:
        points, high = page.get_size()
        scale = min(width, _pdf_size(page)[0]) / points
        if points * scale * region.width * high * scale * region.height > PIXELS_AT_MOST:
            raise UnreadableSourceError(_NAME, "PDF 的页面太大")
        crop = (
            region.left * points,
            (1 - region.bottom) * high,
            (1 - region.right) * points,
            region.top * high,
        )
        picture: Image.Image = page.render(scale=scale, crop=crop).to_pil()
        return picture.convert("RGB")

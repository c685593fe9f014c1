"""The page pictures of an archive: drawn by a `Drawer` (`archive.drawing`), previews of them kept on disk.

No window in here.  The kept previews (`ARCHIVE/cache/pictures`) may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import msgspec

from archive.drawing.drawer import ClosedDrawer, Drawer
from archive.drawing.pixels import PREVIEW_WIDTH, Pixels, Raster, Sight, narrowed
from archive.errors import DianzibaoError, EnvironmentProblemError
from archive.files import write_atomically
from archive.model import Page
from archive.progress import Cancelled, Progress
from archive.wording import _
from reader.boxes import WHOLE, Box

__all__ = ["FOLDER", "PREVIEW_WIDTH", "THUMBNAIL_WIDTH", "Facsimile", "PagePictures", "Raster", "facsimile"]

FOLDER = Path("cache") / "pictures"
"""Where an archive keeps previews."""
THUMBNAIL_WIDTH = 200

_SUFFIXES = {
    b"\xff\xd8": ".jpg", b"\x89PNG": ".png", b"GIF8": ".gif", b"RIFF": ".webp", b"II*\0": ".tif", b"MM\0*": ".tif",
    b"\0\0\0\x0cjP": ".jp2",
}  # fmt: skip


class Facsimile(msgspec.Struct, frozen=True):
    """Where a page's picture lies: the SHA-256 of an original, and the page of a PDF or frame of a TIFF in it."""

    sha: str
    frame: int = 0


def facsimile(page: Page) -> Facsimile | None:
    """The best picture of a page: its picture, else its PDF, else the small picture; None when it has none."""
    if sha := page.picture or page.document:
        return Facsimile(sha, page.frame)
    return Facsimile(page.preview) if page.preview else None


class PagePictures:
    """The page pictures of one archive.  Every method raises `UnreadableSourceError` for what is no picture, and may
    be called from any thread; pictures are drawn one at a time.
    """

    def __init__(self, archive: Path, original: Callable[[str], Path], drawer: Drawer | None = None) -> None:
        """`original` says where the bytes with a SHA-256 lie; without a `drawer` they are decoded in this process."""
        self._folder = archive / FOLDER
        self._original = original
        self._drawer = drawer or Pixels()

    def start(self) -> None:
        """Be ready before the first picture is wanted."""
        self._drawer.start()

    def size(self, source: Facsimile) -> tuple[int, int]:
        """Width and height in pixels, without decoding; of a PDF's page at 300 dots an inch."""
        found = self._drawer.measure(self._sight(source))
        return found.width, found.height

    def render(self, source: Facsimile, width: int, region: Box = WHOLE) -> Raster:
        """A part of the picture, as many pixels as if the whole were `width` wide (never more than it has)."""
        return self._drawer.render(self._sight(source), width, region)

    def preview(self, source: Facsimile) -> Raster:
        """The whole picture, about `PREVIEW_WIDTH` wide: the width at which decoding is quickest."""
        return self._drawer.preview(self._sight(source))

    def suffix(self, source: Facsimile) -> str:
        """What its file's name would end with (`.jpg`, `.pdf`); empty for a form that is not known."""
        with self._original(source.sha).open("rb") as stream:
            head = stream.read(1024)
        if b"%PDF-" in head:
            return ".pdf"
        return next((suffix for start, suffix in _SUFFIXES.items() if head.startswith(start)), "")

    def release(self) -> None:
        """Let go of the picture that is held for its parts."""
        self._drawer.release()

    def close(self) -> None:
        """Let go of whatever drawing holds."""
        self._drawer.close()

    def end(self) -> None:
        """Draw nothing any more."""
        left, self._drawer = self._drawer, ClosedDrawer()
        left.close()

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
                    narrowed(picture, width).save(data, "JPEG", quality=82)
                    write_atomically(self._path(source, width), data.getvalue())

    def prepare(self, pages: Iterable[Page], cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Make what is not kept yet of these pages.  A picture that cannot be read is left: its page says so."""
        waiting = [page for page in pages if (source := facsimile(page)) and not self.kept(source, THUMBNAIL_WIDTH)]
        for number, page in enumerate(waiting):
            if cancelled:
                return
            yield Progress(_("准备版面图 第{label}版").format(label=page.label), number, len(waiting))
            source = facsimile(page)
            if source is not None:
                with suppress(DianzibaoError):
                    self.keep(source, self.preview(source))

    def _path(self, source: Facsimile, width: int) -> Path:
        return self._folder / source.sha[:2] / f"{source.sha}-{source.frame}-{width}.jpg"

    def _is_slow(self, source: Facsimile) -> bool:
        return self._drawer.measure(self._sight(source)).slow

    def _sight(self, source: Facsimile) -> Sight:
        return Sight(os.fsencode(self._original(source.sha)), source.frame)

"""Pictures for what is exported, at a sane size and in a form that every browser and book reader shows."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec

from archive.errors import DianzibaoError
from archive.model import Page
from reader.pictures import Facsimile, facsimile

if TYPE_CHECKING:
    from reader.library import Library

ARTICLE_WIDTH: Final = 1600
PAGE_WIDTH: Final = 1600
THUMBNAIL_WIDTH: Final = 360
_LARGEST: Final = 1 << 20
"""Bytes of a picture that is taken over as it is."""
_QUALITY: Final = 82
_AS_THEY_ARE: Final = (".jpg", ".png", ".gif")


class Picture(msgspec.Struct, frozen=True):
    """A picture's file and its size in pixels; `suffix` is `.jpg`, `.png` or `.gif`."""

    data: bytes
    suffix: str
    width: int
    height: int


class Pictures:
    """Makes pictures and counts them; `missing` are those that the archive names and that cannot be read."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages = library.pictures
        self.written = self.missing = 0

    def of_article(self, sha: str) -> Picture | None:
        """The picture as it came where that will do, else smaller, as JPEG."""
        source = Facsimile(sha)
        try:
            path, (width, height) = self._library.original(sha), self._pages.size(source)
            suffix = self._pages.suffix(source)
            if suffix in _AS_THEY_ARE and width <= ARTICLE_WIDTH and path.stat().st_size <= _LARGEST:
                picture = Picture(path.read_bytes(), suffix, width, height)
            else:
                picture = self._rendered(source, ARTICLE_WIDTH)
        except (DianzibaoError, OSError):
            self.missing += 1
            return None
        self.written += 1
        return picture

    def drawn(self, sha: str) -> Picture | None:
        """A picture of an article drawn anew, whatever it came as: a JPEG of ours."""
        try:
            picture = self._rendered(Facsimile(sha), ARTICLE_WIDTH)
        except (DianzibaoError, OSError):
            self.missing += 1
            return None
        self.written += 1
        return picture

    def of_page(self, page: Page, *widths: int) -> tuple[Picture, ...]:
        """The page's picture at these widths, the largest first; `()` when it has none or it cannot be read."""
        source = facsimile(page)
        if source is None:
            return ()
        try:
            first = self._pages.render(source, widths[0])
        except (DianzibaoError, OSError):
            self.missing += 1
            return ()
        self.written += 1
        from PIL import Image

        image = Image.frombytes("RGB", (first.width, first.height), first.data)
        return tuple(_jpeg(image, width) for width in widths)

    def _rendered(self, source: Facsimile, width: int) -> Picture:
        from PIL import Image

        raster = self._pages.render(source, width)
        return _jpeg(Image.frombytes("RGB", (raster.width, raster.height), raster.data), width)


def _jpeg(image: object, width: int) -> Picture:
    from PIL import Image

    assert isinstance(image, Image.Image)
    if image.width > width:
        size = (width, max(1, round(image.height * width / image.width)))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    data = BytesIO()
    image.save(data, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(data.getvalue(), ".jpg", image.width, image.height)

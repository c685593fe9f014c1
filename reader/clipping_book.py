"""A clipping book to be handed over: as a printed document, and as JSON that can be proved later.

Every entry says where it is from, shows the page with its area outlined, what the reader wrote of it, its words, and
the SHA-256 of the originals.  All of it comes from what the clipping kept; only pictures are read from the archive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec

from archive.errors import DianzibaoError, UnreadableSourceError
from archive.model import Point
from archive.personal import Book, ClipKind, Clipping, Original, Role
from archive.shown import shown
from archive.wording import N_, _, listed
from reader.boxes import Box
from reader.exporting.markup import flat
from reader.exporting.pictures import Picture, Pictures
from reader.pictures import Facsimile
from reader.printed import Aside, Document, Image, Part, Rule, Section, Title, Tone, Words
from reader.printed.web import DATA_ID

if TYPE_CHECKING:
    from reader.library import Library

FORM: Final = "dianzibao-clippings"
_DATA: Final = rb'<script type="application/json" id="%s">(.*?)</script>' % DATA_ID.encode()
_VERSION: Final = 1
_THUMBNAIL: Final = 520
"""Pixels: the width of a page's thumbnail."""
_CROP: Final = 1800
"""Pixels: the width of the page of which an area is cut out."""
_AROUND: Final = 0.008
"""Of the page, shown around an area."""
_OUTLINE: Final = (156, 43, 37)
_SUMS: Final = {
    Role.ARTICLE: N_("稿件原件 SHA-256：{sum}"),
    Role.PAGE: N_("版面图原件 SHA-256：{sum}"),
    Role.PICTURE: N_("插图原件 SHA-256：{sum}"),
}


class Bound(msgspec.Struct, frozen=True):
    """A book with its clippings, as it is handed over."""

    name: str
    clippings: tuple[Clipping, ...]


class _File(msgspec.Struct, frozen=True):
    form: str
    version: int
    book: str
    clippings: tuple[Clipping, ...]


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def bound(book: Book, clippings: Sequence[Clipping]) -> Bound:
    return Bound(book.name, tuple(clippings))


def to_json(book: Bound) -> bytes:
    """One object; `from_file` reads it."""
    file = _File(FORM, _VERSION, book.name, book.clippings)
    return msgspec.json.format(msgspec.json.encode(file)) + b"\n"


def from_file(data: bytes, name: str) -> Bound:
    """A book that was exported as JSON or HTML.  `UnreadableSourceError` for anything else, and for a newer form."""
    text = data.removeprefix(b"\xef\xbb\xbf")
    if not text.lstrip().startswith(b"{"):
        found = re.search(_DATA, text, re.DOTALL)
        if found is None:
            raise UnreadableSourceError(name, _("不是导出的剪报本（JSON 或 HTML）"))
        text = found[1]
    try:
        head = json.loads(text)
        if head["form"] != FORM:
            raise UnreadableSourceError(name, _("不是导出的剪报本"))
        if head["version"] > _VERSION:
            raise UnreadableSourceError(name, _("由更新的版本导出，请升级电子报阅读机"))
        file = msgspec.json.decode(text, type=_File)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableSourceError(
            name, _("不是导出的剪报本（{error}）").format(error=shown(str(error))[:80])
        ) from error
    return Bound(file.book, file.clippings)


# ── a document ─────────────────────────────────────────────────────────────────────────────────────────────────────


def describe(library: Library, book: Bound) -> Document:
    """The whole book, in its order; pictures are read when it is written."""
    pictures = Pictures(library)
    parts: list[Part] = []
    for number, clipping in enumerate(book.clippings, 1):
        parts += [Rule()] if parts else []
        parts += _entry(library, pictures, clipping, number)
    papers = listed(dict.fromkeys(clipping.anchor.key.paper for clipping in book.clippings))
    about = (
        _("{count} 条剪报").format(count=len(book.clippings)),
        *([_("采自{papers}").format(papers=papers)] if papers else []),
    )
    footer = _("剪报本“{name}”").format(name=book.name)
    return Document(book.name, [Section(tuple(parts))], about, footer, contents=True, data=to_json(book))


def _entry(library: Library, pictures: Pictures, clipping: Clipping, number: int) -> Iterator[Part]:
    kept = clipping.kept
    yield Title(f"{number}. {flat(clipping.anchor.title) or '—'}", 2, kept.kicker, kept.subtitle)
    facts = [Words(kept.source, Tone.SOURCE)]
    facts += [Words(kept.byline, Tone.FACT)] if kept.byline else []
    facts.append(Words(_what(clipping), Tone.FACT))
    facts += [Words(_("批注：{note}").format(note=clipping.note), Tone.NOTE)] if clipping.note else []
    facts += [Words(_(_SUMS[original.role]).format(sum=original.sha256), Tone.SUM) for original in kept.originals]
    page = next((original for original in kept.originals if original.role is Role.PAGE), None)
    if page is None:
        yield from facts
    else:
        alt = _("{source}，版面图").format(source=kept.source)
        yield Aside(tuple(facts), Image(partial(_thumbnail, library, clipping, page), share=0.27, alt=alt))
        if clipping.kind is ClipKind.ZONE:
            yield Image(partial(_cut_out, library, clipping, page), alt=flat(clipping.anchor.title))
    tone = Tone.QUOTE if clipping.kind is ClipKind.WORDS else Tone.BODY
    yield from (Words(line, tone) for line in kept.text.splitlines() if line.strip())
    if clipping.kind is ClipKind.ARTICLE:
        for original in kept.originals:
            if original.role is Role.PICTURE:
                yield Image(partial(pictures.drawn, original.sha256), share=0.6)


def _what(clipping: Clipping) -> str:
    """`剪下的文字 · 剪于 2026-11-29`"""
    named = {ClipKind.ARTICLE: _("整篇"), ClipKind.WORDS: _("剪下的文字"), ClipKind.ZONE: _("版面上的一块")}[
        clipping.kind
    ]
    return _("{what} · 剪于 {day}").format(what=named, day=clipping.at[:10]) if clipping.at else named


# ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _thumbnail(library: Library, clipping: Clipping, page: Original) -> Picture | None:
    """The page, small, the clipping's areas outlined."""
    from PIL import Image as Pillow
    from PIL import ImageDraw

    try:
        raster = library.pictures.render(Facsimile(page.sha256, page.frame), _THUMBNAIL)
    except (DianzibaoError, OSError):
        return None
    image = Pillow.frombytes("RGB", (raster.width, raster.height), raster.data)
    width = min(image.width, _THUMBNAIL)
    image = image.resize((width, max(1, round(image.height * width / image.width))))
    tint = Pillow.new("RGBA", image.size)
    draw = ImageDraw.Draw(tint)
    draw.rectangle((0, 0, image.width - 1, image.height - 1), outline=(150, 142, 130, 255), width=2)
    for zone in clipping.kept.zones:
        corners = [_pixel(point, image.width, image.height) for point in zone.polygon]
        if len(corners) > 2:
            draw.polygon(corners, fill=(*_OUTLINE, 34))
            draw.line([*corners, corners[0]], fill=(*_OUTLINE, 255), width=4, joint="curve")
    return _jpeg(Pillow.alpha_composite(image.convert("RGBA"), tint).convert("RGB"))


def _cut_out(library: Library, clipping: Clipping, page: Original) -> Picture | None:
    """The clipping's areas, as large as they are printed."""
    from PIL import Image as Pillow

    points = [point for zone in clipping.kept.zones for point in zone.polygon]
    if not points:
        return None
    box = Box.around(points)
    around = Box(box.left - _AROUND, box.top - _AROUND, box.right + _AROUND, box.bottom + _AROUND).clamped()
    try:
        raster = library.pictures.render(Facsimile(page.sha256, page.frame), _CROP, around)
    except (DianzibaoError, OSError):
        return None
    return _jpeg(Pillow.frombytes("RGB", (raster.width, raster.height), raster.data))


def _pixel(point: Point, width: int, height: int) -> tuple[float, float]:
    return point[0] * width, point[1] * height


def _jpeg(image: object) -> Picture:
    from PIL import Image as Pillow

    assert isinstance(image, Pillow.Image)
    data = BytesIO()
    image.save(data, "JPEG", quality=85, optimize=True)
    return Picture(data.getvalue(), ".jpg", image.width, image.height)

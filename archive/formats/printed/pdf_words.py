"""What pdfium says of a PDF: its pages, the lines and words on them, its title and bookmarks, a picture of a page."""

from __future__ import annotations

import math
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.printed.page_text import Glyph, Line, in_order, lines_of, words_of
from archive.formats.printed.pdfium import PDFIUM, open_pdf
from archive.model import Word
from archive.text import tidy
from archive.wording import _

if TYPE_CHECKING:
    import PIL.Image
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MAX_PAGES = 2_000
MAX_CHARACTERS = 200_000  # of one page
MAX_TEXT = 4_000_000  # characters of one PDF
MAX_SECONDS = 120.0
MAX_BOOKMARKS = 5_000
_LARGEST_SIDE = 100_000.0  # points; what is larger is no page

_HYPHENS = {0x02, 0xFFFE}
_RADICAL = re.compile("[\u2f00-\u2fdf]")
# Fonts map their glyphs to radicals that look like the characters; NFKC knows those of U+2F00–2FDF, not these.
_LIKENESSES = str.maketrans(
    "⺁⺄⺅⺆⺈⺉⺊⺌⺍⺎⺒⺓⺔⺖⺗⺘⺙⺛⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙亻冂刀刂卜小小兀巳幺彑忄㣺扌攵旡月歺母民氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒羊羋耂肀聿月臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
) | {0x2E3A: "——"}


class PageText(msgspec.Struct, frozen=True):
    """One page: its size in points as shown, its lines in reading order, what was wrong with it (None: nothing).

    `unknown`: most characters have no meaning in the file, so that what was read is not what is shown.
    """

    width: float
    height: float
    lines: tuple[Line, ...] = ()
    unknown: bool = False
    problem: str | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        return words_of(self.lines, self.width, self.height)


class PdfText(msgspec.Struct, frozen=True):
    """A whole PDF: the title that it gives itself, its bookmarks by page (counted from 0), its pages."""

    title: str | None
    bookmarks: dict[int, str]
    pages: tuple[PageText, ...]


def normal(text: str) -> str:
    """Radicals as the characters that they stand for, `⸺` as `——`; everything else as it is."""
    if text.isascii():
        return text
    text = _RADICAL.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text.translate(_LIKENESSES)


def read_pdf(data: bytes, name: str) -> PdfText:
    """Everything that a PDF says; `UnreadableSourceError` when it has a password, is broken or is far too large."""
    started = time.monotonic()
    with _opened(data, name) as document:
        with PDFIUM:
            title = _title(document)
            bookmarks = _bookmarks(document)
            count = len(document)
        left = MAX_TEXT
        pages: list[PageText] = []
        for number in range(count):
            if left <= 0 or time.monotonic() - started > MAX_SECONDS:
                pages.append(PageText(1, 1, problem=_("文字太多，没有再读")))
                continue
            with PDFIUM:  # let go between pages, so that a window can show one meanwhile
                page = _page_text(document, number, min(left, MAX_CHARACTERS))
            left -= sum(len(line.text) for line in page.lines)
            pages.append(page)
    if all(page.problem and not page.lines for page in pages):
        raise UnreadableSourceError(name, _("PDF 的各页都读不出来（{problem}）").format(problem=pages[0].problem))
    return PdfText(title, bookmarks, tuple(pages))


def page_count(data: bytes, name: str = "PDF") -> int:
    """How many pages; `UnreadableSourceError` like `read_pdf`."""
    with _opened(data, name) as document, PDFIUM:
        return len(document)


def page_words(data: bytes, frame: int = 0, name: str = "PDF") -> tuple[Word, ...]:
    """The words of one page (counted from 0) with their boxes; empty for a page without text or one that is not there.

    `UnreadableSourceError` like `read_pdf`.
    """
    with _opened(data, name) as document, PDFIUM:
        return _page_text(document, frame, MAX_CHARACTERS).words if 0 <= frame < len(document) else ()


def page_image(data: bytes, frame: int, longest: int, name: str = "PDF") -> PIL.Image.Image:
    """A page as a picture whose longer side has that many pixels; `UnreadableSourceError` when it cannot be drawn."""
    from pypdfium2 import PdfiumError

    with _opened(data, name) as document, PDFIUM:
        try:
            with closing(document[frame]) as page:
                scale = longest / max(*page.get_size(), 1.0)
                image: PIL.Image.Image = page.render(scale=scale).to_pil()
                return image.convert("RGB")
        except (PdfiumError, IndexError, ValueError, RuntimeError) as error:
            raise UnreadableSourceError(
                name, _("第 {number} 页画不出来（{error}）").format(number=frame + 1, error=error)
            ) from error


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfiumError
    from pypdfium2.raw import FPDF_ERR_PASSWORD

    with PDFIUM:
        try:
            document = open_pdf(data)
        except PdfiumError as error:
            locked = error.err_code == FPDF_ERR_PASSWORD
            reason = _("PDF 有密码，请先解开再导入") if locked else _("PDF 已损坏，打不开")
            raise UnreadableSourceError(name, reason) from error
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableSourceError(
                name,
                _("PDF 有 {count} 页，超过 {limit} 页，请拆开再导入").format(count=len(document), limit=MAX_PAGES),
            )
        if not len(document):
            raise UnreadableSourceError(name, _("PDF 里没有页面"))
        yield document
    finally:
        with PDFIUM:
            document.close()


def _bookmarks(document: PdfDocument) -> dict[int, str]:
    """The first bookmark of each page; a hostile tree of them is gone through only so far."""
    from pypdfium2 import PdfiumError

    found: dict[int, str] = {}
    try:
        for bookmark in islice(document.get_toc(), MAX_BOOKMARKS):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            if page is not None and (title := normal(tidy(bookmark.get_title()))):
                found.setdefault(page, title)
    except (PdfiumError, ValueError):
        pass  # bookmarks help to name pages; without them the pages speak for themselves
    return found


def _title(document: PdfDocument) -> str | None:
    try:
        return normal(tidy(document.get_metadata_value("Title"))) or None
    except ValueError:  # not the UTF-16 that it should be
        return None


def _page_text(document: PdfDocument, number: int, limit: int) -> PageText:
    from pypdfium2 import PdfiumError

    try:
        with closing(document[number]) as page:
            width, height = page.get_size()
            if not (0 < width < _LARGEST_SIDE and 0 < height < _LARGEST_SIDE):
                return PageText(1, 1, problem=_("页面大小不正常"))
            with closing(page.get_textpage()) as text:
                count = text.count_chars()
                glyphs, unmapped = _glyphs(page, text, min(count, limit))
    except PdfiumError:
        return PageText(1, 1, problem=_("这一页已损坏"))
    lines = in_order(lines_of(glyphs, number), typeset=True)
    seen = sum(1 for glyph in glyphs if glyph is not None and not glyph.char.isspace())
    cut = _("文字超过 {limit} 个，只读了前面的").format(limit=limit) if count > limit else None
    return PageText(width, height, tuple(lines), unmapped * 2 > seen > 0, cut)


def _glyphs(page: PdfPage, text: PdfTextPage, count: int) -> tuple[list[Glyph | None], int]:
    """The characters with their boxes as shown, None at the ends of pdfium's lines; how many have no meaning."""
    from pypdfium2 import raw

    shown = _shown(page)
    box = raw.FS_RECTF()
    found: list[Glyph | None] = []
    unmapped = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0x0A, 0x0D):
            found.append(None)
            continue
        unknown = raw.FPDFText_HasUnicodeMapError(text, index) == 1
        char = _char(code)
        if not raw.FPDFText_GetLooseCharBox(text, index, box) or (char is None and not unknown):
            continue
        sides = shown(box.left, box.top, box.right, box.bottom)
        if all(map(math.isfinite, sides)):
            unmapped += unknown or char is None or unicodedata.category(chr(code)) == "Co"
            found.append(Glyph(char or "�", *sides))
    return found, unmapped


def _shown(page: PdfPage) -> Callable[[float, float, float, float], tuple[float, float, float, float]]:
    """From the page's own coordinates (y up, before its rotation) to those of the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def turn(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        match rotation:
            case 90:
                x0, y0, x1, y1 = y0 - bottom, x0 - left, y1 - bottom, x1 - left
            case 180:
                x0, y0, x1, y1 = right - x0, y0 - bottom, right - x1, y1 - bottom
            case 270:
                x0, y0, x1, y1 = top - y0, right - x0, top - y1, right - x1
            case _:
                x0, y0, x1, y1 = x0 - left, top - y0, x1 - left, top - y1
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    return turn


def _char(code: int) -> str | None:
    """The character that is meant; None for controls and what is no character."""
    if code in _HYPHENS:
        return "-"
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return None
    return normal(chr(code))

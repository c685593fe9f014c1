"""What lies on the clipboard, as a source that can be imported: text, HTML, or a picture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import msgspec
from PySide6.QtCore import QCoreApplication, QMimeData
from PySide6.QtGui import QImage

from archive.formats.base import Hints
from archive.model import IssueKey
from archive.progress import Outcome
from reader.library import Library
from ui.desktop.pictures import png

_FRAGMENT = re.compile(r"<!--\s*StartFragment\s*-->(.*)<!--\s*EndFragment\s*-->", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_LEAST_HTML = 80
"""Characters: in less, a reader of web pages cannot tell an article from what stands around it; the text is taken."""
_TITLE = 60


class Pasted(msgspec.Struct, frozen=True):
    """`text` is what a preview shows; `html` (a fragment) and `image` are what there is of them."""

    text: str = ""
    html: str = ""
    image: QImage | None = None

    @property
    def title(self) -> str:
        """The first line, if it is short enough to be one."""
        line = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return line if len(line) <= _TITLE else ""

    def source(self, title: str) -> tuple[str, bytes]:
        """Name and bytes of a source in which the text's own first line is not lost to the given title."""
        if self.image is not None:
            return QCoreApplication.translate("pasting", "粘贴的图片") + ".png", png(self.image)
        if self.html:
            head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
            page = f"<!DOCTYPE html><html>{head}<body><article>{self.html}</article></body></html>"
            return QCoreApplication.translate("pasting", "粘贴的网页") + ".html", page.encode()
        text = self.text if not title or title == self.title else f"{title}\n\n{self.text}"
        return QCoreApplication.translate("pasting", "粘贴的文字") + ".txt", text.encode()


class Arrived(msgspec.Struct, frozen=True):
    """Where what was pasted is filed now: `article` None for a picture, or where all of it was there before."""

    key: IssueKey
    page: str | None
    article: int | None


def pasted(data: QMimeData | None) -> Pasted | None:
    """What the clipboard holds; None when there is nothing that can be kept.  Words go before pictures."""
    if data is None:  # an empty clipboard, whatever Qt's types say
        return None
    text = data.text().strip()
    html = _fragment(data.html()) if data.hasHtml() else ""
    if html:
        shown = _shown(html)
        if len("".join(shown.split())) >= _LEAST_HTML:
            return Pasted(shown, html)
        text = text or shown
    if text:
        return Pasted(text)
    image = QImage(data.imageData()) if data.hasImage() else QImage()
    return None if image.isNull() else Pasted(image=image)


def bring_in(library: Library, source: tuple[str, bytes], values: Mapping[str, str]) -> Outcome | Arrived:
    """Import it where `values` (paper, date, page, title) say.  The outcome itself where it was not taken."""
    name, data = source
    before = {head.id for issue in library.issues(values["paper"]) for head in library.articles(issue.key)}
    outcome: Outcome | None = None
    for step in library.import_bytes(name, data, hints=Hints(values=values)):
        outcome = step if isinstance(step, Outcome) else outcome
    assert outcome is not None  # an import says of each source what became of it
    if outcome.outcome.is_problem or outcome.kind is None or outcome.paper is None:
        return outcome
    key = IssueKey(outcome.kind, outcome.paper, outcome.date, outcome.edition)
    new = [head for head in library.articles(key) if head.id not in before]
    page = new[0].pages[0] if new and new[0].pages else values.get("page")
    return Arrived(key, page, new[0].id if new else None)


def _fragment(html: str) -> str:
    """The copied part of a clipboard's page."""
    found = _FRAGMENT.search(html) or _BODY.search(html)
    return (found[1] if found else html).strip()


def _shown(html: str) -> str:
    """The words that a page shows.  Not as Qt reads it: that opens styles and backgrounds which it names."""
    from archive.formats.markup import fragment, text_of  # the window starts without parsers

    root = fragment(html)
    return "" if root is None else text_of(root)

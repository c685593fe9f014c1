"""文件 → 打印, 打印预览: the open article, the page (its picture, or set from its articles), the open clipping book."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QMainWindow

from archive.errors import UsageError
from archive.model import Page, PageRef
from reader.navigation import source_of
from reader.pictures import facsimile
from reader.printed import Document, Section
from ui.desktop.clipping_commands import ClippingCommands
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.page_column import PageColumn
from ui.printing.printer import new_printer, print_document

ARTICLE, PAGE, BOOK = "article", "page", "book"


class Printable(msgspec.Struct, frozen=True):
    """What can be printed here; `document` makes it when it is wanted."""

    id: str
    words: str
    document: Callable[[], Document]


class PrintCommands(Commands):
    """`run` an action by its id."""

    NAMES: ClassVar[tuple[str, ...]] = ("print", "print_preview")

    def __init__(
        self, window: QMainWindow, desk: Desk, view: ArticleView, column: PageColumn, clippings: ClippingCommands
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._view, self._column = window, desk, view, column
        self._clippings = clippings

    def run(self, name: str) -> None:
        """What has the keyboard comes first: the page picture, the clipping book, else the article."""
        offers = self.offers()
        if not offers:
            raise UsageError(self.tr("没有打开可以打印的稿件、版面或剪报本"))
        first = next((offer for offer in offers if offer.id == self._meant()), offers[0])
        if name == "print":
            self._print(first)
        else:
            self._preview(offers, first)

    def offers(self) -> list[Printable]:
        found = []
        if (article := self._view.article) is not None:
            title = " ".join(article.content.title.split())
            found.append(Printable(ARTICLE, self.tr("这一篇：{name}").format(name=title), self._article))
        if (page := self._page()) is not None:
            words = self.tr("重排的版面：第{name}版") if self._is_typeset(page) else self.tr("版面图：第{name}版")
            found.append(Printable(PAGE, words.format(name=page.label), self._sheet))
        if (book := self._clippings.book) is not None and self._clippings.panel.model.clippings:
            found.append(Printable(BOOK, self.tr("剪报本：{name}").format(name=book.name), self._book))
        return found

    def _meant(self) -> str:
        if self._clippings.panel.list.hasFocus() or self._clippings.panel.books.hasFocus():
            return BOOK
        return PAGE if self._column.picture.hasFocus() else ARTICLE

    # ── what is printed ────────────────────────────────────────────────────────────────────────────────────────────

    def _article(self) -> Document:
        from reader.exporting.pictures import Pictures
        from reader.exporting.printed import article_section

        article = self._view.article
        assert article is not None
        section = article_section(article, Pictures(self._desk.library))
        return Document(" ".join(article.content.title.split()), [section], footer=section.header, title_page=False)

    def _page(self) -> Page | None:
        """The open page, if there is a picture of it, or something to set it from."""
        issue = self._desk.issue
        page = issue.page(self._desk.page) if issue else None
        if issue is None or page is None:
            return None
        return page if facsimile(page) or self._desk.library.articles(issue.key, page.label) else None

    def _is_typeset(self, page: Page) -> bool:
        issue = self._desk.issue
        return issue is not None and self._column.images.is_typeset(issue.key, page)

    def _sheet(self) -> Document:
        """The page's picture; without one that can be read the page as it is set from its articles."""
        from reader.exporting.pictures import Pictures
        from reader.exporting.printed import page_section
        from ui.printing.drawing import Drawing

        page, issue = self._page(), self._desk.issue
        assert page is not None
        assert issue is not None
        source = source_of(issue.key, [PageRef(page.label, page.name)])
        if not self._is_typeset(page):
            section = page_section(page, source, Pictures(self._desk.library))
        else:
            typeset = self._column.images.typeset(issue.key, page)
            drawing = Drawing(lambda: None, alt=source, whole=True, paint=typeset.draw, size=typeset.on_paper)
            section = Section((drawing,), source)
        return Document(source, [section], footer=source, title_page=False)

    def _book(self) -> Document:
        from reader.clipping_book import bound, describe

        book = self._clippings.book
        assert book is not None
        return describe(self._desk.library, bound(book, self._desk.library.clippings.of(book)))

    # ── printing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _print(self, offer: Printable) -> None:
        document = offer.document()
        printer = new_printer(document.title)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("打印 {name}").format(name=offer.words))
        dialog.accepted.connect(lambda: self.send(document, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def send(self, document: Document, printer: QPrinter) -> None:
        """Print it as the printer is set."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            print_document(document, printer)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _preview(self, offers: list[Printable], first: Printable) -> None:
        from ui.desktop.views.preview_dialog import PreviewDialog

        dialog = PreviewDialog(self._window, [(offer.words, offer.document) for offer in offers], offers.index(first))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

"""What the menu 剪报 does: clipping what is open, the panel with the books, their order, notes, files and proofs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QMimeData, QModelIndex, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from archive.errors import UsageError
from archive.model import ArticleHead
from archive.personal import Book, Clipping
from reader.clippings import Pick
from reader.searching import SearchHit
from ui.desktop import wording_clippings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.dragging import DragOut, data_of, drag
from ui.desktop.models.clippings import CLIPPING
from ui.desktop.models.lists import VALUE
from ui.desktop.models.results import HIT
from ui.desktop.theme import Scheme
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.clippings_panel import ClippingsPanel
from ui.desktop.views.columns import UPRIGHT
from ui.desktop.views.dialogs import tried
from ui.desktop.views.mark_dialogs import NoteDialog
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.row_menus import RowMenus
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.undo_bar import UndoBar

_SHOWN = "column/clippings"
_WIDE, _HIGH = 320, 380
"""Pixels of the panel beside the article, or below it."""
OF_BOOK: Final = ("rename_book", "remove_book", "export_book", "prove_book")


class ClippingCommands(Commands):
    """`run` an action by its id; `show` after the clippings have changed.  The panel is a dock of the window's."""

    NAMES: ClassVar[tuple[str, ...]] = ("clip", "clip_zone", "clippings")

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        bar: UndoBar,
        actions: Actions,
        scheme: Scheme,
        store: QSettings,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._bar = window, desk, bar
        self._actions, self._store = actions, store
        self._clippings = desk.library.clippings
        self._view: ArticleView | None = None
        self._column: PageColumn | None = None
        self._book: Book | None = None
        self.panel = ClippingsPanel(scheme)
        self.dock = QDockWidget(self.tr("剪报本"), window)
        self.dock.setObjectName("clippingsDock")
        self.dock.setWidget(self.panel)
        self._commands: Mapping[str, Callable[[], object]] = {
            "clip": self._clip,
            "clip_zone": self._clip_zone,
            "clippings": self._toggle,
        }
        self._connect()

    def _connect(self) -> None:
        panel = self.panel
        panel.book_chosen.connect(self.open_book)
        panel.opened.connect(self.tried(self._open))
        panel.noted.connect(self._ask_note)
        panel.removed.connect(self.tried(self._remove))
        panel.stepped.connect(self.tried(self._step))
        panel.copied.connect(self._copy)
        panel.model.picked.connect(self.tried(self._add))
        panel.model.moved.connect(self.tried(self._move))
        RowMenus(panel.list, self._fill_menu)
        menu = QMenu(panel)
        for name in ("new_book", "rename_book", "remove_book", "", "export_book", "prove_book", "prove_file"):
            menu.addAction(self._actions[name]) if name else menu.addSeparator()
        panel.show_menu(menu)
        self.dock.visibilityChanged.connect(self._dock_seen)

    def attach(self, view: ArticleView, column: PageColumn, search: SearchPanel) -> None:
        """Where clippings come from: by menus and by dragging."""
        self._view, self._column = view, column
        view.browser.lifted = self._lift_words
        view.menu_opening.connect(self._add_to_menu)
        column.article_menu.connect(self._add_to_list_menu)
        column.picture.zone_lifted.connect(lambda article, page: drag(column.picture, [Pick(article, page=page)]))
        DragOut(column.contents, self._contents_dragged)
        DragOut(search.results, lambda index: _hit(index))
        RowMenus(search.results, lambda menu, index: self._add_to_list_menu(menu, _hit(index)))

    def restore(self) -> None:
        """As the last window had it."""
        self._place()
        shown = self._store.value(_SHOWN, "false") in ("true", True)
        self.dock.setVisible(shown)
        self._actions["clippings"].setChecked(shown)
        self.show()

    def run(self, name: str) -> None:
        """Errors that are known are said in words."""
        self.tried(self._commands[name])()

    def show(self) -> None:
        """Read the books anew; the open one stays open while it is there."""
        books = self._clippings.books()
        kept = [book for book in books if self._book and book.id == self._book.id]
        self._book = kept[0] if kept else books[0] if books else None
        counted = [(book, len(self._clippings.of(book))) for book in books]
        self.panel.show_books(counted, self._book, self._clippings.of(self._book) if self._book else [])
        for name in OF_BOOK:
            self._actions[name].setEnabled(self._book is not None)

    @property
    def book(self) -> Book | None:
        """The open one."""
        return self._book

    # ── clipping ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _clip(self) -> None:
        """The selection, else the open article."""
        article = self._view.article if self._view else None
        if article is None or self._view is None:
            raise UsageError(self.tr("还没有打开文章"))
        self._add([Pick(article.id, self._view.selected_quote())])

    def _clip_zone(self) -> None:
        picture = self._column.picture if self._column else None
        article = picture.target if picture else None
        sheet = picture.sheet_of(article) if picture and article is not None else None
        if article is None or sheet is None:
            raise UsageError(self.tr("版面图上没有这一篇"))
        self._add([Pick(article, page=sheet.label)])

    def _add(self, picks: Sequence[Pick], at: int | None = None) -> None:
        made = self._clippings.add(self._book, picks, at)
        self.show()
        name = self._book.name if self._book else ""
        if not made:
            self._bar.tell(self.tr("“{book}”里已经有了").format(book=name))
            return
        self.panel.select({clipping.id for clipping in made}, made[0].id)
        self.told(self.tr("剪进了“{book}”：{n} 条").format(book=name, n=len(made)))

    def _lift_words(self, data: QMimeData) -> QMimeData:
        """Qt's own kind of it takes nothing else along: the words, and what they are for a clipping book."""
        if not (self._view and self._view.article and (quote := self._view.selected_quote())):
            return data
        lifted = data_of([Pick(self._view.article.id, quote)], data.text())
        lifted.setHtml(data.html())
        return lifted

    def _contents_dragged(self, index: QModelIndex) -> Sequence[int]:
        """The row's article; all that are selected, if it is one of them."""
        head = index.data(VALUE)
        if not isinstance(head, ArticleHead) or self._column is None:
            return ()
        selected = self._column.selected_articles()
        return selected if head.id in selected else (head.id,)

    def _add_to_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self._actions["clip"])

    def _add_to_list_menu(self, menu: QMenu, articles: Sequence[int]) -> None:
        if articles and not menu.title():  # not below 更正 of a page picture's menu
            menu.addAction(self.tr("剪下"), self.tried(partial(self._add, [Pick(article) for article in articles])))

    # ── the open book ──────────────────────────────────────────────────────────────────────────────────────────────

    def _fill_menu(self, menu: QMenu, index: QModelIndex) -> None:
        clipping, chosen = index.data(CLIPPING), self.panel.selected()
        if clipping not in chosen:
            chosen = [clipping]
        menu.addAction(self.tr("打开"), self.tried(partial(self._open, clipping)))
        menu.addAction(self.tr("批注…") + "\tF2", partial(self._ask_note, clipping))
        menu.addAction(self.tr("复制文字和出处") + "\tCtrl+C", partial(self._copy, chosen))
        menu.addSeparator()
        menu.addAction(self.tr("上移") + "\tCtrl+↑", self.tried(partial(self._step, chosen, -1)))
        menu.addAction(self.tr("下移") + "\tCtrl+↓", self.tried(partial(self._step, chosen, 1)))
        others = [book for book in self._clippings.books() if self._book and book.id != self._book.id]
        if others:
            into = menu.addMenu(self.tr("移到"))
            for book in others:
                into.addAction(book.name.replace("&", "&&"), self.tried(partial(self._move_into, chosen, book)))
        menu.addSeparator()
        menu.addAction(self.tr("去掉") + "\tDelete", self.tried(partial(self._remove, chosen)))

    def _open(self, clipping: Clipping) -> None:
        found = self._clippings.article_of(clipping)
        if found is None:
            raise UsageError(self.tr("这个档案库里没有这一篇：{title}").format(title=wording_clippings.title(clipping)))
        if self._view is None:
            return
        self._view.mark("")
        self._desk.open_article(found)
        if clipping.quote:
            self._view.go_to_quote(clipping.quote)

    def _ask_note(self, clipping: Clipping) -> None:
        dialog = NoteDialog(self._window, wording_clippings.head(clipping), clipping.note)

        def save(text: str) -> None:
            self._clippings.note(clipping, text)
            self.show()
            self.told(self.tr("记下了"))

        dialog.saved.connect(self.tried(save))
        dialog.open()

    def _remove(self, chosen: Sequence[Clipping]) -> None:
        self._clippings.remove(chosen)
        self.show()
        self.told(self.tr("去掉了 {n} 条").format(n=len(chosen)))

    def _step(self, chosen: Sequence[Clipping], step: int) -> None:
        """All of them beside the one before the first, or behind the last."""
        rows = [self.panel.model.row_of(clipping.id) for clipping in chosen]
        at = min(rows) - 1 if step < 0 else max(rows) + 2
        if self._book and 0 <= at <= len(self.panel.model.clippings):
            self._clippings.move(chosen, self._book, at)
            self.show()

    def _move(self, names: Sequence[str], at: int) -> None:
        chosen = [clipping for clipping in self.panel.model.clippings if clipping.id in names]
        if chosen and self._book:
            self._clippings.move(chosen, self._book, at)
            self.show()

    def _move_into(self, chosen: Sequence[Clipping], book: Book) -> None:
        self._clippings.move(chosen, book)
        self.show()
        self.told(self.tr("移到了“{book}”").format(book=book.name))

    def _copy(self, chosen: Sequence[Clipping]) -> None:
        text = "\n\n".join(wording_clippings.with_source(clipping) for clipping in chosen)
        QGuiApplication.clipboard().setText(text)
        self._bar.tell(self.tr("复制了 {n} 条").format(n=len(chosen)))

    def open_book(self, book: Book) -> None:
        """Show this one from now on."""
        self._book = book
        self.show()

    # ── the panel ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _toggle(self) -> None:
        on = self._actions["clippings"].isChecked()
        self.show_dock(on=on)
        if on:
            self.show()
            self.panel.list.setFocus()

    def show_dock(self, *, on: bool) -> None:
        if on and not self.dock.isFloating():
            self._place()
        self.dock.setVisible(on)

    def _place(self) -> None:
        area = self._area()
        self._window.addDockWidget(area, self.dock)
        below = area == Qt.DockWidgetArea.BottomDockWidgetArea
        way = Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal
        self._window.resizeDocks([self.dock], [_HIGH if below else _WIDE], way)

    def _area(self) -> Qt.DockWidgetArea:
        """Beside the article, or on an upright screen below it."""
        upright = self._window.height() > self._window.width() * UPRIGHT
        return Qt.DockWidgetArea.BottomDockWidgetArea if upright else Qt.DockWidgetArea.RightDockWidgetArea

    def _dock_seen(self) -> None:
        """Closed by its own button, or shown."""
        shown = not self.dock.isHidden()
        self._actions["clippings"].setChecked(shown)
        self._store.setValue(_SHOWN, shown)

    def told(self, sentence: str) -> None:
        self._bar.tell(sentence, self._actions["undo_mark"].trigger)

    def tried(self, call: Callable[..., object]) -> Callable[..., None]:
        """Errors of files, too, are said in words."""
        return tried(self._window, call, OSError)


def _hit(index: QModelIndex) -> Sequence[int]:
    hit = index.data(HIT)
    return (hit.head.id,) if isinstance(hit, SearchHit) else ()

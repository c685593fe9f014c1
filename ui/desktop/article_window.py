"""A window with one article, beside the main one: two can be compared, or more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget

from reader.library import Library
from reader.navigation import Place
from ui.desktop import wording
from ui.desktop.actions import make_actions
from ui.desktop.copying import CopyCommands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme, app_icon
from ui.desktop.views.article_text import Typography
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import tried


class ArticleWindow(QMainWindow):
    """Has a desk of its own: it can step on from its article without moving the main window.

    `wanted` gives on an action of the main window: font size, characters and direction are the same in all windows.
    """

    wanted = Signal(str)
    closed = Signal(QWidget)

    def __init__(self, library: Library, jobs: Jobs, scheme: Scheme, type_: Typography, place: Place) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowIcon(app_icon())
        self._library = library
        self.desk = Desk(library, self)
        self._handlers: dict[str, Callable[[], object]] = {
            "previous_article": lambda: self.desk.step_article(-1), "next_article": lambda: self.desk.step_article(1),
            "back": self.desk.back, "forward": self.desk.forward,
            "open_picture": lambda: self.view.browser.picture_clicked.emit(""),
            "find": lambda: self.view.open_find(),
            "find_previous": lambda: self.view.step_hit(-1), "find_next": lambda: self.view.step_hit(1),
            **{name: self._wants(name) for name in (
                "larger", "smaller", "size_reset", "size_small", "size_medium", "size_large",
                "toggle_script", "vertical",
            )},
            **{name: self._copies(name) for name in CopyCommands.NAMES},
        }  # fmt: skip
        self._actions = make_actions(self, {name: tried(self, call) for name, call in self._handlers.items()})
        self.addActions(list(self._actions.values()))
        close = QAction(self)
        close.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        close.triggered.connect(self.close)
        self.addAction(close)
        self.view = ArticleView(library, jobs, scheme, self._actions, type_)
        self._copying = CopyCommands(self, self.view, lambda sentence: announce(self, sentence))
        self.view.size_stepped.connect(lambda step: self.wanted.emit("larger" if step > 0 else "smaller"))
        self.view.end_passed.connect(self.desk.step_article)
        self.view.browser.swiped.connect(self.desk.step_article)
        self.setCentralWidget(self.view)
        self.desk.article_changed.connect(self._show)
        self.desk.moved.connect(self._enable)
        self.desk.go(place)
        self.view.browser.setFocus()

    def show_marks(self) -> None:
        if self.desk.article:
            self.view.show_marks(self._library.marks.of(self.desk.article))

    def _show(self) -> None:
        article = self.desk.article
        self.view.show_reading(self.desk.reading, self.tr("这一版没有文章"))
        where = self.desk.whereabouts()
        title = " ".join(article.content.title.split()) if article else ""
        self.setWindowTitle(" — ".join(part for part in (title, wording.place(where) if where else "") if part))
        self.show_marks()

    def _enable(self) -> None:
        desk, actions = self.desk, self._actions
        actions["previous_article"].setEnabled(desk.article_beside(-1) is not None)
        actions["next_article"].setEnabled(desk.article_beside(1) is not None)
        actions["back"].setEnabled(desk.can_back)
        actions["forward"].setEnabled(desk.can_forward)
        actions["open_picture"].setEnabled(desk.article is not None and bool(desk.article.content.pictures()))

    def _wants(self, name: str) -> Callable[[], object]:
        return lambda: self.wanted.emit(name)

    def _copies(self, name: str) -> Callable[[], object]:
        return lambda: self._copying.run(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit(self)
        self.desk.close()
        super().closeEvent(event)

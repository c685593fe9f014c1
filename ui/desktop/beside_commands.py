"""What is opened beside the window: an article in a window of its own, a picture large."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMainWindow, QMenu, QWidget

from archive.model import ArticleHead
from reader.navigation import Place
from reader.searching import SearchHit
from ui.desktop.actions import Actions
from ui.desktop.article_window import ArticleWindow
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.look_commands import LookCommands
from ui.desktop.reading_commands import ReadingCommands
from ui.desktop.theme import Scheme
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.picture_dialog import PictureDialog, figures_of


class BesideCommands(Commands):
    """`run` an action by its id; the middle button on a row of `lists` opens its article in a window of its own."""

    NAMES: ClassVar[tuple[str, ...]] = ("open_beside", "open_picture")

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        jobs: Jobs,
        scheme: Scheme,
        view: ArticleView,
        look: LookCommands,
        reading: ReadingCommands,
        actions: Actions,
        said: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs, self._scheme = window, desk, jobs, scheme
        self._view, self._look, self._reading, self._actions, self._say = view, look, reading, actions, said
        self._lists: dict[QObject, QAbstractItemView] = {}
        self.windows: list[ArticleWindow] = []
        view.browser.picture_clicked.connect(self.open_picture)
        view.menu_opening.connect(self._fill_menu)
        look.typed.connect(self._set_type)
        reading.dressed.connect(self._dress)

    def attach(self, *lists: QAbstractItemView) -> None:
        for view in lists:
            self._lists[view.viewport()] = view
            view.viewport().installEventFilter(self)

    def run(self, name: str) -> None:
        if name == "open_picture":
            self.open_picture("")
        elif self._desk.article:
            self.open_beside(self._desk.article.id)

    def abandon(self) -> None:
        for window in list(self.windows):
            window.close()

    def show_marks(self) -> None:
        """The marks have changed, or may have."""
        for window in self.windows:
            window.show_marks()

    def open_beside(self, article: int) -> None:
        """The article in a window of its own; the first one takes the room that is free beside the main window."""
        key = self._desk.library.article(article).key
        window = ArticleWindow(
            self._desk.library, self._jobs, self._scheme, self._look.type_now, Place(key, None, article)
        )
        self._reading.dress(window.view)
        window.wanted.connect(lambda name: self._actions[name].trigger())
        window.view.browser.picture_clicked.connect(lambda sha: self._show_picture(window, window.view, sha))
        window.closed.connect(lambda closed: self.windows.remove(closed))
        self.windows.append(window)
        self._place(window)
        window.show()
        window.activateWindow()

    def open_picture(self, sha: str) -> None:
        """This picture of the open article, or its first one."""
        self._show_picture(self._window, self._view, sha)

    def _show_picture(self, window: QWidget, view: ArticleView, sha: str) -> None:
        figures = figures_of(view.article) if view.article else []
        if not figures:
            self._say(self.tr("这一篇没有图片"))
            return
        dialog = PictureDialog(window, figures, self._desk.library.pictures, self._jobs, self._scheme)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show_figure(next((number for number, one in enumerate(figures) if one.picture == sha), 0))
        dialog.open()

    def _set_type(self) -> None:
        for window in self.windows:
            window.view.set_type(self._look.type_now)

    def _dress(self) -> None:
        for window in self.windows:
            self._reading.dress(window.view)

    def _place(self, window: QWidget) -> None:
        """At the right of the main window where there is room, else over its right half, each a little lower."""
        screen = self._window.screen().availableGeometry()
        main = self._window.frameGeometry()
        width = max(480, min(720, screen.width() // 2))
        left = main.right() + 1 if main.right() + width <= screen.right() else screen.right() - width
        down = 28 * (len(self.windows) - 1)
        frame = main.height() - self._window.height()  # its own has one, too
        height = min(main.height(), screen.bottom() - main.top() - down) - frame
        window.setGeometry(left, main.top() + down, width, max(height, 400))

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        for name in self.NAMES:
            menu.addAction(self._actions[name])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched in self._lists:
            mouse = cast("QMouseEvent", event)
            if mouse.button() == Qt.MouseButton.MiddleButton:
                value = self._lists[watched].indexAt(mouse.position().toPoint()).data(Qt.ItemDataRole.UserRole)
                head = value.head if isinstance(value, SearchHit) else value
                if isinstance(head, ArticleHead):
                    self.open_beside(head.id)
                return True
        return super().eventFilter(watched, event)

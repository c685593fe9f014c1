"""What the reader has read: noted while reading, listed, gone on with, cleared; and reading that leaves nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QMainWindow

from archive.model import Article
from archive.personal import Visit
from reader.settings import Settings
from reader.traces import Traces
from reader.visiting import with_parts
from ui.desktop import wording_visits
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import show_error
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.traces_dialog import TracesDialog
from ui.desktop.views.visits_dialog import VisitsDialog

DWELL = 1_500
"""Milliseconds after which an article counts as read: stepping past it is not reading."""


class VisitCommands(Commands):
    """`run` an action by its id; connect `look` before whatever lays the next article out, and `settle` at the end."""

    private_wanted = Signal(bool)
    said = Signal(str)
    cleared = Signal()

    NAMES: ClassVar[tuple[str, ...]] = (
        "continue_reading", "visits", "next_unread", "private_session", "clear_traces",
    )  # fmt: skip

    def __init__(
        self,
        window: QMainWindow,
        desk: Desk,
        jobs: Jobs,
        settings: Settings,
        view: ArticleView,
        column: PageColumn,
        actions: Actions,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs, self._settings = window, desk, jobs, settings
        self._view, self._column, self._actions = view, column, actions
        self._visits = desk.library.visits
        self._visits.on = settings.get("reading.history")
        self._article: Article | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._note)
        self._commands: Mapping[str, Callable[[], object]] = {
            "continue_reading": self.go_on,
            "visits": self._list,
            "next_unread": self._next_unread,
            "private_session": self._private,
            "clear_traces": self._clear,
        }
        desk.article_changed.connect(self._turn)
        desk.issue_changed.connect(self._show_read)
        self.show_private()
        if settings.private:
            label = QLabel(self.tr("无痕阅读：标记、历史、设置都不留下"))
            label.setProperty("role", "remark")
            window.statusBar().addPermanentWidget(label)

    def run(self, name: str) -> None:
        self._commands[name]()

    def abandon(self) -> None:
        self.settle()

    # ── noting ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def settle(self) -> None:
        """The article that is open is left now; nothing more is noted until the next one."""
        left, self._article = self._article, None
        if left is not None and not self._timer.isActive():
            self._visits.note(left, self._view.part)
        self._timer.stop()

    def _turn(self) -> None:
        """Another article is open; the view still shows the one before."""
        left, place = self._article, self._view.part
        if left is not None and not self._timer.isActive():
            self._beside(left, place)
        self._article = self._desk.article
        self._timer.start(DWELL)

    def _note(self) -> None:
        """It has been open for a while."""
        if self._article is not None:
            self._beside(self._article, self._view.part)
            heads = self._desk.issue.heads if self._desk.issue else ()
            self._column.contents_model.add_read(with_parts({self._article.id}, heads))

    def _beside(self, article: Article, place: float) -> None:
        """Written beside the window: the disk is waited for."""
        self._jobs.start(partial(self._visits.note, article, place), lambda _: None, self.said.emit)

    def _show_read(self) -> None:
        issue = self._desk.issue
        known = self._settings.get("reading.history")
        self._column.contents_model.show_read(self._visits.read(issue.key, issue.heads) if issue and known else None)

    # ── going on ───────────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self) -> None:
        """The window has just opened its issue: go to where one stopped in it, or say where that was."""
        last = self._visits.last() if self._settings.get("reading.history") else None
        issue = self._desk.issue
        if last is None or issue is None:
            return
        if last.anchor.key == issue.key:
            self._open(last)
        else:
            self.said.emit(
                self.tr("上次读到 {place}，“浏览 → 接着上次读”翻到那里").format(place=wording_visits.place(last))
            )

    def go_on(self) -> None:
        """Open what was read last, where one stopped; in the middle of reading, what was read before that."""
        here = self._desk.article.id if self._desk.article else None
        for visit in self._visits.recent(50):
            article = self._visits.article_of(visit)
            if article is not None and article != here:
                self._open(visit)
                return
        self.said.emit(self.tr("还没有读过别的稿件"))

    def _open(self, visit: Visit) -> None:
        article = self._visits.article_of(visit)
        if article is None:
            self.said.emit(self.tr("这一篇不在这个档案库里"))
            return
        self._desk.open_article(article)
        place = visit.place if visit.place < 1.0 else 0.0  # what was read to its end begins anew
        if self._view.isVisible():
            self._view.go_to(place)
        else:  # it has its size only when it is shown
            QTimer.singleShot(0, self._view, partial(self._view.go_to, place))

    def _list(self) -> None:
        dialog = VisitsDialog(self._window, self._visits.recent())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(self._open)
        dialog.show()

    def _next_unread(self) -> None:
        """The next article of the issue that was not opened, after this one, then from the beginning."""
        issue, article = self._desk.issue, self._desk.article
        if issue is None:
            return
        read = self._visits.read(issue.key, issue.heads)
        ids = [head.id for page in issue.pages for head in issue.heads_on(page.label)]
        ids = list(dict.fromkeys(ids + [head.id for head in issue.heads]))
        here = ids.index(article.id) if article and article.id in ids else -1
        unread = [one for one in ids[here + 1 :] + ids[: max(here, 0)] if one not in read]
        if unread:
            self._desk.open_article(unread[0])
        else:
            self.said.emit(self.tr("这一期都读过了"))

    # ── leaving nothing ────────────────────────────────────────────────────────────────────────────────────────────

    def show_private(self) -> None:
        self._actions["private_session"].setChecked(self._settings.private)

    def _private(self) -> None:
        self.private_wanted.emit(self._actions["private_session"].isChecked())

    def _clear(self) -> None:
        traces = Traces(self._desk.library, self._settings)
        dialog = TracesDialog(self._window, traces.there())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def clear() -> None:
            try:
                cleared = traces.clear(dialog.chosen())
            except OSError as error:
                show_error(self._window, str(error))
                return
            self._show_read()
            self.cleared.emit()
            self.said.emit(wording_visits.cleared(cleared))

        dialog.accepted.connect(clear)
        dialog.open()

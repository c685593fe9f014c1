"""Saved searches in the window: kept, opened, counted beside it; the digest, the report, what was searched before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QWidget

from archive.errors import UsageError
from indexer.request import SearchRequest
from reader.library import Library
from reader.reporting.contents import Report
from reader.reporting.digest import digest, gather
from reader.reporting.search_report import search_report
from reader.saved import SavedSearch
from reader.searching import SearchPage
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.jobs import Job, Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.dialogs import show_error, tried
from ui.desktop.views.middle import RESULTS, SAVED, Middle
from ui.desktop.views.report_dialog import Make, ReportDialog
from ui.desktop.views.saved_dialogs import SaveSearchDialog
from ui.desktop.views.saved_panel import SavedPanel
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.undo_bar import UndoBar

_OFFERED: Final = 8
"""Lines of what was searched before that are shown at once."""
_WEEK: Final = dt.timedelta(days=7)


class SavedCommands(Commands):
    """`attach` once, then `run` an action by its id; `refresh` after something came in, or was cleared."""

    NAMES: ClassVar[tuple[str, ...]] = ("save_search", "my_searches", "only_new", "digest", "search_report")

    tab_wanted = Signal(int)
    """A tab of the middle column is to be seen."""
    article_wanted = Signal(int)

    def __init__(
        self, window: QWidget, library: Library, panel: SearchPanel, listed: SavedPanel, bar: UndoBar, jobs: Jobs,
        settings: Settings, scheme: Scheme, actions: Actions,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window, self._library, self._panel, self._list, self._bar = window, library, panel, listed, bar
        self._jobs, self._settings, self._scheme, self._actions = jobs, settings, scheme, actions
        self._new: dict[str, int] = {}
        self._counting: Job | None = None
        self._opened: tuple[SavedSearch, SearchRequest] | None = None
        """A saved search whose answer is under way."""
        self._history = QStringListModel(self)
        self._commands: Mapping[str, Callable[[], object]] = {
            "save_search": self._save,
            "my_searches": self._go_to_list,
            "only_new": self._remember_only_new,
            "digest": self._digest,
            "search_report": self._report,
        }
        actions["only_new"].setChecked(settings.get("search.only_new"))
        listed.chosen.connect(tried(window, self._open_by_id))
        listed.menu_opening.connect(self._fill_menu)
        panel.model.searched.connect(self._look)

    def attach(self, middle: Middle, *boxes: QLineEdit) -> None:
        """Offer in these boxes what was searched before, and remember what is searched from them."""
        self._list.counted.connect(middle.show_new)
        for box in boxes:
            completer = QCompleter(self._history, box)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(_OFFERED)
            if popup := completer.popup():
                popup.setObjectName("completions")
            box.setCompleter(completer)
            completer.activated.connect(self._search_again)
            box.returnPressed.connect(lambda box=box: self._remember(box.text()))
        self._panel.hit_chosen.connect(lambda _article: self._remember(self._panel.query))
        self.refresh()

    def run(self, name: str) -> None:
        self._commands[name]()

    def refresh(self) -> None:
        """Show what is saved and what was searched, and count beside the window what is new."""
        self._show_history()
        searches = self._library.searches.all()
        self._list.show_searches(searches, self._new)
        if self._counting:
            self._counting.cancel()
            self._counting = None
        if searches:
            saved = self._library.searches
            self._counting = self._jobs.start(
                lambda: {one.id: saved.new(one) for one in searches},
                partial(self._show_new, searches),
                lambda _sentence: self._show_new(searches, {}),  # a damaged index is said where one searches
            )

    def _show_new(self, searches: list[SavedSearch], new: dict[str, int]) -> None:
        self._counting, self._new = None, new
        self._list.show_searches(searches, new)

    # ── keeping ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _save(self) -> None:
        request = self._panel.asked()
        if request is None:
            raise UsageError(self.tr("先写下要检索的字词，再保存"))
        folders = sorted({one.folder for one in self._library.searches.all() if one.folder})
        dialog = SaveSearchDialog(
            self._window, self.tr("检索：{query}").format(query=request.query), request.query, "", folders
        )
        dialog.saved.connect(lambda name, folder: self._keep(request, name, folder))
        dialog.open()

    def _keep(self, request: SearchRequest, name: str, folder: str) -> None:
        """Finding what it finds now may take a moment."""
        saved = self._library.searches
        self._jobs.start(
            lambda: saved.save(request, name, folder),
            lambda made: self._told(self.tr("存了检索“{name}”").format(name=made.name)),
            lambda sentence: show_error(self._window, sentence),
        )

    def _change(self, change: Callable[[], object], sentence: str) -> None:
        def change_and_tell() -> None:
            change()
            self._told(sentence)

        tried(self._window, change_and_tell)()

    def _told(self, sentence: str) -> None:
        self._bar.tell(sentence, self._undo)
        self.refresh()

    def _undo(self) -> None:
        deed = self._library.marks.undo()
        if deed:
            self._bar.tell(self.tr("撤销了：{what}").format(what=deed.sentence))
        self.refresh()

    def _fill_menu(self, menu: QMenu, name: str) -> None:
        saved, search = self._library.searches, self._library.searches.find(name)
        menu.addAction(self.tr("打开"), lambda: self.open(search, only_new=False))
        menu.addAction(self.tr("只看新到的"), lambda: self.open(search, only_new=True))
        menu.addAction(self.tr("算都看过了"), lambda: self._look_at(search))
        menu.addSeparator()
        menu.addAction(self.tr("改名、移动…"), lambda: self._move(search))
        request = self._panel.asked()
        action = menu.addAction(self.tr("改成现在的检索"))
        action.setEnabled(request is not None)
        if request is not None:
            changed = self.tr("改了检索“{name}”").format(name=search.name)
            action.triggered.connect(lambda: self._change(lambda: saved.change(search, request), changed))
        removed = self.tr("删除了检索“{name}”").format(name=search.name)
        menu.addAction(self.tr("删除"), lambda: self._change(lambda: saved.remove([search]), removed))

    def _move(self, search: SavedSearch) -> None:
        saved = self._library.searches
        folders = sorted({one.folder for one in saved.all() if one.folder})
        about = self.tr("检索：{query}").format(query=search.query)
        dialog = SaveSearchDialog(self._window, about, search.name, search.folder, folders)
        moved = self.tr("改了检索“{name}”").format(name=search.name)
        dialog.saved.connect(
            lambda name, folder: self._change(lambda: saved.move(search, name=name, folder=folder), moved)
        )
        dialog.open()

    # ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────

    def open(self, search: SavedSearch, *, only_new: bool) -> None:
        """Run it in the list of hits; when they are there it counts as looked at."""
        after = self._library.searches.after(search) if only_new else None
        self._panel.ask(search.request(after=after))
        request = self._panel.model.request
        self._opened = (search, request) if request else None
        self.tab_wanted.emit(RESULTS)

    def _open_by_id(self, name: str) -> None:
        self.open(self._library.searches.find(name), only_new=self._actions["only_new"].isChecked())

    def _look(self, page: SearchPage) -> None:
        """An answer is there."""
        opened, self._opened = self._opened, None
        if opened and opened[1] == self._panel.model.request and not page.partial:
            self._library.searches.look(opened[0], page.newest)
            self.refresh()

    def _look_at(self, search: SavedSearch) -> None:
        saved = self._library.searches
        self._jobs.start(
            lambda: saved.look(search, saved.newest(search)),
            lambda _: self.refresh(),
            lambda sentence: show_error(self._window, sentence),
        )

    def _remember_only_new(self) -> None:
        self._settings.set("search.only_new", self._actions["only_new"].isChecked())

    def _go_to_list(self) -> None:
        self.tab_wanted.emit(SAVED)
        self._list.step_into()

    # ── digest and report ──────────────────────────────────────────────────────────────────────────────────────────

    def _digest(self) -> None:
        searches = self._library.searches.all()
        if not searches:
            raise UsageError(self.tr("还没有存着的检索：检索以后用“检索 → 保存检索…”存下来"))
        now = dt.datetime.now().astimezone()
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        library = self._library

        def make(since: dt.datetime | None) -> Report:
            return digest(gather(library, searches, since), since, now)

        choices = (
            (self.tr("上次看过以后新到的"), partial(make, None)),
            (self.tr("今天新到的"), partial(make, today)),
            (self.tr("七天以来新到的"), partial(make, today - _WEEK)),
        )
        self._show(self.tr("每日摘要"), choices)

    def _report(self) -> None:
        request = self._panel.asked()
        if request is None:
            raise UsageError(self.tr("先检索，再写报告"))
        now, library = dt.datetime.now().astimezone(), self._library
        self._show(self.tr("检索报告"), [("", lambda: search_report(library, request, now))])

    def _show(self, title: str, choices: Sequence[tuple[str, Make]]) -> None:
        dialog = ReportDialog(self._window, self._jobs, self._scheme, title, choices)
        dialog.article_wanted.connect(self.article_wanted)
        dialog.show()

    # ── what was searched ──────────────────────────────────────────────────────────────────────────────────────────

    def _remember(self, query: str) -> None:
        self._library.searches.remember(query)
        self._show_history()

    def _show_history(self) -> None:
        self._history.setStringList(self._library.searches.history())

    def _search_again(self, query: str) -> None:
        """One of those that were offered was taken."""
        self._panel.search(query)
        self.tab_wanted.emit(RESULTS)

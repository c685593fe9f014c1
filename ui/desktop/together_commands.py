"""What belongs together over papers and days: reprints of an article, the wall of front pages, 往年今日."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from archive.model import PartialDate
from reader.days import FrontPage
from reader.navigation import Place
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import tried
from ui.desktop.views.front_wall import DAY, YEARS, FrontWall
from ui.desktop.views.reprints_dialog import ReprintsDialog
from ui.desktop.views.search_panel import SearchPanel


class TogetherCommands(Commands):
    """`run` an action by its id; each of its two windows is made once and stays beside the window."""

    NAMES: ClassVar[tuple[str, ...]] = ("reprints", "front_wall", "same_day")

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        jobs: Jobs,
        scheme: Scheme,
        actions: Actions,
        settings: Settings,
        view: ArticleView,
        panel: SearchPanel,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs = window, desk, jobs
        self._scheme, self._actions, self._settings = scheme, actions, settings
        self.reprints: ReprintsDialog | None = None
        self.wall: FrontWall | None = None
        desk.moved.connect(self._enable)
        view.menu_opening.connect(lambda menu: menu.addAction(actions["reprints"]))
        panel.collapse.setChecked(bool(settings.get("search.collapse")))
        panel.collapse.clicked.connect(lambda on: settings.set("search.collapse", on))

    def run(self, name: str) -> None:
        match name:
            case "reprints":
                self._open_reprints()
            case "front_wall":
                self._open_wall(DAY)
            case "same_day":
                self._open_wall(YEARS)

    def _enable(self) -> None:
        self._actions["reprints"].setEnabled(self._desk.article is not None)
        for name in ("front_wall", "same_day"):
            self._actions[name].setEnabled(bool(self._desk.papers))

    def _open_reprints(self) -> None:
        if self._desk.article is None:
            return
        if self.reprints is None:
            self.reprints = ReprintsDialog(self._window, self._desk.library, self._jobs, self._scheme)
            self.reprints.article_wanted.connect(tried(self._window, self._desk.open_article))
        self.reprints.show()
        self.reprints.activateWindow()
        self.reprints.show_article(self._desk.article.id)

    def _open_wall(self, tab: int) -> None:
        """Of the open issue's day; of today where that has none."""
        if self.wall is None:
            self.wall = FrontWall(self._window, self._desk.library, self._jobs, self._scheme)
            self.wall.front_chosen.connect(self._open_front)
        key = self._desk.issue.key if self._desk.issue else None
        today = PartialDate.of(dt.datetime.now().astimezone().date())
        self.wall.show()
        self.wall.activateWindow()
        self.wall.show_day(key.date if key and key.date and key.date.is_day else today, tab)

    def _open_front(self, front: FrontPage) -> None:
        place = Place(front.key, front.page.label if front.page else None)
        tried(self._window, self._desk.go)(place)  # it may be gone by now
        if self.wall:
            self.wall.close()

"""How the text of an article is shown to this reader: in which characters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject

from reader.converting import Script
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.page_column import PageColumn


class ReadingCommands(Commands):
    """`run` an action by its id; what is chosen is kept in the settings."""

    NAMES: ClassVar[tuple[str, ...]] = ("toggle_script", *(f"script_{script}" for script in Script))

    def __init__(
        self,
        parent: QObject,
        settings: Settings,
        actions: Actions,
        view: ArticleView,
        column: PageColumn,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        self._settings, self._actions, self._view, self._column, self._say = settings, actions, view, column, say
        self._commands: dict[str, Callable[[], object]] = {
            "toggle_script": self._toggle_script,
            **{f"script_{script}": partial(self._choose_script, script) for script in Script},
        }
        self._show_script()

    def run(self, name: str) -> None:
        self._commands[name]()

    def _toggle_script(self) -> None:
        """To the original and back to what it was converted to."""
        now, last = (Script(self._settings.get(f"article.{key}")) for key in ("script", "script_last"))
        script = last if now is Script.ORIGINAL else Script.ORIGINAL
        self._choose_script(script)
        words = self._actions[f"script_{script}"].text()
        self._say(self.tr("正文显示为：{script}").format(script=words))

    def _choose_script(self, script: Script) -> None:
        self._settings.set("article.script", script.value)
        if script is not Script.ORIGINAL:
            self._settings.set("article.script_last", script.value)
        self._show_script()

    def _show_script(self) -> None:
        chosen = Script(self._settings.get("article.script"))
        for script in Script:
            self._actions[f"script_{script}"].setChecked(script is chosen)
        self._view.set_script(chosen)
        self._column.contents_model.set_script(chosen)

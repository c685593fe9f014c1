"""How the text of an article is shown to this reader: in which characters, with which readings over them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from reader.converting import Script
from reader.pronouncing import Pinyin, other_readings, readings
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.look_commands import typography
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.bubble import Bubble
from ui.desktop.views.page_column import PageColumn

MOST_ASKED = 24
"""Characters of a selection that are read."""


class ReadingCommands(Commands):
    """`run` an action by its id; what is chosen is kept in the settings.  `dressed`: the text is shown otherwise."""

    dressed = Signal()

    NAMES: ClassVar[tuple[str, ...]] = (
        "toggle_script", *(f"script_{script}" for script in Script),
        *(f"pinyin_{which}" for which in Pinyin), "pronounce", "vertical",
    )  # fmt: skip

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
            **{f"pinyin_{which}": partial(self._choose_pinyin, which) for which in Pinyin},
            "vertical": self._turn,
            "pronounce": lambda: self._pronounce(self._view.asked_about()),
        }
        self._bubble = Bubble(view, (view.browser, view.browser.viewport(), view.vertical))
        view.browser.reading_wanted.connect(self._pronounce)
        view.menu_opening.connect(self._fill_menu)
        self.show()

    def run(self, name: str) -> None:
        self._commands[name]()

    def show(self) -> None:
        """As the settings have it."""
        self._show_pinyin()
        self._actions["vertical"].setChecked(self._settings.get("article.vertical"))
        self._view.set_vertical(on=self._settings.get("article.vertical"))
        self._show_script()

    def dress(self, view: ArticleView) -> None:
        """Show another view's text as this one's."""
        view.set_script(Script(self._settings.get("article.script")))
        view.set_vertical(on=self._settings.get("article.vertical"))

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
        self.dressed.emit()

    def _turn(self) -> None:
        on = self._actions["vertical"].isChecked()
        self._settings.set("article.vertical", on)
        self._view.set_vertical(on=on)
        self.dressed.emit()

    def _choose_pinyin(self, which: Pinyin) -> None:
        self._settings.set("article.pinyin", which.value)
        self._show_pinyin()
        self._view.set_type(typography(self._settings))

    def _show_pinyin(self) -> None:
        for which in Pinyin:
            self._actions[f"pinyin_{which}"].setChecked(which == self._settings.get("article.pinyin"))

    def _pronounce(self, asked: QTextCursor) -> None:
        """Say how a character, or what is selected, is read in its words; a character also otherwise."""
        block, start = asked.document().findBlock(asked.selectionStart()), asked.selectionStart()
        line = block.text()
        units = line.encode("utf-16-le")
        ends = (start - block.position(), asked.selectionEnd() - block.position())
        first, last = (len(units[: 2 * max(end, 0)].decode("utf-16-le", "ignore")) for end in ends)
        words = line[first:last].strip()[:MOST_ASKED]
        found = [reading for reading in readings(line)[first:last] if reading][:MOST_ASKED]
        if not found:
            self._say(self.tr("这里没有可以注音的字"))
            return
        large = f"{words}  {' '.join(found)}"
        others = other_readings(words, found[0]) if len(words) == 1 else []
        small = self.tr("也读 {others}").format(others="、".join(others)) if others else ""
        self._bubble.tell(self._view.place_of(asked), large, small)
        self._say("，".join(filter(None, (large, small))))

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addAction(self._actions["pronounce"])

    def _show_script(self) -> None:
        chosen = Script(self._settings.get("article.script"))
        for script in Script:
            self._actions[f"script_{script}"].setChecked(script is chosen)
        self._view.set_script(chosen)
        self._column.contents_model.set_script(chosen)

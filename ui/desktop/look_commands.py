"""How the window looks: size of the text, colours, language, which columns and parts are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMainWindow

from reader.pronouncing import Pinyin
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.availability import LARGEST, SMALLEST
from ui.desktop.commands import Commands
from ui.desktop.scaling import SCALES, stepped
from ui.desktop.theme import SCHEMES, Scheme
from ui.desktop.views import columns
from ui.desktop.views.article_text import Typography
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.columns import Columns
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.settings_dialog import SettingsDialog

SIZES = {"small": 16, "medium": 18, "large": 24}
_THEMES = ("system", *SCHEMES)
_LANGUAGES = ("zh", "zh_hant", "en")


def typography(settings: Settings) -> Typography:
    """As the reader has chosen it."""
    get = settings.get
    size, line, measure = get("article.size"), get("article.line"), get("article.measure")
    return Typography(size, line, measure, get("article.font"), Pinyin(get("article.pinyin")))


class LookCommands(Commands):
    """`run` an action by its id.  `sized`: the text has another size; `look_changed`: other colours or another language
    were chosen, for which the window is built anew."""

    sized = Signal(int)
    typed = Signal()
    """The text is set otherwise than before."""
    look_changed = Signal()
    scale_chosen = Signal()
    """Another size of the interface was chosen, for which the program begins anew."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "larger", "smaller", "size_reset", "settings", "page_picture", "page_list", "full_screen", *columns.NAMES,
        *(f"size_{name}" for name in SIZES), *(f"theme_{name}" for name in _THEMES),
        *(f"language_{name}" for name in _LANGUAGES),
        "scale_up", "scale_down", *(f"scale_{percent}" for percent in SCALES),
    )  # fmt: skip

    def __init__(
        self,
        window: QMainWindow,
        settings: Settings,
        scheme: Scheme,
        actions: Actions,
        article_view: ArticleView,
        page_column: PageColumn,
        parts: Columns,
    ) -> None:
        super().__init__(window)
        self._window, self._settings, self._actions, self._scheme = window, settings, actions, scheme
        self._article_view, self._page_column, self._columns = article_view, page_column, parts
        self._commands: dict[str, Callable[[], object]] = {
            "larger": lambda: self.step_size(1),
            "smaller": lambda: self.step_size(-1),
            "size_reset": lambda: self.set_size(SIZES["medium"]),
            "settings": self._open_settings,
            "page_picture": self.toggle_parts,
            "page_list": self.toggle_parts,
            "full_screen": self._toggle_screen,
            **{name: partial(self._toggle_column, name) for name in columns.NAMES},
            "scale_up": lambda: self._rescale(stepped(settings.get("window.scale"), 1)),
            "scale_down": lambda: self._rescale(stepped(settings.get("window.scale"), -1)),
            **{f"scale_{percent}": partial(self._rescale, percent) for percent in SCALES},
            **{f"size_{name}": partial(self.set_size, em) for name, em in SIZES.items()},
            **{f"theme_{name}": partial(self._change, "window.theme", name) for name in _THEMES},
            **{f"language_{name}": partial(self._change, "window.language", name) for name in _LANGUAGES},
        }

    def run(self, name: str) -> None:
        self._commands[name]()

    def restore(self) -> None:
        """As the settings and the last window have it."""
        self._columns.arrange(self._window.width(), self._window.height())
        for name, shown in self._columns.remembered().items():
            self._actions[name].setChecked(shown)
        self.toggle_columns()
        self._actions["page_picture"].setChecked(self._settings.get("page.picture"))
        self._actions["page_list"].setChecked(self._settings.get("page.list"))
        self.toggle_parts()
        self.show_scale()
        for name in ("theme", "language"):
            self._actions[f"{name}_{self._settings.get(f'window.{name}')}"].setChecked(True)

    @property
    def type_now(self) -> Typography:
        return typography(self._settings)

    def step_size(self, step: int) -> None:
        size = self._settings.get("article.size")
        self.set_size(min(max(size + step * (1 if size < 20 else 2 if size < 36 else 4), SMALLEST), LARGEST))

    def set_size(self, em: int) -> None:
        self._settings.set("article.size", em)
        self._set_type()

    def _set_type(self) -> None:
        self._article_view.set_type(self.type_now)
        self.typed.emit()
        self.sized.emit(self._settings.get("article.size"))

    def show_column(self, name: str) -> None:
        self._actions[name].setChecked(True)
        self._columns.bring(name)
        self.toggle_columns()

    def _toggle_column(self, name: str) -> None:
        """Show or hide it; where only one has room, bring it to the front, and the second time the article again."""
        if self._columns.crowded:
            there = self._columns.shows(name) and not self._actions[name].isChecked()
            self.show_column("article" if there else name)
            self._actions[name].setChecked(True)
        self.toggle_columns()

    def toggle_columns(self) -> None:
        shown = {name: self._actions[name].isChecked() for name in columns.NAMES}
        if not shown["middle"] and not shown["article"]:
            self._actions["article"].setChecked(True)
            shown["article"] = True
        self._columns.show_columns(shown)

    def toggle_parts(self) -> None:
        picture, contents = self._actions["page_picture"].isChecked(), self._actions["page_list"].isChecked()
        self._settings.set("page.picture", picture)
        self._settings.set("page.list", contents)
        self._page_column.show_picture(on=picture)
        self._page_column.show_list(on=contents)

    def show_scale(self) -> None:
        """As the setting is, which need not be as the window is."""
        now = self._settings.get("window.scale")
        for percent in SCALES:
            self._actions[f"scale_{percent}"].setChecked(percent == now)
        self._actions["scale_up"].setEnabled(now < SCALES[-1])
        self._actions["scale_down"].setEnabled(now > SCALES[0])

    def _rescale(self, percent: int) -> None:
        changed = percent != self._settings.get("window.scale")
        self._settings.set("window.scale", percent)
        self.show_scale()
        if changed:
            self.scale_chosen.emit()

    def _change(self, key: str, value: str) -> None:
        self._settings.set(key, value)
        self.look_changed.emit()

    def _open_settings(self) -> None:
        dialog = SettingsDialog(self._window, self._settings, self._scheme, self._actions)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def take() -> None:
            changed = self._settings.update(dialog.chosen())
            keys = self._settings.lists("keys")
            self._settings.set_lists("keys", dialog.keys())
            self._set_type()
            quick = {name for name in changed if name.startswith("article.") or name == "window.scale"}
            if keys != dialog.keys() or set(changed) - quick:
                self.look_changed.emit()
            if "window.scale" in changed:
                self.scale_chosen.emit()

        dialog.accepted.connect(take)
        dialog.open()

    def _toggle_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

"""Copying an article, or what is selected in it, so that nobody has to ask where it is from."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from reader.citing import STYLES
from reader.rendering import render_markdown
from reader.rendering.markdown import quoted
from ui.desktop.commands import Commands
from ui.desktop.views.article_view import ArticleView


class CopyCommands(Commands):
    """`run` an action by its id."""

    NAMES: ClassVar[tuple[str, ...]] = ("copy_with_source", "copy_markdown", *(f"cite_{style}" for style in STYLES))

    def __init__(self, parent: QObject, view: ArticleView, say: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._view, self._say = view, say

    def run(self, name: str) -> None:
        article, shown = self._view.article, self._view.as_shown
        if article is None or shown is None:
            return
        clipboard = QGuiApplication.clipboard()
        if name == "copy_with_source":
            clipboard.setText(self._view.text_with_source())
            self._say(self.tr("已复制，末尾注明了出处"))
        elif name == "copy_markdown":
            selected = self._view.selected_text()
            clipboard.setText(quoted(selected, article) if selected else render_markdown(shown))
            self._say(self.tr("已复制为 Markdown，注明了出处"))
        else:
            called, cite = STYLES[name.removeprefix("cite_")]
            clipboard.setText(cite(article))
            self._say(self.tr("已复制引文（{style}）").format(style=called))

"""What comes from papers and file names is shown as it is written: never taken for markup, never for a key."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProxyStyle, QWidget

from ui.desktop.fitting import Fitter
from ui.desktop.hearing import attend


class PlainStyle(QProxyStyle):
    """Fusion, under which no label, box or tip guesses that its text is HTML.

    Qt's guess (`Qt::mightBeRichText`) would let a headline set in brackets name a picture to load – from a stranger's
    server on Windows.  A label that is to show rich text says so itself before it is first shown.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._fitter = Fitter(self)

    def polish(self, target: Any) -> Any:
        if isinstance(target, QLabel) and target.textFormat() is Qt.TextFormat.AutoText:
            target.setTextFormat(Qt.TextFormat.PlainText)
        if isinstance(target, QWidget):
            attend(target)
        if isinstance(target, QDialog):
            target.installEventFilter(self._fitter)
        return super().polish(target)


def literal(text: str) -> str:
    """The words for a button or a menu, where Qt takes `&` for the mark of a key."""
    return text.replace("&", "&&")

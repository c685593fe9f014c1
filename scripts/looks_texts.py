"""The texts that a widget shows, the glyphs that they need, and the language that they are in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextDocumentFragment, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QMenuBar,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from ui.desktop.traditional import interface_words

HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
NAMES: Final = frozenset(
    ("English", "Language", "Markdown", "Word", "BibTeX", "OpenCC", "Creative", "Commons", "zip", "jsonl", "csv", "txt")
)
KEYS: Final = frozenset(
    ("Ctrl", "Shift", "Alt", "Space", "Enter", "Return", "Tab", "Home", "End", "Del", "Ins", "Esc", "PgUp", "PgDown")
)
"""Words that are no English left over: names, keys of the keyboard, endings of files."""
_MARKUP: Final = re.compile(r"</?[a-z][^<>]*>|&[a-z]+;")
_PRINTED: Final = ("kicker", "title", "subtitle", "byline", "source")
"""Labels that say what the paper says, be it in other characters."""
ROWS: Final = 60
"""So many rows of a list are looked at."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in its font; `ours` is the program's own, and not the archive's."""

    text: str
    font: QFont
    ours: bool


def texts_of(widget: QWidget) -> Iterator[Said]:
    """What a widget itself shows, with its tooltip."""
    font = widget.font()
    ours: list[str] = [widget.toolTip()]
    theirs: list[str] = []
    match widget:
        case QLabel() if widget.objectName() in _PRINTED:
            theirs.append(widget.text())
        case QLabel() | QAbstractButton():
            ours.append(widget.text())
        case QGroupBox():
            ours.append(widget.title())
        case QLineEdit():
            ours.append(widget.placeholderText())
            theirs.append(widget.text())
        case QComboBox():
            ours += [widget.itemText(number) for number in range(min(widget.count(), ROWS))]
        case QTabBar():
            for number in range(widget.count()):
                ours += (widget.tabText(number), widget.tabToolTip(number))
        case QMenu() | QMenuBar():
            ours += [action.text() for action in widget.actions()]
        case QMainWindow() | QDialog():
            ours.append(widget.windowTitle())
        case QTextBrowser():
            theirs.append(widget.document().toPlainText()[:20_000])
        case QHeaderView() if widget.model() is not None:
            orientation = widget.orientation()
            ours += [str(widget.model().headerData(at, orientation) or "") for at in range(widget.count())]
        case QAbstractItemView() if widget.model() is not None:
            theirs += _rows(widget)
        case _:
            pass
    for texts, whose in ((ours, True), (theirs, False)):
        yield from (Said(plain(text), font, whose) for text in texts if text and text.strip())


def _rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(view, QListView) else model.columnCount()
    for row in range(min(model.rowCount(), ROWS)):
        for column in range(columns):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                if isinstance(text := index.data(role), str):
                    yield text


def plain(text: str) -> str:
    """Without marks of rich text."""
    return QTextDocumentFragment.fromHtml(text).toPlainText() if is_rich(text) else text


def is_rich(text: str) -> bool:
    """Qt would take it for markup."""
    return bool(_MARKUP.search(text))


# ── glyphs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def glyphless(text: str, font: QFont) -> str:
    """The characters that Qt would draw as boxes: no font of the chain has them."""
    chars = {char for char in text if char.isprintable() and not char.isspace() and char != "\ufffc"}
    return "".join(sorted(char for char in chars if not _drawn(char, font.toString())))


@cache
def _drawn(char: str, key: str) -> bool:
    font = QFont()
    font.fromString(key)
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    indexes = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    return bool(indexes) and 0 not in indexes


# ── language ───────────────────────────────────────────────────────────────────────────────────────────────────────


def of_other_language(text: str, language: str, known: str = "") -> str:
    """What is in another language than the interface's, in a word; empty where nothing is.

    `known` is what the archive holds: names of papers and titles stay as they are.
    """
    runs = [run for run in HAN.findall(text) if run not in known]
    if language == "en":
        left = [run for run in runs if run not in _LANGUAGES]
        return f"Chinese in English: {left[0]}" if left else ""
    if language == "zh_hant":
        wrong = [run for run in runs if run not in _LANGUAGES and _simplified(run)]
        if wrong:
            return f"simplified in traditional: {wrong[0]}"
    left_over = "" if text in known else _english(text)
    return f"English in Chinese: {left_over}" if left_over else ""


_LANGUAGES: Final = ("简体中文", "繁體中文", "语言", "語言", "重庆", "行长", "航掌", "图", "列表", "表")
"""Names of languages; examples of readings; marks that stand in texts to be corrected."""


def _english(text: str) -> str:
    """A sentence or word of English alone; empty where there is none."""
    if HAN.search(text):
        return ""
    words = [word for word in re.findall(r"[A-Za-z]{3,}", text) if not word.isupper() and word not in NAMES | KEYS]
    return words[0] if words and not re.search(r"[/\\.@_=]", text) else ""


def _simplified(run: str) -> bool:
    """Some character has only a traditional form in Taiwan."""
    return any(interface_words(char) != char for char in run) and interface_words(run) != run

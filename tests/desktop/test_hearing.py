"""What those hear who do not see the window, and that the keyboard comes everywhere and away again.

The tree that a screen reader walks is read, not the widgets' own properties.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QDate, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui.desktop
from reader.library import Library
from ui.desktop import fitting, spoken
from ui.desktop.desktop import Desktop
from ui.desktop.hearing import name_of
from ui.desktop.main_window import MainWindow
from ui.desktop.views.middle import MARKS, PAGES, RESULTS, SAVED

MakeDesktop = Callable[..., Desktop]
Role = QAccessible.Role
CONTROLS = frozenset((
    Role.Button, Role.ButtonMenu, Role.ButtonDropDown, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.SpinBox,
    Role.EditableText, Role.Slider, Role.List, Role.Table, Role.Tree, Role.ListItem, Role.Cell, Role.TreeItem,
    Role.PageTabList, Role.PageTab, Role.MenuItem, Role.ColumnHeader, Role.Dialog,
))  # fmt: skip
ROWS = frozenset((Role.ListItem, Role.Cell, Role.TreeItem))
OPENED = {
    "export": "ExportDialog", "print_preview": "PreviewDialog",
    "settings": "SettingsDialog", "paste_article": "PasteDialog", "correct_text": "CorrectDialog",
    "corrections": "JournalDialog", "trash": "TrashDialog", "go_to": "GoToDialog", "front_wall": "FrontWall",
    "same_day": "FrontWall", "visits": "VisitsDialog", "open_picture": "PictureDialog", "reprints": "ReprintsDialog",
    "save_search": "SaveSearchDialog", "search_report": "ReportDialog", "trends": "TrendsDialog",
    "note": "NoteDialog", "tags": "TagsDialog", "clear_traces": "TracesDialog",
    "new_book": "QInputDialog", "move_article": "MoveDialog", "split_article": "SplitDialog",
    "link_article": "LinkDialog", "move_issue": "MoveDialog", "merge_paper": "MergeDialog",
    "reading_words": "WordsDialog", "coverage": "CoverageDialog", "reparse": "ReparseDialog",
    "health": "HealthDialog", "help": "HelpDialog", "about": "AboutDialog",
}  # fmt: skip
"""The actions that open a dialog, and which."""
OTHERWISE = frozenset((
    "BookExportDialog", "CopyDialog", "ImportDialog", "MappingDialog", "ProofDialog", "RestoreDialog",
))  # fmt: skip
"""Dialogs that need more than an action: files that were chosen, a book with clippings, work under way."""


@dataclass(frozen=True)
class Node:
    """One thing in the tree, with the widget that it is (None for what is inside one) and the way to it."""

    role: QAccessible.Role
    name: str
    widget: QWidget | None
    way: str
    focusable: bool


def nodes(interface: QAccessibleInterface | None, way: str = "") -> Iterator[Node]:
    """Everything that can be seen, and the rows of lists."""
    if interface is None or not interface.isValid():
        return
    state, role = interface.state(), interface.role()
    if state.invisible and role not in ROWS:  # type: ignore[attr-defined]
        return
    found = interface.object()
    widget = found if isinstance(found, QWidget) else None
    name = interface.text(QAccessible.Text.Name).strip()
    here = f"{way} > {role.name} {type(found).__name__ if found else ''} {name[:20]!r}"
    yield Node(role, name, widget, here, bool(state.focusable))  # type: ignore[attr-defined]
    for number in range(min(interface.childCount(), 60)):
        yield from nodes(interface.child(number), here)


def tree(widget: QWidget) -> list[Node]:
    return list(nodes(QAccessible.queryAccessibleInterface(widget)))


def unnamed(widget: QWidget) -> list[str]:
    """Controls of which a screen reader would say nothing but their kind."""
    return sorted({node.way for node in tree(widget) if _needs_name(node) and not _name(node)})


def _needs_name(node: Node) -> bool:
    if node.widget is not None:
        parent = node.widget.parentWidget()
        inside = isinstance(parent, QAbstractScrollArea) and parent.viewport() is node.widget
        if inside or node.widget.focusProxy() is not None:
            return node.role in ROWS
    return node.role in CONTROLS or node.focusable


def _name(node: Node) -> str:
    """Of a box its label: what Qt gives on Linux is what is chosen in it."""
    if isinstance(node.widget, (QComboBox, QAbstractSpinBox)):
        return name_of(node.widget)
    return node.name


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced."""
    sentences: list[str] = []
    monkeypatch.setattr(
        spoken.QAccessible, "updateAccessibility", staticmethod(lambda event: sentences.append(event.message()))
    )
    return sentences


def test_every_control_of_the_window_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    assert unnamed(window) == []
    window.search_box.setText("图书馆")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: window.search_panel.model.total > 0)
    window.search_panel.unfold.setChecked(True)
    window.search_panel.told.narrow.setChecked(True)
    window.article_view.open_find()
    for tab in (RESULTS, MARKS, SAVED, PAGES):
        window.tabs.setCurrentIndex(tab)
        assert unnamed(window) == []
    window._actions["clippings"].trigger()
    window._actions["vertical"].trigger()
    assert unnamed(window) == []
    window._actions["vertical"].trigger()


def test_the_empty_window_has_names_too(make_desktop: MakeDesktop, library: Library) -> None:
    assert unnamed(make_desktop(library).window) == []


def test_rows_say_their_text_and_their_state(window: MainWindow) -> None:
    names = {node.role: [] for node in tree(window)}  # type: dict[QAccessible.Role, list[str]]
    for node in tree(window):
        names[node.role].append(node.name)
    rows = names[Role.ListItem]
    assert any("临岚日报" in row and "期" in row for row in rows)
    assert any("没读过" in row for row in rows)
    title = window.article_view.article.content.title.split()[0]  # type: ignore[union-attr]
    assert any(title in row for row in rows)
    assert title in window.article_view.text.accessibleName()
    texts = [node for node in tree(window) if node.widget is window.article_view.text]
    assert [title in node.name for node in texts] == [True]


def open_dialogs() -> list[QDialog]:
    return [top for top in QApplication.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]


def once_open(window: QWidget, look: Callable[[], None]) -> None:
    """Look when there is a dialog; some wait in a loop of their own until they are answered."""
    timer = QTimer(window)
    timer.setInterval(50)
    before: list[QDialog] = []

    def try_it() -> None:
        found = open_dialogs()
        if found and found == before:  # it had time to take the focus
            timer.stop()
            look()
        before[:] = found

    timer.timeout.connect(try_it)
    timer.start()


@pytest.mark.parametrize("name", sorted(OPENED))
def test_every_dialog_is_named_and_left_by_the_keyboard(shared_window: MainWindow, name: str, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("题目\n正文")
    dialogs: list[str] = []
    problems: list[str] = []

    def look() -> None:
        for dialog in open_dialogs():
            dialogs.append(type(dialog).__name__)
            problems.extend(_problems(dialog))
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
            if dialog.isVisible():
                problems.append("Esc does not close it")
                dialog.close()

    once_open(shared_window, look)
    action = shared_window._actions[name]
    assert action.isEnabled()
    action.trigger()
    qtbot.waitUntil(lambda: bool(dialogs), timeout=5000)
    assert dialogs[0] == OPENED[name]
    assert problems == []


@pytest.mark.parametrize("name", sorted(OPENED))
@pytest.mark.parametrize("room", [QSize(425, 233), pytest.param(QSize(358, 606), marks=pytest.mark.slow)])
def test_every_dialog_fits_a_small_screen(
    shared_window: MainWindow, name: str, room: QSize, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left of 1280×800 and 1080×1920 at 300 percent."""
    monkeypatch.setattr(fitting, "room_of", lambda _window: room)
    QApplication.clipboard().setText("题目\n正文")
    lost: list[str] = []
    seen: list[str] = []

    def look() -> None:
        for dialog in open_dialogs():
            seen.append(type(dialog).__name__)
            if dialog.width() > room.width() or dialog.height() > room.height():
                lost.append(f"{dialog.size()} does not fit")
            lost.extend(cut_off(dialog))
            dialog.close()

    once_open(shared_window, look)
    shared_window._actions[name].trigger()
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert lost == []


def cut_off(window: QWidget) -> list[str]:
    """Controls that lie outside what can be seen or scrolled to."""
    lost = []
    for widget in window.findChildren(QWidget):
        inside = widget.parentWidget()
        if not _stop(widget) or widget.window() is not window or isinstance(inside, (QAbstractSpinBox, QComboBox)):
            continue
        here, area = widget, inside
        while area is not None and area is not window:
            parent = area.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is area:
                break  # `here` is what scrolls, or what is laid out in it
            if not area.rect().contains(QRect(here.mapTo(area, QPoint()), here.size())):
                lost.append(f"{widget} {here.geometry()} in {area.size()}")
            here, area = area, parent
    return lost


def _problems(dialog: QDialog) -> list[str]:
    found = unnamed(dialog)
    if not dialog.windowTitle():
        found.append("no title")
    if dialog.focusWidget() is None:
        found.append("nothing has the focus")
    if any(edit.isVisible() and not edit.tabChangesFocus() for edit in dialog.findChildren(QPlainTextEdit)):
        found.append("a text keeps the Tab key")
    boxes = [box for box in dialog.findChildren(QDialogButtonBox) if box.isVisible()]
    accepts = [box.button(QDialogButtonBox.StandardButton.Ok) for box in boxes]
    buttons = [button for button in dialog.findChildren(QPushButton) if button.isVisible()]
    if any(accepts) and not any(button.isDefault() for button in buttons):
        found.append("no default")
    return found + _trapped(dialog)


def _trapped(dialog: QDialog) -> list[str]:
    """Tab goes round through every list, text and button."""
    start = dialog.focusWidget()
    if start is None:
        return []
    here, seen = start, {start}
    for _ in range(120):
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = dialog.focusWidget()
        if after is here and isinstance(here, (QPlainTextEdit, QAbstractItemView)):
            stops = [w for w in dialog.findChildren(QWidget) if _stop(w) and w is not here]
            return [f"{type(here).__name__} keeps the focus"] if stops else []
        if after is None or after in seen:
            return []
        here = after
        seen.add(here)
    return ["Tab never comes round"]


def _stop(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_the_import_is_named_and_left_by_the_keyboard(shared_window: MainWindow) -> None:
    dialog = shared_window.import_dialog
    dialog.show()
    dialog.activateWindow()
    assert unnamed(dialog) + _trapped(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_no_dialog_is_forgotten_here() -> None:
    for module in pkgutil.walk_packages(ui.desktop.__path__, "ui.desktop."):
        importlib.import_module(module.name)
    known, todo = set(), [QDialog]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            if kind.__module__.startswith("ui.desktop") and not kind.__subclasses__():
                known.add(kind.__name__)
    assert known == (set(OPENED.values()) | OTHERWISE) - {"QInputDialog"}


def test_tab_goes_from_left_to_right(window: MainWindow) -> None:
    order = (window.search_box, window.side_bar, window.middle, window.article_view, window.findChild(QWidget, "tools"))
    window.search_box.setFocus()
    seen: list[int] = []
    for _ in range(60):
        here = QApplication.focusWidget()
        assert here is not None
        place = next(i for i, part in enumerate(order) if part is here or part.isAncestorOf(here))  # type: ignore[union-attr]
        if seen and place == 0:
            break
        seen.append(place)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2, 3, 4}


def test_a_turned_page_and_article_are_announced(window: MainWindow, said: list[str]) -> None:
    window._actions["next_page"].trigger()
    assert any("第02版" in sentence for sentence in said)
    said.clear()
    window._actions["next_article"].trigger()
    title = window.article_view.head.text(window.article_view.head.title)
    assert any(" ".join(title.split()) in sentence for sentence in said)


def test_an_answer_of_a_search_is_announced(window: MainWindow, said: list[str], qtbot: QtBot) -> None:
    for words, answer in (("图书馆", "找到"), ("此句无处可寻也罢", "没有")):
        said.clear()
        window.search_box.setText(words)
        window.search_box.returnPressed.emit()
        qtbot.waitUntil(lambda answer=answer: any(answer in sentence for sentence in said))  # type: ignore[misc]


def test_the_calendar_says_the_whole_day(window: MainWindow, said: list[str]) -> None:
    calendar = window.side_bar.calendar
    calendar._grid.setFocus()
    calendar.setSelectedDate(QDate(2026, 3, 5))
    calendar.setSelectedDate(QDate(2026, 3, 4))
    assert said
    assert said[-1].startswith("2026-03-04 星期三：")
    assert calendar._grid.accessibleDescription() == said[-1]


def test_the_area_under_the_keyboard_is_said(window: MainWindow, said: list[str]) -> None:
    picture = window.page_column.picture
    picture.setFocus()
    said.clear()
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.sheet is not None
    order = picture.sheet.articles
    title = " ".join(picture.sheet.title_of(order[0]).split())
    assert said == [f"{title}，第 1 块，共 {len(order)} 块"]
    assert picture.accessibleDescription() == said[0]

"""The whole of reading and keeping as a reader does it: by keys, menus and the mouse, in a real window.

Other tests look closely at each part; here nothing is called that a hand could not reach.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive.personal import MarkKind
from reader.library import Library
from ui.desktop import speech_commands
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.about_dialog import AboutDialog
from ui.desktop.views.book_export_dialog import BookExportDialog
from ui.desktop.views.correct_dialog import CorrectDialog
from ui.desktop.views.export_dialog import ExportDialog
from ui.desktop.views.help_dialog import HelpDialog
from ui.desktop.views.mark_dialogs import NoteDialog, TagsDialog
from ui.desktop.views.middle import MARKS, RESULTS, SAVED
from ui.desktop.views.picture_dialog import PictureDialog
from ui.desktop.views.preview_dialog import PreviewDialog
from ui.desktop.views.proof_dialog import ProofDialog
from ui.desktop.views.report_dialog import ReportDialog
from ui.desktop.views.saved_dialogs import SaveSearchDialog
from ui.desktop.views.settings_dialog import SettingsDialog
from ui.desktop.views.traces_dialog import TracesDialog
from ui.desktop.views.visits_dialog import VisitsDialog

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from looks_archive import YEARS, fill, sampled
from looks_stage import Silence

from reader.folders import PERSONAL
from reader.open import open_library

MakeDesktop = Callable[..., Desktop]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("tour")
    with open_library(folder / "archive", personal=folder / PERSONAL) as library:
        fill(library, folder)
        yield library


@pytest.fixture
def desktop(make_desktop: MakeDesktop, kept: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    monkeypatch.setattr(speech_commands, "find_engine", lambda _parent: Silence())
    monkeypatch.setattr("ui.desktop.visit_commands.DWELL", 20)
    yield make_desktop(kept)
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QDialog):
            top.close()


@pytest.fixture
def window(desktop: Desktop, kept: Library, qtbot: QtBot) -> MainWindow:
    found = desktop.window
    qtbot.waitUntil(found.isActiveWindow)
    found.desk.open_paper(sampled(kept)[0])
    qtbot.waitUntil(lambda: not found.jobs.busy)
    found.article_view.text.setFocus()
    return found


def press(window: MainWindow, name: str) -> None:
    """The keys of an action, pressed where the keyboard is."""
    keys = window._actions[name].shortcuts()
    assert keys, f"{name} has no keys"
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(keys[0]))


def choose(window: MainWindow, name: str) -> None:
    """An entry of a menu, or of a menu in a menu, clicked."""
    action = window._actions[name]
    bar = window.menuBar()
    way = next(
        way for entry in bar.actions() if isinstance(menu := entry.menu(), QMenu) if (way := way_to(menu, action))
    )
    opener = next(entry for entry in bar.actions() if entry.menu() is way[0])
    QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(opener).center())
    for menu, inner in pairwise(way):
        menu.setActiveAction(inner.menuAction())
        QTest.keyClick(menu, Qt.Key.Key_Right)
        assert inner.isVisible()
    assert action.isEnabled()
    QTest.mouseClick(way[-1], LEFT, NONE, way[-1].actionGeometry(action).center())
    while popup := QApplication.activePopupWidget():
        popup.close()


def way_to(menu: QMenu, action: object) -> list[QMenu]:
    if action in menu.actions():
        return [menu]
    inner = (way_to(found, action) for entry in menu.actions() if isinstance(found := entry.menu(), QMenu))
    return next(([menu, *way] for way in inner if way), [])


def write(words: str) -> None:
    """As an input method does it, where the keyboard is."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    widget = QApplication.focusWidget()
    assert widget is not None
    QApplication.sendEvent(widget, event)


def opened(kind: type[QWidget], qtbot: QtBot) -> QWidget:
    """The dialog that has come up."""

    def found() -> list[QWidget]:
        return [top for top in QApplication.topLevelWidgets() if isinstance(top, kind) and top.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    dialog = found()[0]
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and QApplication.focusWidget() is not None)
    return dialog


def back(window: MainWindow, qtbot: QtBot) -> None:
    """A desktop gives the window the keyboard again when a dialog goes; the offscreen one has to be told."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.article_view.text.setFocus()


def escape(widget: QWidget, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Escape)
    gone(widget, window, qtbot)


def gone(widget: QWidget, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(widget) or not widget.isVisible())
    back(window, qtbot)


def search(window: MainWindow, words: str, qtbot: QtBot) -> None:
    press(window, "search")
    assert window.search_box.hasFocus()
    qtbot.keyClick(window.search_box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(words)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.tabs.currentIndex() == RESULTS


def open_paper(window: MainWindow, name: str, qtbot: QtBot) -> None:
    """Clicked in the list at the left."""
    papers = window.side_bar.papers
    rows = [papers.model().index(row, 0) for row in range(papers.model().rowCount())]
    row = next(index for index in rows if index.data() == name)
    papers.scrollTo(row)
    qtbot.mouseClick(papers.viewport(), LEFT, NONE, papers.visualRect(row).center())
    assert window.desk.paper is not None
    assert window.desk.paper.name == name


def drag_over_words(window: MainWindow, qtbot: QtBot) -> str:
    """Some words of the article selected with the mouse."""
    browser = window.article_view.browser
    cursor = browser.textCursor()
    cursor.setPosition(6)
    start = browser.cursorRect(cursor).center()
    cursor.setPosition(14)
    end = browser.cursorRect(cursor).center()
    qtbot.mousePress(browser.viewport(), LEFT, NONE, start)
    qtbot.mouseMove(browser.viewport(), end)
    qtbot.mouseRelease(browser.viewport(), LEFT, NONE, end)
    selected = browser.textCursor().selectedText()
    assert selected
    return selected


def test_reading(window: MainWindow, qtbot: QtBot) -> None:
    view = window.article_view
    before = view.browser.document().defaultFont().pixelSize()
    press(window, "larger")
    assert view.browser.document().defaultFont().pixelSize() > before
    press(window, "size_reset")
    choose(window, "pinyin_rare")
    choose(window, "pinyin_none")
    printed = view.browser.toPlainText()
    press(window, "toggle_script")
    assert view.browser.toPlainText() != printed
    press(window, "toggle_script")
    press(window, "vertical")
    assert view.text is not view.browser
    press(window, "vertical")
    press(window, "where_am_i")
    assert window.statusBar().currentMessage() == window.place_label.text()
    press(window, "find")
    write("的")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    press(window, "find_next")
    qtbot.keyClick(view.find_bar, Qt.Key.Key_Escape)
    press(window, "read_aloud")
    assert window.speech_commands.bar.isVisible()
    press(window, "read_stop")
    assert not window.speech_commands.bar.isVisible()
    press(window, "open_beside")
    [other] = window.beside_commands.windows
    assert other.isVisible()
    other.close()
    back(window, qtbot)


def test_space_reads_the_issue_to_its_end(window: MainWindow, qtbot: QtBot) -> None:
    issue = window.desk.issue
    assert issue is not None
    seen: list[int] = []
    for _ in range(400):
        if window.desk.article and window.desk.article.id not in seen:
            seen.append(window.desk.article.id)
        qtbot.keyClick(window.article_view.text, Qt.Key.Key_Space)
        if "最后一篇" in window.statusBar().currentMessage():
            break
    assert "最后一篇" in window.statusBar().currentMessage()
    assert len(seen) > 10
    assert len({head.id for head in issue.heads}) >= len(seen)


def test_pictures_history_and_what_is_unread(window: MainWindow, kept: Library, qtbot: QtBot) -> None:
    press(window, "first_page")
    for _ in range(3):
        if "￼" in window.article_view.browser.toPlainText() and window._actions["open_picture"].isEnabled():
            break
        press(window, "next_article")
    press(window, "open_picture")
    escape(opened(PictureDialog, qtbot), window, qtbot)
    window.article_view.text.setFocus()
    qtbot.waitUntil(lambda: bool(window.page_column.contents_model._read))
    first = window.desk.article
    press(window, "next_unread")
    assert window.desk.article is not None
    assert window.desk.article != first
    qtbot.waitUntil(lambda: len(kept.visits.recent(9)) > 1)
    press(window, "visits")
    dialog = opened(VisitsDialog, qtbot)
    escape(dialog, window, qtbot)
    here = window.desk.article.id
    press(window, "continue_reading")
    assert window.desk.article.id != here


def test_marks_are_made_found_and_undone(
    window: MainWindow, kept: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    before = len(kept.marks.all())
    words = drag_over_words(window, qtbot)
    press(window, "highlight")
    assert len(kept.marks.all()) == before + 1
    press(window, "undo_mark")
    assert len(kept.marks.all()) == before
    drag_over_words(window, qtbot)
    press(window, "note_words")
    note = opened(NoteDialog, qtbot)
    assert words[:3] in " ".join(mark.quote.words for mark in kept.marks.all() if mark.quote)
    write("青梅批注")
    qtbot.mouseClick(default_button(note), LEFT)
    gone(note, window, qtbot)
    press(window, "tags")
    tags = opened(TagsDialog, qtbot)
    write("青梅")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    gone(tags, window, qtbot)
    press(window, "star")
    assert any(mark.kind is MarkKind.STAR for mark in kept.marks.all())
    press(window, "my_marks")
    assert window.tabs.currentIndex() == MARKS
    for query in ("tag:青梅", "note:青梅批注"):
        search(window, query, qtbot)
        assert window.search_panel.model.total == 1, query
    target = tmp_path / "标记.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "JSON (*.json)"))
    choose(window, "export_marks")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(target), "JSON (*.json)"))
    count = len(kept.marks.all())
    choose(window, "import_marks")
    assert len(kept.marks.all()) == count


def default_button(dialog: QWidget) -> QPushButton:
    """The one that does what the dialog is for."""
    return next(button for button in dialog.findChildren(QPushButton) if button.isVisible() and button.isDefault())


def test_clippings(window: MainWindow, kept: Library, qtbot: QtBot) -> None:
    commands = window.clipping_commands
    press(window, "last_page")
    count = len(kept.clippings.of(kept.clippings.books()[0]))
    press(window, "clip")
    assert len(kept.clippings.of(kept.clippings.books()[0])) == count + 1
    if not commands.panel.isVisible():
        press(window, "clippings")
    rows = commands.panel.list
    last = rows.model().index(count, 0)
    rows.scrollTo(last)
    qtbot.mouseClick(rows.viewport(), LEFT, NONE, rows.visualRect(last).center())
    qtbot.keyClick(rows, Qt.Key.Key_F2)
    note = opened(NoteDialog, qtbot)
    write("末版的")
    qtbot.mouseClick(default_button(note), LEFT)
    gone(note, window, qtbot)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    moved = kept.clippings.of(kept.clippings.books()[0])
    assert moved[count - 1].note == "末版的"
    choose(window, "export_book")
    escape(opened(BookExportDialog, qtbot), window, qtbot)
    choose(window, "prove_book")
    proof = opened(ProofDialog, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
    escape(proof, window, qtbot)


def test_copying_printing_exporting(window: MainWindow, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    drag_over_words(window, qtbot)
    press(window, "copy_with_source")
    assert "2026" in clipboard.text()
    for name in ("cite_gb7714", "cite_bibtex", "copy_markdown"):
        clipboard.setText("")
        choose(window, name)
        assert clipboard.text(), name
    press(window, "print_preview")
    escape(opened(PreviewDialog, qtbot), window, qtbot)
    window.article_view.text.setFocus()
    press(window, "export")
    escape(opened(ExportDialog, qtbot), window, qtbot)


def test_searches_are_saved_and_reported(window: MainWindow, kept: Library, qtbot: QtBot) -> None:
    search(window, "灯塔", qtbot)
    press(window, "save_search")
    saving = opened(SaveSearchDialog, qtbot)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("海边的灯")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    gone(saving, window, qtbot)
    assert "海边的灯" in [one.name for one in kept.searches.all()]
    press(window, "my_searches")
    assert window.tabs.currentIndex() == SAVED
    search(window, "渡口", qtbot)
    assert kept.searches.history()[0] == "渡口"
    for name in ("digest", "search_report"):
        choose(window, name)
        report = opened(ReportDialog, qtbot)
        qtbot.waitUntil(lambda shown=report: "渡口" in shown.text.toPlainText())
        escape(report, window, qtbot)
    press(window, "trends")
    qtbot.waitUntil(lambda: window.trend_commands.dialog is not None and window.trend_commands.dialog.isVisible())
    window.trend_commands.dialog.close()


def test_what_belongs_together_and_corrections(window: MainWindow, kept: Library, qtbot: QtBot) -> None:
    press(window, "reprints")
    together = window.together_commands
    qtbot.waitUntil(lambda: together.reprints is not None and together.reprints.isVisible())
    together.reprints.close()
    back(window, qtbot)
    press(window, "front_wall")
    qtbot.waitUntil(lambda: together.wall is not None and together.wall.isVisible())
    together.wall.close()
    back(window, qtbot)
    open_paper(window, YEARS, qtbot)
    press(window, "previous_issue")
    press(window, "same_day")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert together.wall.isVisible()
    together.wall.close()
    back(window, qtbot)
    article = window.desk.article
    assert article is not None
    press(window, "correct_text")
    dialog = opened(CorrectDialog, qtbot)
    dialog.byline.setFocus()
    write("记者 林三")
    with qtbot.waitSignal(window.filing_commands.corrections.shown):
        qtbot.mouseClick(dialog.do_button, LEFT)
    gone(dialog, window, qtbot)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert "林三" in kept.article(article.id).content.byline
    window.article_view.text.setFocus()
    with qtbot.waitSignal(window.filing_commands.corrections.shown):
        press(window, "undo_correction")
    assert "林三" not in (kept.article(article.id).content.byline or "")


def test_settings_help_and_leaving_nothing(desktop: Desktop, window: MainWindow, kept: Library, qtbot: QtBot) -> None:
    press(window, "settings")
    escape(opened(SettingsDialog, qtbot), window, qtbot)
    press(window, "help")
    escape(opened(HelpDialog, qtbot), window, qtbot)
    choose(window, "about")
    escape(opened(AboutDialog, qtbot), window, qtbot)
    choose(window, "clear_traces")
    escape(opened(TracesDialog, qtbot), window, qtbot)
    choose(window, "theme_dark")
    qtbot.waitUntil(lambda: desktop.window is not window)
    again = desktop.window
    qtbot.waitUntil(again.isActiveWindow)
    again.article_view.text.setFocus()
    press(again, "private_session")
    qtbot.waitUntil(lambda: desktop.window is not again)
    assert desktop.window.settings.private
    private = desktop.window
    qtbot.waitUntil(private.isActiveWindow)
    private.article_view.text.setFocus()
    press(private, "private_session")
    qtbot.waitUntil(lambda: desktop.window is not private)
    assert not desktop.window.settings.private

"""Walk the main job in a real window by mouse and keyboard, and look at what is visible after each step.

Works without a display.  Saves a picture of each step under build/tour/, prints what it saw, exits 0; the first step
that fails exits 1 with one sentence.  Uses an archive and settings of its own in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from offscreen import ROOT  # first: it chooses Qt's platform
from PySide6.QtCore import QDate, QEventLoop, QPoint, QRect, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QTableView, QWidget

from reader.folders import PERSONAL
from reader.open import open_library
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow

OUT = ROOT / "build" / "tour"
WORD = "江"
LEFT = Qt.MouseButton.LeftButton


class StepFailed(Exception):  # noqa: N818 - what the tour says when it stops
    """A step did not show what it should."""


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    app = make_application()
    with tempfile.TemporaryDirectory(prefix="dianzibao-tour-") as folder:
        home = Path(folder)
        settings = Settings(home / "settings.toml")
        settings.set("window.theme", "light")
        geometry = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)
        with open_library(home / "archive", personal=home / PERSONAL) as library:
            desktop = Desktop(app, library, settings, geometry)
            window = desktop.window
            window.resize(1280, 800)
            window.show()
            try:
                Tour(window).walk()
            except StepFailed as failure:
                window.grab().save(str(OUT / "failed.png"))
                sys.stderr.write(f"走查没有通过：{failure}\n")
                return 1
            finally:
                desktop.close()
    sys.stdout.write("走查通过\n")
    return 0


class Tour:
    """The steps in their order."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.number = 0

    def walk(self) -> None:
        self.empty_archive()
        self.import_samples()
        self.open_paper()
        self.choose_day()
        self.choose_page()
        self.click_zone()
        self.next_article()
        self.font_size()
        self.search()
        self.open_hit()

    def empty_archive(self) -> None:
        welcome = self.window.welcome
        self.expect(lambda: welcome.isVisible() and welcome.samples.isVisible(), "空的档案库应当显示第一页和“导入样报”")
        self.saw("empty", f"第一页，按钮“{welcome.samples.text()}”“{welcome.files.text()}”")

    def import_samples(self) -> None:
        click(self.window.welcome.samples)
        dialog = self.window.import_dialog
        self.expect(lambda: dialog.isVisible(), "点“导入样报”后应当看到导入的进度")
        self.expect(lambda: not dialog.running, "样报应当在一分钟内导入完", seconds=60)
        self.expect(lambda: dialog.table.rowCount() >= 5, "导入结果应当列出五期样报")
        self.require(not any(item.is_problem for item in dialog._items), "样报应当全部导入，没有问题")
        self.saw("imported", f"{dialog.title.text()}，{dialog.step.text()}", dialog)
        click(dialog.close_button)
        self.expect(lambda: self.window.columns.isVisible(), "导入后应当看到三栏")

    def open_paper(self) -> None:
        papers = self.window.side_bar.papers
        model = papers.model()
        rows = [row for row in range(model.rowCount()) if model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled]
        self.require(len(rows) == 2, f"应当有两份样报，看到 {len(rows)} 份")
        click_row(papers, rows[1])
        self.expect(lambda: self.paper() == model.index(rows[1], 0).data(), "点第二份报纸应当打开它")
        click_row(papers, rows[0])
        self.expect(lambda: self.paper() == model.index(rows[0], 0).data(), "点第一份报纸应当打开它")
        self.settle()
        self.saw("paper", f"报纸 {self.paper()}，{self.place()}")

    def choose_day(self) -> None:
        calendar = self.window.side_bar.calendar
        issues = self.window.desk.issues
        days = [issue.key.date.first for issue in issues if issue.key.date]
        first = days[0]
        calendar.setCurrentPage(first.year, first.month)
        self.settle(50)
        click_day(calendar, QDate(first.year, first.month, first.day))
        self.expect(lambda: first.isoformat() in self.place(), f"点日历上的 {first} 应当打开那一期")
        self.settle()
        self.saw("day", f"日历标出 {len(days)} 天，打开 {self.place()}")

    def choose_page(self) -> None:
        column = self.window.page_column
        click_row(column.thumbnails, 1)
        label = self.window.desk.issue.pages[1].label if self.window.desk.issue else ""
        self.expect(lambda: f"第{label}版" in self.place(), "点第二张缩略图应当打开那一版")
        self.expect(lambda: column.picture.sheet is not None and column.picture.sheet.has_picture, "应当看到版面图")
        self.settle()
        self.saw("page", self.place())

    def click_zone(self) -> None:
        picture, desk = self.window.page_column.picture, self.window.desk
        heads = desk.issue.heads_on(desk.page) if desk.issue else ()
        targets = [(head, picture.centre_of(head.id)) for head in heads[1:]]
        target = next(((head, point) for head, point in targets if point is not None), None)
        if target is None:
            raise StepFailed("这一版应当有可点的热区")
        head, point = target
        QTest.mouseMove(picture.viewport(), point.toPoint())
        QTest.mouseClick(picture.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, point.toPoint())
        self.expect(lambda: desk.article is not None and desk.article.id == head.id, "点版面图上的一块应当打开那篇稿件")
        shown = self.window.article_view.head
        self.require(" ".join(head.title.split()) in plain(shown.title.text()), "右栏应当显示那篇的标题")
        self.require(
            shown.product.text() == "电子报阅读机" and shown.date.text().startswith("日期:"), "应当有完整的报头"
        )
        self.settle()
        self.saw("article", f"{plain(shown.title.text())} · {shown.pages.text()} · {self.place()}")

    def next_article(self) -> None:
        desk = self.window.desk
        before = desk.article.id if desk.article else 0
        self.window.activateWindow()
        self.expect(self.window.isActiveWindow, "窗口应当在前面")
        QTest.keyClick(self.window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        self.expect(lambda: desk.article is not None and desk.article.id != before, "Alt+↓ 应当翻到下一篇")
        self.settle()
        self.saw("next", f"{plain(self.window.article_view.head.title.text())} · {self.place()}")

    def font_size(self) -> None:
        view = self.window.article_view
        before = view.browser.document().defaultFont().pixelSize()
        QTest.keyClick(self.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        self.expect(lambda: view.browser.document().defaultFont().pixelSize() > before, "Ctrl++ 应当放大字号")
        self.settle()
        self.saw("larger", f"字号 {before} → {view.browser.document().defaultFont().pixelSize()} 像素")
        QTest.keyClick(self.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)

    def search(self) -> None:
        box, panel = self.window.search_box, self.window.search_panel
        QTest.keyClick(
            self.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        self.expect(box.hasFocus, "Ctrl+Shift+F 应当到检索框")
        type_words(box, WORD)
        QTest.keyClick(box, Qt.Key.Key_Return)
        self.expect(lambda: panel.model.rowCount() > 0, f"检索“{WORD}”应当有结果")
        self.require(panel.isVisible(), "应当看到检索结果")
        self.settle()
        self.saw("search", panel.told.summary.text())

    def open_hit(self) -> None:
        panel, view, desk = self.window.search_panel, self.window.article_view, self.window.desk
        row = min(2, panel.model.rowCount() - 1)
        hit = panel.model.hit(row)
        click_row(panel.results, row)
        self.expect(lambda: bool(desk.article and hit and desk.article.id == hit.head.id), "点一条结果应当打开那一篇")
        self.expect(lambda: view.hit_count > 0, "打开后应当标出检索词")
        marked = [selection.cursor.selectedText() for selection in view.browser.extraSelections()]
        in_head = "background-color" in view.head.title.text()
        self.require(bool(marked) or in_head, "正文里应当看得见高亮")
        self.settle()
        self.saw("hit", f"标出 {view.hit_count} 处（{'、'.join(sorted(set(marked)))}），{self.place()}")
        self.window.tabs.setCurrentIndex(0)
        self.settle(600)
        self.saw("hit-on-page", "命中稿件的热区在版面图上描出")

    # ── looking ────────────────────────────────────────────────────────────────────────────────────────────────────

    def paper(self) -> str:
        return self.window.desk.paper.name if self.window.desk.paper else ""

    def place(self) -> str:
        return self.window.place_label.text()

    def saw(self, name: str, words: str, widget: QWidget | None = None) -> None:
        self.number += 1
        path = OUT / f"{self.number:02}-{name}.png"
        (widget or self.window).grab().save(str(path))
        sys.stdout.write(f"{os.path.relpath(path, ROOT)}  {' '.join(words.split())}\n")

    def expect(self, condition: Callable[[], bool], sentence: str, seconds: float = 10) -> None:
        if not wait_until(condition, seconds):
            raise StepFailed(sentence)

    def require(self, fact: bool, sentence: str) -> None:  # noqa: FBT001
        if not fact:
            raise StepFailed(sentence)

    def settle(self, milliseconds: int = 350) -> None:
        """Let pictures arrive."""
        wait_until(lambda: not self.window.jobs.busy, 5)
        wait(milliseconds)


def wait(milliseconds: int) -> None:
    """Run the event loop (QTest.qWait would keep Python's lock, and no worker would move)."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    for _ in range(int(seconds * 1000 / 20)):
        if condition():
            return True
        wait(20)
    return condition()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def click_row(view: QListView, row: int) -> None:
    index = view.model().index(row, 0)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center())


def click_day(calendar: QWidget, day: QDate) -> None:
    """Click the cell of a day in the calendar's grid."""
    grid = calendar.findChild(QTableView)
    assert grid is not None
    first = QDate(day.year(), day.month(), 1)
    shift = (first.dayOfWeek() - 1) % 7 or 7
    place = shift + day.day() - 1
    rect: QRect = grid.visualRect(grid.model().index(1 + place // 7, place % 7))
    QTest.mouseClick(grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(rect.center()))


def type_words(widget: QWidget, text: str) -> None:
    """As an input method does it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def plain(text: str) -> str:
    """Rich text of a label without its marks."""
    from html import unescape
    from re import sub

    return " ".join(unescape(sub(r"<[^>]+>", " " if "<br>" in text else "", text)).split())


if __name__ == "__main__":
    sys.exit(main())

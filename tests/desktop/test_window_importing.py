"""First page and import in the window: the child process, its results, conflicts, dropped files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fake_run import FakeRun
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from reader.library import Library
from ui.desktop.desktop import Desktop
from ui.desktop.importing import ImportRun, Item, import_arguments
from ui.desktop.main_window import MainWindow
from ui.desktop.views import import_dialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def fake_runs(monkeypatch: pytest.MonkeyPatch) -> list[FakeRun]:
    FakeRun.made = []
    monkeypatch.setattr(import_dialog, "ImportRun", FakeRun)
    return FakeRun.made


def test_empty_archive_greets_with_two_ways_to_begin(make_desktop: MakeDesktop, library: Library) -> None:
    window = make_desktop(library).window
    assert window.welcome.isVisible()
    assert not window.columns.isVisible()
    assert window.welcome.samples.text() == "导入样报"
    assert window.welcome.samples.hasFocus() or not window.isActiveWindow()
    assert not window.search_box.isEnabled()


def test_samples_come_in_through_the_child_process(make_desktop: MakeDesktop, library: Library, qtbot: QtBot) -> None:
    window = make_desktop(library).window
    qtbot.mouseClick(window.welcome.samples, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.import_dialog.imported, timeout=60_000):
        pass
    qtbot.waitUntil(window.columns.isVisible)
    assert window.import_dialog.table.rowCount() == 5
    assert window.import_dialog.title.text() == "导入完毕"
    assert len(window.desk.papers) == 2


def test_result_lists_problems_first_with_file_and_reason(window: MainWindow, fake_runs: list[FakeRun]) -> None:
    window.import_paths(["/报/文件"])
    dialog, run = window.import_dialog, fake_runs[0]
    assert run.started
    assert run.arguments[-2:] == ["--", "/报/文件"]
    run.progressed.emit("甲报", 1, 4)
    assert dialog.step.text() == "甲报  1/4"
    run.item.emit(Item("/报/文件/好.txt", "added", paper="甲报", articles=3, missing=("图1", "图2")))
    run.item.emit(Item("/报/文件/坏.txt", "failed", reason="读不出来"))
    run.item.emit(Item("/报/文件/重.txt", "refused", reason="同一期已有", conflict=True))
    run.finished.emit("")
    cells = [[dialog.table.item(row, column).text() for column in range(4)] for row in range(3)]
    assert [row[0] for row in cells] == ["失败", "未导入", "新增"]
    assert cells[0][1] == "文件/坏.txt"
    assert cells[0][3] == "读不出来"
    assert cells[2][3] == "缺 2 项"
    assert dialog.title.text() == "导入完毕，2 项有问题"
    dialog.table.setCurrentCell(2, 0)
    assert "图1、图2" in dialog.details.toPlainText()


@pytest.mark.parametrize("answer", ["keep", "replace", "both"])
def test_a_conflict_is_answered_by_importing_again(window: MainWindow, fake_runs: list[FakeRun], answer: str) -> None:
    window.import_paths(["/报"])
    dialog = window.import_dialog
    fake_runs[0].item.emit(Item("/报/好.txt", "added"))
    fake_runs[0].item.emit(Item("/报/重.txt", "refused", reason="同一期已有", conflict=True))
    fake_runs[0].finished.emit("")
    assert dialog.answers.isVisible()
    button = dialog.answers.findChild(QAbstractButton, answer)
    assert button is not None
    button.click()
    assert fake_runs[1].arguments == import_arguments(window.library.folder, ["/报"], answer)
    fake_runs[1].item.emit(Item("/报/重.txt", "updated"))
    fake_runs[1].finished.emit("")
    assert dialog.table.rowCount() == 2


def test_cancel_says_that_what_is_done_stays(window: MainWindow, fake_runs: list[FakeRun]) -> None:
    window.import_paths(["/报"])
    window.import_dialog.cancel_button.click()
    assert fake_runs[0].cancelled
    fake_runs[0].finished.emit("")
    assert "都保留着" in window.import_dialog.title.text()


def test_files_dropped_on_the_window_are_imported(window: MainWindow, fake_runs: list[FakeRun]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/报/甲.zip")])
    everything = Qt.DropAction.CopyAction
    event = QDropEvent(QPointF(50, 50), everything, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    assert fake_runs[0].arguments[-1] == "/报/甲.zip"
    fake_runs[0].finished.emit("")


def test_lines_of_the_child_are_understood() -> None:
    run = ImportRun([])
    items: list[Item] = []
    steps: list[tuple[str, int, int]] = []
    run.item.connect(items.append)
    run.progressed.connect(lambda *step: steps.append(step))
    run.take_line(b'{"progress":{"what":"a","done":1,"total":null}}')
    run.take_line('{"source":"甲","outcome":"failed","reason":"坏了","missing":["x"],"date":null}'.encode())
    run.take_line(b"Traceback: no json")
    assert steps == [("a", 1, 0)]
    assert items == [Item("甲", "failed", reason="坏了", missing=("x",))]


def test_child_that_cannot_start_is_said_in_words(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr("ui.desktop.importing.worker_command", lambda: ["/no/such/program"])
    run = ImportRun([])
    with qtbot.waitSignal(run.finished) as caught:
        run.start()
    assert "没能启动" in caught.args[0]


def test_child_that_fails_gives_its_own_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "file").write_text("")
    run = ImportRun(["--archive", str(tmp_path / "file"), "--json", "demo"])
    with qtbot.waitSignal(run.finished, timeout=30_000) as caught:
        run.start()
    assert "不是文件夹" in caught.args[0]

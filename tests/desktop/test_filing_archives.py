"""Several archives: opened in place of one another, made, moved; the title bar says which."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from reader.archives import is_archive
from reader.folders import settings_file, usual_folder
from reader.library import Library
from reader.open import archive_folder, open_library
from reader.samples import sample_papers
from reader.settings import Settings
from ui.desktop.app import run
from ui.desktop.desktop import Desktop
from ui.desktop.views.copy_dialog import CopyDialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def desktop(make_desktop: MakeDesktop, daily: Library) -> Desktop:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    return make_desktop(daily, Settings(settings_file()))


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    def chosen(folder: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    return chosen


def boxes() -> list[QMessageBox]:
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


def said() -> str:
    [box] = boxes()
    box.close()
    return box.text()


def test_another_archive_takes_the_place_and_its_name_stands_in_the_title(
    desktop: Desktop, choose: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    first = desktop.library.folder
    with open_library(tmp_path / "县志") as other:
        list(other.import_paths(sample_papers()[1:2]))
    choose(tmp_path / "县志")
    desktop.window._actions["open_archive"].trigger()
    qtbot.waitUntil(lambda: desktop.library.folder == tmp_path / "县志")
    window = desktop.window
    assert window.windowTitle() == "县志 — 电子报阅读机"
    assert len(window.desk.papers) == 1
    choose(first)
    window._actions["open_archive"].trigger()
    qtbot.waitUntil(lambda: desktop.library.folder == first)
    assert desktop.settings.texts("archive.recent") == [str(first), str(tmp_path / "县志")]
    menu = desktop.window._actions["recent_archives"].menu()
    menu.aboutToShow.emit()
    assert [(entry.text(), entry.isEnabled()) for entry in menu.actions()] == [
        (str(first), False), (str(tmp_path / "县志"), True),
    ]  # fmt: skip
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: desktop.library.folder == tmp_path / "县志")
    desktop.library.close()


def test_a_folder_without_an_archive_is_refused_in_words(
    desktop: Desktop, choose: Callable[[Path], None], tmp_path: Path
) -> None:
    choose(tmp_path)
    desktop.window._actions["open_archive"].trigger()
    assert "没有档案库" in said()
    desktop.window._actions["new_archive"].trigger()
    assert "空的文件夹" in said()
    desktop.window._actions["move_archive"].trigger()
    assert "空的文件夹" in said()
    desktop.settings.set_texts("archive.recent", [str(tmp_path / "gone")])
    menu = desktop.window._actions["recent_archives"].menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert "没有档案库" in said()
    assert desktop.settings.texts("archive.recent") == []


def test_a_new_archive_is_made_and_opened(
    desktop: Desktop, choose: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "新的").mkdir()
    choose(tmp_path / "新的")
    desktop.window._actions["new_archive"].trigger()
    qtbot.waitUntil(lambda: desktop.library.folder == tmp_path / "新的")
    assert desktop.window.welcome.isVisible()
    desktop.library.close()


def test_the_usual_archive_is_moved_and_found_there_from_then_on(
    make_desktop: MakeDesktop, choose: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    usual = open_library()
    list(usual.import_paths(sample_papers()[:1]))
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    desktop = make_desktop(usual, Settings(settings_file()))
    assert desktop.window.windowTitle() == "电子报阅读机"
    titles = [issue.key for issue in usual.issues()]
    target = tmp_path / "大盘"
    target.mkdir()
    choose(target)
    desktop.window._actions["move_archive"].trigger()
    qtbot.waitUntil(lambda: desktop.library.folder == target, timeout=60_000)
    assert "原来的还在" in said()
    assert [issue.key for issue in desktop.library.issues()] == titles
    assert is_archive(usual.folder)
    assert archive_folder() == target
    assert desktop.window.windowTitle() == "电子报阅读机"
    desktop.library.close()


def test_a_copy_that_fails_is_said_and_this_archive_stays(desktop: Desktop, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    dialog = CopyDialog(desktop.window, desktop.library.folder, tmp_path / "full")
    dialog.begin()
    qtbot.waitUntil(dialog.wrong.isVisible, timeout=30_000)
    assert "要一个空的" in dialog.wrong.text()
    dialog.button.click()
    assert not dialog.isVisible()


def test_an_archive_that_is_gone_does_not_shut_the_program_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    Settings(settings_file()).set("archive.folder", str(tmp_path / "拔掉的盘"))
    shown: list[str] = []

    def look(desktop: Desktop, sentence: str = "") -> None:
        shown.extend((sentence, str(desktop.library.folder)))
        QTimer.singleShot(0, desktop.window.close)

    monkeypatch.setattr(Desktop, "begin", look)
    monkeypatch.setattr("ui.desktop.app.start_log", lambda *_: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    assert run([]) == 0
    assert "拔掉的盘" in shown[0]
    assert shown[1] == str(usual_folder())

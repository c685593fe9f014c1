"""When something breaks: one calm box, and what is needed to ask for help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.logs import log_folder
from ui.desktop import desktop as desktops
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow


def boxes() -> list[QMessageBox]:
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


def test_diagnostics_are_copied_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    window._actions["copy_diagnostics"].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("电子报阅读机 诊断信息\n")
    assert "藏量：4 种" in text
    assert "window.theme=light" in text
    assert "没有稿件内容" in window.statusBar().currentMessage()


@pytest.mark.logs_errors
def test_an_unexpected_error_is_one_box_that_copies_the_diagnostics(
    make_desktop: Callable[..., Desktop], filled: Library, qtbot: QtBot
) -> None:
    desktop = make_desktop(filled)
    for number in range(3):
        desktops.report(ValueError, ValueError(f"第 {number} 次"), None, desktop)
    qtbot.waitUntil(lambda: bool(boxes()))
    qtbot.wait(50)
    [box] = boxes()
    assert "第 0 次" in box.text()
    QGuiApplication.clipboard().clear()
    [button] = [one for one in box.findChildren(QPushButton) if one.text() == "复制诊断信息"]
    button.click()
    qtbot.waitUntil(lambda: "诊断信息" in QGuiApplication.clipboard().text())


def test_log_folder_is_opened_or_said_to_be_empty(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window._actions["open_log_folder"].trigger()
    assert "还没有日志" in window.statusBar().currentMessage()
    log_folder().mkdir(parents=True)
    window._actions["open_log_folder"].trigger()
    assert [url.toLocalFile() for url in opened] == [str(log_folder())]

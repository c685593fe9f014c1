"""Asking for help: diagnostics to the clipboard, the log's folder, and a calm word when something broke."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from reader.diagnostics import diagnostics
from reader.library import Library
from reader.logs import log_folder
from reader.settings import Settings
from ui.desktop.jobs import Jobs

TROUBLE = "trouble"

translate = QCoreApplication.translate


def copy_diagnostics(library: Library, settings: Settings, jobs: Jobs, say: Callable[[str], None]) -> None:
    """Gather beside the window, then put it on the clipboard."""

    def done(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        say(translate("diagnostics", "诊断信息已复制，可以贴进邮件或聊天里；其中没有稿件内容"))

    jobs.start(lambda: str(diagnostics(library, settings)), done, say)


def open_log_folder(say: Callable[[str], None]) -> None:
    folder = log_folder()
    if folder.is_dir():
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    else:
        say(translate("diagnostics", "还没有日志：到现在没有出过错"))


def show_trouble(parent: QWidget | None, sentence: str, copy: Callable[[], None] | None) -> None:
    """One box for what nobody expected, with a button that copies the diagnostics.

    What breaks while it is open is in the log: a fault in painting would open hundreds.
    """
    if any(
        isinstance(other, QMessageBox) and other.objectName() == TROUBLE for other in QApplication.topLevelWidgets()
    ):
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "", sentence, QMessageBox.StandardButton.Ok, parent)
    box.setObjectName(TROUBLE)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("MainWindow", "电子报阅读机"))
    if copy is not None:
        box.setInformativeText(translate("diagnostics", "请把诊断信息复制下来，发给帮忙的人。已收的报纸不受影响。"))
        button = box.addButton(translate("diagnostics", "复制诊断信息"), QMessageBox.ButtonRole.ActionRole)
        button.clicked.connect(copy)
    box.open()

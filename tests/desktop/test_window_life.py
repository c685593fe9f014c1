"""A window that was closed for good is gone: with other colours or words one gets another, many times a day."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop


def test_a_closed_window_is_forgotten(qapp: QApplication, filled: Library, tmp_path: Path, qtbot: QtBot) -> None:
    geometry = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    desktop = Desktop(make_application(), filled, Settings(), geometry)
    desktop.window.show()
    qtbot.waitUntil(lambda: not desktop.window.jobs.busy)
    left = weakref.ref(desktop.window)
    desktop.rebuild()
    qtbot.waitUntil(lambda: not desktop.window.jobs.busy)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    gc.collect()
    assert left() is None
    desktop.close()

"""What is seen first: a picture of the window as it was left, only where it may stand for the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.settings import Settings
from reader.traces import Traces
from ui.desktop.desktop import Desktop
from ui.desktop.launch import LaunchWindow


@pytest.fixture
def left(
    make_desktop: Callable[..., Desktop], filled: Library, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> Desktop:
    """A desktop that was used and closed; its archive is the one that the settings name."""
    settings.set("archive.folder", str(filled.folder))
    desktop = make_desktop(filled)
    desktop.window.resize(720, 600)
    desktop.window.show()
    qtbot.waitUntil(lambda: not desktop.window.jobs.busy)
    desktop.window.close()
    desktop.keep_picture()
    return desktop


@pytest.fixture
def launch(
    qapp: QApplication, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Callable[..., LaunchWindow]:
    monkeypatch.delenv("DIANZIBAO_ARCHIVE", raising=False)

    def make(archive: Path | None = None) -> LaunchWindow:
        geometry = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = LaunchWindow(qapp, settings, geometry, archive)
        qtbot.addWidget(window)
        return window

    return make


def test_the_window_as_it_was_left(left: Desktop, launch: Callable[..., LaunchWindow], filled: Library) -> None:
    window, kept = launch(), QImage(str(left.settings.picture))
    assert (window.size(), window.windowTitle()) == (left.window.size(), left.window.windowTitle())
    window.paint_now()
    seen = window.grab().toImage()
    assert seen.convertToFormat(kept.format()) == kept
    assert len({seen.pixelColor(x, 300).name() for x in range(seen.width())}) > 5  # the window is not empty
    assert not launch(filled.folder).picture.isNull()


def test_it_may_be_moved_before_the_window_is_there(left: Desktop, launch: Callable[..., LaunchWindow]) -> None:
    window = launch()
    window.show()
    window.resize(640, 500)
    assert launch().size() != window.size()
    assert window.where().value("geometry") == window.saveGeometry()
    assert launch().size() == window.size()


@pytest.mark.parametrize("name", ["theme", "language", "folder"])
def test_no_picture_of_something_else(
    name: str, left: Desktop, launch: Callable[..., LaunchWindow], settings: Settings, tmp_path: Path
) -> None:
    changed = {"theme": ("window.theme", "dark"), "language": ("window.language", "en")}
    if name == "folder":
        assert launch(tmp_path / "另一个").picture.isNull()
    else:
        settings.set(*changed[name])
        assert launch().picture.isNull()


def test_a_private_session_shows_none_and_leaves_none(
    left: Desktop, launch: Callable[..., LaunchWindow], settings: Settings
) -> None:
    assert settings.picture
    settings.set_private(on=True)
    window = launch()
    assert window.picture.isNull()
    window.resize(600, 500)
    window.where()
    settings.picture.unlink()
    left.keep_picture()
    assert not settings.picture.exists()
    assert launch().size() == left.window.size()


def test_traces_that_are_cleared_take_it_along(left: Desktop, filled: Library, settings: Settings) -> None:
    traces = Traces(filled, settings)
    before = next(trace.count for trace in traces.there() if trace.name == "places")
    assert settings.picture
    assert settings.picture.exists()
    traces.clear(["places"])
    assert not settings.picture.exists()
    assert before == 2  # the paper that was open last, and the picture
    left.keep_picture()  # the window is closed without having gone on reading
    assert not settings.picture.exists()


def test_a_file_that_is_no_picture_is_none(
    left: Desktop, launch: Callable[..., LaunchWindow], settings: Settings
) -> None:
    assert settings.picture
    settings.picture.write_bytes(b"\x89PNG\r\n\x1a\nno")
    assert launch().picture.isNull()

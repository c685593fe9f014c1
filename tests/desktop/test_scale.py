"""A large interface: the factor that Qt starts with, and that all is reached in the little room that it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from archive.model import IssueKey, PaperKind, PartialDate
from reader.library import Library
from reader.navigation import Place
from reader.open import open_library
from reader.samples import sample_papers
from reader.settings import Settings
from ui.desktop import desktop, scaling
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.columns import NAMES, fitting

MakeDesktop = Callable[..., Desktop]
ROOT = Path(__file__).resolve().parents[2]
SMALL = ((426, 266), (360, 640), (640, 400), (540, 960), (853, 533))
"""1280×800 and 1080×1920 at 300 and at 200 percent, and 1280×800 at 150."""


@pytest.mark.parametrize(
    ("there", "percent", "factor"), [(None, 100, "1"), (None, 125, "1.25"), ("2", 150, "3"), ("no", 300, "3")]
)
def test_the_factor_comes_on_top_of_the_surroundings(there: str | None, percent: int, factor: str) -> None:
    environment = {"QT_SCALE_FACTOR": there} if there else {}
    assert scaling.factor(percent, environment) == factor


def test_the_surroundings_are_as_before() -> None:
    before = dict(os.environ)
    with scaling.scaled(200):
        assert os.environ["QT_SCALE_FACTOR"] == "2"
    assert dict(os.environ) == before


def test_sizes_go_up_and_down_and_stop_at_the_ends() -> None:
    assert [scaling.stepped(size, 1) for size in (100, 275, 300)] == [125, 300, 300]
    assert [scaling.stepped(size, -1) for size in (300, 125, 100)] == [275, 100, 100]


@pytest.mark.parametrize(
    "place", [Place(IssueKey(PaperKind.NEWSPAPER, "临岚日报", PartialDate.parse("2026-03-05"), "号外"), "02", 7), None]
)
def test_a_place_goes_along_in_the_arguments(place: Place | None) -> None:
    assert desktop.read(desktop.written(place)) == place
    assert desktop.read("{") is None


def test_the_setting_makes_everything_larger(tmp_path: Path) -> None:
    """The program itself, on a screen of 1280×800 with two dots to a point."""
    screen = {"name": "s", "x": 0, "y": 0, "width": 2560, "height": 1600, "logicalDpi": 96, "dpr": 1}
    config = tmp_path / "screen.json"
    config.write_text(json.dumps({"screens": [{**screen, "logicalBaseDpi": 96}]}), encoding="utf-8")
    (tmp_path / "dianzibao").mkdir()
    (tmp_path / "dianzibao" / "settings.toml").write_text("[window]\nscale = 300\n", encoding="utf-8")
    code = (
        "import os, sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.desktop import app, theme\n"
        "assert app.run(sys.argv[1:]) == 0\n"
        "here = QApplication.instance()\n"
        "icon = theme.icon('back', theme.SCHEMES['light']).pixmap(24, 24)\n"
        "print(here.devicePixelRatio(), here.primaryScreen().size().width(), icon.width(), 'QT_SCALE_FACTOR' in os.environ)\n"
    )
    environment = {
        **os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", code, "--archive", str(tmp_path / "archive"), "--selftest"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["3.0", "853", "72", "False"], done.stderr


HANDS = """
import json, os, pathlib, sys

if "ui.desktop.app" in sys.orig_argv:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    run, diary = QApplication.exec, pathlib.Path(os.environ["DIARY"])

    def work():
        from ui.desktop.main_window import MainWindow

        [window] = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
        first = not diary.exists()
        if first:
            window.desk.open_page("02")
            window.desk.step_article(1)
        place, factor = window.desk.place(), window.devicePixelRatioF()
        note = [os.getpid(), factor, repr(place), window.desk.article.content.title, window.isVisible()]
        with diary.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(note) + "\\n")
        window._actions["scale_200"].trigger() if first else window.close()

    def execute():
        QTimer.singleShot(300, work)
        return run()

    QApplication.exec = staticmethod(execute)
"""
"""A reader at the program's window, in every process that runs it: the first chooses another size, the second closes."""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="the program takes its own place only there")
def test_the_program_begins_anew_in_its_own_place(tmp_path: Path) -> None:
    with open_library(tmp_path / "archive") as library:
        for _ in (*library.import_paths(sample_papers()[:1]), *library.update_index()):
            pass
    (tmp_path / "hands").mkdir()
    (tmp_path / "hands" / "sitecustomize.py").write_text(HANDS, encoding="utf-8")
    environment = {
        **os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(tmp_path / "hands"), "DIARY": str(tmp_path / "diary"),
    }  # fmt: skip
    program = [sys.executable, "-m", "ui.desktop.app", "--archive", str(tmp_path / "archive")]
    with subprocess.Popen(program, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as child:
        try:
            _, errors = child.communicate(timeout=90)
        finally:
            child.kill()
    assert child.returncode == 0, errors
    assert "Traceback" not in errors
    before, after = (json.loads(line) for line in (tmp_path / "diary").read_text(encoding="utf-8").splitlines())
    assert before[0] == after[0] == child.pid
    assert (before[1], after[1]) == (1.0, 2.0)
    assert before[2:] == after[2:]
    assert "scale = 200" in (tmp_path / "dianzibao" / "settings.toml").read_text(encoding="utf-8")
    with open_library(tmp_path / "archive") as library:  # it is left whole, and free
        assert library.papers()


@pytest.mark.parametrize(
    ("width", "height", "front", "shown"),
    [
        (1280, 700, "article", set(NAMES)),
        (853, 430, "article", set(NAMES)),
        (731, 400, "article", {"middle", "article"}),
        (731, 400, "side_bar", {"side_bar", "article"}),
        (426, 140, "article", {"article"}),
        (426, 140, "middle", {"middle"}),
        (1080, 1800, "article", set(NAMES)),
        (540, 840, "article", {"middle", "article"}),
        (360, 500, "side_bar", {"side_bar"}),
    ],
)
def test_columns_go_where_there_is_no_room(width: int, height: int, front: str, shown: set[str]) -> None:
    assert fitting(NAMES, front, width, height) == shown


def test_a_column_that_is_not_wanted_does_not_come(qtbot: QtBot) -> None:
    assert fitting({"middle", "article"}, "article", 1280, 700) == {"middle", "article"}


@pytest.mark.parametrize("size", SMALL)
def test_every_column_is_reached_on_a_small_screen(window: MainWindow, size: tuple[int, int], qtbot: QtBot) -> None:
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    assert (window.width(), window.height()) == size
    parts = dict(zip(NAMES, (window.side_bar, window.middle, window.article_view), strict=True))
    for place, name in enumerate(NAMES):
        if window.columns.crowded:
            window.columns.tabs.setCurrentIndex(place)
        assert parts[name].isVisible()
        qtbot.waitUntil(lambda name=name: _within(window, name))  # type: ignore[misc]
    if size[0] < 846:
        assert window.columns.crowded


def _within(window: MainWindow, name: str) -> bool:
    column, around = window.columns._columns[name], window.columns
    return around.rect().contains(QRect(column.mapTo(around, QPoint()), column.size()))


def test_the_words_of_tools_are_whole_and_the_rest_is_folded_away(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(426, 266)
    qtbot.waitUntil(lambda: window.width() == 426)
    buttons = [button for button in window._tools.findChildren(QToolButton) if button.isVisible()]
    named = [button for button in buttons if button.text()]
    assert named
    assert all(button.width() >= button.sizeHint().width() for button in named)
    more = window._tools.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more is not None
    assert more.isVisible()
    assert window._tools.rect().contains(more.geometry())


def test_small_screens_lead_to_the_article_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(426, 266)
    qtbot.waitUntil(lambda: window.columns.crowded)
    window._actions["contents"].trigger()
    assert window.middle.isVisible()
    contents = window.page_column.contents
    contents.activated.emit(contents.model().index(2, 0))
    assert window.article_view.isVisible()
    window._actions["side_bar"].trigger()
    assert window.side_bar.isVisible()
    window._actions["side_bar"].trigger()
    assert window.article_view.isVisible()
    window._actions["search"].trigger()
    assert window.search_panel.box.isVisible()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.columns.crowded)
    assert all(part.isVisible() for part in (window.side_bar, window.middle, window.article_view))


def test_a_size_is_chosen_in_the_menu_and_the_program_begins_anew(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, qtbot: QtBot
) -> None:
    desktop = make_desktop(filled)
    desktop.window.desk.open_paper("嶼光週報")
    place = desktop.window.desk.place()
    desktop.window._actions["scale_up"].trigger()
    assert settings.get("window.scale") == 125
    assert desktop.window._actions["scale_125"].isChecked()
    qtbot.waitUntil(lambda: desktop.again is not None)
    assert desktop.again is not None
    assert desktop.again[:2] == ["--archive", str(filled.folder)]
    again = make_desktop(filled)
    again.open_at(desktop.again[3])
    assert again.window.desk.place() == place


def test_a_private_session_keeps_its_size(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, qtbot: QtBot
) -> None:
    settings.set_private(on=True)
    desktop = make_desktop(filled)
    desktop.window._actions["scale_200"].trigger()
    qtbot.waitUntil(lambda: settings.get("window.scale") == 100)
    assert desktop.again is None
    assert desktop.window._actions["scale_100"].isChecked()
    assert not desktop.window._actions["scale_200"].isChecked()


def test_menus_that_are_higher_than_the_screen_scroll(window: MainWindow) -> None:
    menu = window.menuBar().findChildren(QMenu)[0]
    menu.ensurePolished()
    style = menu.style()
    assert style.styleHint(style.StyleHint.SH_Menu_Scrollable, None, menu)

"""Look and language, memory, errors in words, work that fails, an index that is damaged or behind."""

from __future__ import annotations

import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from archive.errors import EnvironmentProblemError
from reader.library import Library
from reader.settings import Settings
from ui.desktop import actions, theme
from ui.desktop.action_table import SPECS
from ui.desktop.desktop import Desktop, report
from ui.desktop.jobs import Jobs
from ui.desktop.main_window import MainWindow

MakeDesktop = Callable[..., Desktop]
ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"


def test_preferences_survive_a_restart(make_desktop: MakeDesktop, filled: Library, settings: Settings) -> None:
    window = make_desktop(filled).window
    window.look_commands.set_size(24)
    window._actions["page_list"].trigger()
    window._actions["side_bar"].trigger()
    window.desk.open_paper("嶼光週報")
    window.close()
    assert settings.path is not None
    again = make_desktop(filled, Settings(settings.path)).window
    assert again.article_view.browser.document().defaultFont().pixelSize() == 24
    assert not again.page_column.contents.isVisible()
    assert not again.side_bar.isVisible()
    assert again.desk.paper is not None
    assert again.desk.paper.name == "嶼光週報"


def test_settings_keep_unknown_keys_and_refuse_wrong_values(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    text = '[window]\ntheme = "purple"\nfuture = [1, 2]\n\n[later."a b"]\nday = 2026-03-02\nx = {y = "\\u0001"}\n'
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.get("window.theme") == "system"
    settings.set("article.size", 20)
    settings.set_in_table("page.zoom", "临岚 日报", 1.5)
    with pytest.raises(ValueError, match=r"article\.size"):
        settings.set("article.size", 5)
    again = Settings(path)
    assert again._data["window"]["future"] == [1, 2]
    assert again._data["later"]["a b"]["x"] == {"y": "\x01"}
    assert str(again._data["later"]["a b"]["day"]) == "2026-03-02"
    assert again.get("article.size") == 20
    assert again.table("page.zoom") == {"临岚 日报": 1.5}


@pytest.mark.logs_errors
def test_broken_settings_are_set_aside_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("这不是 TOML", encoding="utf-8")
    settings = Settings(path)
    settings.set("article.size", 20)
    assert (tmp_path / "s.toml.broken").read_text(encoding="utf-8") == "这不是 TOML"
    assert Settings(path).get("article.size") == 20


@pytest.mark.parametrize("name", sorted(theme.SCHEMES))
def test_every_scheme_has_readable_text(name: str) -> None:
    scheme = theme.SCHEMES[name]
    still = (scheme.window, scheme.side, scheme.paper, scheme.raised)
    for ground in (*still, scheme.selection, scheme.hover, scheme.soft, *scheme.pens):
        assert _contrast(scheme.text, ground) >= 7
    for ground in (*still, scheme.selection, scheme.hover, scheme.soft, scheme.pressed, *scheme.pens):
        assert _contrast(scheme.muted, ground) >= 4.5
    for ground in (*still, scheme.selection, scheme.hover, scheme.pressed):
        assert _contrast(scheme.accent, ground) >= 4.5
    for ground in still:
        assert _contrast(scheme.wrong, ground) >= 4.5
        assert _contrast(scheme.focus, ground) >= 3  # a line, not letters
    for ground in (scheme.mark, scheme.mark_current):
        assert _contrast(scheme.mark_text, ground) >= 4.5
    for ground in (scheme.accent, scheme.accent_strong):
        assert _contrast(scheme.on_accent, ground) >= 4.5


def test_choosing_colours_rebuilds_the_window_at_the_same_place(
    make_desktop: MakeDesktop, filled: Library, qtbot: QtBot
) -> None:
    desktop = make_desktop(filled)
    old = desktop.window
    old.desk.open_paper("嶼光週報")
    old._actions["next_page"].trigger()
    place = old.desk.place()
    old._actions["theme_dark"].trigger()
    qtbot.waitUntil(lambda: desktop.window is not old)
    assert desktop.window.scheme is theme.SCHEMES["dark"]
    assert desktop.window.desk.place() == place
    assert desktop.window.isVisible()


def test_what_is_said_before_the_window_is_seen_is_said_then(
    filled: Library, settings: Settings, qapp: QApplication, tmp_path: Path
) -> None:
    geometry = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    desktop = Desktop(qapp, filled, settings, geometry)
    window, bar = desktop.window, desktop.window.statusBar()
    window.say("上次读到别处")
    assert not bar.currentMessage()
    window.show()
    assert bar.currentMessage() == "上次读到别处"
    assert not window.place_label.isVisible()  # Qt would write one over the other
    bar.clearMessage()
    assert window.place_label.isVisible()
    desktop.close()


def test_english_interface(make_desktop: MakeDesktop, filled: Library, settings: Settings) -> None:
    settings.set("window.language", "en")
    window = make_desktop(filled).window
    window.desk.open_paper("临岚日报")
    assert window._actions["next_issue"].text() == "Next issue"
    assert "Thursday" in window.place_label.text()
    for label in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        known = ("articleHead", "product", "kicker", "title", "subtitle", "byline", "source")
        if label.objectName() in known or window.article_view.head.isAncestorOf(label):
            continue
        own = label is window.place_label or "语言" in label.text()
        assert own or not any("\u4e00" <= char <= "\u9fff" for char in label.text()), label.text()


def test_no_string_is_untranslated(tmp_path: Path) -> None:
    sources = sorted(str(path) for path in (ROOT / "ui" / "desktop").rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    tool = str(Path(sys.executable).with_name("pyside6-lupdate"))
    subprocess.run([tool, *sources, "-locations", "none", "-ts", str(fresh)], check=True, capture_output=True)
    kept = _messages(TRANSLATIONS / "dianzibao_en.ts")
    assert _messages(fresh).keys() == kept.keys()
    assert [key for key, text in kept.items() if not text] == []
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "dianzibao_en.qm"))
    for (context, source, comment), text in kept.items():
        assert translator.translate(context, source, comment) == text


def test_actions_have_own_keys_and_name_them_in_the_tooltip(window: MainWindow) -> None:
    keys = [key for spec in SPECS for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert set(window._actions) == {spec.id for spec in SPECS}
    assert set(window.groups) < set(window._actions)
    for spec in SPECS:
        if spec.keys:
            assert actions.keys_of(window._actions[spec.id]) in window._actions[spec.id].toolTip()


def test_buttons_are_big_enough_and_named(window: MainWindow) -> None:
    for button in window.findChildren(QAbstractButton):
        inside_other = button.parent() is not None and "QLineEdit" in type(button.parent()).__name__
        if not button.isVisible() or inside_other or button.objectName().startswith("qt_"):
            continue
        assert button.accessibleName() or button.text(), button
        if type(button).__name__ == "QToolButton":
            assert button.height() >= 36, button.text()
            assert button.width() >= 36, button.text()


def test_upright_screen_has_the_page_above_the_article(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1080, 1920)
    qtbot.waitUntil(lambda: window.columns.upright)
    qtbot.waitUntil(lambda: window.middle.geometry().bottom() <= window.article_view.geometry().top() + 2)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: not window.columns.upright)


def test_unexpected_error_is_a_dialog_in_words(window: MainWindow, qtbot: QtBot) -> None:
    report(EnvironmentProblemError, EnvironmentProblemError("磁盘满了"), None)
    qtbot.waitUntil(lambda: any(isinstance(box, QMessageBox) for box in QApplication.topLevelWidgets()))
    box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
    assert box.text() == "磁盘满了"
    box.close()


def test_failing_work_comes_back_as_a_sentence(qtbot: QtBot) -> None:
    jobs, said = Jobs(), []

    def work() -> None:
        raise EnvironmentProblemError("没有这个文件")

    jobs.start(work, said.append, said.append)
    qtbot.waitUntil(lambda: said == ["没有这个文件"])
    qtbot.waitUntil(lambda: not jobs.busy)
    jobs.close()


def test_closing_gives_up_what_would_keep_the_threads_waiting(qtbot: QtBot) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def wait() -> bool:
        begun.set()
        return may_end.wait(20)

    jobs = Jobs()
    jobs.start(wait, lambda _found: None, lambda _sentence: None)
    assert begun.wait(20)
    jobs.close(give_up=may_end.set)
    assert jobs._pool.activeThreadCount() == 0


def test_a_damaged_index_is_said_and_rebuilt_while_one_reads(
    make_desktop: MakeDesktop, library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    note = tmp_path / "一.txt"
    note.write_text("题目\n正文里有一个词。\n", encoding="utf-8")
    for _step in library.import_paths([note]):
        pass
    for _step in library.update_index():
        pass
    for path in (library.folder / "index").rglob("*"):
        if path.is_file() and path.stat().st_size > 200:
            path.write_bytes(b"\0" * path.stat().st_size)
    window = make_desktop(library).window
    window.search_box.setText("一个词")
    window.search_box.returnPressed.emit()
    panel = window.search_panel
    qtbot.waitUntil(panel.nothing.repair.isVisible, timeout=5000)
    assert "重建" in panel.nothing.sentence.text()
    qtbot.waitUntil(lambda: panel.model.total == 1, timeout=30_000)  # built anew and asked again by itself
    assert library.pending() == 0


def test_an_index_that_fell_behind_catches_up_by_itself(
    make_desktop: MakeDesktop, library: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    note = tmp_path / "一.txt"
    note.write_text("题目\n正文里有一个词。\n", encoding="utf-8")
    for _step in library.import_paths([note]):
        pass
    assert library.pending() == 1
    make_desktop(library).window.index_updates.start()
    qtbot.waitUntil(lambda: library.pending() == 0, timeout=30_000)


def _messages(path: Path) -> dict[tuple[str, str, str], str]:
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            context_name, source = context.findtext("name") or "", message.findtext("source") or ""
            found[context_name, source, message.findtext("comment") or ""] = message.findtext("translation") or ""
    return found


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

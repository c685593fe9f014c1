"""First page, import, look and language, memory, errors in words, start-up."""

from __future__ import annotations

import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, QSettings, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from archive.errors import EnvironmentProblemError
from reader.library import Library
from reader.settings import Settings
from ui.desktop import actions, theme
from ui.desktop.action_table import SPECS
from ui.desktop.desktop import Desktop, report
from ui.desktop.importing import ImportRun, Item, import_arguments
from ui.desktop.jobs import Jobs
from ui.desktop.main_window import MainWindow
from ui.desktop.views import import_dialog

MakeDesktop = Callable[..., Desktop]
ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"


class FakeRun(QObject):
    """An import process that says what the test tells it."""

    progressed = Signal(str, int, int)
    item = Signal(object)
    finished = Signal(str)
    made: list[FakeRun] = []  # noqa: RUF012

    def __init__(self, arguments: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arguments, self.cancelled, self.started = arguments, False, False
        FakeRun.made.append(self)

    def start(self) -> None:
        self.started = True

    def cancel(self) -> None:
        self.cancelled = True

    def abandon(self) -> None:
        self.cancelled = True


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
    assert window.columns.isVisible()
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


def test_unreadable_archive_is_refused_with_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = _run("ui.desktop.app", "--archive", str(tmp_path / "file"), "--selftest", home=tmp_path)
    assert done.returncode == 3
    assert "不是文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_selftest_opens_paints_and_leaves(tmp_path: Path) -> None:
    done = _run("ui.desktop.app", "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_walk_of_scripts_run_comes_to_its_end(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'scripts')\n"
        "import tour; tour.OUT = Path(sys.argv[1]); sys.exit(tour.main())\n"
    )
    done = _run("-c", code, str(tmp_path / "pictures"), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "pictures").glob("*.png"))) >= 5


def test_the_program_has_its_style_and_its_fonts(tmp_path: Path) -> None:
    code = (
        "import sys; from PySide6.QtGui import QFontDatabase; from PySide6.QtWidgets import QApplication\n"
        "from ui.desktop import app; from ui.desktop.desktop import Desktop; from ui.desktop.plain import PlainStyle\n"
        "dressed = []; app.PlainStyle = lambda: dressed.append(PlainStyle()) or dressed[0]\n"
        "assert app.run(sys.argv[1:]) == 0\n"
        "here = QApplication.instance(); here.setStyleSheet('')\n"
        "print(len(dressed), here.style() is dressed[0], 'Dianzibao Serif' in QFontDatabase.families())\n"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.stdout.split() == ["1", "True", "True"], done.stderr


def test_start_leaves_heavy_modules_alone(tmp_path: Path) -> None:
    code = (
        "import sys; from ui.desktop.app import run; run(sys.argv[1:]);"
        "bad = {'whoosh', 'trafilatura', 'PIL', 'alembic', 'bs4', 'docx', 'numpy', 'opencc', 'pypinyin'} & set(sys.modules);"
        "sys.exit(f'loaded: {bad}' if bad else 0)"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_what_is_seen_first_waits_for_little(tmp_path: Path) -> None:
    code = (
        "import sys; from ui.desktop.app import run; run(sys.argv[1:]);"
        "bad = {'sqlalchemy', 'reader.library', 'archive.model', 'indexer'} & set(sys.modules);"
        "sys.exit(f'loaded: {bad}' if bad else 0)"
    )
    done = _run("-c", code, "--archive", str(tmp_path / "archive"), "--selftest", "launch", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "archive").exists()


def test_types_are_made_at_start_not_by_two_threads_at_once(tmp_path: Path) -> None:
    code = (
        "import sys, ui.desktop.app, PySide6.QtGui as gui;"
        "rare = [name for name in ('QPdfWriter', 'QUndoGroup', 'QVector4D') if name in vars(gui)];"
        "sys.exit(0 if len(rare) == 3 else f'not made yet: only {rare}')"
    )
    done = _run("-c", code, home=tmp_path)
    assert done.returncode == 0, done.stderr


def test_calls_that_return_nothing_do_not_wear_out_none() -> None:
    """PySide6 6.12.0 lost one reference to None with each such call on Python < 3.12 and aborted at about 5,700."""
    code = (
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([]); widget = QWidget()\n"
        "for number in range(20_000): widget.setToolTip('x')\n"
        "print('alive')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(ROOT), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.strip() == "alive", done.stderr


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


def _environment(home: Path) -> dict[str, str]:
    import os

    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    module = arguments if arguments[0] == "-c" else ("-m", *arguments)
    return subprocess.run(
        [sys.executable, *module], env=_environment(home), cwd=ROOT, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip


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

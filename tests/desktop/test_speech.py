"""Reading aloud: what is said in which order, what is marked, and voices that fail."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from archive.errors import EnvironmentProblemError
from reader.library import Library
from ui.desktop import speech_commands
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.speech import engines
from ui.desktop.speech.engines import Program, ProgramEngine, QtEngine, find_engine
from ui.desktop.speech.reading import State
from ui.desktop.speech.words_dialog import WordsDialog

MakeDesktop = Callable[..., Desktop]
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class Voice:
    """Says nothing; the test ends each sentence with `end`."""

    def __init__(self) -> None:
        self.said: list[tuple[str, float]] = []
        self.done: Callable[[], None] | None = None
        self.failed: Callable[[str], None] | None = None

    def speak(self, text: str, rate: float, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        self.said.append((text, rate))
        self.done, self.failed = done, failed

    def stop(self) -> None:
        self.done = self.failed = None

    def end(self) -> None:
        assert self.done is not None
        self.done()

    @property
    def last(self) -> str:
        return self.said[-1][0]


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> Voice:
    found = Voice()
    monkeypatch.setattr(speech_commands, "find_engine", lambda _parent: found)
    return found


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, tmp_path: Path, voice: Voice, qtbot: QtBot) -> MainWindow:
    common = {"paper": "青湾晚报", "date": "2026-03-13"}
    rows = [
        {**common, "page": "01", "page_name": "要闻", "title": "渡口复航", "byline": "记者 林一",
         "text": "2026年3月5日，渡口复航。客流增长5.2%！\n船票3元。"},
        {**common, "page": "01", "title": "夜市", "text": "夜市开张。"},
        {**common, "page": "02", "page_name": "副刊", "title": "潮水", "text": "潮水是钟表。"},
    ]  # fmt: skip
    source = tmp_path / "报.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for _ in (*library.import_paths([source]), *library.update_index()):
        pass
    found = make_desktop(library).window
    qtbot.waitUntil(found.isActiveWindow)
    return found


def marked(window: MainWindow) -> list[str]:
    return [selection.cursor.selectedText() for selection in window.article_view.browser.extraSelections()]


def test_an_article_is_read_from_its_title_to_its_end(window: MainWindow, voice: Voice, qtbot: QtBot) -> None:
    bar = window.speech_commands.bar
    assert not window._actions["read_stop"].isEnabled()
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_A, ALT_SHIFT)
    assert bar.isVisible()
    assert bar.where.text() == "1/5 句"
    assert marked(window) == []
    seen = []
    while window.speech_commands.reading.state is State.SPEAKING:
        seen.append((voice.last, *marked(window)))
        voice.end()
    assert seen == [
        ("渡口复航",), ("记者 林一",), ("二零二六年三月五日，渡口复航。", "2026年3月5日，渡口复航。"),
        ("客流增长百分之五点二！", "客流增长5.2%！"), ("船票三元。", "船票3元。"),
    ]  # fmt: skip
    assert bar.isHidden()
    assert marked(window) == []


def test_from_the_cursor_and_in_other_characters(window: MainWindow, voice: Voice) -> None:
    window._actions["script_traditional"].trigger()
    browser = window.article_view.browser
    browser.setTextCursor(browser.document().find("增長"))
    window._actions["read_aloud"].trigger()
    assert voice.last == "客流增长百分之五点二！"
    assert marked(window) == ["客流增長5.2%！"]
    assert browser.textCursor().selectedText() == "增長"  # what the reader selected stays


def test_pause_steps_and_speed(window: MainWindow, voice: Voice, qtbot: QtBot) -> None:
    actions, commands = window._actions, window.speech_commands
    actions["read_aloud"].trigger()
    assert actions["read_aloud"].text() == "暂停朗读"
    actions["read_next"].trigger()
    actions["read_next"].trigger()
    assert voice.last.startswith("二零二六年")
    actions["read_aloud"].trigger()
    assert commands.reading.state is State.PAUSED
    assert voice.done is None
    assert commands.bar.pause.text() == "继续"
    said = len(voice.said)
    actions["read_previous"].trigger()
    assert len(voice.said) == said  # it moves, and says nothing
    assert commands.bar.where.text() == "2/5 句"
    commands.bar.pause.click()
    assert voice.last == "记者 林一"
    commands.bar.rate.setCurrentIndex(commands.bar.rate.findData(1.5))
    commands.bar.rate.activated.emit(0)
    assert voice.said[-1] == ("记者 林一", 1.5)
    assert window.settings.get("speech.rate") == 1.5
    actions["read_previous"].trigger()
    actions["read_previous"].trigger()
    assert voice.last == "渡口复航"
    qtbot.keyClick(commands.bar, Qt.Key.Key_Escape)
    assert commands.bar.isHidden()
    assert not actions["read_next"].isEnabled()
    assert actions["read_aloud"].text() == "朗读"


def test_the_issue_is_a_programme(window: MainWindow, voice: Voice) -> None:
    window._actions["read_issue"].trigger()
    assert window.speech_commands.bar.where.text() == "1/6 句 · 1/3 篇"
    titles = []
    while window.speech_commands.reading.state is State.SPEAKING:
        assert window.desk.article
        titles.append((window.desk.article.content.title, voice.last))
        voice.end()
    assert [said for title, said in titles if title != "渡口复航"] == [
        "夜市", "夜市开张。", "第零二版，副刊", "潮水", "潮水是钟表。",
    ]  # fmt: skip
    assert titles[0] == ("渡口复航", "第零一版，要闻")
    window._actions["first_page"].trigger()
    window._actions["read_page"].trigger()
    assert window.speech_commands.bar.where.text().endswith("1/2 篇")


def test_articles_forward_and_back(window: MainWindow, voice: Voice) -> None:
    reading = window.speech_commands.reading
    window._actions["read_issue"].trigger()
    reading.step_article(1)
    assert voice.last == "夜市"
    reading.step(-1)
    assert voice.last == "船票三元。"
    reading.step_article(-1)  # to its own beginning first
    assert voice.last == "第零一版，要闻"
    reading.step_article(2)
    assert voice.last == "第零二版，副刊"
    reading.step_article(1)
    assert reading.state is State.STOPPED


def test_going_elsewhere_ends_it(window: MainWindow, voice: Voice) -> None:
    window._actions["read_issue"].trigger()
    window._actions["last_page"].trigger()
    assert window.speech_commands.reading.state is State.STOPPED
    assert voice.done is None


def test_the_readers_readings(window: MainWindow, voice: Voice) -> None:
    window._actions["reading_words"].trigger()
    [dialog] = window.findChildren(WordsDialog)
    dialog.text.setPlainText("复航")
    dialog._save()
    assert "词=读音" in dialog.wrong.text()
    dialog.text.setPlainText("复航=副杭\n")
    dialog._save()
    assert window.settings.texts("speech.words") == ["复航=副杭"]
    window._actions["read_aloud"].trigger()
    assert voice.last == "渡口副杭"


def test_a_voice_that_fails_says_so_and_ends(window: MainWindow, voice: Voice, said: list[str]) -> None:
    window._actions["read_aloud"].trigger()
    assert voice.failed
    voice.failed("没有声音")
    assert said == ["没有声音"]
    assert window.speech_commands.bar.isHidden()


def test_without_a_voice_it_says_how_to_get_one(
    window: MainWindow, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_commands, "find_engine", find_engine)
    monkeypatch.setattr(engines.shutil, "which", lambda _name: None)
    monkeypatch.setattr(engines, "_qt_engine", lambda _parent: None)
    window._actions["read_aloud"].trigger()
    assert len(said) == 1
    assert "espeak-ng" in said[0]
    assert window.speech_commands.bar.isHidden()


def test_it_turns_pages_of_vertical_text(window: MainWindow, voice: Voice) -> None:
    window._actions["vertical"].trigger()
    window.look_commands.set_size(48)
    window.resize(900, 520)
    sheet = window.article_view.vertical
    assert sheet.pages > 1
    window._actions["read_aloud"].trigger()
    for _ in range(4):
        voice.end()
    assert sheet.number > 0
    [spoken] = window.article_view.browser.extraSelections()
    assert sheet.rect_of(spoken.cursor.selectionStart()).isValid()


def test_the_sentence_comes_into_sight(window: MainWindow, voice: Voice, qtbot: QtBot) -> None:
    window.look_commands.set_size(48)
    browser = window.article_view.browser
    qtbot.waitUntil(lambda: browser.verticalScrollBar().maximum() > 100)
    browser.verticalScrollBar().setValue(0)
    window._actions["read_aloud"].trigger()
    for _ in range(4):
        voice.end()
    [spoken] = browser.extraSelections()
    start = QTextCursor(spoken.cursor)
    start.setPosition(start.selectionStart())
    assert browser.viewport().rect().contains(browser.cursorRect(start))


# ── engines ────────────────────────────────────────────────────────────────────────────────────────────────────────


def python(code: str, **more: Any) -> Program:
    return Program("python", lambda rate: ("-c", code, str(rate)), **more)


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    return QObject()


def test_a_program_gets_the_sentence_and_tells_its_end(owner: QObject, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    target = tmp_path / "said"
    code = f"import sys; open({str(target)!r}, 'w', encoding='utf-8').write(repr(sys.argv[1:]))"
    engine = ProgramEngine(python(code), sys.executable, owner)
    engine.speak("渡口复航。", 1.5, lambda: told.append("done"), told.append)
    qtbot.waitUntil(lambda: told == ["done"], timeout=20_000)
    assert target.read_text(encoding="utf-8") == "['1.5', '渡口复航。']"
    code = f"import sys; open({str(target)!r}, 'wb').write(sys.stdin.buffer.read())"
    engine = ProgramEngine(python(code, through_input=True), sys.executable, owner)
    engine.speak("潮水。", 1.0, lambda: told.append("done"), told.append)
    qtbot.waitUntil(lambda: told == ["done", "done"], timeout=20_000)
    assert target.read_text(encoding="utf-8") == "潮水。"


def test_a_program_that_fails_hangs_or_is_not_there(
    owner: QObject, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[str] = []
    ProgramEngine(python("raise SystemExit(3)"), sys.executable, owner).speak("一", 1.0, told.clear, told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=20_000)
    assert "出了问题" in told[0]
    ProgramEngine(python(""), "/nowhere/voice", owner).speak("一", 1.0, told.clear, told.append)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=20_000)
    assert "启动不了" in told[1]
    monkeypatch.setattr(engines, "_LONGEST_SECONDS", 0)
    monkeypatch.setattr(engines, "_SECONDS_A_CHARACTER", 2.0)
    hanging = ProgramEngine(python("import time; time.sleep(60)"), sys.executable, owner)
    hanging.speak("一", 1.0, told.clear, told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=20_000)
    assert "没有念出声来" in told[2]
    deaf = ProgramEngine(python("", least=100.0), sys.executable, owner)  # success, but sooner than anybody speaks
    deaf.speak("一", 1.0, told.clear, told.append)
    qtbot.waitUntil(lambda: len(told) == 4, timeout=20_000)
    assert "没有念出声来" in told[3]


def test_a_stopped_program_tells_nothing(owner: QObject, qtbot: QtBot) -> None:
    told: list[str] = []
    engine = ProgramEngine(python("import time; time.sleep(60)"), sys.executable, owner)
    engine.speak("一", 1.0, lambda: told.append("done"), told.append)
    process = engine._process
    assert process is not None
    assert process.waitForStarted(10_000)
    engine.stop()
    qtbot.wait(100)
    assert told == []
    assert engine._process is None


def test_which_voice_is_taken(owner: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines.sys, "platform", "linux")
    there = {"espeak-ng": "/bin/espeak-ng", "spd-say": "/bin/spd-say"}
    monkeypatch.setattr(engines.shutil, "which", there.get)
    monkeypatch.setattr(engines, "_lists_a_voice", lambda path, arguments: True)
    monkeypatch.setattr(engines, "_qt_engine", lambda _parent: None)
    found = find_engine(owner)
    assert isinstance(found, ProgramEngine)
    assert found._path == "/bin/espeak-ng"
    assert found._program.arguments(1.5)[:4] == ("-v", "cmn", "-s", "240")
    monkeypatch.setattr(engines, "_lists_a_voice", lambda path, arguments: False)
    found = find_engine(owner)
    assert isinstance(found, ProgramEngine)
    assert found._path == "/bin/spd-say"
    assert [found._program.arguments(rate)[4] for rate in (0.5, 1.0, 2.0)] == ["-100", "0", "100"]
    del there["spd-say"]
    with pytest.raises(EnvironmentProblemError, match="espeak-ng 没有中文语音"):
        find_engine(owner)


class FakeSpeech(QObject):
    """As much of QTextToSpeech as is used."""

    stateChanged = Signal(object)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[object] = []

    def setRate(self, rate: float) -> None:  # noqa: N802
        self.calls.append(rate)

    def say(self, text: str) -> None:
        self.calls.append(text)

    def stop(self) -> None:
        self.stateChanged.emit("ready")

    def errorString(self) -> str:  # noqa: N802
        return "坏了"


def test_qts_voice_tells_its_end_once(owner: QObject) -> None:
    states = SimpleNamespace(Ready="ready", Error="error")
    speech, told = FakeSpeech(), []
    engine = QtEngine(SimpleNamespace(QTextToSpeech=SimpleNamespace(State=states)), speech, owner)
    engine.speak("一", 1.5, lambda: told.append("done"), told.append)
    assert speech.calls == [0.5, "一"]
    speech.stateChanged.emit("ready")
    speech.stateChanged.emit("ready")
    assert told == ["done"]
    engine.speak("二", 1.0, lambda: told.append("done"), told.append)
    engine.stop()
    assert told == ["done"]
    engine.speak("三", 1.0, lambda: told.append("done"), told.append)
    speech.stateChanged.emit("error")
    assert told == ["done", "朗读出了问题：坏了"]

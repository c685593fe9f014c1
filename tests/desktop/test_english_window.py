"""The English window says in English what the floors below it say: errors, queries, reasons of a child, reports."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from archive.drawing.drawer import ChildDrawer
from archive.drawing.pixels import Sight
from archive.errors import UnreadableSourceError
from archive.wording import CHINESE, speak, spoken
from reader.library import Library
from reader.settings import Settings
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.report_dialog import ReportDialog
from ui.desktop.views.saved_dialogs import SaveSearchDialog

HAN = re.compile(r"[\u3400-\u9fff]")


def bring(library: Library, folder: Path, *days: int) -> None:
    """Issues with no Chinese in them."""
    rows = [
        {"paper": "Gazette", "date": f"2026-03-0{day}", "page": "01", "title": f"Tide {day}", "text": "The tide rose."}
        for day in days
    ]
    table = folder / f"gazette-{days[0]}.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for _step in (*library.import_paths([table]), *library.update_index()):
        pass


@pytest.fixture
def english(
    make_desktop: Callable[..., Desktop], library: Library, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    """An English window on two issues; afterwards the process speaks Chinese again."""
    bring(library, tmp_path, 5, 6)
    settings.set("window.language", "en")
    window = make_desktop(library).window
    qtbot.waitUntil(lambda: not window.jobs.busy)
    yield window
    speak(CHINESE)


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.search_box.setText(query)
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def save(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window._actions["save_search"].trigger()
    dialog = window.findChildren(SaveSearchDialog)[-1]
    dialog.name.setText(name)
    dialog.accept()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def report(window: MainWindow, qtbot: QtBot, action: str) -> str:
    window._actions[action].trigger()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    [dialog] = window.findChildren(ReportDialog)
    return str(dialog.text.toPlainText())


def test_an_error_is_said_in_english(english: MainWindow, said: list[str], qtbot: QtBot) -> None:
    search(english, qtbot, "tide")
    for _time in range(2):
        save(english, qtbot, "Tides")
    assert said == ['There is a search called "Tides" already']


def test_the_reason_of_an_import_comes_in_english_from_the_child(
    english: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no zip")
    with qtbot.waitSignal(english.import_dialog.imported, timeout=60_000):
        english.import_paths([str(broken)])
    table = english.import_dialog.table
    cells = [table.item(0, column).text() for column in range(table.columnCount())]
    assert any("It is not a valid zip" in cell for cell in cells), cells
    assert not HAN.search(" ".join(cells))


def test_a_query_is_explained_in_english(english: MainWindow, qtbot: QtBot) -> None:
    search(english, qtbot, "title:tide date:2026 tag:")
    told = english.search_panel.told
    assert told.understood.text().endswith('Must occur in the title: "tide"; Date: 2026')
    assert told.remarks.text() == '"tag:" is followed by nothing and does not count'


@pytest.mark.parametrize(
    ("action", "begin", "within"),
    [
        ("search_report", "Search report: tide", "Articles (3, most relevant first)"),
        ("digest", "Daily digest", "Searches with something new since you last looked: 1 of 1"),
    ],
)
def test_digest_and_report_are_english(
    english: MainWindow, qtbot: QtBot, tmp_path: Path, action: str, begin: str, within: str
) -> None:
    search(english, qtbot, "tide")
    save(english, qtbot, "Tides")
    bring(english.library, tmp_path, 7)
    text = report(english, qtbot, action)
    assert text.startswith(begin)
    assert within in text
    assert set(HAN.findall(text)) <= {"第", "版"}, "the source is cited as it always is"


def test_a_child_that_draws_speaks_the_language_of_now(tmp_path: Path) -> None:
    picture = tmp_path / "bad.png"
    picture.write_bytes(b"no picture")
    drawer = ChildDrawer()
    said = []
    try:
        for language in ("zh", "en", "zh"):
            speak(language)
            with pytest.raises(UnreadableSourceError) as caught:
                drawer.measure(Sight(os.fsencode(picture)))
            said.append(caught.value.reason)
    finally:
        drawer.close()
        speak(CHINESE)
    assert said == ["图片读不出来", "The picture cannot be read", "图片读不出来"]


def test_another_language_holds_for_what_is_said_later(
    make_desktop: Callable[..., Desktop], library: Library, settings: Settings
) -> None:
    desktop = make_desktop(library)
    assert spoken() == CHINESE
    for language, expected in (("en", "en"), ("zh_hant", "zh_hant"), ("en", "en"), ("zh", CHINESE)):
        settings.set("window.language", language)
        desktop.rebuild()
        assert spoken() == expected

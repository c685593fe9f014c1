"""A window on an archive of samples and seeds, offscreen."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from page_hands import arrived, papers_to_look_at
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QMessageBox,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from archive.model import ArticleHead
from archive.newspaper.coverage import Coverage
from archive.progress import Outcome
from indexer.request import Explanation, Facets, Filters, SearchRequest, Snippet
from indexer.suggest import Suggestion
from reader.folders import PERSONAL
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers
from reader.searching import Finder, SearchHit, SearchPage
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.jobs import Jobs
from ui.desktop.main_window import MainWindow
from ui.desktop.theme import SCHEMES
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.settings_dialog import SettingsDialog

MACHINE_TEXT = """电子报阅读机
2025-10-14
星期二
当前报纸名称:海角晚报

一座灯塔的下午

日期:08-28
字号:
版面:第A06、A07版:都市新闻       上一篇    下一篇

  本报记者 林一

  灯塔的门开着，看塔人说海风比去年小。
"""
DOCUMENT_TEXT = """海角市图书馆关于延长开放时间的通知
海图发〔2022〕7号
各分馆：
自即日起，各分馆开放时间延长一小时。请遵照执行。
"""
MakeDesktop = Callable[..., Desktop]
OpenInProcess = Callable[[Path], AbstractContextManager[Library]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of itself that it has no size hints; nothing else is let through."""
    for item in items:
        if "tests/desktop" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def _no_dialog_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system dialog that no test answers would wait for ever, where no time-out reaches it."""

    def unasked(*_: object, **__: object) -> None:
        pytest.fail("a dialog asked, and the test has no answer")

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, unasked)
    for name in ("critical", "information", "question", "warning"):
        monkeypatch.setattr(QMessageBox, name, unasked)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that boxes would show."""
    sentences: list[str] = []
    monkeypatch.setattr("ui.desktop.views.dialogs._show", lambda _icon, _parent, sentence: sentences.append(sentence))
    return sentences


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An archive that no test changes: the sample papers, a paper without pictures, a document of a year."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "machine.txt").write_text(MACHINE_TEXT, encoding="utf-8")
    (folder / "document.txt").write_text(DOCUMENT_TEXT, encoding="utf-8")
    with open_library(folder / "archive", personal=folder / PERSONAL) as library:
        sources = [*sample_papers(), folder / "machine.txt", folder / "document.txt"]
        outcomes = [step for step in library.import_paths(sources) if isinstance(step, Outcome)]
        assert not [outcome for outcome in outcomes if outcome.outcome.is_problem], outcomes
        for _ in library.update_index():
            pass
        yield library


def settings_in(folder: Path) -> Settings:
    chosen = Settings(folder / "settings.toml")
    chosen.set("window.theme", "light")
    return chosen


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


def open_desktop(library: Library, settings: Settings, folder: Path) -> Desktop:
    library.visits.forget()
    geometry = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    desktop = Desktop(make_application(), library, settings, geometry)
    desktop.window.resize(1280, 800)
    desktop.window.show()
    desktop.window.activateWindow()
    return desktop


def close_desktop(desktop: Desktop) -> None:
    """For good, now: Qt would do so when its loop turns again, and style the parts anew for each window until then."""
    desktop.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def make_desktop(qapp: QApplication, tmp_path: Path, settings: Settings) -> Iterator[MakeDesktop]:
    """A function that opens the desktop on a library; closed at the end."""
    opened: list[Desktop] = []

    def make(library: Library, with_settings: Settings | None = None) -> Desktop:
        opened.append(open_desktop(library, with_settings or settings, tmp_path))
        return opened[-1]

    yield make
    for desktop in opened:
        close_desktop(desktop)


@pytest.fixture
def window(make_desktop: MakeDesktop, filled: Library, qtbot: QtBot) -> MainWindow:
    """The window on the samples, opened at the simplified daily."""
    found = make_desktop(filled).window
    found.desk.open_paper(next(paper.name for paper in filled.papers() if paper.name == "临岚日报"))
    qtbot.waitUntil(lambda: not found.jobs.busy)  # pictures that arrive later would move what a test points at
    return found


@pytest.fixture(scope="module")
def _window_of_the_module(
    qapp: QApplication, filled: Library, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """With an article and hits."""
    folder = tmp_path_factory.mktemp("shared")
    desktop = open_desktop(filled, settings_in(folder), folder)
    found = desktop.window
    found.desk.open_paper("临岚日报")
    assert found.desk.issue
    ids = [head.id for head in found.desk.issue.heads]
    found.search_box.setText("图书馆")
    found.search_box.returnPressed.emit()
    found.desk.open_article(next((one for one in ids if filled.article(one).content.pictures()), ids[0]))
    while found.jobs.busy:
        QTest.qWait(10)
    assert found.search_panel.model.total
    yield found
    close_desktop(desktop)


@pytest.fixture
def shared_window(_window_of_the_module: MainWindow) -> MainWindow:
    """A window for tests that leave it as they find it: many actions are possible in it."""
    _window_of_the_module.activateWindow()
    return _window_of_the_module


EVENING_ROWS = (
    ("01", "渡口复航十年记", "停了三年的渡口今天复航，第一班船载着四十位老人（下转第四版）"),
    ("01", "夜市开张", "夜市在旧码头开张，头一晚卖出八百碗鱼丸。"),
    ("01", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。"),
    ("02", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。\n天亮了。"),
    ("03", "象棋残局", "红先胜，着法下期公布。下转第9版"),
    ("03", "老屋修缮记", "修缮队进村的那天下着小雨，瓦匠先看梁。下转第四版"),
    ("04", "渡口复航十年记", "（上接第一版）和他们的自行车。\n" + "船老大说，潮水是最好的钟表。\n" * 60),
    ("04", "修缮记", "（上接第三版）梁上有一行墨字。"),
    ("04", "修缮后记", "（上接第三版）老屋的灯又亮了。"),
)
"""A page, a title, a text each: a jump, a copy, a page that is not there, a jump that two articles may answer."""


@pytest.fixture(scope="session")
def evenings(tmp_path_factory: pytest.TempPathFactory, in_process: OpenInProcess) -> Path:
    """The archive of `evening`, made once: tests have a copy each."""
    last = date(2026, 3, 13)
    rows: list[dict[str, str]] = []
    for day in (last - timedelta(back) for back in range(56, -1, -1)):
        if day.weekday() == 6 or day == date(2026, 3, 4):
            continue
        pages = ("01", "03") if day == date(2026, 2, 27) else ("01", "02")
        plain = tuple((page, f"{page}的事", f"{day}的文") for page in pages)
        rows += _rows(day, EVENING_ROWS if day == last else plain)
        rows += _rows(day, plain[:1], "号外") if day == date(2026, 3, 12) else []
    folder = tmp_path_factory.mktemp("evenings")
    table = folder / "晚报.jsonl"
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    with in_process(folder / "archive") as library:
        for _ in (*library.import_paths([table]), *library.update_index()):
            pass
    return folder / "archive"


@pytest.fixture
def evening(evenings: Path, archive: Path, in_process: OpenInProcess) -> Iterator[Library]:
    """青湾晚报 on the working days of eight weeks to 13 March 2026.

    The 4th is missing, on 27 February page 02; the 12th has two editions, the 13th jumps.
    """
    shutil.copytree(evenings, archive)
    with in_process(archive) as library:
        yield library


@pytest.fixture
def daily(dailies: Path, archive: Path, in_process: OpenInProcess) -> Iterator[Library]:
    """The first sample paper, with pictures of its pages."""
    shutil.copytree(dailies, archive)
    with in_process(archive) as library:
        yield library


@pytest.fixture(scope="session")
def printed_papers(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Library]:
    """An archive that no test changes: 青湾晚报 as a PDF of 30 pages, 海岛日报 as scans of 2000 × 2900."""
    folder = tmp_path_factory.mktemp("printed")
    with open_library(folder / "archive") as library:
        for _step in library.import_paths(papers_to_look_at(folder)):
            pass
        for _step in library.update_index():
            pass
        assert {paper.name for paper in library.papers()} == {"青湾晚报", "海岛日报"}
        yield library


@pytest.fixture
def pdf_window(make_desktop: MakeDesktop, printed_papers: Library, qtbot: QtBot) -> MainWindow:
    return _arrived_at("青湾晚报", make_desktop(printed_papers).window, qtbot)


@pytest.fixture
def scan_window(make_desktop: MakeDesktop, printed_papers: Library, qtbot: QtBot) -> MainWindow:
    return _arrived_at("海岛日报", make_desktop(printed_papers).window, qtbot)


def _arrived_at(paper: str, window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.desk.open_paper(paper)
    arrived(window, qtbot)
    return window


def _rows(day: date, articles: tuple[tuple[str, str, str], ...], edition: str = "") -> list[dict[str, str]]:
    common = {"paper": "青湾晚报", "date": day.isoformat(), "edition": edition}
    return [{**common, "page": page, "title": title, "text": text} for page, title, text in articles]


@dataclass
class Answers:
    """A library for the search panel alone: it answers as it is told, after `gate` is set, and keeps what was asked."""

    heads: list[ArticleHead]
    total: int = 3
    facets: Facets = field(default_factory=Facets)
    explanation: Explanation | None = None
    partial: bool = False
    told: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    suggested: tuple[Suggestion, ...] = ()
    asked: list[SearchRequest] = field(default_factory=list)
    gate: Event = field(default_factory=Event)

    def search(self, request: SearchRequest) -> SearchPage:
        self.asked.append(request)
        assert self.gate.wait(10)
        hits = tuple(SearchHit(head, Snippet(request.query, ((0, 1),)), 1.0) for head in self.heads[: self.total])
        return SearchPage(
            self.total, hits, 1.0, self.facets if request.facets else None,
            self.explanation if request.explain else None, self.partial, self.told, self.remarks,
        )  # fmt: skip

    def suggestions(self, request: SearchRequest) -> tuple[Suggestion, ...]:
        return self.suggested

    def finder(self, query: str, *, exact: bool, partial: bool) -> Finder:
        return lambda text, field=None: ()

    def coverage(self, filters: Filters) -> dict[str, Coverage]:
        return {}


@pytest.fixture
def answers(filled: Library) -> Answers:
    heads = filled.articles(filled.issues("临岚日报")[0].key)[:3]
    found = Answers(heads)
    found.gate.set()
    return found


@pytest.fixture
def panel(answers: Answers, qtbot: QtBot) -> Iterator[SearchPanel]:
    """The search panel on a library that answers as it is told."""
    jobs = Jobs()
    shown = SearchPanel(answers, jobs, SCHEMES["light"])  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.resize(400, 640)
    shown.show()
    yield shown
    answers.gate.set()
    jobs.close()


@pytest.fixture
def put() -> Callable[[SettingsDialog, str, object], None]:
    """What a reader does with the control of a preference."""

    def put_value(dialog: SettingsDialog, name: str, value: object) -> None:
        match dialog.fields[name].widget:
            case QCheckBox() as box:
                box.setChecked(bool(value))
            case QComboBox() as box:
                box.setCurrentIndex(box.findData(value))
            case QSpinBox() | QDoubleSpinBox() as spin:
                spin.setValue(value)  # type: ignore[arg-type]
            case widget:
                pytest.fail(f"no hands for {widget}")

    return put_value

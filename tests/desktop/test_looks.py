"""The check of all looks: it finds what is planted, keeps quiet about what is well, and finds nothing in the window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.library import Library
from ui.desktop import theme
from ui.desktop.action_table import MENUS, SUBMENUS
from ui.desktop.app import make_application

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import looks
from looks_check import Finding, look
from looks_screens import QUERIES, SCREENS, shown
from looks_stage import LANGUAGES, SIZES, THEMES, Stage
from looks_texts import glyphless, of_other_language

LONG = "这一行字比给它的地方长得多，装不下"
SCREEN = QSize(1280, 800)


@pytest.fixture
def frame(qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A shown widget with the program's colours, to plant faults in."""
    application = make_application()
    with theme.applied(application, theme.SCHEMES["light"]):
        found = QWidget()
    found.resize(400, 300)
    qtbot.addWidget(found)
    return found


def found_in(frame: QWidget, language: str = "zh", known: str = "") -> list[Finding]:
    frame.show()
    QApplication.processEvents()
    return look(frame, SCREEN, language, known)


def kinds(findings: list[Finding]) -> list[str]:
    return [finding.kind for finding in findings]


def planted(frame: QWidget, widget: QWidget, width: int, height: int = 40) -> QWidget:
    widget.setParent(frame)
    widget.setGeometry(10, 10, width, height)
    return widget


def tab_bar(*names: str) -> QTabBar:
    bar = QTabBar()
    for name in names:
        bar.addTab(name)
    return bar


def combo(*names: str) -> QComboBox:
    box = QComboBox()
    box.addItems(list(names))
    return box


def line(words: str) -> QLineEdit:
    box = QLineEdit()
    box.setPlaceholderText(words)
    return box


def tool(words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    return button


CLIPPED = {
    "label": lambda: QLabel(LONG),
    "button": lambda: QPushButton(LONG),
    "tool": lambda: tool(LONG),
    "tick": lambda: QCheckBox(LONG),
    "combo": lambda: combo(LONG),
    "line": lambda: line(LONG),
    "tabs": lambda: tab_bar(LONG, LONG),
}


@pytest.mark.parametrize("name", CLIPPED)
def test_text_without_room_is_found_unless_a_tooltip_has_it(frame: QWidget, name: str) -> None:
    widget = planted(frame, CLIPPED[name](), 90)
    assert "clipped" in kinds(found_in(frame))
    widget.setToolTip(LONG)
    if isinstance(widget, QTabBar):
        for number in range(widget.count()):
            widget.setTabToolTip(number, LONG)
    assert "clipped" not in kinds(look(frame, SCREEN, "zh"))


@pytest.mark.parametrize("name", CLIPPED)
def test_the_same_with_room_is_well(frame: QWidget, name: str) -> None:
    frame.resize(1000, 300)
    planted(frame, CLIPPED[name](), 900)
    assert found_in(frame) == []


def test_wrapped_text_without_height(frame: QWidget) -> None:
    label = QLabel(LONG * 4)
    label.setWordWrap(True)
    planted(frame, label, 200, 30)
    assert kinds(found_in(frame)) == ["clipped"]
    label.resize(200, label.heightForWidth(200))
    assert look(frame, SCREEN, "zh") == []


def test_what_sticks_out_of_its_parent_or_the_screen(frame: QWidget) -> None:
    planted(frame, QLabel("看得见一半"), 80).move(360, 10)
    assert "outside" in kinds(found_in(frame))
    assert "outside" in kinds(look(frame, QSize(300, 200), "zh"))


@pytest.mark.parametrize(
    ("colour", "large", "wrong"),
    [("#b8b4ad", False, True), ("#625b52", False, False), ("#8a857c", True, False), ("#c8c4bd", True, True)],
)
def test_pale_text_is_found_by_its_pixels(frame: QWidget, colour: str, large: bool, wrong: bool) -> None:
    label = QLabel("渡口复航十年记")
    label.setStyleSheet(f"color: {colour}; font-size: {34 if large else 13}px;")
    planted(frame, label, 300, 60)
    assert kinds(found_in(frame)) == (["contrast"] if wrong else [])


def test_what_cannot_be_used_may_be_pale(frame: QWidget) -> None:
    planted(frame, QPushButton("不能用"), 160).setEnabled(False)
    assert found_in(frame) == []


def test_pale_words_inside_a_text(frame: QWidget) -> None:
    browser = QTextBrowser()
    planted(frame, browser, 380, 200)
    browser.setHtml("<p>看得清的字</p>")
    assert found_in(frame) == []
    browser.setHtml("<p>看得清的字<span style='color:#d0ccc4'>看不清的字</span></p>")
    assert kinds(look(frame, SCREEN, "zh")) == ["contrast"]


def test_a_character_that_no_font_has(frame: QWidget) -> None:
    assert glyphless("渡口，“复航”A06 ①②－＋●✓—…", frame.font()) == ""
    assert glyphless("渡\U000f1234口", frame.font()) == "\U000f1234" or "\U000f1234" not in "渡口"
    planted(frame, QLabel("渡\U0001f9ff口\ufdd0"), 300)
    assert "glyph" in kinds(found_in(frame))


@pytest.mark.parametrize(
    ("text", "language", "known", "wrong"),
    [
        ("Papers 报纸", "en", "", True),
        ("Papers 报纸", "en", "一份报纸", False),
        ("語言 Language 简体中文", "en", "", False),
        ("导出", "zh_hant", "", True),
        ("匯出", "zh_hant", "", False),
        ("匯出《临岚日报》", "zh_hant", "临岚日报", False),
        ("导出", "zh", "", False),
        ("Cancel", "zh", "", True),
        ("复制为 Markdown", "zh", "", False),
        ("BibTeX", "zh", "", False),
        ("Ctrl+Shift+F", "zh_hant", "", False),
    ],
)
def test_words_of_another_language(text: str, language: str, known: str, wrong: bool) -> None:
    assert bool(of_other_language(text, language, known)) is wrong


def test_menus_and_their_entries_are_read(frame: QWidget, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Close")
    menu.popup(frame.pos())
    assert kinds(look(menu, SCREEN, "zh")) == ["language"]


def test_a_layout_that_breaks_is_well(frame: QWidget) -> None:
    column = QVBoxLayout(frame)
    row = QHBoxLayout()
    for words in ("保存", "取消"):
        row.addWidget(QPushButton(words))
    label = QLabel(LONG * 6)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(label)
    column.addLayout(row)
    assert found_in(frame) == []


# ── the window ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_any_two_of_size_colours_and_language_meet() -> None:
    chosen = looks.pairwise()
    for first, second in (("size", "theme"), ("size", "language"), ("theme", "language")):
        choices = {"size": SIZES, "theme": THEMES, "language": LANGUAGES}
        pairs = {(getattr(one, first), getattr(one, second)) for one in chosen}
        assert len(pairs) == len(choices[first]) * len(choices[second])
    assert len(looks.combinations()) >= len(SIZES) * len(THEMES) * len(LANGUAGES)
    assert {name for name, _ in looks.plan(SCREENS, once=True)} == set(SCREENS)


def test_every_menu_and_setting_is_a_screen() -> None:
    from ui.desktop import wording_settings

    wanted = {f"menu-{name}" for name in MENUS if name not in SUBMENUS}
    wanted |= {f"settings-{name}" for name in wording_settings.SECTIONS}
    assert wanted <= set(SCREENS)
    assert len(SCREENS) >= 60


@pytest.fixture(scope="module")
def lived_in(qapp: QApplication) -> Iterator[tuple[Library, Library]]:  # pages are set: fonts need an application
    with looks.archives() as both:
        yield both


QUICK = (
    "reading", "page-spread", "page-typeset", "vertical", "read-aloud", "find-bar", "results", "search-form", "facets",
    "saved", "marks", "clippings", "digest", "trends", "reprints", "wall", "coverage", "health", "export", "imported",
    "settings-article", "settings-keys", "help", "welcome",
)  # fmt: skip
"""Screens that hold most; `sh scripts/looks` opens all of them in all looks."""


@pytest.mark.parametrize("part", range(12))
def test_nothing_is_clipped_pale_or_foreign(
    lived_in: tuple[Library, Library], part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.desktop import speech_commands

    monkeypatch.setattr(speech_commands, "find_engine", speech_commands.find_engine)  # put back afterwards
    full, empty = lived_in
    known = looks.words_of(full)
    wrong: list[str] = []
    for name, combination in list(looks.plan(QUICK, once=True))[part::12]:
        screen = SCREENS[name]
        stage = Stage(empty if screen.empty else full, combination, screen.settings, private=screen.private)
        try:
            widget = shown(stage, screen)
            findings = look(widget, QSize(*combination.room), combination.language, known)
            wrong += [f"{name} {combination} {finding}" for finding in findings]
        finally:
            stage.close()
    assert not wrong, "\n".join(wrong)


def test_pictures_are_small_and_show_the_dialog(lived_in: tuple[Library, Library], tmp_path: Path) -> None:
    from looks_pictures import composed, save_small

    full, _ = lived_in
    stage = Stage(full, looks.pairwise()[0])
    try:
        before = composed(stage.window).toImage()
        shown(stage, SCREENS["go-to"])
        after = composed(stage.window)
        assert after.toImage() != before
        save_small(after, tmp_path / "picture.png")
        assert (tmp_path / "picture.png").stat().st_size < 250_000
    finally:
        stage.close()


def test_the_words_that_are_searched_are_known() -> None:
    assert all(query for query in QUERIES)

"""The settings made from their declarations, keys that are changed, the guide and the licences."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from reader.guide import guide
from reader.library import Library
from reader.settings import KEYS, Settings
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.theme import SCHEMES
from ui.desktop.views.about_dialog import AboutDialog
from ui.desktop.views.help_dialog import HelpDialog
from ui.desktop.views.settings_dialog import SettingsDialog
from ui.desktop.wording_settings import SECTIONS

MakeDesktop = Callable[..., Desktop]
Put = Callable[[SettingsDialog, str, object], None]


def opened(window: MainWindow) -> SettingsDialog:
    window._actions["settings"].trigger()
    [dialog] = window.findChildren(SettingsDialog)
    return dialog


def shows(dialog: HelpDialog, picture: str) -> bool:
    address = QUrl(f"screenshots/{picture}.png")
    return dialog.page.document().resource(QTextDocument.ResourceType.ImageResource.value, address) is not None


def test_every_shown_preference_has_a_named_control_in_a_section(window: MainWindow) -> None:
    dialog = opened(window)
    shown = [key for key in KEYS if key.shown]
    assert list(dialog.fields) == [key.name for key in shown]
    assert {key.name.partition(".")[0] for key in shown} <= set(SECTIONS)
    for field in dialog.fields.values():
        assert field.widget.accessibleName()
        assert field.value() == window.settings.get(field.key.name)
        assert field.widget.parentWidget() is not None
    dialog.reject()


def test_preferences_of_every_kind_are_changed_at_once(
    make_desktop: MakeDesktop,
    filled: Library,
    settings: Settings,
    put: Put,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desktop = make_desktop(filled)
    saves: list[int] = []
    usual = settings.save
    monkeypatch.setattr(settings, "save", lambda: (saves.append(1), usual()))
    dialog = opened(desktop.window)
    put(dialog, "reading.history", False)
    put(dialog, "page.mode", "spread")
    put(dialog, "import.seconds", 90)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "备份柜")
    dialog.fields["backup.folder"].widget.findChild(QPushButton).click()
    put(dialog, "window.theme", "dark")
    window = desktop.window
    dialog.accept()
    qtbot.waitUntil(lambda: desktop.window is not window)
    assert len(saves) == 1
    assert settings.path is not None
    kept = Settings(settings.path)
    found = [kept.get(name) for name in ("reading.history", "page.mode", "import.seconds", "backup.folder")]
    assert found == [False, "spread", 90, "备份柜"]
    assert desktop.window.scheme == SCHEMES["dark"]
    dialog = opened(desktop.window)
    dialog.fields["backup.folder"].widget.findChild(QLineEdit).setText("别处")
    dialog.reject()
    assert settings.get("backup.folder") == "备份柜"


def test_keys_are_changed_refused_and_restored(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, qtbot: QtBot
) -> None:
    desktop = make_desktop(filled)
    dialog = opened(desktop.window)
    sheet = dialog.key_sheet
    sheet.choose("star")
    assert not sheet.set_key("Ctrl+H")
    assert sheet.wrong.text() == "Ctrl+H 已经是“划线”的按键"
    assert sheet.set_key("Ctrl+Alt+S")
    sheet.choose("coverage")
    assert sheet.set_key("Ctrl+Alt+V")
    sheet.choose("later")
    sheet.none.click()
    sheet.words.setText("星标")
    assert sheet._rows["later"].isHidden()
    assert not sheet._rows["star"].isHidden()
    window = desktop.window
    dialog.accept()
    qtbot.waitUntil(lambda: desktop.window is not window)
    window = desktop.window
    assert settings.lists("keys") == {"star": ["Ctrl+Alt+S"], "coverage": ["Ctrl+Alt+V"], "later": []}
    assert [key.toString() for key in window._actions["star"].shortcuts()] == ["Ctrl+Alt+S"]
    assert "Ctrl+Alt+S" in window._actions["star"].toolTip()
    assert not window._actions["later"].shortcuts()
    help_ = HelpDialog(window, window.scheme, window._actions, english=False)
    assert "Ctrl+Alt+S" in help_.keys.toPlainText()
    help_.close()
    dialog = opened(window)
    dialog.key_sheet.all_usual.click()
    dialog.accept()
    qtbot.waitUntil(lambda: desktop.window is not window)
    assert settings.lists("keys") == {}
    assert [key.toString() for key in desktop.window._actions["star"].shortcuts()] == ["Ctrl+D"]


def test_f1_opens_keys_and_the_guide_which_is_searched(window: MainWindow, qtbot: QtBot) -> None:
    window._actions["help"].trigger()
    [dialog] = window.findChildren(HelpDialog)
    assert "全文检索" in dialog.keys.toPlainText()
    dialog.sheets.setCurrentIndex(1)
    titles = [dialog.headings.item(row).text().strip() for row in range(dialog.headings.count())]
    assert {"窗口", "标记", "检索", "命令行"} <= set(titles)
    dialog.headings.setCurrentRow(titles.index("标记"))
    assert dialog.page.verticalScrollBar().value() > 0
    dialog.words.setText("无痕阅读")
    assert dialog.find_words()
    assert dialog.page.textCursor().selectedText() == "无痕阅读"
    assert shows(dialog, "reading-light")
    dialog.words.setText("没有这样的词语啊")
    assert not dialog.find_words()
    dialog.close()


def test_f1_in_english_shows_the_english_guide(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, qtbot: QtBot
) -> None:
    settings.set("window.language", "en")
    window = make_desktop(filled).window
    window._actions["help"].trigger()
    [dialog] = window.findChildren(HelpDialog)
    dialog.sheets.setCurrentIndex(1)
    titles = [dialog.headings.item(row).text().strip() for row in range(dialog.headings.count())]
    assert titles == re.findall(r"(?m)^##+ (.+)$", guide(english=True).read_text(encoding="utf-8"))
    assert {"The window", "Marks", "Command line"} <= set(titles)
    assert "中文" not in dialog.page.toPlainText().partition("Start")[0]
    dialog.headings.setCurrentRow(titles.index("Marks"))
    assert dialog.page.verticalScrollBar().value() > 0
    dialog.words.setText("private session")
    assert dialog.find_words()
    assert dialog.page.textCursor().selectedText() == "Private session"
    assert shows(dialog, "reading-light-en")
    assert shows(dialog, "marks-en")
    dialog.close()


@pytest.mark.parametrize("language", ["zh", "zh_hant"])
def test_f1_in_chinese_shows_the_chinese_guide(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, language: str
) -> None:
    settings.set("window.language", language)
    window = make_desktop(filled).window
    window._actions["help"].trigger()
    [dialog] = window.findChildren(HelpDialog)
    dialog.sheets.setCurrentIndex(1)
    assert dialog.headings.item(0).text() == "开始"
    dialog.close()


def test_about_shows_every_part_with_its_licence(window: MainWindow) -> None:
    window._actions["about"].trigger()
    [dialog] = window.findChildren(AboutDialog)
    dialog.sheets.setCurrentIndex(1)
    names = [dialog.parts.item(row).text() for row in range(dialog.parts.count())]
    assert names[0].startswith("PySide6")
    assert "LESSER" in dialog.text.toPlainText()
    dialog.parts.setCurrentRow(next(row for row, name in enumerate(names) if name.startswith("lxml ")))
    assert "BSD" in dialog.text.toPlainText()
    dialog.close()
    QCoreApplication.processEvents()

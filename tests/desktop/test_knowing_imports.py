"""Tables whose columns have to be said, recognition, reading the originals again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_run import FakeRun
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.settings import Settings
from reader.tables import Mapped, remembered
from ui.desktop.desktop import Desktop
from ui.desktop.importing import Item
from ui.desktop.main_window import MainWindow
from ui.desktop.tables import TableFacts, mapping_options
from ui.desktop.views import import_dialog, reparse_dialog
from ui.desktop.views.mapping_dialog import MappingDialog
from ui.desktop.views.reparse_dialog import ReparseDialog

TABLE = "题,内文,什么日子\n渡口复航,第一班船载着老人。,2026-03-02\n夜市开张,卖出八百碗鱼丸。,2026-03-03\n"
FACTS = TableFacts(
    "/报/导出.csv",
    ("题", "作者", "内文"),
    (("渡口", "林一", "正文"),),
    {"byline": "作者"},
    ("paper", "title", "text"),
    "ab12",
)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[FakeRun]:
    FakeRun.made = []
    for place in ("ui.desktop.import_commands", "ui.desktop.views.import_dialog", "ui.desktop.views.run_dialog"):
        monkeypatch.setattr(f"{place}.ImportRun", FakeRun)
    return FakeRun.made


def choose(dialog: MappingDialog, **columns: str) -> None:
    for field, column in columns.items():
        box = dialog.choices[dialog._facts.columns.index(column)]
        box.setCurrentIndex(box.findData(field))


def mapping(window: MainWindow) -> MappingDialog | None:
    return next((one for one in window.findChildren(MappingDialog) if one.isVisible()), None)


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_table_that_is_not_understood_is_asked_about_once(
    make_desktop: object, library: Library, settings: Settings, qtbot: QtBot, tmp_path: Path
) -> None:
    assert callable(make_desktop)
    desktop = make_desktop(library)
    assert isinstance(desktop, Desktop)
    window = desktop.window
    table = tmp_path / "导出.csv"
    table.write_text(TABLE, encoding="utf-8")
    window.import_paths([str(table)])
    qtbot.waitUntil(lambda: mapping(window) is not None, timeout=30_000)
    dialog = mapping(window)
    assert dialog is not None
    choose(dialog, title="题", text="内文", date="什么日子")
    dialog.constants["paper"].setText("青湾,晚报")
    with qtbot.waitSignal(window.import_dialog.imported, timeout=60_000):
        dialog.accept()
    assert window.import_dialog.table.item(0, 0).text() == "新增"
    assert [paper.name for paper in library.papers()] == ["青湾,晚报"]
    window.import_dialog.close()
    again = tmp_path / "再次.csv"
    again.write_text(TABLE.replace("渡口", "栈桥"), encoding="utf-8")
    with qtbot.waitSignal(window.import_dialog.imported, timeout=60_000):
        window.import_paths([str(again)])
    assert window.import_dialog.columns_line.text() == "再次.csv 照上次指定的各列导入"
    assert "栈桥复航" in [head.title for head in library.articles(library.issues()[0].key)]
    window.import_dialog.columns_button.click()
    qtbot.waitUntil(lambda: mapping(window) is not None, timeout=30_000)
    changed = mapping(window)
    assert changed is not None
    assert changed.constants["paper"].text() == "青湾,晚报"
    assert changed.mapped().columns == {"title": "题", "text": "内文", "date": "什么日子"}
    changed.reject()


def test_mapping_can_be_accepted_when_enough_is_known(window: MainWindow) -> None:
    dialog = MappingDialog(window, FACTS)
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    assert "什么报纸" in dialog.remark.text()
    dialog.constants["paper"].setText("青湾晚报")
    assert "标题或正文" in dialog.remark.text()
    choose(dialog, text="内文")
    assert ok.isEnabled()
    assert "文件资料" in dialog.remark.text()
    dialog.constants["date"].setText("三月")
    assert not ok.isEnabled()
    dialog.constants["date"].setText("2026-03")
    choose(dialog, title="内文")
    choose(dialog, title="题")
    assert "两列都选了" in dialog.remark.text()
    choose(dialog, text="内文")
    assert dialog.mapped() == Mapped(
        {"title": "题", "byline": "作者", "text": "内文"}, {"paper": "青湾晚报", "date": "2026-03"}
    )
    dialog.choices[1].setCurrentIndex(0)
    assert dialog.mapped().values["byline"] == ""
    dialog.deleteLater()


def test_answers_are_options_of_the_command_line() -> None:
    assert mapping_options(Mapped({"title": "题,目"}, {"paper": "甲"})) == [
        "--map",
        "title=题\\,目",
        "--set",
        "paper=甲",
    ]


@pytest.mark.parametrize(
    ("what", "reason"), [("crash", "读它的程序崩溃了"), ("sleep", "超过 3 秒没有读完"), ("eat", "要的内存超过 1000 MB")]
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
def test_a_table_that_ruins_its_reader_costs_a_sentence_and_stops_nothing(
    make_desktop: Callable[[Library], Desktop],
    library: Library,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    reason: str,
) -> None:
    command = [sys.executable, str(Path(__file__).with_name("hostile_command_line.py"))]
    monkeypatch.setattr("ui.desktop.importing.worker_command", lambda: command)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("HOSTILE_SECONDS", "3" if "秒" in reason else "60")  # a busy machine fills memory slowly
    bad, good = tmp_path / "坏.sheet.csv", tmp_path / "好.csv"
    bad.write_text(what, encoding="utf-8")
    good.write_text(TABLE, encoding="utf-8")
    window = make_desktop(library).window
    window.import_paths([str(bad), str(good)])
    beats = 0
    deadline = time.monotonic() + 30
    while mapping(window) is None and time.monotonic() < deadline:
        beats += 1
        qtbot.wait(20)
    assert beats > 10, "the window goes on meanwhile"
    dialog = mapping(window)
    assert dialog is not None
    choose(dialog, title="题", text="内文", date="什么日子")
    dialog.constants["paper"].setText("青湾晚报")
    dialog.accept()
    table = window.import_dialog.table

    def told() -> list[str]:
        return [" ".join(table.item(row, column).text() for column in range(4)) for row in range(table.rowCount())]

    qtbot.waitUntil(lambda: not window.import_commands.busy and "好.csv" in "".join(told()), timeout=60_000)
    assert any(line.startswith("失败") and "坏.sheet.csv" in line and reason in line for line in told()), told()
    assert "渡口复航" in [head.title for issue in library.issues() for head in library.articles(issue.key)]


def test_tables_go_each_by_itself_and_the_results_stay_together(
    window: MainWindow, runs: list[FakeRun], settings: Settings, tmp_path: Path
) -> None:
    good, odd = tmp_path / "好.csv", tmp_path / "怪.csv"
    for path in (good, odd):
        path.write_text(TABLE, encoding="utf-8")
    window.import_paths(["/报/别的", str(good), str(odd)])
    assert runs[0].arguments[3:] == ["columns", "--", str(good), str(odd)]
    runs[0].record.emit(
        {"source": str(good), "problem": None, "columns": ["title"], "fingerprint": "aa", "missing": []}
    )
    runs[0].record.emit(
        {"source": str(odd), "columns": ["题"], "rows": [["甲"]], "fingerprint": "bb", "missing": ["title"]}
    )
    runs[0].finished.emit("")
    dialog = mapping(window)
    assert dialog is not None
    dialog.constants["paper"].setText("甲报")
    choose(dialog, title="题")
    dialog.accept()
    assert remembered(settings, "bb") == Mapped({"title": "题"}, {"paper": "甲报"})
    for number, expected in ((1, ["/报/别的"]), (2, [str(good)]), (3, [str(odd)])):
        assert runs[number].arguments[-len(expected) - 1 :] == ["--", *expected]
        runs[number].item.emit(Item(expected[0], "added", articles=1))
        runs[number].finished.emit("")
    assert runs[3].arguments.count("--map") == 1
    assert len(runs) == 4
    assert window.import_dialog.table.rowCount() == 3


def test_cancelling_stops_the_tables_that_wait(window: MainWindow, runs: list[FakeRun], tmp_path: Path) -> None:
    table = tmp_path / "好.csv"
    table.write_text(TABLE, encoding="utf-8")
    window.import_paths(["/报/别的", str(table)])
    runs[0].finished.emit("")
    window.import_dialog.cancel()
    runs[1].finished.emit("")
    assert len(runs) == 2
    assert not window.import_commands.busy


# ── recognition ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_recognition_is_off_with_a_sentence_where_it_is_not_installed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_dialog, "has_recognition", lambda: False)
    dialog = import_dialog.ImportDialog(window, window.library.folder, window.scheme)
    assert not dialog.recognise.isEnabled()
    assert "没有安装" in dialog.recognise.text()
    dialog.recognise.setChecked(True)
    assert not dialog.recognising


def test_recognition_is_asked_of_the_child_and_can_be_had_afterwards(
    make_desktop: object, filled: Library, settings: Settings, runs: list[FakeRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_dialog, "has_recognition", lambda: True)
    assert callable(make_desktop)
    window = make_desktop(filled).window
    dialog = window.import_dialog
    window.import_paths(["/扫描"])
    assert "--recognise" not in runs[0].arguments
    runs[0].finished.emit("")
    assert not dialog.again_button.isVisible()
    dialog.recognise.setChecked(True)
    assert settings.get("import.recognise") is True
    assert dialog.again_button.isVisible()
    dialog.again_button.click()
    assert runs[1].arguments[-3:] == ["--recognise", "--", "/扫描"]
    runs[1].finished.emit("")
    assert not dialog.again_button.isVisible()


# ── reading again ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_originals_are_read_again_first_for_show_then_for_good(
    window: MainWindow, runs: list[FakeRun], qtbot: QtBot
) -> None:
    window._actions["reparse"].trigger()
    dialog = window.findChild(ReparseDialog)
    assert dialog is not None
    assert not dialog.apply_button.isEnabled()
    dialog.everything.setChecked(True)
    dialog.paper.setCurrentIndex(1)
    dialog.look_button.click()
    assert runs[0].arguments[2:] == ["--json", "reparse", "--progress", "--all", "--paper", dialog.paper.currentText()]
    changes = [
        {"id": 1, "before": "旧题", "after": "新题", "action": "newer"},
        {"id": 2, "before": "没了", "after": None, "action": None},
    ]
    runs[0].record.emit(
        {"paper": "临岚日报", "date": "2026-03-02", "source": "/报", "changes": changes, "pages_changed": True}
    )
    runs[0].finished.emit("")
    assert dialog.step.text() == "1 项会有变化，还没有写入"
    top = dialog.found.topLevelItem(0)
    assert [top.child(row).text(0) for row in range(3)] == ["版面有变", "文字有变", "不再读出，保留原有的"]
    with qtbot.waitSignal(dialog.applied):
        dialog.apply_button.click()
        assert "--apply" in runs[1].arguments
        runs[1].finished.emit("")
    assert not dialog.apply_button.isEnabled()
    dialog.close()


def test_reading_again_for_real_says_when_nothing_changes(window: MainWindow, qtbot: QtBot) -> None:
    dialog = reparse_dialog.ReparseDialog(window, window.library.folder, window.scheme, ["临岚日报"])
    dialog.show()
    dialog.look_button.click()
    assert dialog.close_button.text() == "停下"
    qtbot.waitUntil(lambda: dialog._run is None, timeout=60_000)
    assert "都与现有的相同" in dialog.step.text()
    dialog.close()

"""The health line at the window's foot, the dialog behind it, checks and backups from it, the schedule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from archive.files import write_atomically
from reader.condition import Condition, age, backup_is_due
from reader.health import Check, Checks
from reader.keeping import BACKUPS, LastBackup
from reader.library import Library
from reader.open import open_library
from ui.desktop import wording_health
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow

MakeDesktop = Callable[..., Desktop]
FULL_RUN = 60_000


@pytest.fixture
def kept(make_desktop: MakeDesktop, evening: Library) -> MainWindow:
    """A window on an archive of the test's own."""
    return make_desktop(evening).window


def days_ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


def known(*, backup: LastBackup | None = None, checks: Checks | None = None, free: int = 1 << 40) -> Condition:
    return Condition(empty=False, checks=checks or Checks(), backup=backup, pending=0, free=free)


def test_the_line_says_what_is_wrong_first_and_else_when_the_archive_was_last_kept() -> None:
    sound = LastBackup(days_ago(3.5), "/备份", sound=True)
    assert wording_health.line(known()) == "还没有备份 · 核对：从未 · 索引一致 · 剩余 1 TB"
    checked = Checks(quick=Check(days_ago(0.1), 0, 0), full=Check(days_ago(40), 0, 0))
    now = known(backup=sound, checks=checked)
    assert wording_health.line(now) == "备份：3 天前 · 核对：一天之内 · 索引一致 · 剩余 1 TB"
    assert "索引差 7 处" in wording_health.line(replace(now, pending=7))
    lost = Checks(quick=Check(days_ago(0.1), 0, 0), full=Check(days_ago(40), 3, 2))
    said = wording_health.line(known(backup=msgspec.structs.replace(sound, sound=False), checks=lost, free=1 << 20))
    assert said == "核对发现 2 处丢失或损坏 · 磁盘只剩 1 MB · 上次备份不完整 · 索引一致"


def test_an_empty_archive_is_not_told_to_make_a_backup() -> None:
    empty = Condition(empty=True, checks=Checks(), backup=None, pending=0, free=1 << 40)
    assert wording_health.line(empty) == ""
    assert not backup_is_due(empty, 7)


@pytest.mark.parametrize(("days", "every", "due"), [(8, 7, True), (6, 7, False), (400, 0, False), (-3, 7, False)])
def test_a_backup_is_due_after_the_days_that_were_chosen(days: float, every: int, due: bool) -> None:
    assert backup_is_due(known(backup=LastBackup(days_ago(days), "/备份", sound=True)), every) is due


def test_a_moment_that_cannot_be_read_counts_as_long_ago() -> None:
    assert age("不是时间") is None
    assert backup_is_due(known(backup=LastBackup("不是时间", "/备份", sound=True)), 7)


def test_a_reader_checks_chooses_a_folder_and_backs_up(
    kept: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = kept.health_commands
    commands.look()
    qtbot.waitUntil(lambda: commands.line.text().startswith("还没有备份 · 核对：从未 · 索引一致 · 剩余 "))
    assert commands.line.isVisible()
    qtbot.mouseClick(commands.line, Qt.MouseButton.LeftButton)
    dialog = commands._dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.findings.isHidden()  # nothing has been found yet
    assert not dialog.backup_button.isEnabled()  # nobody has said where
    qtbot.mouseClick(dialog.quick_button, Qt.MouseButton.LeftButton)
    assert dialog.bar.isVisible()
    qtbot.waitUntil(lambda: dialog.step.text() == "核对完了，完好", timeout=FULL_RUN)
    target = tmp_path / "另一块硬盘"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    assert kept.settings.get("backup.folder") == str(target)
    qtbot.mouseClick(dialog.backup_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.step.text() == "备份好了，试恢复完好", timeout=FULL_RUN)
    qtbot.waitUntil(lambda: commands.line.text().startswith("备份：一天之内 · 核对：一天之内 · "))
    assert len(list((target / "snapshots").glob("*.json"))) == 1


def test_after_the_first_import_a_backup_is_advised_once(
    kept: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = kept.health_commands
    commands.look()
    qtbot.waitUntil(commands.line.isVisible)
    assert commands.advice.isHidden()  # nothing was imported here
    kept.import_dialog.imported.emit()
    qtbot.waitUntil(commands.advice.isVisible)
    qtbot.mouseClick(commands.advice.later, Qt.MouseButton.LeftButton)
    kept.import_dialog.imported.emit()
    qtbot.waitUntil(lambda: not kept.jobs.busy)
    assert commands.advice.isHidden()
    kept.settings.set("backup.advised", value=False)
    kept.import_dialog.imported.emit()
    qtbot.waitUntil(commands.advice.isVisible)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "备份"))
    qtbot.mouseClick(commands.advice.choose, Qt.MouseButton.LeftButton)
    dialog = commands._dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.step.text() == "备份好了，试恢复完好", timeout=FULL_RUN)
    assert commands.advice.isHidden()


def test_what_a_check_finds_is_listed_with_what_to_do(kept: MainWindow, qtbot: QtBot) -> None:
    stranger = kept.library.folder / "originals" / "别人的.txt"
    stranger.write_text("放错了地方")
    commands = kept.health_commands
    commands.open()
    dialog = commands._dialog
    assert dialog is not None
    commands.check(full=True)
    qtbot.waitUntil(lambda: dialog.step.text() == "核对完了，1 处可留意", timeout=FULL_RUN)
    row = dialog.findings.topLevelItem(0)
    assert row is not None
    assert (row.text(0), row.text(2)) == ("不是本程序的文件", "originals/别人的.txt")
    stranger.unlink()


def test_a_backup_that_is_due_is_made_by_itself_and_a_failing_one_is_said_once(
    kept: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = kept.health_commands
    said: list[str] = []
    monkeypatch.setattr(commands, "_say", said.append)
    kept.settings.set("backup.folder", str(tmp_path / "备份"))
    commands.look()
    qtbot.waitUntil(lambda: bool(said), timeout=FULL_RUN)
    assert said == ["备份好了，试恢复完好"]
    last = kept.library.keeping.last()
    assert last is not None
    assert last.sound
    taken = tmp_path / "文件"
    taken.write_text("不是文件夹")
    kept.settings.set("backup.folder", str(taken))
    stale = LastBackup(days_ago(9), str(taken), sound=True)
    write_atomically(kept.library.folder / BACKUPS, msgspec.json.encode(stale))
    commands._tried = False
    commands.look()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=FULL_RUN)
    assert str(taken) in said[1]
    qtbot.waitUntil(lambda: not kept.jobs.busy)
    assert commands._run is None


def test_what_is_lost_is_repaired_from_the_backup(
    kept: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "另一块硬盘"
    list(kept.library.keeping.back_up(disk))
    gone = next(path for path in (kept.library.folder / "originals").rglob("*") if path.is_file())
    gone.unlink()
    commands = kept.health_commands
    commands.open()
    dialog = commands._dialog
    assert dialog is not None
    assert not dialog.repair_button.isVisible()
    commands.check(full=False)
    qtbot.waitUntil(lambda: dialog.step.text() == "核对完了，1 处可留意", timeout=FULL_RUN)
    assert dialog.repair_button.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(disk))
    with qtbot.waitSignal(commands.changed, timeout=FULL_RUN):
        qtbot.mouseClick(dialog.repair_button, Qt.MouseButton.LeftButton)
    assert dialog.step.text() == "修复了，逐字节核对过，完好"
    row = dialog.findings.topLevelItem(0)
    assert row is not None
    assert row.text(0) == "已取回，内容核对过"
    assert gone.is_file()
    assert not dialog.repair_button.isVisible()


def test_an_issue_comes_back_from_the_backup_and_goes_again(
    kept: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = tmp_path / "另一块硬盘"
    with open_library(tmp_path / "别处") as other:
        table = tmp_path / "屿光周报.jsonl"
        table.write_text(
            '{"id":"1","paper":"屿光周报","date":"2026-03-05","page":"01","title":"夜市开张","text":"江边的夜市。"}'
        )
        list(other.import_paths([table]))
        list(other.keeping.back_up(disk))
    commands = kept.health_commands
    commands.open()
    assert commands._dialog is not None
    qtbot.mouseClick(commands._dialog.restore_button, Qt.MouseButton.LeftButton)
    dialog = commands._restore
    assert dialog is not None
    assert dialog.backup.count() == 0
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "这里没有备份" in dialog.step.text(), timeout=FULL_RUN)
    assert not dialog.look_button.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(disk))
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.look_button.isEnabled(), timeout=FULL_RUN)
    assert "1 期" in dialog.backup.currentText()
    qtbot.mouseClick(dialog.look_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.step.text() == "还没有改动什么", timeout=FULL_RUN)
    first = dialog.found.topLevelItem(0)
    assert first is not None
    assert (first.text(1), first.child(0).text(0)) == ("取回", "屿光周报 2026-03-05")
    before = [paper.name for paper in kept.desk.papers]
    with qtbot.waitSignal(dialog.applied, timeout=FULL_RUN):
        qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert "取回了 1 期" in dialog.step.text()
    assert [paper.name for paper in kept.desk.papers if paper.name not in before] == ["屿光周报"]
    assert not dialog.apply_button.isEnabled()
    dialog.close()
    kept._actions["undo_correction"].trigger()
    qtbot.waitUntil(lambda: [paper.name for paper in kept.desk.papers] == before, timeout=FULL_RUN)

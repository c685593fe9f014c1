"""文件 → 导出…: what is offered, the dialog, a run beside the window, what is said at its end."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QStandardItemModel
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from archive.model import PartialDate
from indexer.request import Filters, SearchRequest, Sort
from reader.library import Library
from ui.desktop.desktop import Desktop
from ui.desktop.exporting import forms, offers, within
from ui.desktop.main_window import MainWindow
from ui.desktop.views.export_dialog import ExportDialog

MakeDesktop = Callable[..., Desktop]
FULL_RUN = 60_000


def opened(window: MainWindow, folder: Path) -> ExportDialog:
    window.export_commands._folder = str(folder)
    window._actions["export"].trigger()
    dialog = window.export_commands.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def choose(dialog: ExportDialog, what: str, form: str, suffix: str) -> None:
    dialog.what.setCurrentIndex([offer.id for offer in dialog._offers].index(what))
    dialog.form.setCurrentIndex([(one.form, one.suffix) for one in forms()].index((form, suffix)))


def test_an_issue_goes_out_and_its_folder_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, tmp_path)
    assert dialog.what.currentText() == "这一期：临岚日报 2026-03-05"
    assert dialog.name.text() == "临岚日报 2026-03-05"
    choose(dialog, "issue", "html", "")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    assert dialog.bar.isVisible()
    assert not dialog.what.isEnabled()
    window._actions["export"].trigger()  # the one at work stays
    assert window.export_commands.dialog is dialog
    qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
    assert dialog.step.text().startswith("导出了 25 篇，图片 ")
    assert (tmp_path / "临岚日报 2026-03-05" / "index.html").is_file()
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    assert dialog.open_button.hasFocus()
    qtbot.keyClick(dialog.open_button, Qt.Key.Key_Space)
    assert shown == [str(tmp_path)]
    dialog.form.setCurrentIndex(1)
    dialog.form.setCurrentIndex(0)
    assert dialog.name.text() == "临岚日报 2026-03-05 (2)"  # the first name is taken
    assert dialog.export_button.isEnabled()


def test_search_results_go_out_in_their_order(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.search_panel.fields.show_filters(Filters(paper="临岚日报"))
    window.search_panel.set_sort("oldest")
    window.search_box.setText("江")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: window.search_panel.model.total > 0)
    dialog = opened(window, tmp_path)
    assert dialog.what.currentText().startswith("检索结果：“江”，")
    choose(dialog, "results", "jsonl", ".jsonl")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
    lines = [json.loads(line) for line in (tmp_path / "江.jsonl").read_text("utf-8").splitlines()]
    found = window.library.search_ids(SearchRequest("江", Filters(paper="临岚日报"), Sort.OLDEST, None))
    assert [int(line["id"]) for line in lines] == [hit.id for hit in found.hits]
    assert dialog.step.text().splitlines()[0] == f"导出了 {len(lines)} 篇"


def test_what_cannot_begin_says_why(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(window, tmp_path)
    model = dialog.what.model()
    assert isinstance(model, QStandardItemModel)
    assert dialog.what.itemText(4) == "检索结果（没有检索结果）"
    assert not model.item(4).isEnabled()
    choose(dialog, "period", "csv", ".csv")
    assert dialog.counted.text() == "3 期"
    dialog.begins.setText("2026-03-03")
    assert (dialog.counted.text(), dialog.name.text()) == ("2 期", "临岚日报 2026-03-03—2026-03-05")
    for typed, reason in (("去年", "日期写成 2025、2025-08 或 2025-08-28"), ("2030", "这段时间没有一期")):
        dialog.begins.setText(typed)
        assert dialog.step.text() == dialog.export_button.toolTip() == reason
        assert not dialog.export_button.isEnabled()
    dialog.begins.clear()
    dialog.name.clear()
    assert dialog.step.text() == "还没有名称"
    dialog._folder = ""
    dialog.suggest()
    assert dialog.step.text() == "还没有选文件夹"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    assert dialog.export_button.isEnabled()
    dialog.name.setText("../../CON")
    assert dialog.target().parent == tmp_path


def test_a_run_that_is_refused_or_stopped_leaves_nothing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "放这里"
    place.mkdir()
    (place / "已有.csv").write_text("我的")
    dialog = opened(window, place)
    choose(dialog, "issue", "csv", ".csv")
    dialog.name.setText("已有")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
    assert dialog.step.text() == f"已经有了，不覆盖：{place / '已有.csv'}"
    assert dialog.open_button.isHidden()
    choose(dialog, "period", "html", "")
    qtbot.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "写出" in dialog.step.text(), timeout=FULL_RUN)
    qtbot.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
    assert dialog.step.text() == "已停下"
    assert [path.name for path in place.iterdir()] == ["已有.csv"]


def test_what_was_left_out_is_listed(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window, tmp_path)
    dialog.take({"left_out": "编号 7", "reason": "没有这个稿件：7"})
    done = {
        "exported": "/某处/书.epub",
        "articles": 3,
        "pictures": 0,
        "skipped": 1,
        "lost_pictures": 2,
        "notes": ["某话"],
    }
    dialog.take(done)
    dialog.show_state()
    assert dialog.found.isVisible()
    assert dialog.said().split("\n") == ["导出了 3 篇，1 篇没有导出，2 张图片读不出来", "/某处/书.epub", "某话"]


def test_the_smaller_offers(window: MainWindow) -> None:
    found = {offer.id: offer for offer in offers(window.desk, SearchRequest("-江", exact=True), 2)}
    article, issue = window.desk.article, window.desk.issue
    assert article is not None
    assert issue is not None
    assert found["article"].options == (f"--ids={article.id}",)
    assert found["page"].options == (f"--ids={','.join(str(head.id) for head in issue.heads_on(window.desk.page))}",)
    assert found["results"].options == ("--search=-江", "--sort=relevance", "--exact", "--partial")
    new = {offer.id: offer for offer in offers(window.desk, SearchRequest("江", Filters(after=0), partial=False), 2)}
    assert new["results"].options == ("--search=江", "--sort=relevance", "--after=0")
    window.desk.open_paper(window.desk.papers[-1].name)  # a document: no pages
    assert {offer.id for offer in offers(window.desk, None, 0) if offer.reason} == {"page", "results"}


def test_an_empty_archive_has_nothing_to_export(make_desktop: MakeDesktop, library: Library) -> None:
    assert not make_desktop(library).window._actions["export"].isEnabled()


def test_a_period_takes_in_what_it_touches() -> None:
    days = [PartialDate(2026, 3, 2), PartialDate(2026, 4), None]
    assert within(days, None, None) == days
    assert within(days, PartialDate(2026, 4, 9), None) == [PartialDate(2026, 4)]
    assert within(days, None, PartialDate(2026, 3)) == [PartialDate(2026, 3, 2)]

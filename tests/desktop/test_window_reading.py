"""Reading in the window: moving, edges, zones, pictures, font size."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from archive.model import PartialDate
from reader.library import Library
from ui.desktop.availability import LARGEST
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import VALUE
from ui.desktop.views.settings_dialog import SettingsDialog

Put = Callable[[SettingsDialog, str, object], None]

ALT, CTRL, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def enabled(window: MainWindow, name: str) -> bool:
    return window._actions[name].isEnabled()


def title(window: MainWindow) -> str:
    return window.desk.article.content.title if window.desk.article else ""


def test_opens_newest_issue_at_first_page_and_article(window: MainWindow) -> None:
    desk = window.desk
    assert desk.issue is not None
    assert desk.issue.key == desk.issues[-1].key
    assert desk.page == desk.issue.pages[0].label
    assert desk.article is not None
    assert desk.article.id == desk.issue.heads[0].id
    assert window.place_label.text().startswith("临岚日报 · 2026-03-05 星期四 · 第01版 要闻 · 1/")


def test_head_mirrors_the_reading_machine_in_its_order(window: MainWindow, filled: Library, qtbot: QtBot) -> None:
    window.desk.open_paper("海角晚报")
    head = window.article_view.head
    shown = [head.product, head.today, head.paper, head.title, head.date, head.size_words, head.pages]
    assert [label.text() for label in shown if label is not head.today] == [
        "电子报阅读机", "当前报纸名称:海角晚报", "一座灯塔的下午", "日期:08-28", "字号:", "版面:第A06、A07版:都市新闻",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: head.height() > 100)
    tops = [label.mapTo(head, QPoint(0, label.height() // 2)).y() for label in (head.product, head.title, head.pages)]
    assert tops == sorted(tops)


def test_next_article_crosses_pages_and_stops_at_the_end(window: MainWindow, qtbot: QtBot) -> None:
    issue = window.desk.issue
    assert issue is not None
    seen = [window.desk.article.id if window.desk.article else 0]
    while enabled(window, "next_article"):
        window._actions["next_article"].trigger()
        assert window.desk.article is not None
        seen.append(window.desk.article.id)
        assert len(seen) <= len(issue.heads)
    assert seen == [head.id for head in issue.heads]
    assert window.desk.page == issue.heads[-1].pages[0]
    assert enabled(window, "previous_article")


def test_pages_stop_at_the_issue_edge_and_say_so(window: MainWindow) -> None:
    assert not enabled(window, "previous_page")
    assert not enabled(window, "first_page")
    window._actions["last_page"].trigger()
    issue = window.desk.issue
    assert issue is not None
    assert window.desk.page == issue.pages[-1].label
    assert not enabled(window, "next_page")
    window._actions["first_page"].trigger()
    while enabled(window, "next_page"):
        window._actions["next_page"].trigger()
    assert window.statusBar().currentMessage() == "这是本期最后一版"


def test_issues_skip_days_without_one(window: MainWindow) -> None:
    assert not enabled(window, "next_issue")
    window._actions["previous_issue"].trigger()
    assert window.desk.issue is not None
    assert str(window.desk.issue.key.date) == "2026-03-03"
    window._actions["next_issue"].trigger()
    assert str(window.desk.issue.key.date) == "2026-03-05"


def test_back_and_forward(window: MainWindow) -> None:
    first = window.desk.place()
    window._actions["next_page"].trigger()
    second = window.desk.place()
    window._actions["back"].trigger()
    assert window.desk.place() == first
    window._actions["forward"].trigger()
    assert window.desk.place() == second
    assert not enabled(window, "forward")


def test_keys(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    before = title(window)
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_Down, ALT)
    assert title(window) != before
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_PageDown)
    assert window.desk.page == "02"
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_End, CTRL)
    assert not enabled(window, "next_page")


def test_space_scrolls_then_opens_the_next_article(window: MainWindow, qtbot: QtBot) -> None:
    browser = window.article_view.browser
    bar = browser.verticalScrollBar()
    first = title(window)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    qtbot.keyClick(browser, Qt.Key.Key_Space)
    assert bar.value() > 0
    assert title(window) == first
    bar.setValue(bar.maximum())
    qtbot.keyClick(browser, Qt.Key.Key_Space)
    assert title(window) != first


def test_calendar_day_opens_the_issue(window: MainWindow) -> None:
    calendar = window.side_bar.calendar
    assert calendar.issues_on(QDate(2026, 3, 2)) == 1
    assert calendar.issues_on(QDate(2026, 3, 4)) == 0
    calendar.day_chosen.emit(QDate(2026, 3, 2))
    assert "2026-03-02" in window.place_label.text()
    calendar.day_chosen.emit(QDate(2026, 3, 4))
    assert "2026-03-02" in window.place_label.text()
    assert "没有报纸" in window.statusBar().currentMessage()


def test_documents_with_partial_dates_are_in_the_list(window: MainWindow, filled: Library) -> None:
    name = next(paper.name for paper in filled.papers() if paper.kind == "documents")
    window.desk.open_paper(name)
    model = window.side_bar.issues_model
    assert [model.index(row).data() for row in range(model.rowCount())] == ["2022"]
    assert title(window).startswith("海角市图书馆")
    assert not window.page_column.sheet.isVisible()
    assert window.page_column.contents.isVisible()


def test_go_to_date_and_page(window: MainWindow) -> None:
    window.go_to_date(PartialDate.parse("2026-03-02"), "第2版")
    assert "2026-03-02" in window.place_label.text()
    assert window.desk.page == "02"
    window.go_to_date(PartialDate.parse("1999"), "")
    assert "没有 1999" in window.statusBar().currentMessage()


def test_hovering_a_zone_marks_the_entry_and_the_reverse(window: MainWindow, qtbot: QtBot) -> None:
    column = window.page_column
    head = window.desk.issue.heads_on("01")[1] if window.desk.issue else None
    assert head is not None

    def hover() -> bool:
        """Move onto the zone's middle, wherever it is now: the picture may still arrive and move it."""
        point = column.picture.centre_of(head.id)
        if point is not None and column.contents_model._marked != head.id:
            qtbot.mouseMove(column.picture.viewport(), QPoint(1, 1))
            qtbot.mouseMove(column.picture.viewport(), point.toPoint())
        return column.contents_model._marked == head.id

    qtbot.waitUntil(hover)
    row = column.contents_model.row_of_article(head.id)
    column.contents.entered.emit(column.contents_model.index(row))
    assert column.picture._hovered == head.id


def test_a_click_opens_the_smallest_zone_and_a_drag_does_not(window: MainWindow, qtbot: QtBot) -> None:
    picture = window.page_column.picture
    heads = window.desk.issue.heads_on("01") if window.desk.issue else ()
    point = picture.centre_of(heads[2].id)
    assert point is not None
    before = window.desk.article
    view = picture.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, NONE, point.toPoint())
    qtbot.mouseMove(view, point.toPoint() + QPoint(60, 40))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, point.toPoint() + QPoint(60, 40))
    assert window.desk.article == before
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, NONE, point.toPoint())
    assert window.desk.article is not None
    assert window.desk.article.id == heads[2].id


def test_zones_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    picture = window.page_column.picture
    picture.setFocus()
    before = title(window)
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert title(window) != before


def test_zoom_is_remembered_for_the_paper_and_never_changes_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    picture = window.page_column.picture
    picture.zoom_by(2)
    window._actions["next_page"].trigger()
    assert picture.zoom == pytest.approx(2)
    window.desk.open_paper("嶼光週報")
    assert picture.zoom == pytest.approx(1)
    window.desk.open_paper("临岚日报")
    assert picture.zoom == pytest.approx(2)
    qtbot.mouseDClick(picture.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(5, 5))
    assert picture.zoom == pytest.approx(1)


def test_page_picture_and_thumbnails_arrive(window: MainWindow, qtbot: QtBot) -> None:
    column = window.page_column
    qtbot.waitUntil(lambda: column.picture.sheet is not None and not column.picture.sheet.lacks_picture)
    qtbot.waitUntil(lambda: column.pages_model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None)


def test_contents_list_opens_articles_and_repeats_those_on_two_pages(window: MainWindow) -> None:
    window.desk.open_paper("海角晚报")
    model = window.page_column.contents_model
    rows = [model.index(row).data(VALUE) for row in range(model.rowCount())]
    assert [row.id if row else None for row in rows] == [None, rows[1].id, None, rows[1].id]


def test_font_size_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    for name, size in (("size_large", 24), ("size_small", 16), ("size_reset", 18), ("larger", 19), ("smaller", 18)):
        window._actions[name].trigger()
        assert window.article_view.browser.document().defaultFont().pixelSize() == size
        assert window.settings.get("article.size") == size
    window.look_commands.set_size(LARGEST)
    assert not enabled(window, "larger")


def test_figures_are_painted_from_the_archive_and_nothing_else_loads(window: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import QByteArray, QUrl
    from PySide6.QtGui import QTextDocument

    browser = window.article_view.browser
    kind = QTextDocument.ResourceType.ImageResource.value
    for url in ("http://example.org/x.png", "file:///etc/passwd", "x.png"):
        assert browser.loadResource(kind, QUrl(url)) == QByteArray()
    article = window.desk.article
    assert article is not None
    sha = article.content.pictures()[0]
    qtbot.waitUntil(lambda: window.isVisible())
    browser.viewport().repaint()

    def arrived() -> bool:
        image = browser.document().resource(kind, QUrl(f"dianzibao:{sha}"))
        return isinstance(image, QImage) and image.width() > 1

    qtbot.waitUntil(arrived)


def test_copy_with_source(window: MainWindow) -> None:
    text = window.article_view.text_with_source()
    assert text.rstrip().endswith("，临岚日报，2026-03-05 第01版")


def test_copies_as_markdown_and_as_references(window: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    for name, start in (
        ("copy_with_source", "今日"), ("copy_markdown", "*今日"), ("cite_gb7714", "宋稻禾, 庄叔同. "),
        ("cite_bibtex", "@article{"), ("cite_ris", "TY  - NEWS"), ("cite_csl", "["),
    ):  # fmt: skip
        window._actions[name].trigger()
        assert clipboard.text().startswith(start)
    window.article_view.browser.selectAll()
    window._actions["copy_markdown"].trigger()
    assert clipboard.text().startswith("> ")
    assert "，临岚日报，2026-03-05 第01版" in clipboard.text()


def test_the_text_is_set_as_the_reader_chooses(window: MainWindow, put: Put) -> None:
    window.resize(1900, 900)
    window._actions["side_bar"].trigger()
    window._actions["settings"].trigger()
    [dialog] = window.findChildren(SettingsDialog)
    em = dialog.fields["article.size"].value()

    def heights() -> set[float]:
        block = dialog.preview.document().begin()
        return {block.blockFormat().lineHeight(), block.next().blockFormat().lineHeight()}

    assert heights() == {round(em * 1.7)}
    put(dialog, "article.line", 2.2)
    put(dialog, "article.measure", 20)
    put(dialog, "article.font", "sans")
    assert heights() == {round(em * 2.2)}  # at once in the preview, not yet in the article
    body = window.article_view.browser.document()
    assert body.defaultFont().families()[0] == "Dianzibao Serif"
    dialog.accept()
    body = window.article_view.browser.document()
    assert body.defaultFont().families()[0] == "Dianzibao Sans"
    assert window.article_view._setting().width == 20 * em
    block = body.begin()
    while not block.text():
        block = block.next()
    lines = set()
    while block.isValid():
        lines.add(block.blockFormat().lineHeight())
        block = block.next()
    assert round(em * 2.2) in lines
    assert (window.settings.get("article.line"), window.settings.get("article.font")) == (2.2, "sans")


def test_measure_is_at_most_36_characters(window: MainWindow, qtbot: QtBot) -> None:
    window.showMaximized()
    window.resize(2400, 900)
    qtbot.waitUntil(lambda: window.article_view.browser.width() > 1200)
    window.resize(2400, 900)
    assert window.article_view.head.width() <= 36 * 18


def test_nothing_in_the_head_is_cut_off_when_its_lines_break_anew(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    head = window.article_view.head
    heights = set()
    assert window.desk.issue is not None
    for page in window.desk.issue.pages:
        window.desk.open_page(page.label)
        for _ in range(3):
            qtbot.wait(1)
            heights.add(head._bar.height())
            assert head._column.heightForWidth(head.width()) == head.height(), title(window)
            window._actions["next_article"].trigger()
    assert len(heights) > 1  # else nothing broke anew and nothing was tried
    for name in ("海角市图书馆", "海角晚报", "海角市图书馆"):
        window.desk.open_paper(name)
        qtbot.wait(50)
        assert head.fields.isVisible()
        assert head._column.heightForWidth(head.width()) == head.height(), title(window)

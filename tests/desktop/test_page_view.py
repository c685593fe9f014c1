"""The page picture in the window: one page, openings, the strip; zoom, fingers, hits, selection, copying."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPageSize, QPdfWriter, QTextDocument, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.open import open_library
from reader.pictures import PREVIEW_WIDTH
from reader.searching import finder
from reader.settings import Settings
from ui.desktop import page_commands
from ui.desktop.main_window import MainWindow
from ui.desktop.page_images import CACHE_BYTES
from ui.desktop.theme import serif_font
from ui.desktop.views.page_layout import Mode
from ui.desktop.views.page_picture import PagePicture
from ui.desktop.views.page_sheet import Sheet
from ui.desktop.views.zoom_view import MARGIN

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NEWS = "<h1>青湾晚报</h1><h2>图书馆夜里也开门</h2><p>本报讯　青湾市图书馆从三月起每天开到夜里十点。</p>"
MANY = 30


def printed(path: Path, pages: int) -> None:
    """A PDF of so many pages with text."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(700, 1000), QPageSize.Unit.Point))
    document = QTextDocument()
    document.setDefaultFont(serif_font(20))
    text = [f"{NEWS}<p>第{n + 1}版的文字。</p>" for n in range(pages)]
    document.setHtml('<div style="page-break-before:always">'.join(text) + "</div>" * (pages - 1))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)


@pytest.fixture(scope="module")
def printed_papers(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Library]:
    """青湾晚报 as a PDF of 30 pages, 海岛日报 as scans of 2000 × 2900."""
    from ui.printing.fonts import load_fonts

    load_fonts()
    folder = tmp_path_factory.mktemp("printed")
    printed(folder / "青湾晚报20260306.pdf", MANY)
    scans = folder / "海岛日报20260307"
    scans.mkdir()
    for number in range(1, 4):
        image = Image.new("RGB", (2000, 2900), "white")
        ImageDraw.Draw(image).rectangle((100 * number, 100, 1900, 2800), outline="black", width=5)
        image.save(scans / f"海岛日报20260307_0{number}.jpg")
    with open_library(folder / "archive") as library:
        for _step in library.import_paths([folder / "青湾晚报20260306.pdf", scans]):
            pass
        for _step in library.update_index():
            pass
        assert {paper.name for paper in library.papers()} == {"青湾晚报", "海岛日报"}
        yield library


@pytest.fixture
def pdf_window(make_desktop, printed_papers: Library, qtbot: QtBot) -> MainWindow:
    window = make_desktop(printed_papers).window
    window.desk.open_paper("青湾晚报")
    arrived(window, qtbot)
    return window


@pytest.fixture
def scan_window(make_desktop, printed_papers: Library, qtbot: QtBot) -> MainWindow:
    window = make_desktop(printed_papers).window
    window.desk.open_paper("海岛日报")
    arrived(window, qtbot)
    return window


def arrived(window: MainWindow, qtbot: QtBot) -> None:
    """All that is in sight is there, and sharp."""
    picture = window.page_column.picture
    qtbot.waitUntil(lambda: not picture._settling.isActive() and not window.jobs.busy and not picture.needs())


def view(window: MainWindow) -> PagePicture:
    return window.page_column.picture


def run(window: MainWindow, name: str) -> None:
    assert window._actions[name].isEnabled(), name
    window._actions[name].trigger()


def shown(window: MainWindow) -> Sheet:
    sheet = view(window).sheet
    assert sheet is not None
    return sheet


def wheel(picture: PagePicture, at: QPoint, turn: int, keys: Qt.KeyboardModifier = NONE) -> None:
    where = QPointF(at)
    event = QWheelEvent(
        where, picture.viewport().mapToGlobal(where), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(picture.viewport(), event)


# ── zoom ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_wheel_zooms_at_the_pointer(window: MainWindow) -> None:
    picture = view(window)
    picture.zoom_by(3)
    at = QPoint(picture.viewport().width() // 3, picture.viewport().height() // 4)
    before = picture.mapToScene(at)
    wheel(picture, at, 240)
    after = picture.mapToScene(at)
    assert picture.zoom == pytest.approx(3 * 1.2**2)
    assert abs(after.x() - before.x()) < 4
    assert abs(after.y() - before.y()) < 4


def test_fit_page_width_and_zone(window: MainWindow) -> None:
    picture = view(window)
    run(window, "fit_width")
    width = shown(window).rect.width() * picture.scale_now
    assert width == pytest.approx(picture.viewport().width() - 2 * MARGIN, abs=2)
    assert window.settings.table("page.zoom")["临岚日报"] == pytest.approx(picture.zoom, abs=0.001)
    run(window, "fit_page")
    assert picture.zoom == pytest.approx(1)
    assert not window._actions["zoom_out"].isEnabled()
    run(window, "fit_zone")
    assert window.desk.article is not None
    area = picture._area(window.desk.article.id)
    assert area is not None
    assert picture._seen_rect().contains(area)
    assert picture.zoom > 1.2


def test_zoom_in_and_out_by_action_and_the_limits(window: MainWindow) -> None:
    run(window, "zoom_in")
    assert view(window).zoom == pytest.approx(1.2)
    run(window, "zoom_out")
    assert view(window).zoom == pytest.approx(1)
    view(window).zoom_by(1000)
    assert not window._actions["zoom_in"].isEnabled()


def test_a_page_turned_zoomed_in_begins_at_its_top(window: MainWindow) -> None:
    picture = view(window)
    picture.zoom_by(3)
    picture.verticalScrollBar().setValue(picture.verticalScrollBar().maximum())
    run(window, "next_page")
    assert picture.zoom == pytest.approx(3)
    assert picture.verticalScrollBar().value() == picture.verticalScrollBar().minimum()


def test_an_article_out_of_sight_is_brought_into_sight_without_zooming(window: MainWindow) -> None:
    picture, issue = view(window), window.desk.issue
    assert issue is not None
    picture.zoom_by(4)
    for head in issue.heads_on("01"):
        window.desk.open_article(head.id)
        area = picture._area(head.id)
        assert area is None or area.intersects(picture._seen_rect())
    assert picture.zoom == pytest.approx(4)


def test_a_finger_scrolls_and_two_fingers_zoom(window: MainWindow, qtbot: QtBot) -> None:
    picture = view(window)
    picture.zoom_by(4)
    bar = picture.verticalScrollBar()
    bar.setValue((bar.minimum() + bar.maximum()) // 2)
    before, place = bar.value(), window.desk.place()
    device = QTest.createTouchDevice()
    port = picture.viewport()
    start = QPoint(port.width() // 2, port.height() * 3 // 4)
    QTest.touchEvent(port, device).press(0, start, port).commit()
    for step in range(1, 11):
        qtbot.wait(10)
        QTest.touchEvent(port, device).move(0, start - QPoint(0, 12 * step), port).commit()
    QTest.touchEvent(port, device).release(0, start - QPoint(0, 120), port).commit()
    assert bar.value() - before > 60  # the page follows the finger …
    assert bar.value() - before < 200  # … once, not by the mouse that Qt makes of it as well
    assert window.desk.place() == place


def test_full_screen_is_for_fingers(window: MainWindow, qtbot: QtBot) -> None:
    column = window.page_column
    window.showFullScreen()
    qtbot.waitUntil(lambda: column.bar.mode.height() >= 48)
    assert all(min(button.width(), button.height()) >= 48 for button in column.bar.buttons() if button.isVisible())
    assert column.contents.sizeHintForRow(1) >= 48
    window.showNormal()
    qtbot.waitUntil(lambda: column.contents.sizeHintForRow(1) < 48)


# ── sharpness, memory, prefetch ────────────────────────────────────────────────────────────────────────────────────


def test_zoomed_in_the_page_becomes_sharp_and_lets_go_again(
    scan_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, sheet = view(scan_window), shown(scan_window)
    assert sheet.full_width == 2000
    assert sheet._detail is None
    picture.zoom_by(5)
    assert sheet.lacks_detail(picture.pixels(sheet), picture._seen_box(sheet))
    arrived(scan_window, qtbot)
    assert sheet._detail is not None
    pictures, let_go = scan_window.page_column.images.pictures, []
    monkeypatch.setattr(pictures, "release", lambda: let_go.append(pictures))
    picture.fit_page()
    qtbot.waitUntil(lambda: sheet._detail is None and bool(let_go))


def test_the_next_page_is_there_before_it_is_wanted(scan_window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(scan_window.page_column.images._cache) >= 2)
    run(scan_window, "next_page")
    assert shown(scan_window).label == "02"
    assert not shown(scan_window).lacks_picture


def test_a_page_much_bigger_than_the_screen_is_not_held_whole(make_desktop, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "海岛日报20260308"
    folder.mkdir()
    Image.effect_noise((1250, 1800), 40).resize((5000, 7200)).convert("RGB").save(folder / "海岛日报20260308_01.jpg")
    with open_library(tmp_path / "archive") as library:
        for _step in library.import_paths([folder]):
            pass
        window = make_desktop(library).window
        arrived(window, qtbot)
        sheet = shown(window)
        assert sheet.full_width == 5000
        assert sheet.picture_bytes < 15_000_000
        view(window).zoom_by(12)
        arrived(window, qtbot)
        assert sheet._detail is not None
        assert sheet.picture_bytes < 60_000_000  # whole it would be 144
        assert window.page_column.images.cached_bytes <= CACHE_BYTES
        window.close()


# ── strip and openings ─────────────────────────────────────────────────────────────────────────────────────────────


def test_in_a_strip_the_page_under_the_eye_becomes_the_current_one(window: MainWindow, qtbot: QtBot) -> None:
    run(window, "mode_strip")
    picture, article = view(window), window.desk.article
    assert list(picture.sheets) == ["01", "02", "03", "04"]
    bar = picture.verticalScrollBar()
    bar.setValue((bar.minimum() + bar.maximum()) * 2 // 3)
    there = bar.value()
    qtbot.waitUntil(lambda: window.desk.page == "03")
    assert "第03版" in window.place_label.text()
    assert window.place_label.text().endswith(" · 6 篇")
    assert window.page_column.thumbnails.currentIndex().row() == 2
    assert bar.value() == there  # the view does not jump to it
    assert window.desk.article == article  # what one reads stays
    assert window._actions["previous_page"].isEnabled()


def test_in_a_strip_choosing_a_page_scrolls_there(window: MainWindow, qtbot: QtBot) -> None:
    run(window, "mode_strip")
    picture = view(window)
    for label in ("04", "02"):
        window.page_column.thumbnails.page_chosen.emit(label)
        qtbot.wait(80)
        assert window.desk.page == label
        assert picture._seen_rect().intersects(shown(window).rect)
        middle = picture._seen_rect().center()
        assert shown(window).rect.contains(middle)
    bar = picture.verticalScrollBar()
    bar.setValue(bar.value() + 40)  # still the same page, but not at its beginning
    window.page_column.thumbnails.page_chosen.emit("02")
    assert abs(shown(window).rect.center().y() - picture._seen_rect().center().y()) < 10


def test_the_last_page_of_a_strip_stays_the_current_one_where_it_cannot_come_to_the_middle(
    window: MainWindow, qtbot: QtBot
) -> None:
    run(window, "mode_strip")
    view(window).set_zoom(0.45)
    run(window, "last_page")
    qtbot.wait(150)
    assert window.desk.page == "04"
    run(window, "first_page")
    qtbot.wait(150)
    assert window.desk.page == "01"


def test_in_a_strip_another_issue_brings_its_own_pages(window: MainWindow, qtbot: QtBot) -> None:
    run(window, "mode_strip")
    arrived(window, qtbot)
    before = view(window).sheets["01"]
    run(window, "previous_issue")
    assert view(window).sheets["01"] is not before
    arrived(window, qtbot)
    assert window.desk.issue is not None
    assert set(shown(window).articles) <= {head.id for head in window.desk.issue.heads}


def test_in_a_strip_only_pages_in_sight_are_decoded_and_far_ones_forgotten(
    pdf_window: MainWindow, qtbot: QtBot
) -> None:
    run(pdf_window, "mode_strip")
    picture = view(pdf_window)
    arrived(pdf_window, qtbot)
    assert len(picture.sheets) == MANY
    held = [sheet.label for sheet in picture.sheets.values() if sheet.has_picture]
    assert 1 <= len(held) <= 3
    bar = picture.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: picture.sheets[f"{MANY}"].has_picture)
    arrived(pdf_window, qtbot)
    held = [sheet.label for sheet in picture.sheets.values() if sheet.has_picture]
    assert 1 <= len(held) <= 4
    assert "01" not in held


def test_in_a_strip_the_wheel_scrolls_and_zooms_with_ctrl(window: MainWindow) -> None:
    run(window, "mode_strip")
    picture = view(window)
    at, before = picture.viewport().rect().center(), picture.verticalScrollBar().value()
    wheel(picture, at, -120)
    assert picture.zoom == pytest.approx(1)
    assert picture.verticalScrollBar().value() > before
    wheel(picture, at, 120, CTRL)
    assert picture.zoom == pytest.approx(1.2)


def test_two_pages_side_by_side(window: MainWindow, qtbot: QtBot) -> None:
    run(window, "mode_spread")
    picture = view(window)
    assert list(picture.sheets) == ["01"]
    run(window, "next_page")
    assert list(picture.sheets) == ["02", "03"]
    run(window, "next_page")
    assert (window.desk.page, list(picture.sheets)) == ("03", ["02", "03"])
    assert window.settings.get("page.mode") == "spread"
    assert window.page_column.bar.mode.text().startswith("对开")


def test_a_click_on_the_other_page_of_an_opening_opens_its_article(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.open_page("02")
    run(window, "mode_spread")
    arrived(window, qtbot)
    assert window.desk.issue is not None
    head = window.desk.issue.heads_on("03")[0]
    point = view(window).centre_of(head.id)
    assert point is not None
    qtbot.mouseClick(view(window).viewport(), LEFT, NONE, point.toPoint())
    assert window.desk.article is not None
    assert (window.desk.article.id, window.desk.page) == (head.id, "03")


def test_the_way_of_laying_out_is_remembered(make_desktop, filled: Library, settings: Settings) -> None:
    settings.set("page.mode", "strip")
    window = make_desktop(filled, settings).window
    assert view(window).mode is Mode.STRIP
    assert window._actions["mode_strip"].isChecked()
    assert not window._actions["mode_single"].isChecked()
    run(window, "mode_single")
    assert settings.get("page.mode") == "single"
    run(window, "mode_single")
    assert window._actions["mode_single"].isChecked()  # the one that is chosen cannot be taken away


# ── found words and selected text ──────────────────────────────────────────────────────────────────────────────────


def test_words_of_a_search_are_outlined_on_the_page(pdf_window: MainWindow, qtbot: QtBot) -> None:
    window = pdf_window
    window.search_box.setText("图书馆")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: window.search_panel.model.rowCount() > 0)
    run(window, "next_result")
    window.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(shown(window).hits) == 2)
    assert all(0 < hit.left < hit.right < 1 and 0 < hit.top < hit.bottom < 1 for hit in shown(window).hits)
    window._open_from_page(window.desk.issue.heads[0].id)  # opened from the page: not a hit any more
    assert shown(window).hits == ()


def test_text_is_selected_by_dragging_and_copied_with_its_source(pdf_window: MainWindow, qtbot: QtBot) -> None:
    window, picture = pdf_window, view(pdf_window)
    run(window, "select_text")
    qtbot.waitUntil(lambda: bool(shown(window).text))
    assert not window._actions["copy_page_text"].isEnabled()
    text = shown(window).text
    assert text is not None
    [first, _second] = text.find(finder("图书馆"))
    box = shown(window).rect_of(first)
    port, place = picture.viewport(), picture.mapToScene(QPoint(0, 0))
    start = picture.mapFromScene(box.left() + 0.1 * box.width(), box.center().y())
    end = picture.mapFromScene(box.right() - 0.1 * box.width(), box.center().y())
    qtbot.mousePress(port, LEFT, NONE, start)
    qtbot.mouseMove(port, start + QPoint(40, 0))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, NONE, end)
    assert picture.mapToScene(QPoint(0, 0)) == place  # nothing was moved
    assert shown(window).selection.text == "图书馆"
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "图书馆"
    assert copied[1].startswith("——")
    assert copied[1].endswith("青湾晚报，2026-03-06 第01版")
    qtbot.keyClick(picture, Qt.Key.Key_A, CTRL)
    assert "第1版的文字。" in shown(window).selection.text
    run(window, "select_text")
    assert picture.selected_sheet() is None


def test_pages_without_words_offer_no_selection(scan_window: MainWindow) -> None:
    assert not scan_window._actions["select_text"].isEnabled()


# ── copying, saving, opening ───────────────────────────────────────────────────────────────────────────────────────


def test_a_zone_is_copied_with_all_its_pixels(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.article is not None
    area = shown(window).area_of(window.desk.article.id)
    assert area is not None
    QGuiApplication.clipboard().clear()
    run(window, "copy_zone")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    image = QGuiApplication.clipboard().image()
    assert image.width() == pytest.approx(area.width * shown(window).full_width, abs=1)
    assert "已复制为图片" in window.statusBar().currentMessage()


def test_a_page_picture_is_saved_as_it_came(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(parent: object, title: str, name: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "saved.jpg"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    run(window, "save_page")
    qtbot.waitUntil(lambda: (tmp_path / "saved.jpg").exists())
    page = window.desk.issue.page("01")
    assert offered == ["临岚日报 2026-03-05 第01版.jpg"]
    assert (tmp_path / "saved.jpg").read_bytes() == window.library.original(page.picture).read_bytes()


def test_a_typeset_page_and_a_page_of_a_pdf_are_saved_as_png(
    window: MainWindow, pdf_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.open_paper("海角晚报")
    for number, ours in enumerate((window, pdf_window)):
        path = tmp_path / f"{number}.png"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, path=path: (str(path), ""))
        run(ours, "save_page")
        qtbot.waitUntil(path.exists)
        with Image.open(path) as image:
            assert image.width > PREVIEW_WIDTH


def test_the_pdf_opens_under_a_name_of_its_own(
    pdf_window: MainWindow, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(page_commands.QDesktopServices, "openUrl", opened.append)
    assert not window._actions["open_pdf"].isEnabled()
    run(pdf_window, "open_pdf")
    qtbot.waitUntil(lambda: bool(opened))
    path = Path(opened[0].toLocalFile())
    assert path.name == "青湾晚报 2026-03-06 第01版.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_the_menu_of_a_zone_names_its_article_and_means_it(window: MainWindow, qtbot: QtBot) -> None:
    picture = view(window)
    assert window.desk.issue is not None
    head = window.desk.issue.heads_on("01")[2]
    point = picture.centre_of(head.id)
    assert point is not None
    where = point.toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, picture.viewport().mapToGlobal(where))
    QGuiApplication.sendEvent(picture.viewport(), event)
    [menu] = window.page_column.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.waitUntil(menu.isVisible)
    words = [action.text() for action in menu.actions()]
    assert words[0].startswith(f"打开《{head.title[:4]}")
    assert "复制这一块为图片" in words
    QTest.mouseMove(picture.viewport(), QPoint(2, 2))
    assert picture.target == head.id  # also while the pointer is on the menu
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.desk.article is not None
    assert window.desk.article.id == head.id
    qtbot.waitUntil(lambda: picture._target is None)


# ── what is said of a page ─────────────────────────────────────────────────────────────────────────────────────────


def badges(window: MainWindow) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in window.page_column.bar.badges.findChildren(QLabel)]


def test_a_page_says_what_it_is(window: MainWindow, qtbot: QtBot) -> None:
    assert badges(window) == []
    window.desk.open_paper("海角晚报")
    arrived(window, qtbot)
    assert badges(window) == ["重排"]
    assert window.page_column.bar.badges.findChildren(type(window.place_label))[0].toolTip()
    zones = shown(window).articles
    assert zones == [window.desk.article.id]
    point = view(window).centre_of(zones[0])
    assert point is not None


def test_thumbnails_load_as_the_strip_is_scrolled(pdf_window: MainWindow, qtbot: QtBot) -> None:
    column, model = pdf_window.page_column, pdf_window.page_column.pages_model

    def has(row: int) -> bool:
        return model.index(row).data(Qt.ItemDataRole.DecorationRole) is not None

    qtbot.waitUntil(lambda: has(0))
    arrived(pdf_window, qtbot)
    assert not has(MANY - 1)
    column.thumbnails.scrollToBottom()
    qtbot.waitUntil(lambda: has(MANY - 1))
    assert not has(MANY // 2)


def test_a_page_without_picture_has_a_thumbnail_too(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.open_paper("海角晚报")
    model = window.page_column.pages_model
    qtbot.waitUntil(lambda: model.index(1).data(Qt.ItemDataRole.DecorationRole) is not None)

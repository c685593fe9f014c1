"""The page picture in the window, near and far: zoom, fingers, sharpness, memory, the page that comes next."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_hands import arrived, run, shown, view, wheel
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.open import open_library
from ui.desktop.main_window import MainWindow
from ui.desktop.page_images import CACHE_BYTES
from ui.desktop.views.zoom_view import MARGIN

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

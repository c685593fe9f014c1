"""Several pages in the window: the strip of an issue, two pages side by side."""

from __future__ import annotations

import pytest
from page_hands import CTRL, LEFT, MANY, NONE, arrived, run, shown, view, wheel
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.settings import Settings
from ui.desktop.main_window import MainWindow
from ui.desktop.views.page_layout import Mode


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

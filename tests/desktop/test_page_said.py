"""What is said of a page beside its picture: badges, thumbnails."""

from __future__ import annotations

from page_hands import MANY, arrived, shown, view
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.desktop.main_window import MainWindow


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

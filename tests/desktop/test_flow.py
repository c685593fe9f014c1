"""The flow of buttons and labels: what stands together, where a row ends, what is done with what is too wide."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.views.flow import FlowLayout, OneLine


def box(width: int, height: int = 20) -> QWidget:
    widget = QLabel()
    widget.setFixedSize(width, height)
    return widget


class Room(QWidget):
    """Groups of widgets in a `flow`."""

    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout(self, gap=2)


def shown(qtbot: QtBot, width: int, *groups: list[QWidget], grows: int | None = None) -> Room:
    around = Room()
    qtbot.addWidget(around)
    flow = around.flow
    flow.setContentsMargins(0, 0, 0, 0)
    for number, group in enumerate(groups):
        flow.add_group(group, gap_after=10, grows=number == grows)
    around.setFixedWidth(width)
    around.resize(width, flow.heightForWidth(width))
    around.show()
    flow.activate()
    return around


def places(room: Room) -> list[tuple[int, int]]:
    flow = room.flow
    items = [flow.itemAt(index) for index in range(flow.count())]
    return [(item.geometry().left(), item.geometry().top()) for item in items if item is not None]


def test_groups_stand_in_a_row_as_long_as_there_is_room(qtbot: QtBot) -> None:
    room = shown(qtbot, 300, [box(50), box(50)], [box(60)], [box(200)])
    assert places(room) == [(64, 0), (116, 0), (176, 0), (50, 20)]
    assert room.flow.heightForWidth(300) == 40
    assert room.flow.heightForWidth(500) == 20


def test_a_group_that_is_too_wide_is_broken_between_its_widgets(qtbot: QtBot) -> None:
    room = shown(qtbot, 120, [box(50), box(50), box(50)])
    assert places(room) == [(9, 0), (61, 0), (35, 20)]


def test_what_grows_fills_its_row(qtbot: QtBot) -> None:
    line, button = QLineEdit(), QToolButton()
    button.setText("上一处")
    room = shown(qtbot, 600, [line], [button], grows=0)
    assert line.geometry().left() == 0
    assert line.width() + 10 + button.sizeHint().width() == 600
    room = shown(qtbot, line.sizeHint().width() + 5, [line], [button], grows=0)
    assert line.width() == room.width()
    assert button.geometry().top() == line.height()


def test_a_line_that_is_too_long_is_broken_where_nothing_else_helps(qtbot: QtBot) -> None:
    label = OneLine()
    label.setText("版面:" + "、".join(f"第{number:02}版" for number in range(1, 9)))
    wide = label.sizeHint()
    room = shown(qtbot, 150, [label])
    assert label.width() == 150
    assert label.height() >= 2 * wide.height() * 0.9
    assert room.flow.heightForWidth(wide.width()) == wide.height()


def test_what_is_hidden_takes_no_room_and_comes_back(qtbot: QtBot) -> None:
    first, second = box(50), box(60)
    room = shown(qtbot, 300, [first], [second])
    first.hide()
    room.flow.activate()
    assert second.geometry() == QRect(120, 0, 60, 20)
    first.show()
    room.flow.activate()
    assert second.geometry().left() == 150


def test_widgets_that_go_leave_the_flow(qtbot: QtBot) -> None:
    first, second = box(50), box(60)
    room = shown(qtbot, 300, [first], [second])
    first.setParent(None)
    assert room.flow.count() == 1
    assert room.flow.heightForWidth(300) == 20
    assert room.flow.itemAt(0).widget() is second  # type: ignore[union-attr]
    room.flow.clear()
    assert room.flow.count() == 0
    assert room.flow.heightForWidth(300) == 0

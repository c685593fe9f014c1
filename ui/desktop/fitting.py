"""Windows and the screen: where the program's window was; dialogs on a screen that is smaller than they are (or made
small by a large scale) scroll, and stay on it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QMessageBox, QScrollArea, QVBoxLayout, QWidget

ROOMY = QSize(720, 560)
"""A screen on which every dialog fits."""
_FRAME = QSize(2, 34)
"""What a window manager puts around a window, at most."""


class Fitter(QObject):
    """Fits a dialog whenever it is shown, to its screen and, over a full screen, to fingers."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            from ui.desktop.touch import over_full_screen, suit_lists  # here: the launch needs no lists, and no dialog

            fit(watched, room_of(watched))
            suit_lists(watched, on=over_full_screen(watched))
        return super().eventFilter(watched, event)


def room_of(window: QWidget) -> QSize:
    """What a window may take of its screen, without its frame."""
    return window.screen().availableGeometry().size() - _FRAME


def restore(window: QWidget, geometry: QSettings) -> None:
    """The place and size that the program's window had, or a size that the screen has room for."""
    window.resize(QSize(1280, 800).boundedTo(room_of(window)))
    if isinstance(kept := geometry.value("geometry"), QByteArray):
        window.restoreGeometry(kept)


def fit(dialog: QDialog, room: QSize) -> None:
    """Have it scroll where there is little room, and no larger than the room."""
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize()).expandedTo(ROOMY)
    small = room.width() < least.width() or room.height() < least.height()
    if small and type(dialog).__module__.startswith("ui.") and not isinstance(dialog, QMessageBox):
        wrap(dialog)
    if dialog.width() > room.width() or dialog.height() > room.height():
        dialog.resize(dialog.size().boundedTo(room))
    place = dialog.screen().availableGeometry()
    if not place.contains(dialog.geometry()) and dialog.isWindow():
        x = min(max(dialog.x(), place.left()), max(place.left(), place.right() - dialog.width()))
        y = min(max(dialog.y(), place.top()), max(place.top(), place.bottom() - dialog.height()))
        dialog.move(x, y)


def wrap(dialog: QDialog) -> None:
    """Put all that is in it into an area that scrolls; once."""
    layout = dialog.layout()
    if layout is None or isinstance(dialog.findChild(QScrollArea, "fitted"), QScrollArea):
        return
    focused = dialog.focusWidget()
    inner, area = QWidget(), scrolling()
    area.setObjectName("fitted")
    inner.setLayout(layout)
    area.setWidget(inner)
    dialog.setMinimumSize(0, 0)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    area.show()  # the layout would do so later
    if focused is not None:
        focused.setFocus()


class Column(QScrollArea):
    """Scrolls down when its widget has less than its least height; Qt's own does when it has less than it likes."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        _make_plain(self)
        self._widget = widget
        self.setWidget(widget)
        widget.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._widget:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        widget, room = self._widget, self.viewport().size()
        least = widget.minimumSizeHint().expandedTo(widget.minimumSize())
        width, height = max(room.width(), least.width()), least.height()
        layout = widget.layout()
        if layout is not None and layout.hasHeightForWidth():
            height = max(height, layout.totalMinimumHeightForWidth(width))
        widget.resize(width, max(room.height(), height))


def scrolling(widget: QWidget | None = None) -> QScrollArea:
    """An area without a frame that scrolls when its widget is larger, and never takes the focus itself."""
    area = QScrollArea()
    _make_plain(area)
    area.setWidgetResizable(True)
    if widget is not None:
        area.setWidget(widget)
    return area


def _make_plain(area: QScrollArea) -> None:
    area.setProperty("role", "scrolling")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)

"""The strip of small pages beside the page picture.  It asks for those that can be seen, as it is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView

from archive.model import Page
from ui.desktop.models.lists import VALUE, PagesModel
from ui.desktop.pictures import fitted, pixels_across
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import ThumbnailDelegate

AHEAD = 3
"""So many rows beyond the visible ones are asked for, too."""


class Thumbnails(QListView):
    """`looked` says that `needs()` are others than before."""

    page_chosen = Signal(str)
    looked = Signal()

    def __init__(self, model: PagesModel, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("thumbnails")
        self.setAccessibleName(self.tr("各版"))
        self._pages = model
        self.setModel(model)
        delegate = ThumbnailDelegate(scheme)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setFixedWidth(ThumbnailDelegate.WIDTH + 18)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setIconSize(QSize(68, 92))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(60)
        self._settling.timeout.connect(self.looked)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())
        model.modelReset.connect(self._look)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_page(self, label: str | None) -> None:
        """Mark the current page and bring it into sight."""
        self.setCurrentIndex(self._pages.index(self._pages.row_labelled(label)))

    def needs(self) -> list[Page]:
        """Pages in sight, and a few on, whose small picture is not here, or has fewer pixels than the screen."""
        if not self.isVisible() or not self._pages.rowCount():
            return []
        first = self.indexAt(QPoint(10, 4)).row()
        last = self.indexAt(QPoint(10, self.viewport().height() - 4)).row()
        rows = range(max(first, 0), (last if last >= 0 else self._pages.rowCount() - 1) + AHEAD + 1)
        indexes = (self._pages.index(row) for row in rows if row < self._pages.rowCount())
        return [index.data(VALUE) for index in indexes if self._lacks(index.data(Qt.ItemDataRole.DecorationRole))]

    def _lacks(self, picture: QPixmap | None) -> bool:
        return picture is None or picture.devicePixelRatio() < self.devicePixelRatioF()

    @property
    def pixels(self) -> int:
        """The width that a small picture has on this screen."""
        return pixels_across(self.iconSize(), self.devicePixelRatioF())

    def take(self, label: str, image: QImage) -> None:
        """A small picture arrived."""
        self._pages.set_thumbnail(label, fitted(image, self.iconSize(), self.devicePixelRatioF()))

    def _look(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:  # the window went to another screen
            self._look()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _choose(self, index: QModelIndex) -> None:
        page = index.data(VALUE)
        if isinstance(page, Page):
            self.page_chosen.emit(page.label)

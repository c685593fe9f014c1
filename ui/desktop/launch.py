"""What is seen first: the window as it was left, while the program is loaded and the archive opened.

Imports little: until it is painted there is nothing to see.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from reader.folders import asked_folder, usual_folder
from reader.settings import Settings
from ui.desktop import theme
from ui.desktop.fitting import restore

SHOWS, TITLE = "shows", "Title"
"""Texts in the picture's file: what it is of, and the window's title."""


class LaunchWindow(QWidget):
    """An empty one where the picture is of another archive or look, or where nothing was to be left behind."""

    def __init__(self, app: QApplication, settings: Settings, geometry: QSettings, archive: Path | None) -> None:
        super().__init__()
        self._settings, self._geometry = settings, geometry
        self._scheme = theme.scheme_for(settings.get("window.theme"), app)
        folder = asked_folder(archive) or Path(settings.get("archive.folder") or usual_folder())
        self.picture = QPixmap()
        self.setWindowTitle("电子报阅读机")
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        restore(self, geometry)
        if settings.picture and not settings.private:
            image = QImage(str(settings.picture))
            if image.text(SHOWS) == shown(self, folder, settings.get("window.language"), self._scheme):
                image.setDevicePixelRatio(self.devicePixelRatioF())
                self.picture = QPixmap.fromImage(image)
                self.setWindowTitle(image.text(TITLE))

    def paint_now(self) -> None:
        """Before Qt's loop turns."""
        self.show()
        QApplication.processEvents()

    def where(self) -> QSettings:
        """The store of places and sizes, with those that the window has by now."""
        if not self._settings.private:
            self._geometry.setValue("geometry", self.saveGeometry())
        return self._geometry

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._scheme.window))
            painter.drawPixmap(0, 0, self.picture)


def shown(window: QWidget, folder: Path, language: str, scheme: theme.Scheme) -> str:
    """What a picture of the window is of, in words that agree when it may stand for the window."""
    return f"{folder.absolute()}\n{language}\n{window.devicePixelRatioF():g}\n{scheme}"

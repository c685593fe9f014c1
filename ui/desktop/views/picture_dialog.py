"""An article's pictures, large: one at a time, moved and zoomed by hands, the caption below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QDialog, QGraphicsPixmapItem, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive.model import Article, Figure
from reader.pictures import PagePictures
from ui.desktop.jobs import Job, Jobs
from ui.desktop.pictures import drawn
from ui.desktop.theme import Scheme
from ui.desktop.views.zoom_view import STEP, ZoomView

WIDEST = 2_600
"""Pixels: a picture is drawn no wider."""


def figures_of(article: Article) -> list[Figure]:
    """The figures whose pictures came along."""
    return [block for block in article.content.blocks if isinstance(block, Figure) and block.picture]


class PictureDialog(QDialog):
    """← → another picture, + − 0 zoom, Esc closes."""

    def __init__(
        self, parent: QWidget, figures: Sequence[Figure], pictures: PagePictures, jobs: Jobs, scheme: Scheme
    ) -> None:
        super().__init__(parent)
        self._figures, self._pictures, self._jobs = figures, pictures, jobs
        self._here = 0
        self._job: Job | None = None
        self.view = ZoomView()
        self.view.setBackgroundBrush(QColor(scheme.window))
        self.view.setAccessibleName(self.tr("图片"))
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.view.scene().addItem(self._item)
        self.caption = QLabel()
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.back, self.forward = QPushButton(self.tr("上一张")), QPushButton(self.tr("下一张"))
        self.copy = QPushButton(self.tr("复制图片"))
        close = QPushButton(self.tr("关闭"))
        for button, call in (
            (self.back, lambda: self.show_figure(self._here - 1)),
            (self.forward, lambda: self.show_figure(self._here + 1)),
            (self.copy, self._copy),
            (close, self.reject),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(call)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.forward)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.view, 1)
        column.addWidget(self.caption)
        column.addLayout(row)
        self.resize(parent.size() * 0.85)

    def show_figure(self, number: int) -> None:
        """The picture of this number, from 0; it is drawn beside the window."""
        if not 0 <= number < len(self._figures):
            return
        if self._job:
            self._job.cancel()
        self._here = number
        figure, several = self._figures[number], len(self._figures) > 1
        self.setWindowTitle(self.tr("图片"))
        self.caption.setText(" ".join(part for part in (figure.caption, figure.credit) if part))
        self.caption.setVisible(bool(self.caption.text()))
        self.count.setText(f"{number + 1} / {len(self._figures)}" if several else "")
        self.back.setVisible(several)
        self.forward.setVisible(several)
        self.back.setEnabled(number > 0)
        self.forward.setEnabled(number < len(self._figures) - 1)
        self.copy.setEnabled(False)
        self.view.setAccessibleDescription(self.caption.text())
        pictures, sha = self._pictures, figure.picture or ""
        self._job = self._jobs.start(lambda: drawn(pictures, sha, WIDEST), self._take, self.caption.setText)

    def _take(self, image: QImage) -> None:
        self._item.setPixmap(QPixmap.fromImage(image))
        self.view.scene().setSceneRect(QRectF(self._item.boundingRect()))
        self.view.set_frame(QSizeF(image.size()))
        self.view.set_zoom(1.0)
        self.copy.setEnabled(True)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self._item.pixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.show_figure(self._here + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.view.zoom_by(1 / STEP if key == Qt.Key.Key_Minus else STEP)
        elif key == Qt.Key.Key_0:
            self.view.set_zoom(1.0)
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        if self._job:
            self._job.cancel()
        super().done(result)

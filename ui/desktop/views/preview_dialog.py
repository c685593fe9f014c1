"""打印预览: pages as they will be printed; what, how large, on which side; then to the printer or into a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from archive.files import replacing
from archive.shown import file_name
from reader.printed import Document
from ui.desktop.views.dialogs import show_error
from ui.printing.pdf import write_pdf
from ui.printing.printer import new_printer, print_document

Offer = tuple[str, Callable[[], Document]]


class PreviewDialog(QDialog):
    """One of the offers is shown; each is made when it is first looked at."""

    def __init__(self, parent: QWidget, offers: Sequence[Offer], first: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印预览"))
        self.resize(min(960, parent.width()), min(900, parent.height()))
        self._offers = offers
        self._made: dict[int, Document] = {}
        self.what, self.side, self.zoom = QComboBox(), QComboBox(), QComboBox()
        self.printer = new_printer(offers[first][0])
        self.preview = QPrintPreviewWidget(self.printer)
        self.said = QLabel()
        self.print_button = QPushButton(self.tr("打印…"))
        self.save_button = QPushButton(self.tr("存为 PDF…"))
        self.close_button = QPushButton(self.tr("关闭"))
        for words, _ in offers:
            self.what.addItem(words)
        self.what.setCurrentIndex(first)
        for words, side in (
            (self.tr("纵向"), QPageLayout.Orientation.Portrait),
            (self.tr("横向"), QPageLayout.Orientation.Landscape),
        ):
            self.side.addItem(words, side)
        for words, fit in (
            (self.tr("整页"), self.preview.fitInView),
            (self.tr("适宽"), self.preview.fitToWidth),
            (self.tr("几页并排"), self.preview.setAllPagesViewMode),
        ):
            self.zoom.addItem(words, fit)
        self._lay_out()
        self.preview.paintRequested.connect(self._paint)
        self.what.currentIndexChanged.connect(self._show)
        self.side.currentIndexChanged.connect(self._turn)
        self.zoom.currentIndexChanged.connect(self._zoom)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        self.print_button.setFocus()

    def _lay_out(self) -> None:
        for box, name in ((self.what, self.tr("打印什么")), (self.side, self.tr("方向")), (self.zoom, self.tr("看法"))):
            box.setAccessibleName(name)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.said.setProperty("role", "muted")
        for view in (self.preview, *self.preview.findChildren(QGraphicsView)):
            view.setAccessibleName(self.windowTitle())
        self.print_button.setProperty("primary", True)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.what, 1)
        head.addWidget(self.side)
        head.addWidget(self.zoom)
        foot.addWidget(self.said, 1)
        for button in (self.save_button, self.print_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def document(self) -> Document:
        row = self.what.currentIndex()
        if row not in self._made:
            self._made[row] = self._offers[row][1]()
        return self._made[row]

    def _paint(self, printer: QPrinter) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            count = print_document(self.document, printer)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.said.setText(self.tr("{n} 页").format(n=count))

    def _show(self) -> None:
        self.printer.setDocName(self.document.title)
        self.preview.updatePreview()

    def _turn(self) -> None:
        self.preview.setOrientation(self.side.currentData())

    def _zoom(self) -> None:
        self.preview.setSinglePageViewMode()
        self.zoom.currentData()()

    # ── out ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _print(self) -> None:
        dialog = QPrintDialog(self.printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(self._send)
        dialog.show()

    def _send(self) -> None:
        self._paint(self.printer)
        self.accept()

    def _save(self) -> None:
        """As a PDF of A4 pages, whatever the printer is."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = str(Path(folder) / file_name(self.document.title, ".pdf"))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为 PDF"), name, "PDF (*.pdf)")
        if not chosen:
            return
        target = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        try:
            with replacing(target) as stream:
                for _step in write_pdf(self.document, stream):
                    pass
        except DianzibaoError as error:
            show_error(self, str(error))
            return
        self.said.setText(self.tr("存好了：{file}").format(file=target))

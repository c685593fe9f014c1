"""A printed document on a printer, or in its preview."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from archive.wording import _
from reader.printed import Document
from ui.printing.flow import PT
from ui.printing.pages import DPI, Pages


def new_printer(title: str) -> QPrinter:
    """The system's printer, on A4; `title` is what the job is called."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(title)
    printer.setCreator(_("电子报阅读机"))
    return printer


def print_document(document: Document, printer: QPrinter) -> int:
    """Print the pages that the printer was told to; how many.  The margins are the document's own."""
    printer.setFullPage(True)
    points = printer.pageLayout().fullRectPoints().size()
    pages = Pages(document, QSizeF(points) * PT)
    for _step in pages.measure():
        pass
    first, last = printer.fromPage() or 1, printer.toPage() or pages.count
    wanted = list(range(first - 1, min(last, pages.count)))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        wanted.reverse()
    painter = QPainter(printer)
    try:
        for number, page in enumerate(wanted):
            if number:
                printer.newPage()
            painter.save()
            scale = printer.resolution() / DPI
            painter.scale(scale, scale)
            pages.paint(painter, page)
            painter.restore()
    finally:
        painter.end()
    return len(wanted)

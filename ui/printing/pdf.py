"""A printed document as PDF: Chinese faces embedded, text that can be copied and searched.

Works in the window and, with a QGuiApplication of its own that has no screen, in the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from archive.progress import Progress
from archive.wording import N_, _
from reader.printed import Document
from ui.printing.pages import DPI, Pages

WRITING: Final = N_("写出 PDF")


def write_pdf(document: Document, stream: BinaryIO) -> Iterator[Progress]:
    """Write it whole, on A4; a step for each section, twice: it is set, then painted.

    Call it in the thread that has the QGuiApplication, or where there is none yet.

    Raises:
        EnvironmentProblemError: by the stream's owner, when the disk is full.
    """
    _application()
    pages = Pages(document)
    yield from pages.measure()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(DPI)
    writer.setTitle(document.title)
    writer.setCreator(_("电子报阅读机"))
    painter = QPainter(writer)
    try:
        for place in _in_order(pages, len(document.sections)):
            if isinstance(place, Progress):
                yield place
                continue
            if place:
                writer.newPage()
            pages.paint(painter, place)
    finally:
        painter.end()
    stream.write(buffer.data().data())


@cache
def _application() -> object:
    """Whoever has one keeps it; otherwise ours stays until the program ends, after all that it made."""
    return QGuiApplication.instance() or QGuiApplication(["dianzibao", "-platform", "offscreen"])


def _in_order(pages: Pages, sections: int) -> Iterator[int | Progress]:
    yield from pages.front
    for number in range(sections):
        yield Progress(_(WRITING), number, sections)
        yield from pages.of_section(number)

"""A newspaper page as a PDF with its text in it, set from articles of the archive: for pictures and measurements."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter, QTextDocument

from archive.formats.printed.pdf_words import page_image, page_words
from archive.model import Article, Paragraph, Word
from ui.desktop.theme import serif_font

POINTS = QSizeF(992, 1417)
"""350 × 500 mm, the sheet of a small broadsheet."""
MARGIN, GUTTER, HEAD, COLUMNS, BODY = 48.0, 20.0, 96.0, 4, 13


def print_page(path: Path, paper: str, date: str, articles: Sequence[Article]) -> None:
    """Set the articles one after the other in columns, as far as they go in."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(POINTS, QPageSize.Unit.Point))
    writer.setPageMargins(writer.pageLayout().margins() * 0)
    painter = QPainter(writer)
    painter.setFont(serif_font(46, bold=True))
    painter.drawText(QPointF(MARGIN, 72), paper)
    painter.setFont(serif_font(14))
    painter.drawText(QPointF(MARGIN + 230, 70), date)
    painter.fillRect(QRectF(MARGIN, HEAD - 10, POINTS.width() - 2 * MARGIN, 2), "#9c2b25")
    width = (POINTS.width() - 2 * MARGIN - (COLUMNS - 1) * GUTTER) / COLUMNS
    height = POINTS.height() - HEAD - MARGIN
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(serif_font(BODY))
    inked = "".join(_set(article) for article in articles)
    document.setHtml(f'<div style="color:black">{inked}</div>')  # else in the window's colour, light on dark
    document.setPageSize(QSizeF(width, height))
    for column in range(min(COLUMNS, document.pageCount())):
        painter.save()
        painter.translate(MARGIN + column * (width + GUTTER), HEAD - column * height)
        document.drawContents(painter, QRectF(0, column * height, width, height))
        painter.restore()
    painter.end()


def scan_page(pdf: Path, folder: Path) -> None:
    """The same page as a library would have it: a picture, and its recognised text as ALTO beside it."""
    data = pdf.read_bytes()
    image = page_image(data, 0, 2400)
    image.save(folder / "01.jpg", quality=85)
    lines = groupby(page_words(data), key=lambda word: word.line)
    printed = "".join(
        f"<TextLine>{''.join(_string(word, image.size) for word in line)}</TextLine>" for _, line in lines
    )
    (folder / "01.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
        "<Description><MeasurementUnit>pixel</MeasurementUnit>"
        '<OCRProcessing ID="o"><ocrProcessingStep/></OCRProcessing></Description>'
        f'<Layout><Page ID="p1" WIDTH="{image.width}" HEIGHT="{image.height}"><PrintSpace>'
        f'<TextBlock ID="b1">{printed}</TextBlock></PrintSpace></Page></Layout></alto>',
        encoding="utf-8",
    )


def _string(word: Word, size: tuple[int, int]) -> str:
    left, top, right, bottom = (
        round(share * length)
        for share, length in zip((word.left, word.top, word.right, word.bottom), size * 2, strict=True)
    )
    box = f'HPOS="{left}" VPOS="{top}" WIDTH="{right - left}" HEIGHT="{bottom - top}"'
    return f'<String CONTENT="{escape(word.text)}" {box}/>'


def _set(article: Article) -> str:
    paragraphs = [block.text for block in article.content.blocks if isinstance(block, Paragraph)]
    body = "".join(f'<p style="text-indent:{2 * BODY}px;margin:0">{escape(text)}</p>' for text in paragraphs)
    return f'<h2 style="margin:10px 0 8px 0">{escape(article.content.title)}</h2>{body}'

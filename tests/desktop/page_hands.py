"""Hands on the page picture in the window, what tests see of it, and papers to look at."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPdfWriter, QTextDocument, QWheelEvent
from pytestqt.qtbot import QtBot

from ui.desktop.main_window import MainWindow
from ui.desktop.theme import serif_font
from ui.desktop.views.page_picture import PagePicture
from ui.desktop.views.page_sheet import Sheet

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
NEWS = "<h1>青湾晚报</h1><h2>图书馆夜里也开门</h2><p>本报讯　青湾市图书馆从三月起每天开到夜里十点。</p>"
MANY = 30


def printed(path: Path, pages: int) -> None:
    """A PDF of so many pages with text."""
    writer = QPdfWriter(str(path))
    writer.setResolution(72)
    writer.setPageSize(QPageSize(QSizeF(700, 1000), QPageSize.Unit.Point))
    document = QTextDocument()
    document.setDefaultFont(serif_font(20))
    text = [f"{NEWS}<p>第{n + 1}版的文字。</p>" for n in range(pages)]
    document.setHtml('<div style="page-break-before:always">'.join(text) + "</div>" * (pages - 1))
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)


def papers_to_look_at(folder: Path) -> list[Path]:
    """青湾晚报 as a PDF of 30 pages, 海岛日报 as scans of 2000 × 2900."""
    from ui.printing.fonts import load_fonts

    load_fonts()
    printed(folder / "青湾晚报20260306.pdf", MANY)
    scans = folder / "海岛日报20260307"
    scans.mkdir()
    for number in range(1, 4):
        image = Image.new("RGB", (2000, 2900), "white")
        ImageDraw.Draw(image).rectangle((100 * number, 100, 1900, 2800), outline="black", width=5)
        image.save(scans / f"海岛日报20260307_0{number}.jpg")
    return [folder / "青湾晚报20260306.pdf", scans]


def arrived(window: MainWindow, qtbot: QtBot) -> None:
    """All that is in sight is there, and sharp."""
    picture = window.page_column.picture
    qtbot.waitUntil(lambda: not picture._settling.isActive() and not window.jobs.busy and not picture.needs())


def view(window: MainWindow) -> PagePicture:
    return window.page_column.picture


def run(window: MainWindow, name: str) -> None:
    assert window._actions[name].isEnabled(), name
    window._actions[name].trigger()


def shown(window: MainWindow) -> Sheet:
    sheet = view(window).sheet
    assert sheet is not None
    return sheet


def wheel(picture: PagePicture, at: QPoint, turn: int, keys: Qt.KeyboardModifier = NONE) -> None:
    where = QPointF(at)
    event = QWheelEvent(
        where, picture.viewport().mapToGlobal(where), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(picture.viewport(), event)

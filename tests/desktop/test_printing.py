"""Printing from the window: into a PDF file, as a printer would, and in the preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QGraphicsView
from pytestqt.qtbot import QtBot

from archive.errors import UnreadableSourceError
from reader.clippings import Pick
from reader.library import Library
from reader.printed import Document, Section, Words
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.preview_dialog import PreviewDialog
from ui.printing.printer import new_printer, print_document

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def window(make_desktop: MakeDesktop, daily: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(daily).window
    daily.clippings.add(None, [Pick(head.id) for head in found.desk.issue.heads[:2]])  # type: ignore[union-attr]
    found.clipping_commands.show()
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def to_file(path: Path) -> QPrinter:
    printer = new_printer("印")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def texts(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    found = ["".join(pdf[page].get_textpage().get_text_range().split()) for page in range(len(pdf))]
    pdf.close()
    return found


@pytest.mark.parametrize("which", ["article", "page", "book"])
def test_each_kind_is_printed_with_its_source_and_pages(window: MainWindow, tmp_path: Path, which: str) -> None:
    [offer] = [offer for offer in window.print_commands.offers() if offer.id == which]
    path = tmp_path / "印.pdf"
    document = offer.document()
    window.print_commands.send(document, to_file(path))
    pages = texts(path)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页，共{len(pages)}页" in page
    article = window.desk.article
    assert article is not None
    if which == "article":
        assert "《临岚日报》2026年3月5日第01版：要闻" in pages[0]
        body = "".join("".join(pages).split())
        for text in article.content.texts():
            assert "".join(text.split())[:30] in body
    elif which == "page":
        assert len(pages) == 1
        assert pages[0].startswith("《临岚日报》2026年3月5日第01版：要闻")
        pdf = pypdfium2.PdfDocument(path)
        [picture] = [item for item in pdf[0].get_objects() if item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        left, bottom, right, top = picture.get_bounds()
        pdf.close()
        assert right - left > 0.7 * 595
        assert top - bottom > 0.6 * 842
    else:
        assert pages[0].startswith("我的剪报2条剪报")
        assert "SHA-256：" in "".join(pages)


def test_some_pages_only_and_from_the_last(tmp_path: Path, qtbot: QtBot) -> None:
    sections = [Section((Words(f"第{number}节的字"),)) for number in range(1, 6)]
    document = Document("五节", sections, title_page=False)
    printer = to_file(tmp_path / "一.pdf")
    printer.setFromTo(2, 4)
    assert print_document(document, printer) == 3
    pages = texts(tmp_path / "一.pdf")
    assert [[number for number in range(1, 6) if f"第{number}节的字" in page] for page in pages] == [[2], [3], [4]]
    printer = to_file(tmp_path / "二.pdf")
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert print_document(document, printer) == 5
    assert "第5节的字" in texts(tmp_path / "二.pdf")[0]


def test_the_dialog_prints_what_it_was_opened_for(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.print_commands.new_printer", lambda _title: to_file(tmp_path / "印.pdf"))
    window.article_view.browser.setFocus()
    window._actions["print"].trigger()
    dialog = window.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert dialog.windowTitle().startswith("打印 这一篇：")
    dialog.accepted.emit(dialog.printer())
    assert "《临岚日报》2026年3月5日" in texts(tmp_path / "印.pdf")[0]
    dialog.close()
    window._actions["clippings"].trigger()
    assert window.print_commands._meant() == "book"
    window.page_column.picture.setFocus()
    assert window.print_commands._meant() == "page"


def test_the_preview_shows_pages_and_saves_a_pdf(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window._actions["print_preview"].trigger()
    dialog = window.findChild(PreviewDialog)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: dialog.preview.pageCount() > 0)
    assert dialog.what.count() == 3
    assert dialog.said.text() == f"{dialog.preview.pageCount()} 页"
    dialog.what.setCurrentIndex(2)
    qtbot.waitUntil(lambda: dialog.preview.pageCount() >= 3)
    dialog.side.setCurrentIndex(1)
    assert dialog.preview.orientation() == QPageLayout.Orientation.Landscape
    for number in range(dialog.zoom.count()):
        dialog.zoom.setCurrentIndex(number)
    target = tmp_path / "存.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target.with_suffix("")), ""))
    dialog.save_button.click()
    assert dialog.said.text() == f"存好了：{target}"
    assert texts(target)[0].startswith("我的剪报2条剪报")
    dialog.reject()


@pytest.fixture
def plain(make_desktop: MakeDesktop, filled: Library, qtbot: QtBot) -> MainWindow:
    """A paper that came as text: its page has no picture."""
    found = make_desktop(filled).window
    found.desk.open_paper("海角晚报")
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def test_a_page_without_a_picture_is_printed_as_it_is_set(plain: MainWindow, tmp_path: Path) -> None:
    plain.page_column.picture.setFocus()
    [offer] = [offer for offer in plain.print_commands.offers() if offer.id == plain.print_commands._meant()]
    assert offer.words == "重排的版面：第A06版"
    path = tmp_path / "印.pdf"
    plain.print_commands.send(offer.document(), to_file(path))
    [page] = texts(path)
    assert "《海角晚报》2025年8月28日第A06版：都市新闻" in page
    assert "第1页，共1页" in page
    for words in ("一座灯塔的下午", "灯塔的门开着，看塔人说海风比去年小。", "不是报纸原样"):
        assert words in page
    pdf = pypdfium2.PdfDocument(path)  # as large as the paper allows
    image = pdf[0].render(scale=2).to_pil().convert("L").point(lambda grey: 255 * (grey < 200))
    pdf.close()
    box = image.crop((0, 150, image.width, image.height - 150)).getbbox()
    assert box
    assert box[2] - box[0] > 0.7 * image.width


@pytest.mark.parametrize("seen", [True, False])
def test_a_page_whose_picture_cannot_be_read_is_printed_as_it_is_set(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, seen: bool
) -> None:
    """Whether the window showed it before or not."""

    def unreadable(*_: object) -> NoReturn:
        raise UnreadableSourceError("第一版.png", "不是图片")

    images = window.page_column.images
    for name in ("size", "preview", "render"):
        monkeypatch.setattr(images.pictures, name, unreadable)
    monkeypatch.setattr(images.pictures, "kept", lambda *_: None)
    images.forget()
    if seen:
        window.page_column._look()
        qtbot.waitUntil(lambda: not window.jobs.busy)
    [offer] = [offer for offer in window.print_commands.offers() if offer.id == "page"]
    assert offer.words == "重排的版面：第01版"
    path = tmp_path / "印.pdf"
    window.print_commands.send(offer.document(), to_file(path))
    assert window.desk.article
    assert "".join(window.desk.article.content.title.split()) in "".join(texts(path)[0].split())


def test_a_page_that_is_set_is_previewed_and_saved(
    plain: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.page_column.picture.setFocus()
    plain._actions["print_preview"].trigger()
    dialog = plain.findChild(PreviewDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.preview.pageCount() == 1)
    assert dialog.what.currentText() == "重排的版面：第A06版"
    [scene] = [view.scene() for view in dialog.preview.findChildren(QGraphicsView)]
    image = QImage(600, 850, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    scene.render(painter)
    painter.end()
    head = [image.pixelColor(x, y).lightness() for x in range(0, 600, 2) for y in range(80, 250)]
    assert sum(light < 150 for light in head) > 50, "words are painted in the preview, too"
    target = tmp_path / "存.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save_button.click()
    assert "一座灯塔的下午" in texts(target)[0]
    dialog.reject()


def test_without_anything_open_it_says_so(make_desktop: MakeDesktop, library: Library) -> None:
    window = make_desktop(library).window
    assert window.print_commands.offers() == []

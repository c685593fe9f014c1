"""Decoding beside the window: one after the other, only what is wanted, in bounded memory; typeset where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.drawing.drawer import ChildDrawer
from archive.drawing.messages import Limits
from archive.model import Page
from reader.boxes import WHOLE, Box
from reader.library import Library
from reader.open import open_library
from reader.pictures import FOLDER, PREVIEW_WIDTH, facsimile
from ui.desktop import page_images
from ui.desktop.jobs import Jobs
from ui.desktop.main_window import MainWindow
from ui.desktop.page_images import PageImage, PageImages, Part, Wanted
from ui.desktop.views.thumbnails import Thumbnails

Ask = Callable[..., Wanted]


@pytest.fixture
def library(daily: Library) -> Library:
    return daily


@pytest.fixture
def images(library: Library, qtbot: QtBot) -> PageImages:
    jobs = Jobs()
    yield PageImages(library, jobs)
    jobs.close()


@pytest.fixture
def ask(library: Library) -> Ask:
    """`ask(2)`: the whole picture of the newest issue's page 2; a changed page with keywords."""
    key = library.issues("临岚日报")[-1].key
    pages = library.pages(key)

    def make(number: int, part: Part = Part.BASE, width: int = 0, region: Box = WHOLE, **changes: object) -> Wanted:
        page = pages[number - 1]
        if changes:
            page = Page(**{name: changes.get(name, getattr(page, name)) for name in Page.__struct_fields__})
        return Wanted(key, page, part, width, region)

    return make


@pytest.fixture
def arrivals(images: PageImages) -> list[tuple[Wanted, PageImage]]:
    found: list[tuple[Wanted, PageImage]] = []
    images.arrived.connect(lambda wanted, image: found.append((wanted, image)))
    return found


def test_the_small_picture_stands_in_until_the_better_one_is_decoded(
    images: PageImages, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    images.want([ask(1)])
    qtbot.waitUntil(lambda: len(arrivals) == 2)
    first, second = (found for _wanted, found in arrivals)
    assert (first.is_final, second.is_final) == (False, True)
    assert first.image.width() < second.image.width()
    assert not second.is_typeset


def test_what_was_decoded_comes_at_once(
    images: PageImages, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    images.want([ask(1)])
    qtbot.waitUntil(lambda: len(arrivals) == 2)
    images.want([ask(1)])
    assert len(arrivals) == 3


def test_the_most_urgent_comes_first_and_what_is_wanted_no_more_not_at_all(
    images: PageImages, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    images.want([ask(n, preview=None) for n in (1, 2, 3)])
    images.want([ask(n, preview=None) for n in (4, 2)])
    qtbot.waitUntil(lambda: len(arrivals) == 3)
    qtbot.wait(50)
    assert [wanted.page.label for wanted, _image in arrivals] == ["01", "04", "02"]  # 1 was under way


def test_memory_is_bounded(
    images: PageImages,
    ask: Ask,
    arrivals: list[tuple[Wanted, PageImage]],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_images, "CACHE_BYTES", 9_000_000)
    images.want([ask(n, preview=None) for n in (1, 2, 3, 4)])
    qtbot.waitUntil(lambda: len(arrivals) == 4)
    assert sum(found.image.sizeInBytes() for _wanted, found in arrivals) > 9_000_000
    assert 0 < images.cached_bytes <= 9_000_000


def test_a_page_without_picture_is_typeset_with_zones_of_its_articles(
    images: PageImages, library: Library, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    wanted = ask(2, picture=None, preview=None, document=None)
    images.want([wanted])
    qtbot.waitUntil(lambda: len(arrivals) == 1)
    found = arrivals[0][1]
    assert found.is_typeset
    assert found.zones is not None
    assert {zone.article for zone in found.zones} == {head.id for head in library.articles(wanted.key, "02")}
    assert found.image.height() / found.image.width() == pytest.approx(found.aspect, abs=0.01)


def test_a_picture_that_cannot_be_read_gives_way_to_a_typeset_page_that_says_so(
    images: PageImages, library: Library, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    wanted = ask(3, preview=None)
    library.original(wanted.page.picture or "").write_bytes(b"no picture")
    images.want([wanted, Wanted(wanted.key, wanted.page, Part.DETAIL, 2000, Box(0, 0, 0.5, 0.5))])
    qtbot.waitUntil(lambda: len(arrivals) == 2)
    base, detail = (found for _wanted, found in arrivals)
    assert base.is_typeset
    assert base.sentence == "图片读不出来"
    assert detail.image.width() == 1000


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")
@pytest.mark.parametrize(("what", "reason"), [("crash", "画它的程序崩溃了（SIGABRT）"), ("sleep", "超过 2 秒没有画完")])
def test_a_picture_that_ruins_its_decoder_costs_one_page(
    tmp_path: Path, ask: Ask, library: Library, qtbot: QtBot, what: str, reason: str
) -> None:
    drawer = ChildDrawer(
        [sys.executable, "-I", "-X", "utf8", str(Path(__file__).parents[1] / "storage" / "hostile_drawer.py")],
        Limits(seconds=2),
    )
    bad, good = ask(3, preview=None), ask(4, preview=None)
    library.original(bad.page.picture or "").write_text(f"trial {what}")
    jobs, found = Jobs(), []
    with open_library(library.folder, drawing=lambda: drawer) as again:
        images = PageImages(again, jobs)
        images.arrived.connect(lambda _wanted, image: found.append(image))
        images.want([bad, good])
        beats = 0
        while len(found) < 2 and beats < 600:
            beats += 1
            qtbot.wait(20)
        jobs.close()
    assert [(image.is_typeset, image.sentence) for image in found] == [(True, reason), (False, "")]
    assert beats > 2, "the window goes on meanwhile"


def test_thumbnails_are_kept_on_disk_and_may_be_deleted(
    images: PageImages, library: Library, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    for number in (1, 2):
        images.want([ask(1, Part.THUMBNAIL, preview=None)])
        qtbot.waitUntil(lambda number=number: len(arrivals) == number)
        qtbot.waitUntil(lambda: not images._keeping and any((library.folder / FOLDER).rglob("*.jpg")))
        for path in (library.folder / FOLDER).rglob("*.jpg"):
            path.unlink()
    assert all(found.image.width() <= 200 for _wanted, found in arrivals)


def test_thumbnails_have_the_pixels_of_a_dense_screen(
    images: PageImages, library: Library, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    """68 points at two dots each and 300 percent are 408 pixels, a front page on the wall 1176."""
    widths = (0, 136, 408, 1176, 9000)  # the source has 1080
    source = facsimile(ask(1).page)
    assert source
    images.pictures.keep(source, images.pictures.preview(source))
    for width in widths:
        images.want([ask(1, Part.THUMBNAIL, width)])
        qtbot.waitUntil(lambda width=width: bool(arrivals) and arrivals[-1][0].width == width)
    full = arrivals[-1][1].full_width
    assert [image.image.width() for _wanted, image in arrivals] == [200, 200, 408, full, full]  # no more than there are
    images.want([ask(1, Part.THUMBNAIL, 408, picture=None, document=None, preview=None)])
    qtbot.waitUntil(lambda: arrivals[-1][1].is_typeset)
    assert arrivals[-1][1].image.width() == 408


def test_the_strip_of_pages_is_sharp_there(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    strip, issue = window.page_column.thumbnails, window.desk.issue
    assert issue is not None
    first = strip.model().index(0, 0)
    qtbot.waitUntil(lambda: first.data(Qt.ItemDataRole.DecorationRole) is not None)
    assert first.data(Qt.ItemDataRole.DecorationRole).width() < 80
    monkeypatch.setattr(Thumbnails, "devicePixelRatioF", lambda _self: 6.0)
    QApplication.sendEvent(strip, QEvent(QEvent.Type.DevicePixelRatioChange))  # the window went to another screen
    qtbot.waitUntil(lambda: first.data(Qt.ItemDataRole.DecorationRole).width() > 300)
    assert strip.pixels == 408
    qtbot.waitUntil(lambda: strip.needs() == [])


def test_a_part_has_all_pixels(images: PageImages, ask: Ask) -> None:
    wanted = ask(1)
    width, height = images.pictures.size(page_images.facsimile(wanted.page))
    piece = images.part(wanted.key, wanted.page, Box(0.25, 0.5, 0.75, 0.75))
    assert isinstance(piece, QImage)
    assert (piece.width(), piece.height()) == (round(width * 0.5), round(height * 0.25))
    typeset = ask(1, picture=None, preview=None, document=None)
    assert images.part(typeset.key, typeset.page, Box(0, 0, 0.5, 0.1)).width() == page_images.TYPESET_WIDTH // 2


def test_proportions_are_known_without_decoding(images: PageImages, library: Library) -> None:
    key = library.issues("临岚日报")[-1].key
    pages = library.pages(key)
    library.original(pages[1].picture or "").write_bytes(b"no picture")
    aspects = images.measure(pages)
    assert list(aspects) == ["01", "03", "04"]
    assert all(1.3 < aspect < 1.6 for aspect in aspects.values())


def test_a_new_import_counts_at_once(
    images: PageImages, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    images.want([ask(1, preview=None)])
    qtbot.waitUntil(lambda: len(arrivals) == 1)
    images.forget()
    assert images.cached_bytes == 0
    assert arrivals[0][1].image.width() <= PREVIEW_WIDTH * 5 // 4


def test_another_window_on_the_archive_takes_over_what_was_drawn_in_its_language(
    images: PageImages, library: Library, ask: Ask, arrivals: list[tuple[Wanted, PageImage]], qtbot: QtBot
) -> None:
    images.want([ask(2)])
    qtbot.waitUntil(lambda: any(found.is_final for _wanted, found in arrivals))
    jobs, before = Jobs(), QLocale()
    try:
        assert ask(2) in PageImages(library, jobs)._cache
        QLocale.setDefault(QLocale("en"))
        assert ask(2) not in PageImages(library, jobs)._cache
    finally:
        QLocale.setDefault(before)
        jobs.close()

"""Page pictures as pixels: formats, parts, limits, what is kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, TiffImagePlugin

from archive.drawing.pixels import Pixels
from archive.errors import UnreadableSourceError
from archive.model import Page
from archive.originals import Originals
from reader.boxes import WHOLE, Box
from reader.pictures import (
    PREVIEW_WIDTH,
    THUMBNAIL_WIDTH,
    Facsimile,
    PagePictures,
    Raster,
    facsimile,
)

Put = Callable[[bytes], Facsimile]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Keep bytes as an original."""

    def keep(data: bytes) -> Facsimile:
        sha = sha256(data).hexdigest()
        Originals(tmp_path / "originals").put(data, sha)
        return Facsimile(sha)

    return keep


@pytest.fixture
def pictures(tmp_path: Path) -> PagePictures:
    return PagePictures(tmp_path, Originals(tmp_path / "originals").find)


def quartered(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red, green, blue, white in the four quarters."""
    image = Image.new("RGB", (width, height), "white")
    for colour, place in (("red", (0, 0)), ("lime", (width // 2, 0)), ("blue", (0, height // 2))):
        image.paste(colour, (*place, place[0] + width // 2, place[1] + height // 2))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def colour(raster: Raster, x: float, y: float) -> str:
    at = (int(y * raster.height) * raster.width + int(x * raster.width)) * 3
    red, green, blue = (value > 128 for value in raster.data[at : at + 3])
    names = {(1, 1, 1): "white", (1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (0, 0, 0): "black"}
    return names.get((red, green, blue), "?")


def page(**changes: Any) -> Page:
    return Page(
        **{
            "label": "01",
            "name": None,
            "order": 1,
            "articles": 0,
            "zones": 0,
            "picture": None,
            "preview": None,
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "P"),
        ("GIF", "P"),
        ("TIFF", "RGB"),
        ("WEBP", "RGB"),
        ("JPEG2000", "RGB"),
    ],
)
def test_every_format_whole_and_in_part(pictures: PagePictures, put: Put, kind: str, mode: str) -> None:
    source = put(encoded(quartered(400, 600, mode), kind))
    assert pictures.size(source) == (400, 600)
    whole = pictures.render(source, 200)
    assert (whole.width, whole.height) == (200, 300)
    assert [colour(whole, x, y) for x, y in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))] == [
        "red",
        "green",
        "blue",
        "white",
    ]
    part = pictures.render(source, 400, Box(0.5, 0, 1, 0.5))
    assert (part.width, part.height) == (200, 300)
    assert {colour(part, x, y) for x in (0.1, 0.9) for y in (0.1, 0.9)} == {"green"}


def test_a_picture_is_never_blown_up(pictures: PagePictures, put: Put) -> None:
    assert pictures.render(put(encoded(quartered(350, 550), "JPEG")), 5000).width == 350


def test_what_shines_through_is_white_paper_and_grey_of_16_bits_is_seen(pictures: PagePictures, put: Put) -> None:
    clear = pictures.render(put(encoded(Image.new("RGBA", (40, 60), (0, 0, 0, 0)), "PNG")), 40)
    assert colour(clear, 0.5, 0.5) == "white"
    grey = pictures.render(put(encoded(Image.new("I;16", (40, 60), 60_000), "TIFF")), 40)
    assert colour(grey, 0.5, 0.5) == "white"


def test_a_picture_that_lies_on_its_side_is_set_upright(pictures: PagePictures, put: Put) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    source = put(encoded(quartered(600, 400), "JPEG", exif=exif))
    assert pictures.size(source) == (400, 600)
    upright = pictures.render(source, 400)
    assert (upright.width, upright.height) == (400, 600)
    assert [colour(upright, 0.2, 0.2), colour(upright, 0.8, 0.2)] == ["blue", "red"]


def test_frames_of_a_tiff(pictures: PagePictures, put: Put) -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (40, 60), name) for name in ("red", "blue")]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    sha = put(out.getvalue()).sha
    assert [colour(pictures.render(Facsimile(sha, n), 40), 0.5, 0.5) for n in (0, 1)] == ["red", "blue"]
    with pytest.raises(UnreadableSourceError, match="图片读不出来"):
        pictures.render(Facsimile(sha, 7), 40)


def test_pages_of_a_pdf(pictures: PagePictures, put: Put) -> None:
    out = BytesIO()
    quartered(400, 600).save(out, "PDF", save_all=True, append_images=[Image.new("RGB", (600, 400), "blue")])
    sha = put(out.getvalue()).sha
    whole = pictures.render(Facsimile(sha), 200)
    assert (whole.width, whole.height) == (200, 300)
    part = pictures.render(Facsimile(sha), 800, Box(0, 0.5, 0.5, 1))
    assert (part.width, part.height) == (400, 600)
    assert colour(part, 0.5, 0.5) == "blue"
    width, height = pictures.size(Facsimile(sha, 1))
    assert width > height
    assert pictures.suffix(Facsimile(sha)) == ".pdf"


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"\xff\xd8\xff\xe0 broken", b"%PDF-1.7\nbroken", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_one_sentence(pictures: PagePictures, put: Put, data: bytes) -> None:
    source = put(data)
    for look in (pictures.size, pictures.preview, lambda given: pictures.render(given, 100)):
        with pytest.raises(UnreadableSourceError, match="图片读不出来"):
            look(source)


def test_a_truncated_picture_is_one_sentence(pictures: PagePictures, put: Put) -> None:
    data = encoded(quartered(800, 1200), "JPEG")
    with pytest.raises(UnreadableSourceError):
        pictures.preview(put(data[: len(data) // 2]))


def test_a_bomb_is_not_decoded(pictures: PagePictures, put: Put) -> None:
    out = BytesIO()
    directory = TiffImagePlugin.ImageFileDirectory_v2()
    Image.new("1", (8, 8)).save(out, "TIFF", tiffinfo=directory)
    data = bytearray(out.getvalue())
    for tag, size in ((256, 60_000), (257, 60_000)):  # the size that the file claims
        at = data.find(tag.to_bytes(2, "little") + b"\x04\x00")
        data[at + 8 : at + 12] = size.to_bytes(4, "little")
    with pytest.raises(UnreadableSourceError):
        pictures.size(put(bytes(data)))


def test_a_picture_is_held_for_its_parts_only_and_let_go(pictures: PagePictures, put: Put) -> None:
    source = put(encoded(quartered(1600, 2400), "JPEG"))
    pictures.preview(source)
    assert held(pictures) is None
    pictures.render(source, 1600, Box(0, 0, 0.5, 0.5))
    assert held(pictures) is not None
    pictures.release()
    assert held(pictures) is None


def held(pictures: PagePictures) -> object:
    assert isinstance(pictures._drawer, Pixels)
    return pictures._drawer._held


def test_a_picture_too_big_to_hold_is_decoded_each_time(
    pictures: PagePictures, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.drawing.pixels.HELD_AT_MOST", 1_000_000)
    source = put(encoded(quartered(1600, 2400), "JPEG"))
    assert colour(pictures.render(source, 1600, Box(0, 0, 0.4, 0.4)), 0.5, 0.5) == "red"
    assert held(pictures) is None


def test_previews_and_thumbnails_are_kept_where_decoding_is_slow(pictures: PagePictures, put: Put) -> None:
    big, small = put(encoded(quartered(2000, 2900), "JPEG")), put(encoded(quartered(350, 550), "JPEG"))
    for source in (big, small):
        pictures.keep(source, pictures.preview(source))
    for width, ours in ((THUMBNAIL_WIDTH, big), (THUMBNAIL_WIDTH, small), (PREVIEW_WIDTH, big)):
        kept = pictures.kept(ours, width)
        assert kept is not None
        with Image.open(kept) as image:
            assert image.width == min(width, 1000)  # a JPEG of 2000 is decoded at half its width
    assert pictures.kept(small, PREVIEW_WIDTH) is None


def test_prepare_makes_what_is_missing_once_and_passes_over_broken_pictures(pictures: PagePictures, put: Put) -> None:
    good, broken = put(encoded(quartered(2000, 2900), "JPEG")), put(b"no picture")
    pages = [page(label="01", picture=good.sha), page(label="02", picture=broken.sha), page(label="03")]
    steps = list(pictures.prepare(pages))
    assert [(step.done, step.total) for step in steps] == [(0, 2), (1, 2)]
    assert pictures.kept(good, PREVIEW_WIDTH)
    assert len(list(pictures.prepare(pages))) == 1  # only the broken one is tried again


def test_an_archive_that_cannot_be_written_costs_only_time(tmp_path: Path, pictures: PagePictures, put: Put) -> None:
    source = put(encoded(quartered(2000, 2900), "JPEG"))
    (tmp_path / "cache").write_bytes(b"in the way")
    pictures.keep(source, pictures.preview(source))
    assert pictures.kept(source, THUMBNAIL_WIDTH) is None


def test_which_picture_stands_for_a_page() -> None:
    assert facsimile(page(picture="a", document="b", preview="c", frame=2)) == Facsimile("a", 2)
    assert facsimile(page(document="b", preview="c", frame=2)) == Facsimile("b", 2)
    assert facsimile(page(preview="c")) == Facsimile("c")
    assert facsimile(page()) is None


def test_boxes() -> None:
    assert Box.around([(0.2, 0.3), (0.1, 0.9)]) == (0.1, 0.3, 0.2, 0.9)
    assert Box(-1, 0.2, 3, 0.4).clamped() == (0, 0.2, 1, 0.4)
    assert WHOLE.holds(Box(0.1, 0.1, 0.9, 0.9))
    assert not Box(0.1, 0.1, 0.9, 0.9).holds(WHOLE)

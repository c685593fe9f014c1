"""Page scans: alone and in folders, of several days, with PDFs beside them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import BODY, FRONT, Sheet, check_boxes, make_pdf, picture, quick, tree

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints
from archive.formats.printed.scans import Scans
from archive.model import PaperKind


def test_scans_of_several_days(golden: Any) -> None:
    files = {
        "临岚日报/1985-06-02/01.jpg": picture(form="JPEG"),
        "临岚日报/1985-06-02/01_s.jpg": picture(20, 30, "JPEG"),
        "临岚日报/1985-06-02/第2版.png": picture(),
        "临岚日报/1985-06-02/Thumbs.db": b"x",
        "lrb19850603_03.tif": picture(form="TIFF"),
        "lrb19850603_10.webp": picture(form="WEBP"),
        "llrb-1985-06-04.tif": picture(form="TIFF", frames=3),
        "说明.txt": b"x",
    }
    first, second, third = golden.read_all(tree(golden, files), None, "scans")
    assert (first.key.paper, str(first.key.date), first.whole) == ("临岚日报", "1985-06-02", True)
    assert [page.label for page in first.pages] == ["01", "02"]
    names = {held.sha256: held.name for held in first.blobs}
    assert [names.get(first.pages[0].picture or ""), names.get(first.pages[0].preview or "")] == [
        "临岚日报/1985-06-02/01.jpg",
        "临岚日报/1985-06-02/01_s.jpg",
    ]
    assert first.articles == ()
    assert ([page.label for page in second.pages], second.key.paper) == (["03", "10"], "lrb")
    assert [(page.label, page.frame) for page in third.pages] == [("01", 0), ("02", 1), ("03", 2)]
    assert third.left_out == ("临岚日报/1985-06-02/Thumbs.db", "说明.txt")


def test_a_folder_of_pdfs_with_pictures_beside_them(golden: Any) -> None:
    files = {
        "2025-12-30/01.pdf": make_pdf(FRONT),
        "2025-12-30/01.jpg": picture(form="JPEG"),
        "2025-12-30/02.pdf": make_pdf(Sheet(BODY)),
        "2025-12-30/03.jpg": picture(form="JPEG", shade=90),
        "2025-12-30/04.jpg": b"\xff\xd8\xffbroken",
        "附件.pdf": make_pdf(Sheet(BODY), title="渡口说明"),
    }
    issue, document = golden.read_all(tree(golden, files), None, "scans")
    assert (issue.key.paper, [page.label for page in issue.pages]) == ("临岚日报", ["01", "02", "03"])
    names = {held.sha256: held.name for held in issue.blobs}
    assert names[issue.pages[0].picture or ""] == "2025-12-30/01.pdf"
    assert names[issue.pages[0].preview or ""] == "2025-12-30/01.jpg"
    assert [article.pages[0].label for article in issue.articles] == ["01", "02"]
    assert (document.key.kind, document.articles[0].content.title) == (PaperKind.DOCUMENTS, "渡口说明")
    assert document.left_out == ("2025-12-30/04.jpg",)
    assert any("04.jpg" in note and "损坏" in note for note in document.notes)


@pytest.mark.parametrize(
    "files",
    [
        {"1985-06-02/01.jpg": b"", "a.txt": b"", "b.txt": b""},
        {"照片/IMG_0001.jpg": b"", "照片/IMG_0002.jpg": b""},
        {"2024-01-01/IMG_0001.jpg": b"", "2024-01-01/IMG_0002.jpg": b""},
        {},
    ],
)
def test_folders_that_hold_other_things(golden: Any, files: dict[str, bytes]) -> None:
    assert not Scans().sniff(tree(golden, files))


def test_a_lone_picture(golden: Any) -> None:
    with pytest.raises(UnsupportedSourceError, match="--set"):
        golden.read_all(golden.one_file(picture(), "猫.png"), None, "scans")
    hints = Hints({"paper": "临岚日报", "date": "1985-06-02", "page": "4"})
    [draft] = golden.read_all(golden.one_file(picture(), "猫.png"), hints, "scans")
    assert [page.label for page in draft.pages] == ["04"]
    with pytest.raises(UnreadableSourceError, match="paper"):
        golden.read_all(tree(golden, {"1985-06-02/01.png": picture()}), None, "scans")


@quick
@given(st.integers(0, 400), st.sampled_from(["PNG", "TIFF", "JPEG", "BMP", "WEBP"]), st.binary(max_size=20))
def test_broken_pictures(golden: Any, length: int, form: str, noise: bytes) -> None:
    files = {f"临岚日报/1985-06-02/01.{form.lower()}": picture(form=form)[:length] + noise}
    try:
        for draft in Scans().read(tree(golden, files), Hints()):
            check_boxes(draft)
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017

"""hOCR: pages of their own, and as the text of a METS issue."""

from __future__ import annotations

from typing import Any

from invented_xml import (
    box,
    hocr,
    hocr_line,
    hocr_page,
    issue_with_areas,
    picture,
    texts,
    tree,
)

from archive.formats.base import Hints


def test_hocr_pages(golden: Any) -> None:
    lines = f"<p class='ocr_par'>{hocr_line('The', '<strong>light-</strong>')}{hocr_line('house', 'fell.', line=1)}</p>"
    unmarked = "<span class='ocr_line' title='bbox 200 200 400 240'>北风劲吹</span>"
    text = hocr(hocr_page(1, lines), hocr_page(2, unmarked, "临岚_02.png"))
    source = {"llb-1950-06-02.hocr": text, "临岚_02.png": picture()}
    [draft] = tree(golden, source, hints=Hints({"paper": "临岚日报"}))
    assert str(draft.key.date) == "1950-06-02"
    assert [(sheet.label, sheet.recognised, sheet.picture is not None) for sheet in draft.pages] == [
        ("01", True, False),
        ("02", True, True),
    ]
    assert texts(draft) == [("第01版全版文字", ["The lighthouse fell."]), ("第02版全版文字", ["北风劲吹"])]
    first, last = draft.pages[0].words[0], draft.pages[1].words[0]
    assert (first.text, *box(first)) == ("The", 0.1, 0.05, 0.18, 0.06)  # from the corner of the page
    assert (last.text, *box(last)) == ("北风劲吹", 0.1, 0.1, 0.3, 0.12)


def test_hocr_is_text_of_a_mets_issue_too(golden: Any) -> None:
    data = hocr(hocr_page(0, hocr_line("Sea", "air")))
    described = issue_with_areas("0001.hocr").replace(b'BEGIN="w3" END="w7"', b'BEGIN="w00" END="w01"')
    [draft] = tree(golden, {"mets.xml": described, "0001.hocr": data})
    assert texts(draft)[0] == ("Harbour news", ["Sea air"])

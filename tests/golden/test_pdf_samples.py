"""Real PDFs from ../shared: an issue typeset anew, documents, damaged files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invented_pages import check_boxes

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.printed.pdf import Pdf
from archive.formats.printed.pdf_words import page_count
from archive.model import DraftIssue


def real(golden: Any, path: Path) -> list[DraftIssue]:
    drafts: list[DraftIssue] = golden.read_all(golden.one_file(path.read_bytes(), path.name), None, "pdf")
    for draft in drafts:
        check_boxes(draft)
    return drafts


def test_a_real_issue_typeset_anew(golden: Any) -> None:
    path = golden.material("samples/documents/rmrb_20251020.generated.pdf")
    assert page_count(path.read_bytes()) == 228
    [draft] = real(golden, path)
    assert (draft.key.paper, str(draft.key.date), draft.whole) == ("人民日报", "2025-10-20", True)
    assert [page.label for page in draft.pages] == [f"{n:02}" for n in range(1, 21) if n not in (7, 12)]
    assert len(draft.articles) == 86  # of 99 entries, 13 are 责编 and 广告
    assert draft.articles[0].content.byline == "新华社记者"
    assert "第 6 页" not in "".join(draft.articles[0].content.texts())
    assert all(article.content.blocks or "版责编" in article.content.title for article in draft.articles)


def test_real_documents(golden: Any) -> None:
    folder = golden.material("samples/documents")
    [poem] = real(golden, folder / "jo.pdf")
    texts = list(poem.articles[0].content.texts())
    assert (poem.articles[0].content.title, texts[0], texts[1]) == (
        "序",
        "わたくしといふ現象は",
        "假定された有機交流電燈の",
    )
    assert texts.index("けれどもこれら新世代沖積世の") > texts.index("ひとつの青い照明です")
    [sideways] = real(golden, folder / "issue-449-vertical.pdf")
    assert sideways.articles[0].content.title == "Test Vertical Layout"
    [unknown] = real(golden, folder / "issue-791-non-unicode-cmap.pdf")
    assert any("没有编码" in note for note in unknown.notes)
    [turned] = real(golden, folder / "zen_of_python_corrupted.pdf")
    texts = list(turned.articles[0].content.texts())
    assert texts.index("Explicit is better than implicit.") == texts.index("Beautiful is better than ugly.") + 1
    with pytest.raises(UnreadableSourceError, match="密码"):
        real(golden, folder / "aes-256.pdf")


def test_real_broken_pdfs(golden: Any) -> None:
    read_count = 0
    for path in sorted(golden.material("samples/hostile/pdf_bad").iterdir()):
        source = golden.one_file(path.read_bytes(), path.name)
        if not Pdf().sniff(source):
            continue
        try:
            read_count += len(list(Pdf().read(source, Hints())))
        except UnreadableSourceError as error:
            assert error.reason  # noqa: PT017
    assert read_count == 16

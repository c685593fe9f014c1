"""Each format on a small text of ours: what it reads is compared with the golden JSON beside the input.

`GOLDEN_WRITE=1 pytest tests/golden/test_formats.py` writes the JSON anew; look at the difference before keeping it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from archive.formats.base import Hints

CASES = Path(__file__).parent / "cases"
FORMATS = {
    "machine": "reading-machine-text",
    "newspaper": "newspaper-text",
    "official": "official-text",
    "govpage": "gov-page-text",
    "plain": "plain-text",
    "jsonl": "table",
    "csv": "table",
    "html": "html-page",
    "founder-classic": "founder",
    "founder-new": "founder",
    "founder-b-table": "founder",
    "founder-b-list": "founder",
    "founder-b2": "founder",
    "founder-a1": "founder",
    "founder-a2": "founder",
    "founder-a3": "founder",
    "founder-a4": "founder",
    "founder-a6": "founder",
    "founder-dated": "founder",
    "huaguang": "huaguang",
    "shtml": "shtml",
    "dated-html": "dated-html",
    "issue-mobile": "issue-file",
    "issue-plist": "issue-file",
    "issue-lists": "issue-file",
    "issue-q": "issue-file",
    "issue-read": "issue-file",
    "issue-headings": "issue-file",
    "json-journal": "json-site",
    "json-navi": "json-site",
    "json-page-list": "json-site",
    "json-paper-info": "json-site",
    "json-editions": "json-site",
    "json-catalog": "json-site",
    "svg-polygons": "svg-polygons",
    "portal": "portal",
    "generic-map": "generic-site",
    "generic-overlay": "generic-site",
    "generic-text": "generic-site",
}


@pytest.mark.parametrize("case", FORMATS)
def test_golden(golden: Any, case: str) -> None:
    folder = CASES / case
    inputs = sorted(folder.glob("input.*"))
    source = golden.one_file(inputs[0].read_bytes(), inputs[0].name) if inputs else without_golden(golden, folder)
    drafts = golden.read_all(source, Hints(), FORMATS[case])
    read = [golden.as_json(draft) for draft in drafts]
    expected = folder / "expected.json"
    if os.environ.get("GOLDEN_WRITE"):
        expected.write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert read == json.loads(expected.read_text(encoding="utf-8"))


def without_golden(golden: Any, folder: Path) -> Any:
    source = golden.folder(folder)
    files = {name: data for name, data in source.files.items() if name != "expected.json"}
    return golden.Source(files, folder.name, is_tree=True)


@pytest.mark.parametrize(
    ("path", "paper", "date", "identity"),
    [
        ("founder-classic/html/2025-12/30/content_11.htm", "临江日报", "2025-12-30", "11"),
        ("founder-new/content/202601/03/content_501.html", "臨江週報", "2026-01-03", "501"),
    ],
)
def test_a_lone_article_of_a_paper(golden: Any, path: str, paper: str, date: str, identity: str) -> None:
    source = golden.one_file((CASES / path).read_bytes(), path.rsplit("/", 1)[1])
    [draft] = golden.read_all(source, None, "html-page")
    [article] = draft.articles
    assert (draft.key.kind.value, draft.key.paper, str(draft.key.date), draft.whole) == (
        "newspaper",
        paper,
        date,
        False,
    )
    assert (article.own_id, article.content.kicker) == (identity, "三十里水路")
    assert draft.missing


def test_a_lone_page_names_what_is_missing(golden: Any) -> None:
    path = CASES / "founder-new/layout/202601/03/node_01.html"
    [draft] = golden.read_all(golden.one_file(path.read_bytes(), "node_01.html"), None, "founder")
    assert [page.label for page in draft.pages] == ["01"]
    assert draft.missing == (
        "node_06.html",
        "../../../pic/202601/03/u1.png.2",
        "../../../content/202601/03/content_501.html",
    )


def test_user_values_win(golden: Any) -> None:
    data = (CASES / "plain/input.txt").read_bytes()
    hints = Hints({"paper": "临江日报", "date": "2025年12月30日", "page": "第3版:都市", "kicker": "引题", "id": "7"})
    [draft] = golden.read_all(golden.one_file(data), hints, "plain-text")
    assert golden.as_json(draft)["key"] == {
        "kind": "newspaper",
        "paper": "临江日报",
        "date": "2025-12-30",
        "edition": "",
    }
    assert (draft.articles[0].pages[0].label, draft.articles[0].content.kicker) == ("03", "引题")
    assert draft.articles[0].own_id == "7"

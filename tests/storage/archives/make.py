"""Makes an archive as an older version of the program would, to be stored here: `REVISION.zip`.

Run by the program of that time, with this file of today; for the schema 0002, whose last commit was f95b685:

    git worktree add --detach ../then f95b685
    PYTHONPATH=../then .venv/bin/python tests/storage/archives/make.py tests/storage/archives/0002.zip

| schema | last commit |
|---|---|
| 0001 | c786176 |
| 0002 | f95b685 |
| 0003 | 6912a8e |
| 0004 | still the newest: c0b25bf |

When a new schema comes, its archive is made by the last commit before the next one.  What came in was written by us: a
folder of a Founder site, tables, an ALTO page.  `told.json` is what that program said of its own archive.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.model import IssueKey, PaperKind, PartialDate
from archive.progress import Outcome
from indexer.request import SearchRequest
from reader.library import Library
from reader.open import open_library

CASES = Path(__file__).parents[2] / "golden" / "cases"
DOCUMENTS = ("official", "html")
QUERIES = ("渡口", "夜市", "潮水", "灯塔", "社论", "旧货")
ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description><MeasurementUnit>pixel</MeasurementUnit>
</Description><Layout><Page ID="P1" PHYSICAL_IMG_NR="1" WIDTH="1000" HEIGHT="2000"><PrintSpace>
<TextBlock ID="B1"><TextLine><String CONTENT="灯塔" HPOS="100" VPOS="100" WIDTH="80" HEIGHT="40"/>
<String CONTENT="守夜人" HPOS="190" VPOS="100" WIDTH="120" HEIGHT="40"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>
"""
Row = tuple[str, str, str]
"""Page, title, text."""
FIRST: tuple[Row, ...] = (
    ("01", "渡口复航", "潮水退去，渡口复航。\n（下转第2版）"),
    ("01", "夜市开张", "夜市在旧码头开张。"),
    ("02", "（上接第1版）渡口复航", "船票三元，老人免票。"),
    ("02", "社论：慢一点", "城市的好处在于可以慢一点。\n第二段说的是路。"),
)
SECOND: tuple[Row, ...] = (
    ("01", "集市改期", "集市改到周六，旧货照收。"),
    ("01", "灯会", "灯会如期。"),
    ("02", "旧货换书", "旧货可以换书。"),
    ("03", "天气", "多云，潮水偏高。"),
)


def tell(library: Library) -> dict[str, Any]:
    """What a program says of an archive, in terms that all versions know."""
    articles: dict[str, Any] = {}
    issues = []
    for issue in library.issues():
        pages = [[page.label, page.name, page.picture, page.preview] for page in library.pages(issue.key)]
        issues.append([issue.key.kind, issue.key.paper, str(issue.key.date or ""), issue.key.edition, pages])
        for head in library.articles(issue.key):
            article = library.article(head.id)
            articles[str(head.id)] = {
                "issue": [article.key.paper, str(article.key.date or "")],
                "title": article.content.title,
                "byline": article.content.byline,
                "texts": list(article.content.texts()),
                "pages": [page.label for page in article.pages],
                "zones": [[zone.page, [list(point) for point in zone.polygon]] for zone in article.zones],
                "original": article.original,
                "version": article.version,
            }
    found = {query: sorted(hit.id for hit in library.search_ids(SearchRequest(query)).hits) for query in QUERIES}
    told: dict[str, Any] = {"issues": issues, "articles": articles, "found": found}
    if hasattr(library, "page_words"):
        told["words"] = [
            [word.text, word.left, word.top, word.right, word.bottom]
            for issue in library.issues()
            for page in library.pages(issue.key)
            for word in library.page_words(issue.key, page.label)
        ]
    if hasattr(library, "filing"):
        trash = library.filing.trash()
        told["trashed issues"] = [[item.id, item.key.paper, item.at] for item in trash.issues]
        told["trashed articles"] = [[item.id, item.title, item.at] for item in trash.articles]
        told["journal"] = [[entry.id, entry.at, entry.sentence, entry.undone_at] for entry in library.filing.journal()]
    return told


def _table(name: str, paper: str, date: str, rows: Iterable[Row]) -> Path:
    lines = (
        json.dumps(
            {"id": str(number), "paper": paper, "date": date, "page": page, "title": title, "text": text},
            ensure_ascii=False,
        )
        for number, (page, title, text) in enumerate(rows, 1)
    )
    path = Path(name)
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _bring(library: Library, path: Path) -> None:
    outcomes = [step for step in library.import_paths([path]) if isinstance(step, Outcome)]
    assert outcomes
    for outcome in outcomes:
        assert not outcome.outcome.is_problem, outcome


def _fill(library: Library) -> None:
    """Pictures and zones, jumps, two versions of an article, a table as sender of several issues."""
    for case, name in (("founder-classic", "临江日报"), *((case, case) for case in DOCUMENTS)):
        shutil.copytree(CASES / case, name, ignore=shutil.ignore_patterns("expected.json"))
        _bring(library, Path(name))
    _bring(library, _table("期.jsonl", "青湾晚报", "2026-03-02", FIRST))
    changed = [(page, title, text.replace("夜市在", "夜市昨晚在")) for page, title, text in FIRST]
    _bring(library, _table("期.jsonl", "青湾晚报", "2026-03-02", changed))
    for day in range(3, 8):
        _bring(library, _table(f"期{day}.jsonl", "青湾晚报", f"2026-03-0{day}", SECOND))
    _bring(library, _table("旧名.jsonl", "青湾夜报", "2026-03-01", SECOND[:1]))


def _correct(library: Library) -> None:
    """Every kind of correction, one of them undone; an article, a page and an issue in the trash."""
    filing = library.filing
    folder = Path("嶼光週報/1985-06-03/alto")
    folder.mkdir(parents=True)
    (folder / "1.xml").write_text(ALTO, encoding="utf-8")
    _bring(library, Path("嶼光週報"))
    first, third, fourth, fifth, sixth, seventh = (_key(day) for day in range(2, 8))
    editorial = library.articles(first)[3]
    filing.split(editorial.id, 1, "说路")
    filing.join([head.id for head in library.articles(third)[:2]])
    filing.move_articles([library.articles(third, "03")[0].id], fourth, ["03"])
    filing.link(library.articles(fourth)[0].id, library.articles(fourth)[2].id, linked=True)
    filing.trash_articles([library.articles(fourth, "01")[1].id])
    filing.trash_page(fifth, "02")
    filing.move_page(fifth, "03", first, "03")
    filing.trash_issue(sixth)
    filing.merge_papers(PaperKind.NEWSPAPER, "青湾夜报", "青湾晚报")
    filing.move_issue(seventh, IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 4, 1)))
    filing.trash_articles([library.articles(first)[1].id])
    filing.undo()


def _key(day: int) -> IssueKey:
    return IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, day))


def make(target: Path) -> None:
    """Fill an archive in the present folder and pack it, without what the program may make anew."""
    folder = Path("档案库")
    with open_library(folder) as library:
        _fill(library)
        if hasattr(library, "filing"):
            _correct(library)
        list(library.update_index())
        told = tell(library)
    with closing(sqlite3.connect(folder / "catalogue.sqlite", isolation_level=None)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
        plain.execute("VACUUM")
    (folder / "told.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not name.startswith(("cache/", "writer.")):
                packed.writestr(zipfile.ZipInfo(name, (2026, 3, 8, 8, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    goal = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        make(goal)
        os.chdir("/")

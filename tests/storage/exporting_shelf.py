"""Papers to be exported, with whatever makes that hard; what tests export of an archive of them and read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from archive.importing.reading import InProcess
from archive.model import Article
from archive.progress import Cancelled, Outcome
from reader.exporting.contents import Contents, Selection
from reader.exporting.forms import Exported
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

HOSTILE = (
    "../../逃出去", "甲/乙\\丙:丁*?", "CON", "报\u202efdp.exe", "长" * 300, "同名", "同名", "ＳＡＭＥ same", "SAME SAME", "...", "=1+1",
    "<script>alert(1)</script>", '"><img src="http://a.test/x" onerror="x"/>', "]]>&amp;<!-- 尾", "`![](http://a.test)`",
)  # fmt: skip

TARGETS = {
    "html": "站", "epub": "书.epub", "markdown": "文稿", "machine": "阅读机", "jsonl": "表.jsonl", "csv": "表.csv",
    "docx": "文.docx",
}  # fmt: skip


def papers_to_export(folder: Path) -> list[Path]:
    """A daily and a weekly in traditional characters with pictures; an evening paper with a jump, a copy, two editions
    and hostile titles; a document with a number and one without a date."""
    jump = "停了三年的渡口今天复航，第一班船载着四十位老人"
    rows = [
        row("01", "渡口复航十年记", f"{jump}（下转第四版）"),
        row("04", "渡口复航十年记", "（上接第一版）和他们的自行车。\n" + "船老大说，潮水是最好的钟表。\n" * 20),
        row("01", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。"),
        row(
            "02", "码头的算盘", "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。\n天亮了。"
        ),
        row("02", "号外", "号外的正文", edition="号外"),
        *(row("03", title, f"第 {number} 篇的正文，渡口。") for number, title in enumerate(HOSTILE)),
    ]
    papers = [
        {"kind": "documents", "paper": "某局", "date": "2022-08", "title": "通知", "doc_no": "某发〔2022〕7号", "text": "一、正文"},
        {"kind": "documents", "paper": "某局", "date": None, "title": "无日期的", "text": "正文\n又一段", "fields": {"主送": "各处"}},
    ]  # fmt: skip
    for name, lines in (("晚报", rows), ("公文", papers)):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return [*sample_papers()[:1], *sample_papers()[-1:], folder / "晚报.jsonl", folder / "公文.jsonl"]


def row(page: str, title: str, text: str, edition: str = "") -> dict[str, str]:
    return {"paper": "青湾晚报", "date": "2026-03-13", "edition": edition, "page": page, "title": title, "text": text}


def every_issue(library: Library) -> Selection:
    return Selection("全部", tuple(issue.key for issue in library.issues()))


def export(library: Library, form: str, target: Path, selection: Selection | None = None) -> Exported:
    *_, done = library.export(selection or every_issue(library), form, target)
    assert isinstance(done, Exported)
    return done


def read(library: Library, selection: Selection | None = None) -> list[Article]:
    contents = Contents(library, selection or every_issue(library), Cancelled())
    return [step for step in contents.everything() if isinstance(step, Article)]


def back(source: Path, folder: Path) -> list[Article]:
    """What a fresh archive has of an export."""
    with open_library(folder, reading=InProcess) as library:
        outcomes = [step for step in library.import_paths([source]) if isinstance(step, Outcome)]
        assert not [outcome for outcome in outcomes if outcome.outcome.is_problem], outcomes
        assert not [outcome.missing for outcome in outcomes if outcome.missing]
        return read(library)


def said(articles: list[Article]) -> list[Any]:
    """All of each but what only the source said word for word."""
    return [(article.key, article.pages, msgspec.structs.replace(article.content, printed=())) for article in articles]

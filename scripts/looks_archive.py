"""An archive with something for every screen: the sample papers, their articles in other forms, what a reader did.

Import `offscreen` first: it chooses Qt's platform.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from printed_page import print_page, scan_page

from archive.formats.base import Hints
from archive.model import Article, IssueKey, PaperKind
from archive.personal import MarkKind
from indexer.request import SearchRequest
from reader.clippings import Pick
from reader.library import Library
from reader.quoting import quote
from reader.samples import sample_papers

YEARS = "青湾晚报"
"""The paper that is kept for three years; its newest issue is a PDF with its text."""
TYPESET, SCANNED, JUMPS = "青湾早报", "青湾周报", "海角日报"
"""A paper without pictures, one that was scanned, one whose articles go on elsewhere."""
_SUBJECTS = ("渡口", "夜市", "灯塔", "修缮", "春汛", "码头")
_JUMPS = (
    ("01", "旧桥拆了以后", "拆下来的石头编了号，堆在岸边等着。（下转第二版）"),
    ("01", "象棋残局", "红先胜，着法下期公布。下转第9版"),
    ("02", "旧桥拆了以后", "（上接第一版）石匠说，编号是给后人看的。\n" + "每一块都有自己的去处。\n" * 12),
)


def fill(library: Library, folder: Path) -> None:
    """Sources are made in `folder`, which has to stay for as long as the archive is looked at."""
    _import(library, sample_papers())
    first = sampled(library)[0]
    import_without_pictures(library, first, folder)
    _import(library, [_years(folder), _jumping(folder)])
    _correct(library)
    _read(library, first)
    _import(
        library, [_rows(folder / "新到.jsonl", YEARS, "2026-03-07", [("01", "渡口又添新船", "新船下水，渡口热闹。")])]
    )


def sampled(library: Library) -> list[str]:
    """The two papers of the samples: one in simplified, one in traditional characters."""
    return [paper.name for paper in library.papers() if paper.kind == PaperKind.NEWSPAPER][:2]


def import_without_pictures(library: Library, paper: str, folder: Path) -> None:
    """The paper's newest articles once more: as a PDF with its text, as a table, as a scan with ALTO."""
    key = library.issues(paper)[-1].key
    articles = [library.article(head.id) for head in library.articles(key)]
    printed = folder / f"{YEARS}20260305_01.pdf"
    print_page(printed, YEARS, "2026年3月5日 星期四", articles)
    table = folder / f"{TYPESET}.jsonl"
    _write(table, [_row(article) for article in articles])
    scanned = folder / SCANNED
    scanned.mkdir()
    scan_page(printed, scanned)
    for _step in library.import_paths([printed, table]):
        pass
    for _step in library.import_paths([scanned], hints=Hints({"paper": SCANNED, "date": "2026-03-05"})):
        pass
    for _step in library.update_index():
        pass


def article_of(library: Library, key: IssueKey, number: int = 0) -> Article:
    return library.article(library.articles(key)[number].id)


def _import(library: Library, sources: Iterable[Path]) -> None:
    for _step in (*library.import_paths(list(sources)), *library.update_index()):
        pass


def _row(article: Article) -> dict[str, str | None]:
    return {
        "paper": TYPESET,
        "date": "2026-03-05",
        "page": article.pages[0].label,
        "page_name": article.pages[0].name,
        "kicker": article.content.kicker,
        "title": article.content.title,
        "byline": article.content.byline,
        "text": "\n".join(article.content.texts()),
    }


def _write(path: Path, rows: Sequence[Mapping[str, str | None]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _rows(path: Path, paper: str, date: str, articles: Sequence[tuple[str, str, str]]) -> Path:
    rows = [
        {"paper": paper, "date": date, "page": page, "title": title, "text": text} for page, title, text in articles
    ]
    return _write(path, rows)


def _years(folder: Path) -> Path:
    """Every third week of three years, more of it towards the end; the same day each year."""
    day, rows = dt.date(2024, 3, 5), []
    while day < dt.date(2026, 3, 5):
        for number in range(1 + (day.toordinal() // 21) % 3):
            subject = _SUBJECTS[(day.toordinal() // 21 + number * 2) % len(_SUBJECTS)]
            rows.append(
                {
                    "paper": YEARS, "date": day.isoformat(), "page": f"{number // 2 + 1:02}",
                    "page_name": "要闻" if number < 2 else "副刊", "title": f"{subject}{day.month}月纪事",
                    "byline": "记者 林一", "text": f"{day.month}月的{subject}，来了{number + 3}拨人。\n渡口照常。",
                }
            )  # fmt: skip
        day += dt.timedelta(21)
    rows += [
        {"paper": YEARS, "date": f"{year}-03-05", "page": "01", "title": f"{year}年的今天", "text": "渡口有雾。"}
        for year in (2024, 2025)
    ]
    return _write(folder / "历年.jsonl", rows)


def _jumping(folder: Path) -> Path:
    return _rows(folder / f"{JUMPS}.jsonl", JUMPS, "2026-03-05", _JUMPS)


def _correct(library: Library) -> None:
    """A text corrected, an article in the trash."""
    article = article_of(library, library.issues(YEARS)[-3].key)
    library.filing.correct_text(article.id, msgspec.structs.replace(article.content, byline="记者 林一二"))
    library.filing.trash_articles([article_of(library, library.issues(YEARS)[-4].key).id])


def _read(library: Library, paper: str) -> None:
    """What a reader leaves: highlights, notes, tags, a clipping book, saved searches, a history."""
    issue = library.issues(paper)[-1].key
    heads = [head.id for head in library.articles(issue)]
    article = library.article(heads[1])
    text = "\n".join(article.content.texts())
    library.marks.highlight(article, quote(text, 12, 40), text="和上一期的数字对一对")
    library.marks.highlight(article, quote(text, 60, 78), colour="green")
    library.marks.tag(article, ["民生"])
    library.marks.toggle(article, MarkKind.STAR)
    library.marks.toggle(library.article(heads[0]), MarkKind.LATER)
    book = library.clippings.new_book("城市与水")
    words = "\n".join(library.article(heads[2]).content.texts())
    page = library.article(heads[0]).pages[0].label
    picks = [Pick(heads[0]), Pick(heads[2], quote=quote(words, 0, 24)), Pick(heads[0], page=page), Pick(heads[1])]
    clippings = library.clippings.add(book, picks)
    library.clippings.note(clippings[0], "头条，排在第一。")
    library.searches.save(SearchRequest("渡口"), "渡口", "选题")
    library.searches.save(SearchRequest("灯塔 OR 码头"), "水边", "选题")
    library.searches.save(SearchRequest("图书馆"), "图书馆")
    for query in ("渡口", "图书馆", "日期:2025 夜市"):
        library.searches.remember(query)
    for number in heads[:3]:
        library.visits.note(library.article(number), 0.4)

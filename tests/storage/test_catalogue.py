"""The catalogue: what is written comes back, versions are kept, ids stay, the schema is what the migrations make."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from archive.catalogue import Catalogue, Provenance, Written
from archive.errors import EnvironmentProblemError, UnreadableSourceError
from archive.importing.decide import plan
from archive.model import (
    Content,
    DraftArticle,
    DraftIssue,
    DraftPage,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
    Zone,
)

SHA = "ab" * 32
FROM = Provenance("test", 1, collective=True)
DAY = IssueKey(PaperKind.NEWSPAPER, "临岚日报", PartialDate(2026, 3, 2))


def article(
    title: str, own_id: str | None = None, *, pages: tuple[str, ...] = ("01",), text: str = "正文。"
) -> DraftArticle:
    zones = tuple(Zone(label, ((0.0, 0.0), (0.5, 0.0), (0.5, 0.25))) for label in pages)
    content = Content(title, blocks=(Paragraph(text),))
    return DraftArticle(content, SHA, own_id, tuple(PageRef(label) for label in pages), zones)


def draft(*articles: DraftArticle, key: IssueKey = DAY, pages: tuple[str, ...] = ("01", "02")) -> DraftIssue:
    return DraftIssue(key, tuple(DraftPage(label, f"{label}名", picture=SHA) for label in pages), articles, whole=True)


def keep(catalogue: Catalogue, issue: DraftIssue, sizes: dict[str, int] | None = None) -> Written:
    with catalogue.writing() as writer:
        planned = plan(issue, writer.known_issue(issue.key), "test", collective=True, repeats={})
        assert planned is not None
        return writer.write(planned, FROM, {SHA: 3} if sizes is None else sizes)


@pytest.fixture
def catalogue(tmp_path: Path):
    opened = Catalogue(tmp_path / "catalogue.sqlite")
    yield opened
    opened.close()


def test_everything_comes_back(catalogue: Catalogue) -> None:
    content = Content(
        "主题\n两行",
        "引题——",
        "副题",
        "本报记者 甲",
        "来源",
        "本报讯",
        {"发文字号": "〔2026〕1号"},
        (
            Heading(1, "一、"),
            Paragraph("段"),
            Figure(SHA, "图说", "甲 摄"),
            Figure(),
            ListBlock(("●一", "●二")),
            Table((("a", "b"),)),
        ),
    )
    whole = DraftArticle(
        content, SHA, "7", (PageRef("01", "要闻"), PageRef("02")), (Zone("02", ((0.1, 0.2), (0.3, 0.4), (0.5, 0.6))),)
    )
    [article_id] = keep(catalogue, draft(whole)).ids
    [back] = catalogue.articles_by_id([article_id])
    assert back.content == content
    assert back.key == DAY
    assert back.zones == whole.zones
    assert [page.label for page in back.pages] == ["01", "02"]
    assert (back.original, back.version) == (SHA, 1)
    assert [(page.label, page.name, page.articles, page.zones) for page in catalogue.pages(DAY)] == [
        ("01", "01名", 1, 0),
        ("02", "02名", 1, 1),
    ]


def test_the_same_again_changes_nothing(catalogue: Catalogue) -> None:
    issue = draft(article("甲", "1"), article("乙", "2"))
    first = keep(catalogue, issue)
    before = catalogue.last_change()
    second = keep(catalogue, issue)
    assert second.ids == first.ids
    assert (second.added, second.updated, second.pages_changed) == (0, 0, False)
    assert catalogue.last_change() == before


def test_other_content_under_the_same_identity_is_a_new_version_and_the_old_one_stays(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    [article_id] = keep(catalogue, draft(article("甲", "1"))).ids
    written = keep(catalogue, draft(article("甲", "1", text="改过的正文。")))
    assert written.ids == (article_id,)
    assert written.updated == 1
    [now] = catalogue.articles_by_id([article_id])
    assert (now.version, list(now.content.texts())) == (2, ["改过的正文。"])
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as plain:
        assert plain.execute("SELECT version, content LIKE '%正文。%' FROM versions ORDER BY version").fetchall() == [
            (1, 1),
            (2, 1),
        ]


def test_a_replaced_issue_disappears_from_sight_and_its_ids_are_not_used_again(catalogue: Catalogue) -> None:
    old = keep(catalogue, draft(article("甲", "1"))).ids
    with catalogue.writing() as writer:
        known = writer.known_issue(DAY)
        assert known is not None
        writer.replace_issue(known)
    new = keep(catalogue, draft(article("甲", "1"))).ids
    assert new != old
    assert catalogue.articles_by_id(old) == []
    assert [change.deleted for change in catalogue.changes(0, 10)] == [False, True, False]


def test_newspapers_come_before_documents_and_dates_in_order(catalogue: Catalogue) -> None:
    for kind, name, date in [
        (PaperKind.DOCUMENTS, "甲局", PartialDate(2022)),
        (PaperKind.NEWSPAPER, "乙报", PartialDate(2022, 1, 1)),
        (PaperKind.DOCUMENTS, "甲局", None),
        (PaperKind.DOCUMENTS, "甲局", PartialDate(2022, 1, 1)),
    ]:
        keep(catalogue, draft(article("x", pages=()), key=IssueKey(kind, name, date), pages=()))
    assert [paper.name for paper in catalogue.papers()] == ["乙报", "甲局"]
    assert [str(issue.key.date) for issue in catalogue.issues("甲局")] == ["None", "2022", "2022-01-01"]
    assert catalogue.papers()[1].first == PartialDate(2022)


def test_neighbours_stop_at_the_edges(catalogue: Catalogue) -> None:
    keep(catalogue, draft(article("甲", "1")))
    later = IssueKey(PaperKind.NEWSPAPER, "临岚日报", PartialDate(2026, 3, 5))
    keep(catalogue, draft(article("丙", "3"), key=later))
    assert catalogue.neighbour_issue(DAY, forward=True) == later
    assert catalogue.neighbour_issue(later, forward=False) == DAY
    assert catalogue.neighbour_issue(later, forward=True) is None
    assert catalogue.neighbour_issue(DAY, forward=False) is None


def test_pages_that_come_one_by_one_stand_in_the_order_of_their_labels(catalogue: Catalogue) -> None:
    for label in ("03", "01", "A01", "02"):
        keep(
            catalogue,
            draft(
                article(f"甲{label}", f"1{label}", pages=(label,)),
                article(f"乙{label}", f"2{label}", pages=(label,)),
                pages=(label,),
            ),
        )
    assert [(page.label, page.order) for page in catalogue.pages(DAY)] == [("01", 1), ("02", 2), ("03", 3), ("A01", 4)]
    assert [head.title for head in catalogue.articles(DAY)] == [
        "甲01",
        "乙01",
        "甲02",
        "乙02",
        "甲03",
        "乙03",
        "甲A01",
        "乙A01",
    ]
    whole = draft(
        *(article(f"甲{label}", f"1{label}", pages=(label,)) for label in ("A01", "01", "02", "03")),
        pages=("A01", "01", "02", "03"),
    )
    keep(catalogue, whole)
    assert [page.label for page in catalogue.pages(DAY)] == ["A01", "01", "02", "03"]


def test_a_transaction_that_fails_leaves_nothing(catalogue: Catalogue) -> None:
    with pytest.raises(ZeroDivisionError), catalogue.writing() as writer:
        planned = plan(draft(article("甲", "1")), None, "test", collective=True, repeats={})
        assert planned is not None
        writer.write(planned, FROM, {SHA: 3})
        raise ZeroDivisionError
    assert catalogue.papers() == []
    assert catalogue.last_change() == 0


def test_a_file_that_is_no_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes("这不是数据库".encode() * 500)
    with pytest.raises(EnvironmentProblemError, match="损坏"):
        Catalogue(path)


def test_a_full_disk_is_said_so_whatever_sqlite_calls_it(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the index of its journal does not fit (seen on a full tmpfs) SQLite speaks of an I/O error."""
    error = OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))
    with pytest.raises(EnvironmentProblemError, match="读写出错"), catalogue.writing():
        raise error
    usage = shutil.disk_usage(".")._replace(free=4096)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(EnvironmentProblemError, match="磁盘已满"), catalogue.writing():
        raise error


def test_a_kill_in_the_middle_of_a_transaction_leaves_the_state_before(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    first = Catalogue(path)
    keep(first, draft(article("甲", "1")))
    first.close()
    script = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_catalogue import *
opened = Catalogue(Path({str(path)!r}))
with opened.writing() as writer:
    issue = draft(article("改", "1"), article("乙", "2"))
    writer.write(plan(issue, writer.known_issue(DAY), "test", collective=True, repeats={{}}), FROM, {{SHA: 3}})
    os.kill(os.getpid(), 9)
"""
    killed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert killed.returncode == -9, killed.stderr
    again = Catalogue(path)
    assert [head.title for head in again.articles(DAY)] == ["甲"]
    assert again.last_change() == 1
    again.close()


@pytest.mark.parametrize(
    "words", [zlib.compress(bytes(65 << 20)), b"no words", zlib.compress(b"\xc1"), zlib.compress(b"\x90" * 99)[:9]]
)
def test_words_that_no_page_has_are_refused_in_words(tmp_path: Path, words: bytes) -> None:
    """They may have come with a stranger's backup."""
    catalogue = Catalogue(tmp_path / "catalogue.sqlite")
    with catalogue.writing() as writer:
        planned = plan(draft(article("甲", "1")), None, "test", collective=True, repeats={})
        assert planned is not None
        writer.write(planned, FROM, {SHA: 3})
    [key] = [issue.key for issue in catalogue.issues()]
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as plain, plain:
        plain.execute("INSERT INTO pages (id, issue_id, label, position) SELECT 99, id, '99', 9 FROM issues")
        plain.execute("INSERT OR REPLACE INTO page_words VALUES (99, ?)", (words,))
    with pytest.raises(UnreadableSourceError, match="版面上的文字"):
        catalogue.page_words(key, "99")
    catalogue.close()

"""Reading again what came in: an importer that improved brings its old issues along, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest

from archive.formats import registry
from archive.formats.base import Hints, Source, blob
from archive.importing.decide import Action
from archive.importing.reading import InProcess
from archive.importing.reparse import Reread
from archive.model import (
    Content,
    DraftArticle,
    DraftIssue,
    IssueKey,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
)
from indexer.request import SearchRequest
from reader.library import Library
from reader.open import open_library

DAY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))


class Ballot:
    """A made-up format: one article a line, `page|title|text`; what it makes of it changes with its version."""

    name: ClassVar[str] = "ballot"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False
    key = DAY
    short_titles = False
    drops: ClassVar[set[str]] = set()

    def sniff(self, source: Source) -> bool:
        return source.members[0].endswith(".ballot")

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        original = blob(source.members[0], source.read(source.members[0]))
        articles = []
        for line in original.data.decode().splitlines():
            page, title, text = line.split("|")
            if title in self.drops:
                continue
            title = title.split("：")[-1] if self.short_titles else title
            blocks = (Paragraph(text + hints.values.get("source", "")),)
            articles.append(DraftArticle(Content(title, blocks=blocks), original.sha256, None, (PageRef(page),)))
        yield DraftIssue(self.key, articles=tuple(articles), blobs=(original,), whole=True)


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> Ballot:
    ballot = Ballot()
    monkeypatch.setattr(registry, "FORMATS", (ballot, *registry.FORMATS))
    return ballot


@pytest.fixture
def library(tmp_path: Path, form: Ballot) -> Iterator[Library]:
    source = tmp_path / "三月二日.ballot"
    source.write_text(
        "01|本报讯：渡口复航|今天复航。\n01|夜市开张|在旧码头。\n02|读者来信|路灯太暗。\n", encoding="utf-8"
    )
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        list(opened.import_paths([source], hints=Hints({"source": "（本报）"})))
        list(opened.update_index())
        source.unlink()  # the archive alone must do
        yield opened


def reread(library: Library, **options: Any) -> list[Reread]:
    found = [step for step in library.reparse(**options) if isinstance(step, Reread)]
    list(library.update_index())
    return found


def improve(form: Ballot, **values: Any) -> None:
    form.version = 2  # type: ignore[misc]
    for name, value in values.items():
        setattr(form, name, value)


def test_nothing_is_read_again_that_no_importer_reads_better(library: Library) -> None:
    assert reread(library, apply=True) == []
    assert reread(library, apply=True, everything=True) == []


def test_a_better_title_is_shown_first_and_then_kept_under_the_same_id(library: Library, form: Ballot) -> None:
    before = {head.id: head.title for head in library.articles(DAY)}
    ferry = next(number for number, title in before.items() if "渡口" in title)
    improve(form, short_titles=True)
    [shown] = reread(library, apply=False)
    assert {head.id: head.title for head in library.articles(DAY)} == before
    [kept] = reread(library, apply=True)
    assert shown == kept
    assert [(change.id, change.before, change.after, change.action) for change in kept.changes] == [
        (ferry, "本报讯：渡口复航", "渡口复航", Action.NEWER)
    ]
    assert {head.id: head.title for head in library.articles(DAY)} == {**before, ferry: "渡口复航"}
    article = library.article(ferry)
    assert (article.version, "".join(article.content.texts())) == (2, "今天复航。（本报）")  # with the hints of then
    assert [hit.head.id for hit in library.search(SearchRequest("渡口")).hits] == [ferry]
    assert reread(library, apply=True) == []  # the arrival knows its new version


def test_what_is_no_longer_read_stays_and_is_named(library: Library, form: Ballot) -> None:
    improve(form, drops={"夜市开张"})
    [kept] = reread(library, apply=True)
    assert [(change.before, change.after) for change in kept.changes] == [("夜市开张", None)]
    assert "夜市开张" in [head.title for head in library.articles(DAY)]


def test_corrections_stand(library: Library, form: Ballot) -> None:
    letter = next(head.id for head in library.articles(DAY) if head.title == "读者来信")
    library.filing.move_articles([letter], DAY, ["08"])
    other = msgspec.structs.replace(DAY, date=PartialDate(2026, 3, 9))
    library.filing.move_issue(DAY, other)
    improve(form, short_titles=True)
    [kept] = reread(library, apply=True)
    assert kept.key == other
    assert [issue.key for issue in library.issues()] == [other]
    assert [head.id for head in library.articles(other, "08")] == [letter]


def test_another_date_is_told_and_not_taken(library: Library, form: Ballot) -> None:
    improve(form, key=msgspec.structs.replace(DAY, date=PartialDate(2026, 3, 3)))
    [told] = reread(library, apply=True)
    assert told.read_as is not None
    assert told.read_as.date == PartialDate(2026, 3, 3)
    assert [issue.key for issue in library.issues()] == [DAY]


def test_a_lost_original_is_one_sentence(library: Library, form: Ballot, tmp_path: Path) -> None:
    improve(form)
    sha = library.article(library.articles(DAY)[0].id).original
    library.original(sha).unlink()
    [told] = reread(library, apply=True)
    assert told.problem == "原件不在档案库里"
    assert len(library.articles(DAY)) == 3

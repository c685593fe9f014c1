"""Reprints: which articles are one printed twice, kept in step with the index, whatever happens to either."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.engines.base import IndexDocument
from indexer.errors import IndexDamagedError
from indexer.query.nodes import Field
from indexer.reprints import sketches
from indexer.reprints.groups import Groups
from indexer.reprints.pairing import Pairs
from indexer.reprints.sketches import sketch
from indexer.reprints.store import MANIFEST, Reprints
from indexer.request import SearchRequest
from reader.library import Library

LETTERS = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光"
)


def story(seed: int, length: int = 900) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(LETTERS) + ("，" if chance.random() < 0.1 else "") for _ in range(length))


def document(number: int, text: str) -> IndexDocument:
    return IndexDocument(number, {Field.BODY: tuple(text[at : at + 100] for at in range(0, len(text), 100))}, "报")


def edited(text: str) -> str:
    """A paragraph cut, a few words changed."""
    return text[:300] + text[430:500] + "改了几个字" + text[506:]


def kept(store: Reprints) -> list[tuple[int, ...]]:
    return list(Groups(store.pairs()))


def test_the_same_text_in_another_script_and_punctuation_has_the_same_sketch() -> None:
    one = sketch(["厦门的码头今天复航，第一班船坐满了人。" * 5])
    other = sketch(["廈門的碼頭今天復航　第一班船坐滿了人" * 5])
    assert one is not None
    assert other is not None
    assert np.array_equal(one.hashes, other.hashes)
    assert sketch(["太短了。"]) is None


def test_copies_and_edited_copies_are_grouped_extracts_are_told_apart(tmp_path: Path) -> None:
    store = Reprints(tmp_path / "r", create=True)
    base, other = story(1), story(2)
    store.write([document(1, base), document(2, other)], ())
    store.write([document(3, edited(base)), document(4, base[200:560]), document(5, story(3))], ())
    assert kept(store) == [(1, 3)]
    [same, extract] = Groups(store.pairs()).alike(1)
    assert (same.id, same.same) == (3, True)
    assert (extract.id, extract.same, extract.holds > 80, extract.within < 60) == (4, False, True, True)
    [back] = [one for one in Groups(store.pairs()).alike(4) if one.id == 1]
    assert (back.within, back.holds) == (extract.holds, extract.within)


def written(folder: Path, batches: list[tuple[dict[int, str], list[int]]]) -> Reprints:
    store = Reprints(folder, create=True)
    for puts, deletes in batches:
        store.write([document(number, text) for number, text in puts.items()], deletes)
        while store.merge(3):
            pass
    return store


@pytest.mark.parametrize("seed", range(6))
def test_what_grew_bit_by_bit_is_what_is_made_at_once(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    texts: dict[int, str] = {}
    batches: list[tuple[dict[int, str], list[int]]] = []
    for _ in range(9):
        puts = {
            chance.randrange(1, 60): chance.choice((story, lambda n: edited(story(n))))(chance.randrange(8))
            for _ in range(7)
        }
        deletes = [number for number in chance.sample(range(1, 60), 4) if number not in puts]
        texts = {number: text for number, text in {**texts, **puts}.items() if number not in deletes}
        batches.append((puts, deletes))
    grown = written(tmp_path / "grown", batches)
    fresh = written(tmp_path / "fresh", [(texts, [])])
    for name in ("first", "second", "alike", "within", "holds"):
        assert np.array_equal(getattr(grown.pairs(), name), getattr(fresh.pairs(), name)), name
    assert grown.count() == fresh.count() == len(texts)
    grown.verify()
    again = Reprints(tmp_path / "grown")
    assert kept(again) == kept(fresh) != []


@pytest.mark.parametrize("kind", ["sketches-*", "pairs-*", MANIFEST])
def test_a_flipped_bit_is_found(tmp_path: Path, kind: str) -> None:
    store = written(tmp_path / "r", [({1: story(1), 2: story(1)}, [])])
    store.close()
    [path] = (tmp_path / "r").glob(kind)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError):
        Reprints(tmp_path / "r").count()


def test_a_crash_before_the_manifest_leaves_the_state_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = written(tmp_path / "r", [({1: story(1), 2: story(1)}, [])])

    def die(*_: object) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr(Reprints, "_write_manifest", die)
    with pytest.raises(RuntimeError):
        store.write([document(3, story(1))], [1])
    monkeypatch.undo()
    again = Reprints(tmp_path / "r")
    assert kept(again) == [(1, 2)]
    again.write([document(3, story(1))], [1])
    assert kept(again) == [(2, 3)]
    assert {path.name.partition("-")[0] for path in (tmp_path / "r").iterdir()} == {MANIFEST, "sketches", "pairs"}


# ── beside the index ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def printed(library: Library, press: Any) -> Callable[[str, str, str, str], None]:
    def bring(paper: str, date: str, title: str, text: str) -> None:
        press.bring(library, press.table([("01", title, text)], f"{paper}{date}.jsonl", paper=paper, date=date))

    return bring


def titles(library: Library, article: int) -> list[str]:
    return [library.article(one).content.title for one in library._index.reprints().of(article)]


def reprints_folder(library: Library) -> Path:
    [folder] = (library.folder / "index").glob("generation-*/reprints")
    return folder


def test_they_follow_imports_corrections_and_the_trash(library: Library, printed: Any, press: Any) -> None:
    printed("甲报", "2026-03-02", "原题", story(1))
    printed("乙报", "2026-03-03", "改题", edited(story(1)))
    printed("乙报", "2026-03-04", "别的", story(2))
    first = library.articles(press.key("甲报"))[0].id
    assert titles(library, first) == ["原题", "改题"]
    library.filing.trash_articles([first])
    list(library.update_index())
    assert titles(library, first) == []
    library.filing.undo()
    list(library.update_index())
    assert titles(library, first) == ["原题", "改题"]


@pytest.mark.parametrize("harm", ["gone", "damaged", "older", "half"])
def test_what_is_lacking_or_damaged_is_made_anew_without_the_index(
    library: Library, printed: Any, press: Any, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed("甲报", "2026-03-02", "原题", story(1))
    printed("乙报", "2026-03-03", "改题", story(1))
    first = library.articles(press.key("甲报"))[0].id
    folder = reprints_folder(library)
    match harm:
        case "gone":
            shutil.rmtree(folder)
        case "damaged":
            (folder / MANIFEST).write_bytes(b"?")
        case "older":
            monkeypatch.setattr(sketches, "VERSION", sketches.VERSION + 1)
        case "half":
            Reprints(folder, create=True).finish(0)
    assert titles(library, first) == []  # nothing is claimed; searching goes on
    assert library.search(SearchRequest("宇宙", collapse=True, partial=False)).total >= 0
    list(library.update_index())
    assert titles(library, first) == ["原题", "改题"]
    assert reprints_folder(library) == folder  # the same generation: the index was not built anew


def test_a_rebuilt_index_has_them_too(library: Library, printed: Any, press: Any) -> None:
    printed("甲报", "2026-03-02", "原题", story(1))
    printed("乙报", "2026-03-03", "改题", story(1))
    list(library.reindex())
    assert titles(library, library.articles(press.key("甲报"))[0].id) == ["原题", "改题"]
    library._index.verify()
    [path] = reprints_folder(library).glob("sketches-*")
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(IndexDamagedError):
        library._index.verify()


def test_results_are_collapsed_page_by_page(library: Library, printed: Any) -> None:
    for number in range(6):
        for paper in ("甲报", "乙报", "丙报"):
            printed(paper, f"2026-03-{10 + number}", f"{paper}题{number}", f"灯塔{story(number)}")
    every = library.search(SearchRequest("灯塔", limit=None))
    assert (every.total, len(every.hits)) == (18, 18)
    one = library.search(SearchRequest("灯塔", limit=None, collapse=True))
    assert (one.total, len(one.hits)) == (18, 6)
    paged = [library.search(SearchRequest("灯塔", limit=4, offset=at, collapse=True)).hits for at in (0, 4, 8)]
    assert [hit.head.id for page in paged for hit in page] == [hit.head.id for hit in one.hits]
    assert len(Groups(Pairs.none())) == 0

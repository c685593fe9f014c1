"""What is lost or changed is found, named and told apart; what is sound is not blamed; the rest stays readable."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.catalogue.database import Database
from archive.errors import EnvironmentProblemError, UnknownItemError
from archive.keeping.fixity import Finding, State
from archive.model import IssueKey
from archive.progress import Cancelled, Progress
from indexer.request import SearchRequest
from reader import health
from reader.library import Library
from reader.open import open_library


@pytest.fixture
def kept(dailies: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of this test's own, with a sample paper."""
    with open_library(dailies) as library:
        for _ in library.copy_to(tmp_path / "库"):
            pass
    with open_library(tmp_path / "库") as library:
        yield library


def verify(library: Library, *, full: bool = True) -> dict[str, Finding]:
    return {event.name: event for event in library.health.verify(full=full) if isinstance(event, Finding)}


def originals(library: Library) -> list[Path]:
    return sorted(path for path in (library.folder / "originals").rglob("*") if path.is_file())


def flip(path: Path, at: int, bit: int = 0) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        [byte] = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte ^ 1 << bit]))


def test_a_sound_archive(kept: Library) -> None:
    assert verify(kept) == verify(kept, full=False) == {}
    last = kept.health.last()
    assert last.full is not None
    assert last.quick is not None
    assert (last.full.findings, last.full.lost, last.after) == (0, 0, "")


def test_each_kind_of_trouble_with_originals(kept: Library) -> None:
    gone, short, changed, *_ = originals(kept)
    gone.unlink()
    short.write_bytes(short.read_bytes()[:-1])
    flip(changed, changed.stat().st_size // 2, 5)
    stray = gone.parent / (gone.name[:2] + "0" * 62)
    stray.write_bytes(b"")
    (kept.folder / "originals" / "说明.txt").write_text("谁放的？", encoding="utf-8")
    (kept.folder / "originals" / ".tmp-1-abc").write_bytes(b"")

    def name(path: Path) -> str:
        return path.relative_to(kept.folder).as_posix()

    quick = {name(gone): State.MISSING, name(short): State.DAMAGED, name(stray): State.ORPHANED,
             "originals/说明.txt": State.FOREIGN, "originals/.tmp-1-abc": State.UNFINISHED}  # fmt: skip
    assert {key: finding.state for key, finding in verify(kept, full=False).items()} == quick
    found = verify(kept)
    assert {key: finding.state for key, finding in found.items()} == {**quick, name(changed): State.DAMAGED}
    assert [key for key, finding in found.items() if finding.loss] == sorted(map(name, (gone, short, changed)))
    last = kept.health.last().full
    assert last is not None
    assert (last.findings, last.lost) == (6, 3)


def test_an_archive_where_nothing_can_be_noted_is_checked(kept: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, _data: bytes) -> None:
        raise EnvironmentProblemError(f"没有写入权限：{path}")

    monkeypatch.setattr(health, "write_atomically", refuse)
    originals(kept)[0].unlink()
    assert len(verify(kept, full=False)) == 1
    assert kept.health.last().quick is None


def test_a_full_check_goes_on_where_it_was_stopped(kept: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.keeping import fixity

    monkeypatch.setattr(fixity, "_EVERY", 1)
    first, *_, last = originals(kept)
    flip(first, 3)
    flip(last, 3)
    cancelled = Cancelled()
    for event in kept.health.verify(cancelled, full=True):
        if isinstance(event, Progress) and event.what == fixity.ORIGINALS and event.done >= 3:
            cancelled.set()
    assert kept.health.last().full is None
    read: list[Path] = []
    hashing = fixity.hash_of
    monkeypatch.setattr(fixity, "hash_of", lambda path: read.append(path) or hashing(path))
    assert [finding.state for finding in verify(kept).values()] == [State.DAMAGED, State.DAMAGED]
    assert 0 < len(read) < len(originals(kept))
    assert kept.health.last().after == ""
    assert len(verify(kept)) == 2


def damaged(path: Path) -> bool:
    try:
        database = Catalogue(path)
    except EnvironmentProblemError:
        return True
    try:
        return any(damage is not None for _, _, damage in database.check())
    except EnvironmentProblemError:
        return True
    finally:
        database.close()


def test_a_changed_text_is_found_and_the_rest_is_read(kept: Library) -> None:
    with closing(sqlite3.connect(kept.folder / "catalogue.sqlite")) as plain, plain:
        [(article, issue)] = plain.execute("SELECT id, issue_id FROM articles LIMIT 1").fetchall()
        plain.execute("UPDATE versions SET content = replace(content, '的', '之') WHERE article_id = ?", (article,))
    [finding] = verify(kept).values()
    assert finding.name == "catalogue.sqlite/versions"
    assert "临岚日报" in finding.sentence
    assert finding.loss
    assert kept.articles(kept.issues("临岚日报")[0].key)
    assert issue


@pytest.mark.logs_errors
@pytest.mark.parametrize(
    ("harm", "table"),
    [
        ("UPDATE versions SET content = substr(content, 2) WHERE article_id = 1", "versions"),
        ("UPDATE versions SET content = CAST(x'ff' AS TEXT) || content WHERE article_id = 1", "versions"),
        ("UPDATE versions SET content = 7 WHERE article_id = 1", "versions"),
        ("UPDATE versions SET article_id = 1 << 50 WHERE article_id = 1", "versions"),
        ("UPDATE versions SET article_id = 'x' WHERE article_id = 1", "versions"),
        ("UPDATE articles SET title = CAST(x'e6bd2e' AS TEXT) WHERE id = 1", "articles"),
        ("UPDATE articles SET title = 7 WHERE id = 1", "articles"),
        ("UPDATE articles SET certainty = 'unsur' WHERE id = 1", "articles"),
        ("UPDATE zones SET polygon = '[[0' WHERE article_id = 1", "zones"),
        ("UPDATE issues SET date = '2026-13-02' WHERE id = 1", "issues"),
        ("UPDATE issues SET edition = 3 WHERE id = 1", "issues"),
    ],
)
def test_a_damaged_row_is_found_and_keeps_nothing_else_from_being_read(kept: Library, harm: str, table: str) -> None:
    before = {issue.key: read_all(kept, issue.key) for issue in kept.issues()}
    with closing(sqlite3.connect(kept.folder / "catalogue.sqlite")) as plain, plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        plain.execute(harm)
    after = {issue.key: read_all(kept, issue.key) for issue in kept.issues()}
    assert len(after) >= len(before) - 1
    same = sum(
        after.get(key, {}).get(number) == text for key, texts in before.items() for number, text in texts.items()
    )
    lost_issue = len(next(iter(before.values()))) if table == "issues" else 1
    assert same >= sum(map(len, before.values())) - lost_issue
    assert f"catalogue.sqlite/{table}" in verify(kept)
    found = {hit.head.id for hit in kept.search(SearchRequest("的", limit=None)).hits}
    assert len(found) > len(before)


def read_all(library: Library, key: IssueKey) -> dict[int, str]:
    found = {}
    for head in library.articles(key):
        with suppress(UnknownItemError):  # its text is filed under another number now
            found[head.id] = str(library.article(head.id).content)
    return found


@pytest.mark.parametrize("which", range(4))
def test_a_flipped_bit_in_the_index(kept: Library, which: int) -> None:
    """As a disk does it: neither size nor time say anything."""
    path = max(
        (path for path in (kept.folder / "index").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size
    )
    assert verify(kept) == {}  # open from here on: files with other times are read through when they are opened
    before = path.stat()
    flip(path, before.st_size * (2 * which + 1) // 8, which)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert verify(kept, full=False) == {}
    [finding] = verify(kept).values()
    assert (finding.name, finding.state, finding.loss) == ("index", State.DAMAGED, False)
    for _ in kept.reindex():
        pass
    assert verify(kept) == {}


def test_what_a_rolled_back_transaction_wrote_is_not_summed(kept: Library) -> None:
    with kept._catalogue.writing(keep=False) as writer:
        writer.rename(1, "另一个名字")
    assert verify(kept) == {}


def test_sums_are_made_when_an_older_catalogue_is_migrated(kept: Library) -> None:
    path = kept.folder / "catalogue.sqlite"
    kept.close()
    with closing(sqlite3.connect(path)) as plain, plain:
        plain.execute("DROP TABLE digests")
        plain.execute("UPDATE alembic_version SET version_num = '0003'")
    Database(path).close()
    assert not damaged(path)
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT count(*) FROM digests").fetchone()[0] > 20

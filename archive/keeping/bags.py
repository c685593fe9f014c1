"""BagIt bags (RFC 8493): the archive handed over in a form that any archivist's tool can check.

The payload `data/` is a backup's folder (`backup_folder`), so that a bag comes back in as a backup does, and beside it
what is read without this program: every article as a line of JSON, every original by the name it came under.
"""

from __future__ import annotations

from collections.abc import Container, Generator, Iterator
from pathlib import Path
from typing import Final

import msgspec

from archive import bagit, files
from archive.catalogue import Catalogue
from archive.formats.tables.writing import row_of
from archive.keeping import copies
from archive.keeping.backup import back_up
from archive.keeping.backup_folder import BackupFolder, Manifest, program_version
from archive.keeping.copies import Lacking
from archive.model import IssueKey
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

WRITING: Final = N_("写出稿件")
SEALING: Final = N_("算校验和")
_BATCH: Final = 200
_encode = msgspec.json.Encoder().encode
_LOCK: Final = ("writer.lock", "writer.txt")
_README: Final = """\
电子报阅读机导出的档案 (an archive exported by 电子报阅读机)

articles.jsonl   每篇稿件一行 JSON：报名、日期、版次、标题、正文 (one article a line)
originals.jsonl  每个原件一行：SHA-256、在这里的路径、原来的文件名、属于哪一期 (one original a line)
objects/         原件，以 SHA-256 为名 (the bytes that came in, under their SHA-256)
snapshots/       目录数据库 (SQLite) 和说明 (the catalogue and its manifest)

整个档案恢复：dianzibao restore 这个文件夹 --into 新文件夹
"""


class Bagged(msgspec.Struct, frozen=True):
    """A bag that was made: how many articles and originals are in it, how many bytes."""

    manifest: Manifest
    articles: int
    size: int


def write_bag(
    catalogue: Catalogue,
    originals: Originals,
    target: Path,
    work: Path,
    *,
    facts: dict[str, str],
    cancelled: Cancelled,
) -> Iterator[Progress | Lacking | Bagged]:
    """Make a bag of the whole archive in the folder `target`, which appears there whole or not at all.

    An import may run meanwhile.  `facts` go into bag-info.txt; `work` is a folder for what is needed meanwhile.
    `UsageError` when `target` is taken, `EnvironmentProblemError` when there is no room.
    """
    with copies.new_folder(target) as new, copies.told(target):
        payload = new.path / bagit.PAYLOAD
        files.make_folder(payload)
        manifest: Manifest | None = None
        for step in back_up(
            catalogue, originals, payload, work, personal={}, full=True, keep=1, prune=False, cancelled=cancelled
        ):
            if isinstance(step, Progress | Lacking):
                yield step
            else:
                manifest = step.manifest
        if manifest is None:
            return
        for name in _LOCK:
            (payload / name).unlink(missing_ok=True)
        held = _copy_of(payload, manifest, work)
        try:
            count = yield from _write_articles(held, payload / "articles.jsonl", cancelled)
            _write_originals(held, payload / "originals.jsonl", set(manifest.lacking))
        finally:
            held.close()
        files.write_atomically(payload / "README.txt", _README.encode())
        size = 0
        for done, sealed in enumerate(
            bagit.seal(new.path, {"Bag-Software-Agent": f"dianzibao {program_version()}", **facts}), 1
        ):
            if cancelled:
                return
            size += sealed.size
            if done % _BATCH == 0:
                yield Progress(_(SEALING), done)
        yield Progress(_(SEALING), done)
        new.place()
    yield Bagged(manifest, count, size)


def _copy_of(folder: Path, manifest: Manifest, work: Path) -> Catalogue:
    """The catalogue that is in the bag, in a file that may be written to."""
    local = work / "bag.sqlite"
    copies.copy(BackupFolder(folder).snapshot_path(manifest.time), local, manifest.sha256)
    return Catalogue(local)


def _write_articles(catalogue: Catalogue, path: Path, cancelled: Cancelled) -> Generator[Progress, None, int]:
    """One line an article, under the names that tables are imported by; how many."""
    total, done = catalogue.article_count(), 0
    with files.replacing(path) as stream:
        for issue in catalogue.issues():
            if cancelled:
                break
            yield Progress(_(WRITING), done, total)
            ids = [head.id for head in catalogue.articles(issue.key)]
            for start in range(0, len(ids), _BATCH):
                for article in catalogue.articles_by_id(ids[start : start + _BATCH]):
                    stream.write(_encode(row_of(article)) + b"\n")
            done += len(ids)
    return done


def _write_originals(catalogue: Catalogue, path: Path, lacking: Container[str]) -> None:
    """One line for each file that a source brought."""
    with files.replacing(path) as stream:
        for arrival in catalogue.arrivals():
            place = _place(catalogue.source_key(arrival.issue))
            for name, sha in arrival.files:
                at = None if sha in lacking else f"objects/{sha[:2]}/{sha}"
                facts = {"sha256": sha, "path": at, "name": name, **place, "source": arrival.provenance.source}
                stream.write(_encode(facts) + b"\n")


def _place(key: IssueKey) -> dict[str, str | None]:
    date = str(key.date) if key.date else None
    return {"kind": key.kind, "paper": key.paper, "date": date, "edition": key.edition or None}

"""Fixity: is every byte that came in still there, and as it was?  Finds and says; repairs nothing.

Originals are checked against their names, which are their SHA-256; the catalogue against its sums, see
`archive.catalogue.digests`.  Not covered: pages of the catalogue's file that are free, and a disk that gives other
bytes to the next reader.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Container, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from archive.catalogue import Catalogue
from archive.catalogue.checking import Damage
from archive.catalogue.snapshot import open_snapshot
from archive.errors import EnvironmentProblemError
from archive.files import TEMPORARY
from archive.keeping.copies import UnsoundFileError, hash_of
from archive.progress import Cancelled, Progress
from archive.wording import N_, _, listed

ORIGINALS: Final = N_("核对原件")
CATALOGUE: Final = N_("核对目录数据库")
_NAMED: Final = 3
"""Issues that a sentence names."""
_EVERY: Final = 50
"""Files between two reports of progress."""
_TABLES: Final = {
    "sqlite_master": N_("表的结构"),
    "papers": N_("报纸名单"),
    "paper_names": N_("报纸的别名"),
    "issues": N_("期"),
    "pages": N_("版面"),
    "page_words": N_("版面上的文字"),
    "articles": N_("稿件的标题和位置"),
    "versions": N_("稿件的正文"),
    "links": N_("转版与重复"),
    "article_pages": N_("稿件所在的版"),
    "zones": N_("版面上的区域"),
    "originals": N_("原件清单"),
    "arrivals": N_("来源记录"),
    "arrival_originals": N_("来源的文件"),
    "corrections": N_("更正记录"),
}


class State(StrEnum):
    """What is wrong with a thing."""

    MISSING = "missing"
    DAMAGED = "damaged"
    NEWER = "newer"  # a newer program wrote it
    ORPHANED = "orphaned"  # a file of ours that nothing speaks of: harmless
    FOREIGN = "foreign"  # a file that the program has not made
    UNFINISHED = "unfinished"  # what an interrupted write left
    UNINDEXED = "not-indexed"  # in the catalogue, but searching does not find it yet


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it should be.

    `name` is its path inside the archive, or `catalogue.sqlite` and the part of it; `sentence` says what is wrong and
    `advice` the one thing to do.  `loss`: something that came in cannot be had from this archive alone.
    """

    state: State
    name: str
    sentence: str
    advice: str
    loss: bool = True


class Reached(msgspec.Struct, frozen=True):
    """All originals up to this one, in the order of their hashes, are checked."""

    sha256: str


FROM_COPY: Final = N_("用备份修复（doctor --repair）；没有备份的话，重新导入它的来源")
MEND: Final = N_("用备份修复（doctor --repair）；没有备份的话，重新导入所列各期")


def check_catalogue(catalogue: Catalogue, cancelled: Cancelled) -> Iterator[Progress | Finding]:
    """The catalogue against its sums; readable parts of a damaged one are checked all the same."""
    for done, total, damage in catalogue.check():
        if cancelled:
            return
        if damage is not None:
            yield _catalogue_damage(damage)
        yield Progress(_(CATALOGUE), done, total)


def check_originals(
    folder: Path, known: Mapping[str, int], cancelled: Cancelled, *, full: bool, after: str = ""
) -> Iterator[Progress | Reached | Finding]:
    """The files of the originals' folder against what the catalogue names (SHA-256 → bytes).

    `full` reads every byte; else names and sizes are looked at.  `after`: a check that was stopped goes on behind this
    hash.
    """
    files = list(_files(folder))
    there = {path.name: path for path in files if path.name in known}
    todo = sorted(sha for sha in known if sha > after)
    for done, sha in enumerate(todo, len(known) - len(todo) + 1):
        if cancelled:
            return
        if finding := _check_original(folder, sha, there.get(sha), known[sha], full=full):
            yield finding
        if done % _EVERY == 0 or done == len(known):
            yield Reached(sha)
            yield Progress(_(ORIGINALS), done, len(known))
    for path in files:
        if path.name not in known:
            yield _not_named(folder, path)


def _check_original(folder: Path, sha: str, path: Path | None, size: int, *, full: bool) -> Finding | None:
    name = f"{folder.name}/{sha[:2]}/{sha}"
    if path is None or path.parent.name != sha[:2]:
        return Finding(State.MISSING, name, _("原件不见了"), _(FROM_COPY))
    try:
        if path.stat().st_size != size:
            return Finding(State.DAMAGED, name, _("原件长度不对：应有 {size} 字节").format(size=size), _(FROM_COPY))
        if full and hash_of(path) != sha:
            return Finding(State.DAMAGED, name, _("原件的内容变了"), _(FROM_COPY))
    except UnsoundFileError as error:
        return Finding(State.DAMAGED, name, _("原件{reason}").format(reason=error.reason), _(FROM_COPY))
    except OSError as error:
        return Finding(
            State.DAMAGED, name, _("原件读不出来（{error}）").format(error=error.strerror or error), FROM_COPY
        )
    return None


def _not_named(folder: Path, path: Path) -> Finding:
    name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
    if path.name.startswith(TEMPORARY):
        return _temporary(name)
    if len(path.name) == 64 and path.parent.name == path.name[:2]:
        advice = _("不用管：多半是一次没有做完的导入，再导入一次就会用上")
        return Finding(State.ORPHANED, name, _("没有稿件用到这个原件"), advice, loss=False)
    return _foreign(name)


def check_folder(folder: Path, ours: Container[str]) -> Iterator[Finding]:
    """What lies in the top of the archive's folder, where the program has made `ours` only."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(TEMPORARY):
            yield _temporary(path.name)
        elif path.name not in ours:
            yield _foreign(path.name)


def check_snapshots(folder: Path, work: Path, cancelled: Cancelled) -> Iterator[Finding]:
    """The catalogues that were kept before a restore, by their sums; each is copied into the folder `work` for that."""
    for path in sorted(folder.glob("*.sqlite")):
        if cancelled:
            return
        name = f"{folder.name}/{path.name}"
        local = work / path.name
        try:
            shutil.copyfile(path, local)
            with open_snapshot(local, name) as snapshot:
                sound = snapshot.is_as_written()
        except (OSError, EnvironmentProblemError):
            sound = False
        local.unlink(missing_ok=True)
        if not sound:
            advice = _("不影响现在的档案库；不再需要的话可以删掉")
            yield Finding(State.DAMAGED, name, _("恢复前留下的目录数据库已损坏"), advice, loss=False)


def _temporary(name: str) -> Finding:
    advice = _("不用管：一小时后下次打开时自动清除")
    return Finding(State.UNFINISHED, name, _("一次被打断的写入留下的临时文件"), advice, loss=False)


def _foreign(name: str) -> Finding:
    return Finding(State.FOREIGN, name, _("不是本程序的文件"), _("看看是谁放的，移到别处"), loss=False)


def sizes_by_name(folder: Path) -> dict[str, int]:
    """Files that are named as originals are, with their sizes: where no list of them can be read."""
    return {path.name: path.stat().st_size for path in _files(folder) if len(path.name) == 64}


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names))


def _catalogue_damage(damage: Damage) -> Finding:
    if not damage.table:
        return Finding(
            State.DAMAGED,
            "catalogue.sqlite",
            _("目录数据库的结构损坏（{complaint}）").format(complaint=damage.complaint),
            _(MEND),
        )
    whose = listed(key.words for key in damage.issues[:_NAMED])
    more = _("等 {count} 期").format(count=len(damage.issues)) if len(damage.issues) > _NAMED else ""
    about = _("，涉及{whose}{more}").format(whose=whose, more=more) if whose else ""
    return Finding(
        State.DAMAGED,
        f"catalogue.sqlite/{damage.table}",
        _("目录数据库里“{table}”有一处不是写进去的样子{about}").format(table=_(_TABLES[damage.table]), about=about),
        _(MEND),
    )

"""What there is to import under a path: single files, trees (folders, zips), the parts of a tree nobody reads whole.

A tree is offered to the formats as a whole first (an e-paper site); only when none takes it do its files come one by
one, a saved page together with its `…_files` folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

import msgspec

from archive.bagit import is_bag
from archive.errors import UnreadableSourceError
from archive.formats.base import Source
from archive.importing.bags import open_bag
from archive.importing.sources import FileSource, FolderSource, ZipSource
from archive.model import DraftIssue
from archive.text import decode
from archive.wording import _
from archive.zips import OFFICE_MARKS, names_in

COMPANION_SUFFIXES = ("_files", ".files", "_file")
"""Folders that browsers write beside a saved page."""
PAGE_SUFFIXES = {".htm", ".html", ".shtml", ".xhtml"}
OWN_SUFFIXES = {
    ".txt", ".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".zip", ".gz", ".xz", ".xlsx", ".xls", ".ods", ".docx",
    ".ofd", ".epub", ".mht", ".mhtml",
}  # fmt: skip
"""Files inside an e-paper tree that may be sources themselves; its other files belong to the site."""
_LINKS_SOUGHT = 1 << 20  # bytes of a page in which links to its folder are looked for


def sources(path: Path) -> list[Source]:
    """The source or sources that a path names.  `UnreadableSourceError` when there is nothing to read, or a bag
    is not whole.
    """
    if path.is_dir():
        return [open_bag(path) if is_bag(path) else FolderSource(path)]
    if not path.exists():
        raise UnreadableSourceError(str(path), _("文件不存在"))
    return [_file(path)]


def parts(tree: Source) -> list[Source]:
    """The members of a tree as sources of their own, saved pages with their companions."""
    members = tree.members
    if not members:
        raise UnreadableSourceError(tree.name, _("里面没有文件"))
    taken: set[str] = set()
    found: list[Source] = []
    for page, companions in _saved_pages(tree):
        taken.update(companions, (page,))
        found.append(PartSource(tree, page, companions))
    found += [part for member in members if member not in taken for part in _member(tree, member)]
    return found


def _saved_pages(tree: Source) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Pages with what lies in their companion folder: that of their name, or, when the page was renamed, one that it
    links to and that no other page's name claims.
    """
    folders: dict[str, list[str]] = {}
    for member in tree.members:
        for parent in PurePosixPath(member).parents:
            if parent.name.endswith(COMPANION_SUFFIXES):
                folders.setdefault(str(parent), []).append(member)
    inside = {member for held in folders.values() for member in held}
    pages = [
        PurePosixPath(member)
        for member in (tree.members if folders else ())
        if member not in inside and PurePosixPath(member).suffix.lower() in PAGE_SUFFIXES
    ]
    named = {
        page: folder
        for page in pages
        for suffix in COMPANION_SUFFIXES
        if (folder := f"{page.with_suffix('')}{suffix}") in folders
    }
    free = folders.keys() - set(named.values())
    for page in pages:
        beside = sorted(folder for folder in free if PurePosixPath(folder).parent == page.parent)
        folder = named.get(page) or _linked(tree, page, beside)
        if folder:
            yield str(page), tuple(folders[folder])


def _linked(tree: Source, page: PurePosixPath, folders: list[str]) -> str:
    """The first of the folders beside the page whose name stands in the page's links; empty if none does."""
    if not folders:
        return ""
    try:
        with tree.open(str(page)) as stream:
            text = unquote(decode(stream.read(_LINKS_SOUGHT)).text).replace("\\", "/")
    except UnreadableSourceError:
        return ""
    return next((folder for folder in folders if f"{PurePosixPath(folder).name}/" in text), "")


def split_left_out(source: Source, draft: DraftIssue) -> tuple[list[Source], DraftIssue]:
    """Of the members that a format left out, those that may be sources of their own, and the draft with the rest.

    Tables, texts and packed files are; web pages are only where their top folder holds nothing of the e-paper.
    """
    left = set(draft.left_out)
    site = {member.partition("/")[0] for member in source.members if member not in left} if left else set()
    own = [
        member
        for member in draft.left_out
        if (suffix := PurePosixPath(member).suffix.lower()) in OWN_SUFFIXES
        or (suffix in PAGE_SUFFIXES and "/" in member and member.partition("/")[0] not in site)
    ]
    rest = tuple(member for member in draft.left_out if member not in own)
    return [part for member in own for part in _member(source, member)], msgspec.structs.replace(draft, left_out=rest)


class PartSource:
    """One member of a tree, alone or with companions, as a source of its own."""

    def __init__(self, tree: Source, member: str, companions: tuple[str, ...] = ()) -> None:
        self.name = f"{tree.name}/{member}"
        self.tree = tree
        self.member = member
        self.companions = companions
        self._all = (member, *companions)
        self._base = PurePosixPath(member).parent

    @property
    def is_tree(self) -> bool:
        return len(self._all) > 1

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(str(PurePosixPath(member).relative_to(self._base)) for member in self._all)

    def size(self, member: str) -> int:
        return self.tree.size(self._full(member))

    def read(self, member: str) -> bytes:
        return self.tree.read(self._full(member))

    def open(self, member: str) -> BinaryIO:
        return self.tree.open(self._full(member))

    def _full(self, member: str) -> str:
        return str(self._base / member)


def _member(tree: Source, member: str) -> Iterable[Source]:
    if isinstance(tree, FolderSource):
        return (_file(Path(tree.name, member)),)
    if PurePosixPath(member).suffix.lower() == ".zip":
        raise_in = UnreadableSourceError(f"{tree.name}/{member}", _("zip 里的 zip 请先取出来再导入"))
        return (BrokenSource(raise_in),)
    return (PartSource(tree, member),)


def _file(path: Path) -> Source:
    if path.suffix.lower() == ".zip" or _is_zip(path):
        try:
            return ZipSource(path)
        except UnreadableSourceError as error:
            return BrokenSource(error)
    return FileSource(path)


def _is_zip(path: Path) -> bool:
    """A zip under another name; office files are zips too and are left to their own formats."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            names = names_in(stream) if stream.read(4) == b"PK\x03\x04" else frozenset()
    except OSError:
        return False
    return bool(names) and not names & OFFICE_MARKS


class BrokenSource:
    """A source that cannot even be opened: it fails when its turn comes, so that the others are not affected."""

    is_tree = False
    members: tuple[str, ...] = ("",)

    def __init__(self, error: UnreadableSourceError) -> None:
        self.name = error.source
        self.error = error

    def size(self, member: str) -> int:
        raise self.error

    def read(self, member: str) -> bytes:
        raise self.error

    def open(self, member: str) -> BinaryIO:
        raise self.error

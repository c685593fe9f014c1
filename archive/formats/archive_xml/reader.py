"""Archive XML: METS with ALTO or hOCR pages, and such pages without METS; members may be packed.

A tree may hold several issues: one for each METS file, one for each paper and day of the pages that no METS file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import unpack
from archive.formats.archive_xml.issues import loose_issues, mets_issue
from archive.formats.archive_xml.members import Members
from archive.formats.archive_xml.pages import READERS
from archive.formats.base import Hints, Source
from archive.formats.xml_tree import root_name
from archive.model import DraftIssue
from archive.wording import _

_HEAD = 1 << 16
_SNIFFED = 24
_SUFFIX = re.compile(r"\.(?:xml|alto|mets|hocr|x?html?)(?:\.(?:gz|xz))?$", re.IGNORECASE)
_LIKELY = re.compile(r"mets|alto|hocr|\.xml", re.IGNORECASE)
_HOCR = re.compile(rb"""class\s*=\s*["'][^"'<>]{0,100}\bocr_page\b""")


class ArchiveXml:
    """METS, ALTO and hOCR."""

    name: ClassVar[str] = "archive-xml"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        likely = sorted(_candidates(source), key=lambda member: not _LIKELY.search(member))
        return any(_kind(source, member) for member in likely[:_SNIFFED])

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        kinds = {member: kind for member in _candidates(source) if (kind := _kind(source, member))}
        members = Members(source)
        failed: list[UnreadableSourceError] = []
        waiting: DraftIssue | None = None  # the last one names what nothing used, and what failed
        for issue in _issues(members, kinds, hints, failed):
            if waiting is not None:
                yield waiting
            waiting = issue
        if waiting is None:
            raise failed[0] if failed else UnreadableSourceError(source.name, _("没有找到 METS、ALTO 或 hOCR 版面"))
        notes = (*waiting.notes, *(_("{error}（其余各期已读）").format(error=error) for error in failed))
        yield msgspec.structs.replace(waiting, notes=notes, left_out=members.left_out())


def _candidates(source: Source) -> list[str]:
    """A single file whatever its name; of a tree the files whose names may be ours."""
    return [member for member in source.members if not source.is_tree or _SUFFIX.search(member)]


def _kind(source: Source, member: str) -> str | None:
    """`mets`, `alto` or `hocr` by the first bytes of a member; None for anything else."""
    try:
        with unpack.open_plain(source, member) as stream:
            head = stream.read(_HEAD)
    except (UnreadableSourceError, OSError, ValueError):
        return None
    root = root_name(head) or ""
    if root in ("mets", "alto"):
        return root
    return "hocr" if _HOCR.search(head) else None


def _issues(
    members: Members, kinds: Mapping[str, str], hints: Hints, failed: list[UnreadableSourceError]
) -> Iterator[DraftIssue]:
    """Issue by issue; what cannot be made one is put into `failed`."""
    for member, kind in kinds.items():
        if kind == "mets":
            try:
                yield mets_issue(members, kinds, member, hints)
            except UnreadableSourceError as error:
                failed.append(error)
    pages = [member for member, kind in kinds.items() if kind in READERS and member not in members.used]
    yield from loose_issues(members, kinds, pages, hints, failed)

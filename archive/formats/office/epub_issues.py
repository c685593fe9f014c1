"""The mark by which our own e-books say what they hold, so that they read back as it was.

It stands in the package's metadata, `<meta name="dianzibao:issue" content="JSON"/>`, once for each issue in the order
of the contents.
"""

from __future__ import annotations

from typing import Final

import msgspec

from archive.model import IssueKey, PageRef, PaperKind, PartialDate

NAME: Final = "dianzibao:issue"


class IssueMark(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An issue and its pages (label, name); the contents name as many pages first, then articles without one."""

    kind: PaperKind
    paper: str
    date: str | None = None
    edition: str = ""
    pages: tuple[tuple[str, str | None], ...] = ()

    @property
    def key(self) -> IssueKey:
        """`ValueError` for what is no date."""
        return IssueKey(self.kind, self.paper, PartialDate.parse(self.date) if self.date else None, self.edition)

    @property
    def refs(self) -> tuple[PageRef, ...]:
        return tuple(PageRef(label, name) for label, name in self.pages)


def written(mark: IssueMark) -> str:
    return msgspec.json.encode(mark).decode()


def read(content: str) -> IssueMark | None:
    """None for what is no mark of ours."""
    try:
        mark = msgspec.json.decode(content, type=IssueMark)
        key = mark.key
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None
    sound = bool(key.paper) and (key.date is not None or key.kind is PaperKind.DOCUMENTS)
    return mark if sound else None

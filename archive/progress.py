"""What long work yields: Progress while it goes, Outcome for each item.  A failed item is a value, not an exception."""

from __future__ import annotations

from enum import StrEnum
from threading import Event

import msgspec

from archive.model import PaperKind, PartialDate


class Progress(msgspec.Struct, frozen=True):
    """`done` of `total` steps (total 0: not known yet); `what` names the present step for the user."""

    what: str
    done: int
    total: int = 0


class OutcomeKind(StrEnum):
    """What became of one item."""

    ADDED = "added"
    SAME = "same"
    UPDATED = "updated"
    FAILED = "failed"
    REFUSED = "refused"

    @property
    def is_problem(self) -> bool:
        return self in (OutcomeKind.FAILED, OutcomeKind.REFUSED)


class Outcome(msgspec.Struct, frozen=True):
    """What became of one issue, document or table file.

    `pages` and `articles` count what the item holds; `missing` names files or pages that the item speaks of and that
    did not come with it; `left_out` names what came and was not kept; `notes` say what was not understood or dropped;
    `reason` is one sentence for the user.  `conflict`: refused because the issue is there from another source.
    """

    source: str
    outcome: OutcomeKind
    kind: PaperKind | None = None
    paper: str | None = None
    date: PartialDate | None = None
    edition: str = ""
    pages: int = 0
    articles: int = 0
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str | None = None
    conflict: bool = False


class Cancelled:
    """A flag that the one who loops over long work sets and the work looks at between items; safe across threads."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()

"""One reader's own store: what they marked and read, apart from the archive."""

from archive.personal.marks import (
    Anchor,
    Mark,
    MarkKind,
    Quote,
    all_marks,
    change_marks,
    flattened,
    marks_near,
    near,
    new_mark,
    unflattened,
)
from archive.personal.store import Deed, Personal, Row

__all__ = [
    "Anchor",
    "Deed",
    "Mark",
    "MarkKind",
    "Personal",
    "Quote",
    "Row",
    "all_marks",
    "change_marks",
    "flattened",
    "marks_near",
    "near",
    "new_mark",
    "unflattened",
]  # fmt: skip

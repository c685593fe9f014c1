"""One reader's own store: what they marked and read, apart from the archive."""

from archive.personal.marks import (
    Anchor,
    Mark,
    MarkKind,
    Quote,
    all_marks,
    anchor_from,
    anchor_row,
    change_marks,
    flattened,
    marks_near,
    near,
    new_mark,
    unflattened,
)
from archive.personal.store import Deed, Personal, Row
from archive.personal.visits import Visit, leave_visit, visits, visits_near

__all__ = [
    "Anchor", "Deed", "Mark", "MarkKind", "Personal", "Quote", "Row", "Visit", "all_marks", "anchor_from", "anchor_row",
    "change_marks", "flattened", "leave_visit", "marks_near", "near", "new_mark", "unflattened", "visits",
    "visits_near",
]  # fmt: skip

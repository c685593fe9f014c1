"""One reader's own store: what they marked and read, apart from the archive."""

from archive.personal.clippings import Book, ClipKind, Clipping, Kept, Original, Role
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
from archive.personal.store import Deed, Personal, Row, new_id, now
from archive.personal.visits import Visit, leave_visit, visits, visits_near

__all__ = [
    "Anchor", "Book", "ClipKind", "Clipping", "Deed", "Kept", "Mark", "MarkKind", "Original", "Personal", "Quote",
    "Role", "Row", "Visit", "all_marks", "anchor_from", "anchor_row", "change_marks", "flattened", "leave_visit",
    "marks_near", "near", "new_id", "new_mark", "now", "unflattened", "visits", "visits_near",
]  # fmt: skip

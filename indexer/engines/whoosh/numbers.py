"""A numeric column read at once; Whoosh itself would unpack it number by number, which grows with the index."""

from __future__ import annotations

import sys
from array import array
from typing import Any


def read_numbers(column: Any, typecode: str) -> array[int]:
    """All values of a reader of `whoosh.columns.NumericColumn`, one for each document.

    A segment whose documents all have the default has no column file; its reader is another, without one.
    """
    if not hasattr(column, "_basepos"):
        return array(typecode, column)
    numbers = array(typecode)
    numbers.frombytes(bytes(column._dbfile.get(column._basepos, column._count * numbers.itemsize)))
    if sys.byteorder == "little":  # on disk the highest byte comes first
        numbers.byteswap()
    numbers.extend(array(typecode, [column._default]) * (column._doccount - column._count))
    return numbers

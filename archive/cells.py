"""Cells of CSV tables: what a spreadsheet would take for a formula has a `'` before it until it is read back."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def guarded(cell: str) -> str:
    """The cell with a `'` before what begins like a formula, or like one that is guarded."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

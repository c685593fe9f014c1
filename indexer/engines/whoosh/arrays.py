"""What numpy lacks for sorted arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def look_up(values: Array, among: Array) -> tuple[Array, npt.NDArray[np.bool_]]:
    """Where each value stands in `among`, which ascends, and whether it does; where not, the place says nothing."""
    if not len(among):
        return np.zeros(len(values), dtype=np.intp), np.zeros(len(values), dtype=bool)
    at = np.minimum(among.searchsorted(values), len(among) - 1)
    return at, among[at] == values


def run_starts(values: Array) -> Array:
    """Where runs of equal values begin."""
    begins = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return np.flatnonzero(begins)

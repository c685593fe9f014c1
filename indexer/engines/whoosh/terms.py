"""Which terms a text gives and which terms a query looks up.  A term is a unit and the one after it.

A term is `unit␟next`, with `¶` for what ends a stretch of units (punctuation, a blank, a border).  Both signs are
punctuation, so no unit contains them.  Terms say nothing about places: they only narrow what must be verified.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from indexer import analysis
from indexer.query import Kind, Part, Unit

SEPARATOR: Final = "␟"
END: Final = "¶"
_MOST_TIMES: Final = 0x7FFF


@dataclass(frozen=True, slots=True)
class Lookup:
    """All terms that begin with `begin`; of these, those with `rest` after the separator if `rest` is not None.

    `exact`: `begin` is the one whole term.  `rest_is_prefix`: `rest` may go on.
    """

    begin: str
    exact: bool = False
    rest: str | None = None
    rest_is_prefix: bool = False

    def wants(self, term: str) -> bool:
        """Whether a term that begins with `begin` is meant."""
        if self.rest is None:
            return True
        rest = term.partition(SEPARATOR)[2]
        return rest.startswith(self.rest) if self.rest_is_prefix else rest == self.rest


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look up for a part: documents must have all.  `sufficient`: then they match, nothing to verify."""

    lookups: tuple[Lookup, ...]
    sufficient: bool


def weights(folded: str, head: int) -> dict[str, int]:
    """The terms of a `folded_text`, each with its weight: how often it stands there << 1 | whether in the head."""
    counts = _pairs(folded)
    found = {f"{unit}{SEPARATOR}{after}": times << 1 for (unit, after), times in counts.items() if unit != END}
    for unit, after in _pairs(folded[:head]):
        if unit != END:
            found[f"{unit}{SEPARATOR}{after}"] |= 1
    if len(folded) > _MOST_TIMES:
        found = {term: min(weight, _MOST_TIMES << 1 | weight & 1) for term, weight in found.items()}
    return found


def plan(part: Part) -> Plan:
    """How to find candidates for a part.  No lookups: every document is one."""
    stretches: list[list[Unit]] = [[]]
    for unit in part.units:
        if unit.kind in (Kind.MARK, Kind.GAP):
            stretches.append([])
        else:
            stretches[-1].append(unit)
    lookups = [lookup for stretch in stretches for lookup in _stretch_lookups(stretch)]
    return Plan(tuple(dict.fromkeys(lookups)), sufficient=len(lookups) == 1 and len(stretches) == 1)


def _pairs(folded: str) -> Counter[tuple[str, str]]:
    units = analysis.break_into(folded, END)
    return Counter(pairwise(units))


def _stretch_lookups(units: list[Unit]) -> list[Lookup]:
    if len(units) == 1:
        unit = units[0]
        return [Lookup(unit.text if unit.prefix else unit.text + SEPARATOR)]
    return [_pair_lookup(unit, following) for unit, following in pairwise(units)]


def _pair_lookup(unit: Unit, following: Unit) -> Lookup:
    if unit.prefix:
        return Lookup(unit.text, rest=following.text, rest_is_prefix=following.prefix)
    return Lookup(f"{unit.text}{SEPARATOR}{following.text}", exact=not following.prefix)

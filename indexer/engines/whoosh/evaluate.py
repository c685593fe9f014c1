"""A query over one segment: the tree of nodes as masks over its documents, all documents at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial, reduce
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer import analysis, rule
from indexer.engines.ranking import HEAD_BONUS, LEAD_BONUS
from indexer.engines.whoosh import phrases
from indexer.engines.whoosh.arrays import look_up
from indexer.engines.whoosh.leaves import Found, Leaves, place_in_byline
from indexer.engines.whoosh.segment import Flags, Segment
from indexer.query.nodes import And, Kind, Marked, Near, Node, Not, Or, Phrase, Restrict, Unit
from indexer.request import Filters

Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]
Condition = tuple[str, Callable[[Mask], Mask]]
"""The name of a condition of `Filters`, and what of a mask it leaves."""
_FEW: Final = 20
"""One chosen document in more than so many is looked up; otherwise all are spread out."""


class Evaluation:
    """Answers one question for one segment."""

    def __init__(self, segment: Segment, leaves: Leaves) -> None:
        self.segment = segment
        self._leaves = leaves
        self._found: dict[int, Found] = {}  # by phrase, of one question

    def matching(self, root: Node) -> Mask:
        """The documents that match, deleted ones left out."""
        mask = self._mask(root)
        return mask if self.segment.live is None else mask & self.segment.live

    def count(self, phrase: Phrase) -> int:
        """How many documents have the phrase, deleted ones left out."""
        documents = self._find(phrase).documents
        return len(documents) if self.segment.live is None else int(np.count_nonzero(self.segment.live[documents]))

    def weights(self, phrase: Phrase, mask: Mask, chosen: Array) -> tuple[Array, Array]:
        """For each chosen document (those of the mask): how often it has the phrase, the bonus of its first place."""
        documents, times, firsts = self._find(phrase)
        if np.array_equal(documents, chosen):
            return times.astype(np.float32), self._bonus(documents, firsts)
        if len(documents) and len(chosen) * _FEW < len(self.segment):
            at, has = look_up(chosen, documents)
            return np.where(has, times[at], np.float32(0)), has * self._bonus(chosen, firsts[at])
        keep = np.flatnonzero(mask[documents])  # by numbers: numpy is ten times slower by masks
        documents = documents[keep]
        spread = np.zeros((2, len(self.segment)), dtype=np.float32)
        spread[0, documents] = times[keep]
        spread[1, documents] = self._bonus(documents, firsts[keep])
        return spread[0, chosen], spread[1, chosen]

    def _bonus(self, documents: Array, firsts: Array) -> Array:
        lead = np.where(firsts < self.segment.leads[documents], np.float32(LEAD_BONUS), np.float32(0))
        return np.where(firsts < self.segment.heads[documents], np.float32(HEAD_BONUS), lead)

    def first_places(self, phrase: Phrase, numbers: Array) -> tuple[Array, Array]:
        """Those of these documents (by their place in `numbers`) that have the phrase, and where they do first."""
        found = self._find(phrase)
        at, has = look_up(numbers.astype(found.documents.dtype), found.documents)
        having = np.flatnonzero(has)
        return having, found.firsts[at[having]]

    def conditions(self, filters: Filters) -> Iterator[Condition]:
        """What is given of `filters`, in the order of `rule.conditions`."""
        if filters.paper is not None:
            yield "paper", self._with_name("paper", partial(str.__eq__, filters.paper))
        if bounds := rule.date_bounds(filters):
            yield "date", partial(self._within, *bounds)
        if filters.page is not None:
            yield "page", self._with_one_of("pages", partial(str.__eq__, filters.page))
        if author := analysis.fold(filters.author or ""):
            yield "author", partial(self._by_author, author)
        if filters.section is not None:
            yield "section", self._with_one_of("sections", partial(str.__eq__, filters.section))
        if filters.kind is not None:
            yield "kind", self._with_name("kind", partial(str.__eq__, filters.kind))
        for name, flag in (("front", Flags.FRONT), ("lead", Flags.LEAD), ("pictures", Flags.PICTURES)):
            if getattr(filters, name):
                yield name, partial(self._with_flag, flag)
        if filters.after is not None:
            yield "after", partial(self._came_after, filters.after)

    def filtered(self, mask: Mask, filters: Filters) -> Mask:
        """What all conditions leave of a mask."""
        for _, condition in sorted(self.conditions(filters), key=lambda one: one[0] == "author"):  # dear, so last
            mask = condition(mask)
        return mask

    def _find(self, phrase: Phrase) -> Found:
        found = self._found.get(id(phrase))
        if found is None:
            found = self._found[id(phrase)] = self._leaves.find(self.segment, phrase)
        return found

    def _mask(self, node: Node) -> Mask:
        match node:
            case Phrase():
                mask = self._none()
                mask[self._find(node).documents] = True
                return mask
            case Near():
                return self._near(node)
            case Restrict():
                return self._restricted(node)
            case Marked(ids=ids):
                return np.isin(self.segment.ids, np.fromiter(ids, np.int64, len(ids)))
            case And(children=children):
                return reduce(np.logical_and, map(self._mask, children), ~self._none())
            case Or(children=children, at_least=1):
                return reduce(np.logical_or, map(self._mask, children), self._none())
            case Or(children=children, at_least=at_least):
                counts = np.zeros(len(self.segment), dtype=np.uint16)
                for child in children:
                    counts += self._mask(child)
                return counts >= at_least
            case Not(child=child):
                return ~self._mask(child)

    def _near(self, node: Near) -> Mask:
        mask = self._none()
        left = self._find(node.left).documents
        right = self._find(node.right).documents
        for number in np.intersect1d(left, right, assume_unique=True).tolist():
            text = rule.Text(self.segment.document_text(number))
            mask[number] = any(True for _ in rule.pairs(node, text))
        return mask

    def _restricted(self, node: Restrict) -> Mask:
        mask = self.filtered(~self._none(), node.filters)
        for name, part in (("paper", node.paper_part), ("sections", node.section_part)):
            if part:
                choose = self._with_one_of if name == "sections" else self._with_name
                mask = choose(name, partial(_is_part, part))(mask)
        return mask

    def _with_name(self, name: str, wanted: Callable[[str], bool]) -> Callable[[Mask], Mask]:
        """By a name of which each document has one."""
        chosen = np.array([wanted(one) for one in self.segment.names[name]], dtype=bool)
        if not chosen.any():
            return lambda mask: np.zeros_like(mask)
        return lambda mask: mask & chosen[self.segment.one(name)]

    def _with_one_of(self, name: str, wanted: Callable[[str], bool]) -> Callable[[Mask], Mask]:
        """By a name of which each document may have several."""
        chosen = np.array([wanted(one) for one in self.segment.names[name]], dtype=bool)
        allowed = self._none()
        if chosen.any():
            codes, starts = self.segment.several(name)
            allowed[np.searchsorted(starts, np.flatnonzero(chosen[codes]), side="right") - 1] = True
        return lambda mask: mask & allowed

    def _within(self, begin: int, end: int, mask: Mask) -> Mask:
        first, last = self.segment.first, self.segment.last
        inside: Mask = (last >= begin) & (first > 0) & (first <= end)
        return mask & inside

    def _with_flag(self, flag: Flags, mask: Mask) -> Mask:
        flagged: Mask = (self.segment.flags & flag) != 0
        return mask & flagged

    def _came_after(self, number: int, mask: Mask) -> Mask:
        newer: Mask = self.segment.ids > number
        return mask & newer

    def _by_author(self, author: str, mask: Mask) -> Mask:
        """Folded text anywhere in a folded byline."""
        units = [Unit(Kind.CHARACTER, one) for one in author]
        if not any(analysis.is_break(one) or analysis.is_latin(one) or "0" <= one <= "9" for one in author):
            positions = phrases.starts(self.segment, units, exact=False)
            documents = self.segment.documents(positions)
            allowed = self._none()
            allowed[documents[place_in_byline(self.segment, positions, documents)]] = True
            return mask & allowed
        allowed = self._none()
        for number in np.flatnonzero(mask).tolist():
            allowed[number] = author in analysis.fold_plain(self.segment.byline(number))
        return allowed

    def _none(self) -> Mask:
        return np.zeros(len(self.segment), dtype=bool)


def _is_part(part: str, name: str) -> bool:
    return part in analysis.fold(name)

"""What a phrase finds in a segment: documents, how often, and how early; remembered for the next search."""

from __future__ import annotations

from collections import OrderedDict
from functools import reduce
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import rule
from indexer.engines.whoosh import phrases
from indexer.engines.whoosh.arrays import run_starts
from indexer.engines.whoosh.segment import Segment
from indexer.query.nodes import Field, Phrase

Array = npt.NDArray[Any]
_FIELDS: Final = tuple(Field)


class Found(NamedTuple):
    """Documents (ascending), how often the phrase stands in each, and the position where it does first."""

    documents: Array
    times: Array
    firsts: Array

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(array.nbytes for array in self)


class Leaves:
    """Finds phrases, and remembers the last answers up to `most` bytes.  Any thread may ask."""

    def __init__(self, most: int = 64 << 20) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[Path, Phrase], Found] = OrderedDict()
        self._lock = Lock()

    def find(self, segment: Segment, phrase: Phrase) -> Found:
        """Deleted documents are among those found."""
        key = (segment.path, phrase)
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known
        found = find(segment, phrase)
        with self._lock:
            if key not in self._kept and found.size <= self._most:
                self._kept[key] = found
                self._size += found.size
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1].size
        return found

    def forget(self, paths: set[Path]) -> None:
        """Let go of what was found in segments other than these."""
        with self._lock:
            for key in [key for key in self._kept if key[0] not in paths]:
                self._size -= self._kept.pop(key).size


def find(segment: Segment, phrase: Phrase) -> Found:
    """Find a phrase in a segment by its pairs, or by the rule where pairs and text cannot be walked."""
    if not all(map(phrases.walkable, phrase.forms)):
        return _by_rule(segment, phrase)
    each = [phrases.starts(segment, form, exact=phrase.exact) for form in phrase.forms]
    positions = each[0] if len(each) == 1 else reduce(np.union1d, each)
    documents = segment.documents(positions)
    if phrase.fields:
        inside = np.flatnonzero(_in_fields(segment, positions, documents, phrase.fields))
        positions, documents = positions[inside], documents[inside]
    firsts = run_starts(documents)
    times = np.empty(len(firsts), dtype=np.uint32)
    np.subtract(firsts[1:], firsts[:-1], out=times[:-1], casting="unsafe")
    times[-1:] = len(documents) - firsts[-1:]
    return Found(documents[firsts].astype(np.intp), times, positions[firsts])


def place_in_byline(segment: Segment, positions: Array, documents: Array) -> npt.NDArray[np.bool_]:
    """Which positions lie in a byline."""
    return _in_fields(segment, positions, documents, (Field.BYLINE,))


def _in_fields(
    segment: Segment, positions: Array, documents: Array, fields: tuple[Field, ...]
) -> npt.NDArray[np.bool_]:
    inside = np.zeros(len(positions), dtype=bool)
    local = positions.astype(np.int64) - segment.starts(documents)
    for field in fields:
        number = _FIELDS.index(field)
        begin = segment.field_ends[documents, number - 1] + 1 if number else 0
        inside |= (local >= begin) & (local < segment.field_ends[documents, number])
    return inside


def _by_rule(segment: Segment, phrase: Phrase) -> Found:
    each = [phrases.candidates(segment, form) for form in phrase.forms]
    known = [documents for documents in each if documents is not None]
    documents = reduce(np.union1d, known) if len(known) == len(each) else np.arange(len(segment))
    found: list[int] = []
    times: list[int] = []
    firsts: list[int] = []
    for number in documents.tolist():
        text = segment.document_text(number)
        starts = [start for start, _ in rule.places(phrase, rule.Text(text))]
        if starts:
            found.append(number)
            times.append(len(starts))
            firsts.append(len(text[: starts[0]].encode("utf-16-le")) // 2)
    chosen = np.array(found, dtype=np.int64)
    return Found(chosen, np.array(times, dtype=np.uint32), segment.starts(chosen) + np.array(firsts, dtype=np.int64))

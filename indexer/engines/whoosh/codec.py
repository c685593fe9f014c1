"""Our postings inside a Whoosh segment: one sorted list of terms, one array of documents, one array of weights.

Terms that begin alike lie side by side, so a prefix is one read.  Replaces Whoosh's term hash and its pickled blocks;
its columns and segments stay.  Arrays are in the machine's byte order, which the commit's manifest records.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Codec

EXTENSION: Final = ".terms"
FIELD: Final = "text"
_COUNTS: Final = "Q"
_STARTS: Final = "Q"
_DOCUMENTS: Final = "I"
_WEIGHTS: Final = "H"
WEIGHT_BITS: Final = 16


class PairCodec(W3Codec):  # type: ignore[misc]  # Whoosh is not typed for mypy
    """Whoosh's own codec with other postings."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> TermsWriter:
        return TermsWriter(segment.create_file(storage, EXTENSION))

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        return TermsReader(segment.open_file(storage, EXTENSION))


class TermsWriter:
    """Writes all terms of a segment at once."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.is_closed = False

    def write(self, postings: Mapping[str, list[int]]) -> None:
        """`postings`: term → document number << WEIGHT_BITS | weight, ascending."""
        terms = sorted(postings)
        names = [term.encode() for term in terms]
        entries: list[int] = []
        starts = array(_STARTS, [0])
        for term in terms:
            entries += postings[term]
            starts.append(len(entries))
        write = self._file.write
        write(array(_COUNTS, (len(terms), sum(map(len, names)), len(entries))).tobytes())
        write(array(_STARTS, accumulate(map(len, names), initial=0)).tobytes())
        write(starts.tobytes())
        write(array(_DOCUMENTS, [entry >> WEIGHT_BITS for entry in entries]).tobytes())
        write(array(_WEIGHTS, [entry & 0xFFFF for entry in entries]).tobytes())
        for name in names:
            write(name)

    def close(self) -> None:
        self._file.close()
        self.is_closed = True


class TermsReader:
    """Reads what `TermsWriter` wrote.  Terms are numbered from 0 in their order."""

    def __init__(self, file: Any) -> None:
        self._file = file
        at = array(_COUNTS).itemsize * 3
        self._count, _, entries = self._array(_COUNTS, 0, 3)
        self._name_starts = self._array(_STARTS, at, self._count + 1)
        at += self._name_starts.itemsize * len(self._name_starts)
        self._starts = self._array(_STARTS, at, self._count + 1)
        self._documents_at = at + self._starts.itemsize * len(self._starts)
        self._weights_at = self._documents_at + array(_DOCUMENTS).itemsize * entries
        self._names_at = self._weights_at + array(_WEIGHTS).itemsize * entries

    def __len__(self) -> int:
        return self._count

    def exactly(self, term: str) -> range:
        """The number of this term, or nothing."""
        wanted = term.encode()
        number = self._first_from(wanted)
        return range(number, number + (number < self._count and self._name(number) == wanted))

    def beginning_with(self, prefix: str) -> range:
        """The numbers of all terms with this beginning (which is not empty)."""
        wanted = prefix.encode()
        return range(self._first_from(wanted), self._first_from(wanted[:-1] + bytes((wanted[-1] + 1,))))

    def name(self, number: int) -> str:
        return self._name(number).decode()

    def entries(self, numbers: range) -> int:
        """How many postings these terms have together."""
        return self._starts[numbers.stop] - self._starts[numbers.start]

    def postings(self, numbers: range) -> tuple[array[int], array[int]]:
        """Documents and weights of neighbouring terms, one term after the other; documents ascend inside a term."""
        start, count = self._starts[numbers.start], self.entries(numbers)
        return (
            self._array(_DOCUMENTS, self._documents_at + 4 * start, count),
            self._array(_WEIGHTS, self._weights_at + 2 * start, count),
        )

    def items(self) -> Iterator[tuple[str, array[int], array[int]]]:
        """Every term with its documents and weights, in order."""
        for number in range(self._count):
            yield self.name(number), *self.postings(range(number, number + 1))

    def close(self) -> None:
        self._file.close()

    def _name(self, number: int) -> bytes:
        start, end = self._name_starts[number : number + 2]
        name: bytes = self._file.get(self._names_at + start, end - start)
        return name

    def _first_from(self, wanted: bytes) -> int:
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._name(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _array(self, typecode: str, at: int, count: int) -> array[int]:
        values: array[int] = array(typecode)
        values.frombytes(self._file.get(at, count * values.itemsize))
        return values

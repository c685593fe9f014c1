"""Several segments → one, by array arithmetic in bounded memory: positions move with their document, nothing is parsed.

Deleted documents are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.arrayfile import ArrayWriter
from indexer.engines.whoosh.segment import BLOCK, NUMBERS, SEVERAL, SINGLE, Segment, write_blocks, write_names

CHUNK: Final = 1 << 21
"""Positions, or units of text, that are moved at once."""

Array = npt.NDArray[Any]
Counts = npt.NDArray[np.int64]


def merge(segments: Sequence[Segment], file: ArrayWriter) -> int:
    """Write the documents of `segments`, in order, as one segment; how many there are."""
    parts = list(_parts(segments))
    file.stream("text", "u2", (chunk for part in parts for chunk in part.texts()))
    write_blocks(file, np.concatenate([part.blocks for part in parts]))
    keys, counts = _merge_positions(parts, file)
    file.write("keys", keys)
    file.write("offsets", np.concatenate(([0], np.cumsum(counts))).astype(np.uint32))
    for name in NUMBERS:
        file.write(name, np.concatenate([getattr(part.segment, name)[part.kept] for part in parts]))
    file.write("field_ends", np.concatenate([part.segment.field_ends[part.kept].ravel() for part in parts]))
    for name in (*SINGLE, *SEVERAL):
        _merge_names(name, parts, file)
    return sum(len(part.kept) for part in parts)


class _Part:
    """What one segment brings: `kept` documents, their `blocks`; `shift` moves a position, by its old document."""

    def __init__(self, segment: Segment, first_block: int) -> None:
        self.segment = segment
        live = segment.live
        self.kept: Counts = np.arange(len(segment)) if live is None else np.flatnonzero(live)
        old = segment.doc_blocks.astype(np.int64)
        self.blocks = np.diff(old)[self.kept].astype(np.uint32)
        new = first_block + np.cumsum(self.blocks, dtype=np.int64) - self.blocks
        self.shift: Counts = np.zeros(len(segment), dtype=np.int64)
        self.shift[self.kept] = (new - old[self.kept]) * BLOCK
        self.live = live
        self.first_block = first_block

    def texts(self) -> Iterator[Array]:
        """The text of the kept documents, in chunks: stretches of neighbours go together."""
        if not len(self.kept):
            return
        breaks = np.flatnonzero(np.diff(self.kept) != 1) + 1
        for begin, end in zip((0, *breaks), (*breaks, len(self.kept)), strict=True):
            start = int(self.segment.doc_blocks[self.kept[begin]]) * BLOCK
            stop = int(self.segment.doc_blocks[self.kept[end - 1] + 1]) * BLOCK
            for at in range(start, stop, CHUNK):
                yield self.segment.text[at : min(at + CHUNK, stop)]
                self.segment.release()

    def moved(self, positions: Array) -> tuple[Array, npt.NDArray[np.bool_] | None]:
        """New positions, and which of the old ones were kept (None: all)."""
        if self.live is None:
            return positions + np.uint32(self.first_block * BLOCK), None
        documents = self.segment.documents(positions)
        stay = self.live[documents]
        kept = np.flatnonzero(stay)
        new = positions[kept].astype(np.int64) + self.shift[documents[kept]]
        return new.astype(np.uint32), stay


def _parts(segments: Sequence[Segment]) -> Iterator[_Part]:
    first_block = 0
    for segment in segments:
        part = _Part(segment, first_block)
        first_block += int(part.blocks.sum(dtype=np.int64))
        yield part


def _merge_positions(parts: list[_Part], file: ArrayWriter) -> tuple[Array, Counts]:
    """Write all positions; the keys that have any, and how many."""
    keys = np.unique(np.concatenate([part.segment.keys for part in parts]))
    found = np.zeros(len(keys), dtype=np.int64)  # counted while writing: deletions take some away
    file.stream("positions", "u4", _position_chunks(parts, keys, found))
    present = found > 0
    return keys[present], found[present]


def _position_chunks(parts: list[_Part], keys: Array, found: Counts) -> Iterator[Array]:
    bounds = [np.concatenate((np.searchsorted(part.segment.keys, keys), [len(part.segment.keys)])) for part in parts]
    sizes = np.zeros(len(keys), dtype=np.int64)
    for part, bound in zip(parts, bounds, strict=True):
        sizes += np.diff(part.segment.offsets.astype(np.int64)[bound])
    filled = np.cumsum(sizes)
    begin = 0
    while begin < len(keys):
        done = int(filled[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(filled, done + CHUNK, side="right")), begin + 1)
        yield _merged_chunk(parts, bounds, begin, end, found)
        for part in parts:
            part.segment.release()
        begin = end


def _merged_chunk(parts: list[_Part], bounds: list[Counts], begin: int, end: int, found: Counts) -> Array:
    """The positions of keys begin…end: for each key those of one segment after those of another."""
    moved: list[Array] = []
    counts: list[Counts] = []
    for part, bound in zip(parts, bounds, strict=True):
        offsets = part.segment.offsets[bound[begin : end + 1]].astype(np.int64)
        new, stay = part.moved(part.segment.positions[offsets[0] : offsets[-1]])
        if stay is None:
            count = np.diff(offsets)
        else:
            before = np.concatenate(([0], np.cumsum(stay, dtype=np.int64)))
            count = np.diff(before[offsets - offsets[0]])
        moved.append(new)
        counts.append(count)
    total: Counts = np.sum(counts, axis=0)
    found[begin:end] = total
    base = np.cumsum(total) - total
    out = np.empty(int(total.sum()), dtype=np.uint32)
    for new, count in zip(moved, counts, strict=True):
        inside = np.arange(len(new)) - np.repeat(np.cumsum(count) - count, count)
        out[np.repeat(base, count) + inside] = new
        base = base + count
    return out


def _merge_names(name: str, parts: list[_Part], file: ArrayWriter) -> None:
    names: dict[str, int] = {}
    codes: list[Array] = []
    counts: list[Array] = []
    for part in parts:
        local = part.segment.names[name]
        table = np.array([names.setdefault(value, len(names)) for value in local], dtype=np.uint32)
        if name in SINGLE:
            codes.append(table[part.segment.one(name)[part.kept]])
            continue
        values, starts = part.segment.several(name)
        count = (starts[1:] - starts[:-1]).astype(np.int64)
        stay = np.ones(len(values), bool) if part.live is None else np.repeat(part.live, count)
        codes.append(table[values[stay]])
        counts.append(count[part.kept])
    file.write(name, np.concatenate(codes))
    write_names(file, name, list(names))
    if name in SEVERAL:
        file.write(f"{name}_starts", np.concatenate(([0], np.cumsum(np.concatenate(counts)))).astype(np.uint32))

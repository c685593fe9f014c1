"""One segment: a batch of documents as arrays in one file, which never changes.  Deletions are kept by the commit.

Positions count code units of all texts in a row.  Every document begins at a multiple of BLOCK and is followed by at
least one zero, so that the document of a position is one look into `block_docs` and no pair reaches from one document
into the next.

    text        u16  the plain texts, padded with zeros
    doc_blocks  u32  the first block of each document, and the end
    block_docs  u32  the document of each block
    keys        u32  the pairs that occur, ascending
    offsets     u32  where the positions of each pair begin, and the end
    positions   u32  of one pair after the other, ascending for each
    ids, first, last, order, length, field_ends, lead_end, flags: one row a document
    paper, kind: one code a document; `…_names` spell the codes
    pages, sections, authors: codes in a row; `…_starts` say whose
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import IntFlag
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.engines.base import HEAD_FIELDS, IndexDocument
from indexer.engines.ranking import LENGTH_SHARE, SATURATION, prior
from indexer.engines.whoosh.alphabet import BREAK, Keys, Units, codes, text_of
from indexer.engines.whoosh.arrayfile import ArrayFile, ArrayWriter
from indexer.engines.whoosh.arrays import look_up, run_starts
from indexer.query.nodes import Field

BLOCK: Final = 64
LARGEST: Final = 1 << 31
"""Units of text in one segment at most; positions have 32 bits."""
SINGLE: Final = ("paper", "kind")
SEVERAL: Final = ("pages", "sections", "authors")
NUMBERS: Final = {"ids": "i8", **dict.fromkeys(("first", "last", "order", "length", "lead_end"), "u4"), "flags": "u1"}

Array = npt.NDArray[Any]
Positions = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]


class Flags(IntFlag):
    FRONT = 1
    LEAD = 2
    PICTURES = 4


_FRONT, _LEAD, _PICTURES = (int(flag) for flag in Flags)
_FIELDS: Final = tuple(Field)
_FIELD_BORDER: Final = analysis.FIELD_BORDER.encode("utf-16-le")


class Segment:
    """A segment opened for reading; documents are numbered from 0 and those in `deleted` must be left out."""

    def __init__(self, path: Path, file: ArrayFile, deleted: frozenset[int]) -> None:
        self.path = path
        self._file = file
        self.deleted = deleted
        self._how_many: dict[str, npt.NDArray[np.uint32] | None] = {}
        self._grounds: tuple[float, npt.NDArray[np.float32]] | None = None
        self.text: Units = file["text"]
        self.keys: Keys = file["keys"]
        self.offsets: npt.NDArray[np.uint32] = file["offsets"]
        self.positions: Positions = file["positions"]
        self.doc_blocks: npt.NDArray[np.uint32] = file["doc_blocks"]
        self.block_docs: npt.NDArray[np.uint32] = file["block_docs"]
        self.ids: npt.NDArray[np.int64] = file["ids"]
        self.first, self.last, self.order = file["first"], file["last"], file["order"]
        self.length, self.lead_end, self.flags = file["length"], file["lead_end"], file["flags"]
        self.field_ends: npt.NDArray[np.uint32] = file["field_ends"].reshape(-1, len(Field))

    @classmethod
    def open(cls, path: Path, deleted: frozenset[int] = frozenset()) -> Segment:
        """`ValueError` or `KeyError` for what is no segment of this version; `OSError` as usual."""
        return cls(path, ArrayFile(path), deleted)

    def __len__(self) -> int:
        return len(self.ids)

    def with_deleted(self, deleted: frozenset[int]) -> Segment:
        """The same segment after more deletions."""
        return self if deleted == self.deleted else Segment(self.path, self._file, deleted)

    @cached_property
    def live(self) -> npt.NDArray[np.bool_] | None:
        """Which documents are not deleted; None when all are there."""
        if not self.deleted:
            return None
        live = np.ones(len(self), dtype=bool)
        live[list(self.deleted)] = False
        return live

    @cached_property
    def total_length(self) -> int:
        lengths = self.length if self.live is None else self.length[self.live]
        return int(lengths.sum(dtype=np.int64))

    @cached_property
    def heads(self) -> Positions:
        """Where the head of each document ends: title, kicker, subtitle."""
        heads: Positions = self.doc_blocks[:-1] * np.uint32(BLOCK) + self.field_ends[:, HEAD_FIELDS - 1]
        return heads

    @cached_property
    def leads(self) -> Positions:
        """Where the first paragraph of each body ends."""
        leads: Positions = self.doc_blocks[:-1] * np.uint32(BLOCK) + self.lead_end
        return leads

    @cached_property
    def months(self) -> tuple[list[int], npt.NDArray[np.uint32]]:
        """The months that occur as yyyymm, ascending (00 where one is not known, 0 without a date); whose is which."""
        months = self.order // 100
        codes = np.zeros(int(months.max(initial=0)) + 1, dtype=np.uint32)
        codes[months] = 1
        present = np.flatnonzero(codes)
        codes[present] = np.arange(len(present))
        return present.tolist(), codes[months]

    @cached_property
    def priors(self) -> npt.NDArray[np.float32]:
        """What its place in the paper lifts each document by."""
        lifts: list[float] = [
            prior(lead=Flags.LEAD in flags, front=Flags.FRONT in flags) for flags in map(Flags, range(8))
        ]
        return np.array(lifts, dtype=np.float32)[self.flags]

    def grounds(self, mean_length: float) -> npt.NDArray[np.float32]:
        """What its length sets against how often a phrase stands in each document (BM25)."""
        if self._grounds is None or self._grounds[0] != mean_length:
            shares = 1 - LENGTH_SHARE + LENGTH_SHARE / max(mean_length, 1.0) * self.length
            self._grounds = mean_length, (SATURATION * shares).astype(np.float32)
        return self._grounds[1]

    def documents(self, positions: Array) -> npt.NDArray[np.uint32]:
        """The document of each position."""
        blocks = np.right_shift(positions, BLOCK.bit_length() - 1, dtype=np.intp, casting="unsafe")
        return self.block_docs[blocks]

    def starts(self, documents: Array) -> Numbers:
        """Where the texts of these documents begin."""
        return self.doc_blocks[documents].astype(np.int64) * BLOCK

    def document_text(self, number: int) -> str:
        """The plain text of a document, fields and paragraphs with their borders."""
        start = int(self.doc_blocks[number]) * BLOCK
        return text_of(self.text[start : start + int(self.length[number])])

    def byline(self, number: int) -> str:
        """The plain byline of a document."""
        field = list(Field).index(Field.BYLINE)
        start = int(self.doc_blocks[number]) * BLOCK
        begin, end = int(self.field_ends[number, field - 1]) + 1, int(self.field_ends[number, field])
        return text_of(self.text[start + begin : start + end])

    def postings(self, keys: Sequence[int]) -> list[Positions]:
        """Where each of these pairs stands, ascending."""
        places, there = look_up(np.array(keys, dtype=np.uint32), self.keys)
        return [
            self.positions[int(self.offsets[at]) : int(self.offsets[at + 1])] if has else self.positions[:0]
            for at, has in zip(places.tolist(), there.tolist(), strict=True)
        ]

    def postings_between(self, first: int, last: int) -> Positions:
        """Where pairs from `first` to before `last` stand, pair after pair."""
        begin, end = np.searchsorted(self.keys, np.array((first, last - 1), np.uint32))
        end += int(end < len(self.keys) and self.keys[end] == last - 1)
        return self.positions[int(self.offsets[begin]) : int(self.offsets[end])]

    def how_many(self, name: str) -> npt.NDArray[np.uint32] | None:
        """How many codes each document has; None when each has one."""
        if name not in self._how_many:
            values, starts = self.several(name)
            counts = starts[1:] - starts[:-1]
            self._how_many[name] = None if len(values) == len(counts) and (counts == 1).all() else counts
        return self._how_many[name]

    def release(self) -> None:
        """Give back the memory of what was read."""
        self._file.release()

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """For each of SINGLE and SEVERAL the names that its codes stand for."""
        return {name: json.loads(self._file[f"{name}_names"].tobytes()) for name in (*SINGLE, *SEVERAL)}

    def one(self, name: str) -> npt.NDArray[np.uint32]:
        """The code of each document."""
        return self._file[name]

    def several(self, name: str) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
        """All codes, and where those of each document begin (and the end)."""
        return self._file[name], self._file[f"{name}_starts"]


class Builder:
    """Gathers documents and writes them as a segment.  `units` is what they take so far."""

    def __init__(self) -> None:
        self.units = 0
        self._texts: list[bytes] = []
        self._numbers: dict[str, list[int]] = {name: [] for name in NUMBERS}
        self._field_ends: list[int] = []
        self._codes: dict[str, list[int]] = {name: [] for name in (*SINGLE, *SEVERAL)}
        self._starts: dict[str, list[int]] = {name: [0] for name in SEVERAL}
        self._names: dict[str, dict[str, int]] = {name: {} for name in (*SINGLE, *SEVERAL)}

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, document: IndexDocument) -> None:
        fields = [_field_text(document.texts.get(field, ())) for field in _FIELDS]
        encoded = [field.encode("utf-16-le") for field in fields]
        text = _FIELD_BORDER.join(encoded)
        length = len(text) // 2
        self._texts.append(text.ljust((length // BLOCK + 1) * BLOCK * 2, b"\0"))
        self.units += len(self._texts[-1]) // 2
        end = -1
        for field in encoded:
            end += 1 + len(field) // 2
            self._field_ends.append(end)
        first, border, _ = fields[-1].partition(analysis.PARAGRAPH_BORDER)
        lead_end = length - (len(encoded[-1]) - len(first.encode("utf-16-le"))) // 2 if border else length
        flags = _FRONT * document.front | _LEAD * document.lead | _PICTURES * document.pictures
        row = (document.id, document.first, document.last, document.order, length, lead_end, flags)
        for numbers, value in zip(self._numbers.values(), row, strict=True):
            numbers.append(value)
        self._codes["paper"].append(self._code("paper", document.paper))
        self._codes["kind"].append(self._code("kind", document.kind))
        for name, several in (
            ("pages", document.pages),
            ("sections", document.sections),
            ("authors", document.authors),
        ):
            if several:
                self._codes[name] += [self._code(name, one) for one in dict.fromkeys(several)]
            self._starts[name].append(len(self._codes[name]))

    def write(self, file: ArrayWriter) -> None:
        """Write all arrays of the segment."""
        text = np.frombuffer(b"".join(self._texts), dtype="<u2")
        blocks = np.array([len(one) // (2 * BLOCK) for one in self._texts], dtype=np.uint32)
        self._texts.clear()
        file.write("text", text)
        write_blocks(file, blocks)
        keys, offsets, positions = invert(text)
        file.write("positions", positions)
        file.write("keys", keys)
        file.write("offsets", offsets)
        for name, dtype in NUMBERS.items():
            file.write(name, np.array(self._numbers[name], dtype=dtype))
        file.write("field_ends", np.array(self._field_ends, dtype="u4"))
        for name in (*SINGLE, *SEVERAL):
            file.write(name, np.array(self._codes[name], dtype="u4"))
            write_names(file, name, list(self._names[name]))
        for name, starts in self._starts.items():
            file.write(f"{name}_starts", np.array(starts, dtype="u4"))

    def _code(self, name: str, value: str) -> int:
        names = self._names[name]
        return names.setdefault(value, len(names))


def write_blocks(file: ArrayWriter, blocks: npt.NDArray[np.uint32]) -> None:
    """`doc_blocks` and `block_docs` for documents of so many blocks each."""
    ends = np.cumsum(blocks, dtype=np.uint32)
    file.write("doc_blocks", np.concatenate((np.zeros(1, np.uint32), ends)))
    file.write("block_docs", np.repeat(np.arange(len(blocks), dtype=np.uint32), blocks))


def write_names(file: ArrayWriter, name: str, names: Sequence[str]) -> None:
    """What the codes of `name` stand for."""
    file.write(f"{name}_names", np.frombuffer(json.dumps(names).encode(), dtype=np.uint8))


def invert(text: Units) -> tuple[Keys, npt.NDArray[np.uint32], Positions]:
    """The pairs of a text: keys, where their positions begin (and the end), positions."""
    own, following = codes(text)
    at = np.flatnonzero(own != BREAK)
    pairs: npt.NDArray[np.uint64] = own[at].astype(np.uint64)
    pairs <<= np.uint64(16)
    pairs |= following[at]
    pairs <<= np.uint64(32)
    pairs |= at.astype(np.uint64)
    pairs.sort()
    keys = (pairs >> np.uint64(32)).astype(np.uint32)
    begins = run_starts(keys)
    return keys[begins], np.append(begins, len(keys)).astype(np.uint32), pairs.astype(np.uint32)


def _field_text(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return analysis.PARAGRAPH_BORDER.join(map(analysis.plain, texts)) if len(texts) > 1 else analysis.plain(texts[0])

"""Sketches of all articles in files of arrays, and the pairs of articles that are alike; grows with the index.

A folder of its own inside the index's generation.  `manifest` (a line of JSON with its CRC-32) names the files that
count, each with size and CRC-32; it is replaced last, so a crash leaves the state before or after a write.  A file of
sketches holds for its articles `ids` (ascending), `counts`, `bounds`, and `hashes` (ascending) with the `rows` of the
articles that have them.  `pairs-…` holds two ids each, how alike they are, and which rows no longer count.

One thread of one process writes (the index's writer); any may read.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from archive.files import incoming, write_atomically
from archive.wording import _
from indexer.engines.base import IndexDocument
from indexer.engines.whoosh.arrayfile import ArrayFile, ArrayWriter
from indexer.errors import IndexDamagedError
from indexer.query.nodes import Field
from indexer.reprints import sketches
from indexer.reprints.pairing import PAIRS, Pairs, Part, joined, paired, part_of, without
from indexer.reprints.sketches import sketches_of

MANIFEST: Final = "manifest"
MOST_PARTS: Final = 8
"""More small files of sketches are merged: each is asked for every article that comes in."""
FULL: Final = 8_000_000
"""Hashes from which a file is merged no more: some 200,000 articles, 300 MB of memory for a merge."""
_NOWHERE: Final = 2**32 - 1
_SHIFT: Final = np.uint64(32)
_PART = ("ids", "counts", "bounds", "hashes", "rows")


class _File(msgspec.Struct, frozen=True):
    """`changed`: when, in nanoseconds; a file of another size or time of change is read through before it is used."""

    name: str
    size: int
    crc: int
    changed: int


class _Manifest(msgspec.Struct, frozen=True):
    """`reached`: all articles up to this id are in, while it is being filled; None when it is complete."""

    version: int
    number: int
    parts: tuple[_File, ...] = ()
    pairs: _File | None = None
    reached: int | None = None


class Reprints:
    """The store in `folder`.  Any method may raise `IndexDamagedError`; then it is to be made anew."""

    def __init__(self, folder: Path, *, create: bool = False, reached: int | None = 0) -> None:
        """`create`: an empty one, which is filled up to `reached` (None: it is complete as it is)."""
        self.folder = folder
        if create:
            for path in folder.glob("*") if folder.is_dir() else ():
                path.unlink(missing_ok=True)
            self._manifest = _Manifest(sketches.VERSION, 0, reached=reached)
            self._write_manifest(self._manifest)
        else:
            self._manifest = read_manifest(folder)
        self._parts: dict[str, Part] = {}

    @property
    def reached(self) -> int | None:
        """How far filling has come; None when nothing is lacking."""
        return self._manifest.reached

    def finish(self, reached: int | None = None) -> None:
        """Note how far filling has come; without a number, that it is complete."""
        self._write_manifest(msgspec.structs.replace(self._manifest, reached=reached))

    @staticmethod
    def seen(documents: Iterable[IndexDocument], into: dict[int, str]) -> Iterator[IndexDocument]:
        """The same documents, on their way to the index; their texts are put `into`, by id."""
        for document in documents:
            into[document.id] = " ".join(document.texts.get(Field.BODY, ()))
            yield document

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        """As an engine does: one commit that survives a power cut."""
        texts: dict[int, str] = {}
        for _part in self.seen(puts, texts):
            pass
        self.commit(texts, deletes)

    def commit(self, texts: Mapping[int, str], deletes: Iterable[int]) -> None:
        """Take in texts by article and find out which are alike."""
        found = dict(zip(texts, sketches_of(list(texts.values())), strict=True))
        known = self._opened()
        pairs, changed = self.pairs(), False
        gone = np.unique(np.array([*found, *deletes], dtype=np.int64))
        dead = list(pairs.dead)
        for number, part in enumerate(known):
            rows = np.setdiff1d(np.flatnonzero(np.isin(part.ids, gone, assume_unique=True)), dead[number])
            changed = changed or len(rows) > 0
            dead[number] = np.union1d(dead[number], rows).astype(np.uint32)
        kept = without(pairs, gone)
        new = part_of({number: one for number, one in sorted(found.items()) if one is not None})
        files = list(self._manifest.parts)
        if len(new.ids):
            more = [paired(new, part, dead[at]) for at, part in enumerate(known)]
            kept = joined([kept, *more, paired(new, new, np.zeros(0, np.uint32))])
            dead.append(np.zeros(0, np.uint32))
            files.append(self._write_part(new))
        if changed or len(kept.first) != len(pairs.first):
            self._replace(files, kept, dead)
        elif len(new.ids):  # nothing is alike, and nothing went: the pairs are as they were
            self._write_manifest(msgspec.structs.replace(self._manifest, parts=tuple(files)))
            self._sweep()

    def merge(self, most: int | None = None) -> bool:
        """Make one file of the smallest files of sketches, if there are too many; False when there is nothing to do."""
        parts = self._opened()
        sizes = [len(part.hashes) for part in parts]
        small = sorted((at for at in range(len(parts)) if sizes[at] < FULL), key=lambda at: sizes[at])
        if len(small) <= (most or MOST_PARTS):
            return False
        chosen = sorted(small[: len(small) // 2 + 1])
        pairs = self.pairs()
        new = _merged([(parts[at], pairs.dead[at]) for at in chosen])
        files = [item for at, item in enumerate(self._manifest.parts) if at not in chosen]
        dead = [rows for at, rows in enumerate(pairs.dead) if at not in chosen]
        files.append(self._write_part(new))
        self._replace(files, pairs, [*dead, np.zeros(0, np.uint32)])
        return True

    def pairs(self) -> Pairs:
        """All pairs that are alike."""
        nothing = (np.zeros(0, np.uint32),) * len(self._manifest.parts)
        if self._manifest.pairs is None:
            return Pairs.none()._replace(dead=nothing)
        arrays = _read(self.folder, self._manifest.pairs)
        ends = np.cumsum(arrays["dead_counts"])[:-1].astype(np.int64)
        dead = np.split(arrays["dead_rows"], ends) if len(arrays["dead_counts"]) else []
        first, second, alike, within, holds = (arrays[name].copy() for name in PAIRS)
        rows = tuple(part.copy() for part in dead)
        return Pairs(first, second, alike, within, holds, (*rows, *nothing[len(rows) :]))

    def count(self) -> int:
        """How many articles have a sketch."""
        return sum(len(part.ids) for part in self._opened()) - sum(map(len, self.pairs().dead))

    def verify(self) -> None:
        """Read every file through."""
        for item in (*self._manifest.parts, *filter(None, (self._manifest.pairs,))):
            _check(self.folder, item)

    def close(self) -> None:
        """Let go of all files."""
        self._parts = {}

    # ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _opened(self) -> list[Part]:
        for item in self._manifest.parts:
            if item.name not in self._parts:
                arrays = _read(self.folder, item)
                self._parts[item.name] = Part(*(arrays[name] for name in _PART))
        return [self._parts[item.name] for item in self._manifest.parts]

    def _write_part(self, part: Part) -> _File:
        return self._write("sketches", dict(zip(_PART, part, strict=True)))

    def _replace(self, files: Sequence[_File], pairs: Pairs, dead: Sequence[npt.NDArray[np.uint32]]) -> None:
        arrays = {name: getattr(pairs, name) for name in PAIRS}
        arrays["dead_counts"] = np.array([len(rows) for rows in dead], dtype=np.uint32)
        arrays["dead_rows"] = np.concatenate([np.zeros(0, np.uint32), *dead]).astype(np.uint32)
        written = self._write("pairs", arrays)
        self._write_manifest(msgspec.structs.replace(self._manifest, parts=tuple(files), pairs=written))
        self._sweep()

    def _write(self, kind: str, arrays: dict[str, npt.NDArray[np.generic]]) -> _File:
        self._manifest = msgspec.structs.replace(self._manifest, number=self._manifest.number + 1)
        name = f"{kind}-{self._manifest.number}"
        with incoming(self.folder) as new:
            with ArrayWriter(new.temporary) as writer:
                for key, values in arrays.items():
                    writer.write(key, values)
                writer.finish()
            new.place(self.folder / name)
        return _File(name, writer.size, writer.crc, (self.folder / name).stat().st_mtime_ns)

    def _write_manifest(self, manifest: _Manifest) -> None:
        data = msgspec.json.encode(manifest)
        write_atomically(self.folder / MANIFEST, b"%s %08x\n" % (data, zlib.crc32(data)))
        self._manifest = manifest

    def _sweep(self) -> None:
        """Remove files that no longer count; one that another process has mapped (Windows) goes next time."""
        names = {MANIFEST, *(item.name for item in self._manifest.parts)}
        names |= {self._manifest.pairs.name} if self._manifest.pairs else set()
        self._parts = {name: part for name, part in self._parts.items() if name in names}
        for path in self.folder.glob("*-*"):
            if path.name not in names:
                try:
                    path.unlink(missing_ok=True)
                except PermissionError:
                    continue


def read_manifest(folder: Path) -> _Manifest:
    """`IndexDamagedError` for none, for a damaged one, for one of another version."""
    try:
        data, _space, crc = (folder / MANIFEST).read_bytes().rpartition(b" ")
        if int(crc, 16) != zlib.crc32(data):
            raise ValueError("not as it was written")
        manifest = msgspec.json.decode(data, type=_Manifest)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise IndexDamagedError(folder, _("读不出 {name}").format(name=MANIFEST)) from error
    if manifest.version != sketches.VERSION:
        raise IndexDamagedError(folder, _("版本不同"))
    return manifest


def _read(folder: Path, item: _File) -> ArrayFile:
    try:
        path = folder / item.name
        stat = path.stat()
        if (stat.st_size, stat.st_mtime_ns) != (item.size, item.changed):
            _check(folder, item)
        return ArrayFile(path)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(folder, _("读不出 {name}").format(name=item.name)) from error


def _check(folder: Path, item: _File) -> None:
    crc = 0
    try:
        with (folder / item.name).open("rb") as stream:
            while chunk := stream.read(1 << 20):
                crc = zlib.crc32(chunk, crc)
    except OSError as error:
        raise IndexDamagedError(folder, _("读不出 {name}").format(name=item.name)) from error
    if crc != item.crc:
        raise IndexDamagedError(folder, _("{name} 与写下时不同").format(name=item.name))


def _merged(parts: Sequence[tuple[Part, npt.NDArray[np.uint32]]]) -> Part:
    """One file's arrays of several, without the rows that no longer count."""
    living = [np.setdiff1d(np.arange(len(part.ids)), dead, assume_unique=True) for part, dead in parts]
    ids = np.concatenate([part.ids[rows] for (part, _), rows in zip(parts, living, strict=True)])
    order = np.argsort(ids, kind="stable")
    place = np.empty(len(ids), dtype=np.uint32)
    place[order] = np.arange(len(ids), dtype=np.uint32)
    keys, start = [], 0
    for (part, _dead), alive in zip(parts, living, strict=True):
        to = np.full(len(part.ids), _NOWHERE, dtype=np.uint32)
        to[alive] = place[start : start + len(alive)]
        start += len(alive)
        rows = to[part.rows]
        use = rows != _NOWHERE
        keys.append((part.hashes[use].astype(np.uint64) << _SHIFT) | rows[use])
    every = np.concatenate(keys)
    keys.clear()
    every.sort()
    return Part(
        ids[order],
        np.concatenate([part.counts[alive] for (part, _), alive in zip(parts, living, strict=True)])[order],
        np.concatenate([part.bounds[alive] for (part, _), alive in zip(parts, living, strict=True)])[order],
        (every >> _SHIFT).astype(np.uint32),
        every.astype(np.uint32),
    )

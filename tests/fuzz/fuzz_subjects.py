"""What fuzzing by coverage tries: each subject has whole inputs to start from, and tries one input at a time.

An input is the number of a slot (two bytes) and what is put into that slot: one file of something whole, or one member
of a zip in it.  So what surrounds the damage stays sound, and the damage goes as deep as it can.
"""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import fuzz_acts as acts
from fuzz_seeds import CASES, QUERIES, ROOT, Seed, packed, seeds

from archive.bagit import seal
from archive.formats.base import Format
from archive.formats.registry import FORMATS, find
from archive.importing import worker_messages as messages
from archive.importing.reading import Form, InProcess
from indexer.request import SearchRequest, Sort
from reader.open import open_library
from reader.samples import sample_papers

LARGEST = 160 << 10
"""Bytes of one input."""
_NUMBER = 2  # bytes of a slot's number
_ZIP = b"PK\x03\x04"
_GZIP = b"\x1f\x8b"

Tried = Iterable[tuple[str, str]]
"""What tried it (an importer, a kind of file), and what came of it: `read` or `refused`."""


class Subject(Protocol):
    """Made in a folder of its own.  Any exception out of `tries` is a find."""

    def starts(self) -> Iterator[bytes]: ...

    def tries(self, data: bytes) -> Tried: ...


@dataclass(frozen=True)
class Slotted:
    """A subject with slots: `contents` are what they hold while all is sound; `fill` is asked with a slot and bytes."""

    contents: Sequence[bytes]
    fill: Callable[[int, bytes], Tried]

    def starts(self) -> Iterator[bytes]:
        for slot, content in enumerate(self.contents):
            if len(content) <= LARGEST - _NUMBER:
                yield slot.to_bytes(_NUMBER, "big") + content

    def tries(self, data: bytes) -> Tried:
        return self.fill(int.from_bytes(data[:_NUMBER], "big"), data[_NUMBER:])


# ── importers ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class _Slot:
    """A file of a seed; `inner` a member of the zip it is, or empty for what is packed in a gzip."""

    whole: Seed
    form: Format
    member: str
    inner: str | None = None
    others: dict[str, bytes] = field(default_factory=dict)

    def content(self) -> bytes:
        data = self.whole.files[self.member]
        if self.inner is None:
            return data
        return self.others[self.inner] if self.inner else gzip.decompress(data)

    def filled(self, data: bytes) -> Seed:
        if self.inner is not None:
            data = packed({**self.others, self.inner: data}) if self.inner else gzip.compress(data, 1)
        return replace(self.whole, files={**self.whole.files, self.member: data})


def _slots(whole: Seed, form: Format) -> Iterator[_Slot]:
    for member, data in whole.files.items():
        yield _Slot(whole, form, member)
        if data.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                others = {name: archive.read(name) for name in archive.namelist()}
            for name in others:
                yield _Slot(whole, form, member, name, others)
        elif data.startswith(_GZIP):
            yield _Slot(whole, form, member, "")


def _room(form: Format) -> str:
    return type(form).__module__.split(".")[2]


def _importers(room: str) -> Subject:
    """All importers of one room of archive/formats."""
    slots = [
        slot
        for whole in seeds()
        if (form := find(whole)) is not None and _room(form) == room
        for slot in _slots(whole, form)
    ]

    def fill(number: int, data: bytes) -> Tried:
        hints = acts.HINTS[number >> 15]
        slot = slots[number % 0x8000 % len(slots)]
        return acts.import_source(slot.filled(data), slot.form, hints)

    return Slotted([slot.content() for slot in slots], fill)


# ── what else comes from outside ───────────────────────────────────────────────────────────────────────────────────


def _query(folder: Path) -> Subject:
    library = open_library(folder, reading=InProcess)  # open until the process ends
    for _ in (*library.import_paths(sample_papers()[:1]), *library.update_index()):
        pass
    sorts = list(Sort)

    def fill(number: int, data: bytes) -> Tried:
        typed = data.decode("utf-8", "surrogateescape" if number & 1 else "replace")
        sort = sorts[(number >> 2) % len(sorts)]
        yield (
            "query",
            acts.ask(library, SearchRequest(typed, exact=bool(number & 2), sort=sort, facets=True, explain=True)),
        )

    return Slotted([query.encode() for query in QUERIES], fill)


def _zip(_folder: Path) -> Subject:
    files = {path.name: path.read_bytes() for path in (CASES / "founder-a1").rglob("*") if path.is_file()}
    whole = [packed(files), *(data for seed in seeds() for data in seed.files.values() if data.startswith(_ZIP))]
    return Slotted(whole, lambda _number, data: [("zip", acts.read_zip(data))])


def _answers(_folder: Path) -> Subject:
    said: tuple[messages.Answer, ...] = (
        messages.Ready(),
        messages.Found(Form("txt", 1, per_file=False)),
        messages.Failed("报", "坏了", refused=False),
        messages.Starved(),
    )
    frames = []
    for answer in said:
        stream = io.BytesIO()
        messages.write_frame(stream, messages.encode(answer))
        frames.append(stream.getvalue())
    for whole in seeds():
        form = find(whole)
        if form is not None and form.name in ("founder-a1", "epub"):
            for draft in form.read(whole, acts.HINTS[1]):
                stream = io.BytesIO()
                messages.write_draft(stream, draft)
                frames.append(stream.getvalue())
    return Slotted(frames, lambda _number, data: [("answer of a child", acts.hear_answer(data))])


def _pictures(folder: Path) -> Subject:
    from PIL import Image

    picture = Image.effect_noise((64, 90), 60).convert("RGB")
    files: list[tuple[str, bytes]] = []
    for kind in ("PNG", "JPEG", "GIF", "TIFF", "WEBP", "JPEG2000", "BMP"):
        stream = io.BytesIO()
        picture.save(stream, kind)
        files.append((kind, stream.getvalue()))
    files += [("PDF", data) for seed in seeds() for data in seed.files.values() if data.startswith(b"%PDF")]
    path = folder / "picture"

    def fill(number: int, data: bytes) -> Tried:
        path.write_bytes(data)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        yield f"picture {files[number % len(files)][0]}", acts.draw({"ab" * 32: path}, folder)

    return Slotted([data for _, data in files], fill)


def _copied(sound: Path, within: str, act: Callable[[Path, Path], str]) -> Subject:
    """Each file of `sound / within` is a slot.  `act` gets a copy of the whole, and a place for what it writes."""
    names = acts.files_of(sound / within)

    def fill(number: int, data: bytes) -> Tried:
        name = names[number % len(names)]
        with TemporaryDirectory(dir=sound.parent) as place:
            shutil.copytree(sound / within, Path(place, within))
            Path(place, within, name).write_bytes(data)
            yield f"{within} {Path(name).suffix or Path(name).name}", act(Path(place, within), Path(place))

    return Slotted([(sound / within / name).read_bytes() for name in names], fill)


def _archive(folder: Path) -> Subject:
    acts.make_sound(folder / "sound")
    return _copied(folder / "sound", "库", lambda archive, _place: acts.read_archive(archive))


def _backup(folder: Path) -> Subject:
    acts.make_sound(folder / "sound")
    return _copied(folder / "sound", "备份", lambda backup, place: acts.restore_backup(backup, place / "新库"))


def _bag(folder: Path) -> Subject:
    payload = folder / "sound" / "bag" / "data"
    shutil.copytree(CASES / "founder-a1", payload)
    for _ in seal(payload.parent, {"Source-Organization": "临岚日报"}):
        pass
    return _copied(folder / "sound", "bag", lambda bag, _place: acts.check_bag(bag))


def _settings(folder: Path) -> Subject:
    definitions = sorted((ROOT / "resources" / "sites").rglob("*.toml"))
    own = folder / "papers" / "llrb.toml"
    own.parent.mkdir()

    def fill(number: int, data: bytes) -> Tried:
        if number == 0:
            (folder / "settings.toml").write_bytes(data)
            yield "settings", acts.read_settings(folder / "settings.toml", 12 + len(data) % 36)
        elif number == 1:
            (folder / "papers.toml").write_bytes(data)
            yield "papers.toml", acts.read_names(folder / "papers.toml")
        else:
            own.write_bytes(data)
            yield "site definition", acts.read_definitions(folder)

    contents = [acts.SETTINGS.encode(), acts.NAMES.encode(), *(path.read_bytes() for path in definitions)]
    return Slotted(contents, fill)


ROOMS = tuple(dict.fromkeys(_room(form) for form in FORMATS))
SUBJECTS: dict[str, Callable[[Path], Subject]] = {
    **{room: lambda _folder, room=room: _importers(room) for room in ROOMS},  # type: ignore[misc]
    "query": _query,
    "zip": _zip,
    "answers": _answers,
    "pictures": _pictures,
    "archive": _archive,
    "backup": _backup,
    "bag": _bag,
    "settings": _settings,
}
"""By name; each is made in an empty folder of its own."""

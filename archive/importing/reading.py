"""Who reads a source: what the importer and the reparse ask, and the answer in this process.

Real imports read in a child (`archive.importing.worker`), where a crash or a hang costs one source.  `InProcess` is for
tests of what happens after reading, and for sources that are known to be good.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from archive.formats.base import Hints, Source
from archive.model import DraftIssue


class Form(msgspec.Struct, frozen=True):
    """What the archive remembers of a format; `per_file` as in `archive.formats.base.Format`."""

    name: str
    version: int
    per_file: bool


class Reading(msgspec.Struct, frozen=True):
    """A source being read.  `drafts` are read while they are asked for; `UnreadableSourceError` from any of them."""

    form: Form
    drafts: Iterator[DraftIssue]


class Reader(Protocol):
    """Reads one source at a time, for one thread: a new reading ends the one before."""

    def read(self, source: Source, hints: Hints, wished: str = "") -> Reading | None:
        """The source in the format of the name `wished`, or else in the first one that knows it; None when none does.

        `UnreadableSourceError` as from the formats.
        """
        ...

    def close(self) -> None:
        """Let go of what reading holds; reading again takes it up again."""
        ...


class InProcess:
    """Reads here: what crashes or hangs does so with the whole program."""

    def read(self, source: Source, hints: Hints, wished: str = "") -> Reading | None:
        from archive.formats import registry  # parsers: whoever reads elsewhere does without them

        found = registry.by_name(wished) or registry.find(source)
        if found is None:
            return None
        return Reading(Form(found.name, found.version, found.per_file), found.read(source, hints))

    def close(self) -> None:
        """There is nothing to let go of."""

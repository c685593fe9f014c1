"""The default engine: Whoosh's index of segments and commits, with segments of our own that are made of arrays.

`segment` says what is kept, `phrases` how a phrase is found in it, `evaluate` and `engine` how a query is answered,
`writer` and `merging` how an index grows.  Everything that knows Whoosh is in this package.  `open_engine` is the only
name for others.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from indexer.engines.base import Engine

MEMORY: Final = 350
"""Megabytes that a process takes while it writes, if nobody says otherwise."""


def open_engine(folder: Path, *, create: bool = False, memory: int = MEMORY) -> Engine:
    """Open the engine in `folder`, or make an empty one in a folder that has none.

    `IndexDamagedError` unless every file is as it was committed and of this version.
    """
    from indexer.engines.whoosh.engine import WhooshEngine

    return WhooshEngine(folder, create=create, memory=memory)

"""The default engine: Whoosh's segments, commits and columns, with postings of our own through its codec.

Everything that knows Whoosh is in this package.  `open_engine` is the only name for others.
"""

from __future__ import annotations

from pathlib import Path

from indexer.engines.base import Engine


def open_engine(folder: Path, *, create: bool = False) -> Engine:
    """Open the engine in `folder`, or make an empty one in a folder that has none.

    `IndexDamagedError` unless every file is as it was committed and of this version.
    """
    from indexer.engines.whoosh.engine import WhooshEngine

    return WhooshEngine(folder, create=create)

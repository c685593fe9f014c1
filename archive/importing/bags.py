"""A stranger's BagIt bag: held against its manifests, then its payload is read as any folder."""

from __future__ import annotations

from pathlib import Path

from archive import bagit
from archive.errors import UnsupportedSourceError
from archive.importing.sources import FolderSource
from archive.wording import _


def open_bag(folder: Path) -> FolderSource:
    """The payload of a bag that is whole.

    `UnsupportedSourceError` for one of our own, `UnreadableSourceError` naming the files that are not as they should.
    """
    payload = folder / bagit.PAYLOAD
    if (payload / "snapshots").is_dir() and (payload / "objects").is_dir():
        raise UnsupportedSourceError(str(folder), _("这是电子报阅读机导出的档案，请用 dianzibao restore 恢复"))
    bagit.validate(folder)
    return FolderSource(payload)

"""Files that are zips of XML (DOCX, OFD, EPUB): opening them, finding a part, the pictures in them.  Not a format."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from archive.errors import UnreadableSourceError
from archive.formats.base import Source, blob
from archive.formats.xml_tree import Element, parse_xml
from archive.model import Blob
from archive.wording import _
from archive.zips import Zip, names_in

TOTAL_LIMIT = 1 << 30
"""Bytes that one document may unpack to."""
PICTURE_SUFFIXES = {".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".tif", ".tiff"}
"""Pictures that can be shown; others (EMF, WMF, JBIG2) are named."""


def part_names(source: Source) -> frozenset[str]:
    """The names of a single file's parts, for sniffing; empty for a tree and for what is no zip."""
    if source.is_tree or len(source.members) != 1:
        return frozenset()
    try:
        with source.open(source.members[0]) as stream:
            return names_in(stream) if stream.read(4) == b"PK\x03\x04" else frozenset()
    except (UnreadableSourceError, OSError, ValueError, KeyError):
        return frozenset()


class Package:
    """The parts of one office file.  Use as a context; `UnreadableSourceError` when it is no zip or not a sound one."""

    def __init__(self, source: Source) -> None:
        if source.is_tree or len(source.members) != 1:
            raise UnreadableSourceError(source.name, _("不是单个文件"))
        self.name = source.name
        self._stream = source.open(source.members[0])
        try:
            self.zip = Zip(self._stream, source.name, TOTAL_LIMIT)
        except UnreadableSourceError:
            self._stream.close()
            raise
        self._folded = {member.lower(): member for member in reversed(self.zip.members)}

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()
        self._stream.close()

    def find(self, base: str, address: str) -> str | None:
        """The part that an address in part `base` names (`/…` from the root); None when it is not there."""
        path = unquote(address.strip().replace("\\", "/").split("#", 1)[0])
        joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
        return self._folded.get(posixpath.normpath(joined).lower()) if path else None

    def xml(self, part: str) -> Element:
        """A part as XML; `UnreadableSourceError` when it is missing or not well formed."""
        root = parse_xml(self.zip.read(part))
        if root is None:
            raise UnreadableSourceError(f"{self.name}/{part}", _("XML 已损坏"))
        return root

    def picture(self, part: str) -> Blob | None:
        """A picture that can be shown; None for another kind of file or one that cannot be read."""
        if posixpath.splitext(part)[1].lower() not in PICTURE_SUFFIXES:
            return None
        try:
            return blob(part, self.zip.read(part))
        except UnreadableSourceError:
            return None

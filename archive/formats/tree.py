"""A source seen as the folder of a web site: links to members, blobs read once, what was used.

Sites differ in case between link and file, use backslashes and climb above the folder that was saved; a saved page
keeps its pictures in `X_files/`.  All of that is settled here, once.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from urllib.parse import unquote

from archive.errors import UnreadableSourceError
from archive.formats.base import Source, blob
from archive.model import Blob

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PROGRAM = re.compile(r"[^?]*\.(?:do|action|aspx?|php|jsp)\?", re.IGNORECASE)
_SAVED_FOLDER = re.compile(r"(?:_files|\.files|_Files)(?:/|$)")


class Tree:
    """The members of a source by where links lead."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.members = source.members
        self.used: set[str] = set()
        self.notes: list[str] = []
        self._exact = set(source.members)
        self._folded = {member.lower(): member for member in reversed(source.members)}
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for member in source.members:
            self._by_name[posixpath.basename(member).lower()].append(member)
        self._blobs: dict[str, Blob | None] = {}

    def path(self, base: str, href: str) -> str | None:
        """Where a link in `base` leads, as a path in this tree (`..` above the root is kept); None for other schemes.

        Query and fragment are dropped: `content_1.htm?div=-1` is `content_1.htm`, but `read.do?m=i` stays: what a
        program answers depends on it.  Of a web address the path counts.
        """
        href = href.strip().replace("\\", "/").split("#", 1)[0]
        if not _PROGRAM.match(href):
            href = href.split("?", 1)[0]
        if not href:
            return None
        if re.match(r"(?i)https?://|//", href):
            rest = href.split("//", 1)[1]
            return "//" + unquote(rest) if "/" in rest else None
        if _SCHEME.match(href):
            return None
        if href.startswith("/"):
            return "//" + unquote(href.lstrip("/"))
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    def find(self, base: str, path: str | None) -> str | None:
        """The member at a path that `path()` gave; None when it did not come along."""
        if not path:
            return None
        inside = path
        while inside.startswith("../"):
            inside = inside[3:]
        for name in _saved_names(inside):
            if name in self._exact:
                return name
            if (folded := name.lower()) in self._folded:
                return self._folded[folded]
        return self._nearest(base, inside.removeprefix("//"))

    def _nearest(self, base: str, path: str) -> str | None:
        """A member of that name that shares the path's end, lies beside the page, or in its `_files` folder."""
        wanted = path.lower().split("/")
        folder = posixpath.dirname(base)
        best: tuple[int, str] | None = None
        for member in self._by_name.get(wanted[-1], ()):
            shared = _shared_end(wanted, member.lower().split("/"))
            beside = posixpath.dirname(member) == folder
            if shared < 2 and not beside and not _SAVED_FOLDER.search(posixpath.dirname(member)):
                continue
            score = shared * 2 + beside
            if best is None or score > best[0]:
                best = (score, member)
        return best[1] if best else None

    def blob(self, member: str) -> Blob | None:
        """A member's bytes, read once and marked as used; None (and a note) when it cannot be read."""
        if member not in self._blobs:
            try:
                self._blobs[member] = blob(member, self.source.read(member))
            except UnreadableSourceError as error:
                self._blobs[member] = None
                self.notes.append(str(error))
        found = self._blobs[member]
        if found is not None:
            self.used.add(member)
        return found

    def forget(self) -> None:
        """Let go of the bytes that were read; what was used stays known."""
        self._blobs.clear()

    def left_out(self) -> tuple[str, ...]:
        return tuple(member for member in self.members if member not in self.used)


def shown(path: str) -> str:
    """A path as it is named to the user: relative to the source, an absolute one without its leading slashes."""
    return path.removeprefix("//")


def _saved_names(path: str) -> tuple[str, ...]:
    """The names under which a file may have been saved: programs' answers with another mark, or as HTML."""
    if "?" not in path:
        return (path,)
    marked = (path, path.replace("?", "@"))
    return (*marked, *(f"{name}.html" for name in marked))


def _shared_end(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count

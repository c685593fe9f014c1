"""Where the files are that archive XML speaks of: text pages perhaps packed, pictures beside them, other folders."""

from __future__ import annotations

import io
import posixpath
import re
import warnings
from collections import defaultdict

from archive.errors import UnreadableSourceError
from archive.formats import unpack
from archive.formats.base import Source, blob
from archive.formats.tree import Tree
from archive.model import Blob
from archive.wording import _

MAX_XML = 48 << 20
"""Bytes of one unpacked file of text and boxes; the largest real pages have a quarter of it."""

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|jp2|jpx|j2k|bmp)$", re.IGNORECASE)
_TIFF = re.compile(r"\.tiff?$", re.IGNORECASE)
_TEXT_SUFFIX = re.compile(r"(?:\.(?:alto|hocr|ocr|mets|x?html?|xml))+$", re.IGNORECASE)
_FILE_SCHEME = re.compile(r"^file:(?://)?", re.IGNORECASE)


class Members:
    """The members of a source by the names that METS and ALTO files call them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.used: set[str] = set()
        self._tree = Tree(source)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._pictures: defaultdict[str, list[str]] = defaultdict(list)
        for member in source.members:
            self._by_name[posixpath.basename(unpack.plain_name(member)).lower()].append(member)
            if _PICTURE.search(member):
                self._pictures[stem(member).lower()].append(member)

    def find(self, base: str, href: str) -> str | None:
        """The member that `href` in member `base` means: at that place, packed, or the only one of its name nearby."""
        path = self._tree.path(base, _FILE_SCHEME.sub("", href.strip())) or ""
        for end in ("", ".gz", ".xz"):
            if path and (found := self._tree.find(base, path + end)):
                return found
        folder = posixpath.dirname(base)
        near = [
            other
            for other in self._by_name.get(posixpath.basename(path).lower(), ())
            if not folder or other.startswith(f"{folder}/") or _is_near(folder, posixpath.dirname(other))
        ]
        return near[0] if len(near) == 1 else None

    def picture_of(self, member: str, image: str) -> str | None:
        """The picture of a text page: by the name that the page gives it in any format, or by the page's own name.

        It lies beside the page, above or below it, or in a folder of the same issue (`alto/0001.xml`, `jpg/0001.jpg`);
        of several any but a TIFF is taken.
        """
        folder = posixpath.dirname(member)
        named = stem(image.replace("\\", "/")).lower()
        for name in dict.fromkeys((named, stem(member).lower())):
            near = [other for other in self._pictures.get(name, ()) if _is_near(folder, posixpath.dirname(other))]
            if near:
                return min(near, key=lambda other: (_TIFF.search(other) is not None, other.count("/"), other))
        return None

    def load(self, member: str) -> Blob:
        """A member's bytes, marked as used; `UnreadableSourceError` when they cannot be read."""
        found = blob(member, self.source.read(member))
        self.used.add(member)
        return found

    def load_text(self, member: str) -> tuple[Blob, bytes]:
        """A member's bytes and what is packed in them, marked as used; `UnreadableSourceError`."""
        data, plain = unpack.content(self.source, member, MAX_XML)
        if len(plain) > MAX_XML:
            raise UnreadableSourceError(
                f"{self.source.name}/{member}", _("文件超过 {limit} MB").format(limit=MAX_XML >> 20)
            )
        self.used.add(member)
        return blob(member, data), plain

    def left_out(self) -> tuple[str, ...]:
        return tuple(member for member in self.source.members if member not in self.used)


def stem(path: str) -> str:
    """A file's name without folder, packing and suffixes: `ocr/0001.alto.xml.gz` is `0001`."""
    name = posixpath.basename(unpack.plain_name(path))
    plain = _TEXT_SUFFIX.sub("", name)
    return plain if plain != name else _PICTURE.sub("", name)


def measured(data: bytes) -> tuple[int, int] | None:
    """A picture's width and height from its header; None for what Pillow does not open or holds to be a bomb."""
    from PIL import Image  # only here: most starts of the program measure no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a broadsheet is large, and is only measured
            with Image.open(io.BytesIO(data)) as image:
                return image.width, image.height
    except Exception:  # Pillow's readers raise anything at all on a broken file
        return None


def _is_near(folder: str, other: str) -> bool:
    """May two folders belong to one issue?  Not when they differ by a number, which is a day or an issue."""
    if folder == other:
        return True
    shared = posixpath.commonpath([folder, other])
    return not re.search(r"\d", folder[len(shared) :] + other[len(shared) :])

"""MHT and MHTML: a page saved with all its parts in one file, read by whichever format knows the page inside.

The parts are shown to that format as a folder: the page under its address, pictures under theirs, frames in the page's
`_files` folder.  What is kept as original is the MHT file itself.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from email.message import Message
from io import BytesIO
from typing import BinaryIO, ClassVar
from urllib.parse import unquote, urlsplit

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Format, Hints, Source, blob
from archive.model import Blob, DraftArticle, DraftIssue, DraftPage
from archive.text import declared_encoding, decode
from archive.wording import _

PART_LIMIT = 5000

_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,60}")
_VERSION = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(
    rb"^content-type:\s*(multipart/related|text/html|application/xhtml\+xml)", re.IGNORECASE | re.MULTILINE
)
_PAGES = ("text/html", "application/xhtml+xml")
_UNSAFE = re.compile(r"[\x00-\x1f:*?\"<>|\\]")
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "text/css": ".css"}


class Mht:
    """Saved web archives.  `find` is the registry's: it names the format of the page inside."""

    name: ClassVar[str] = "mht"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def __init__(self, find: Callable[[Source], Format | None]) -> None:
        self._find = find

    def sniff(self, source: Source) -> bool:
        head = unpack.head(source).removeprefix(b"\xef\xbb\xbf").lstrip().replace(b"\r\n", b"\n")
        match = _HEADERS.match(head)
        return bool(match and _VERSION.search(match[0]) and _TYPE.search(match[0]))

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        if len(source.members) != 1:
            raise UnreadableSourceError(source.name, _("不是单个文件"))
        raw, data = unpack.content(source, source.members[0])
        inside = _Parts(source.name, data)
        form = self._find(inside)
        if form is None:
            raise UnreadableSourceError(source.name, _("MHT 里的网页认不出来"))
        original = blob(source.members[0], raw)
        for draft in form.read(inside, hints):
            yield _kept_as(original, draft, inside.notes)


def _kept_as(original: Blob, draft: DraftIssue, notes: tuple[str, ...]) -> DraftIssue:
    """The draft with the MHT file as what it came from; of the parts only pictures and the like stay."""
    pages = tuple(_page_from(original, page) for page in draft.pages)
    articles = tuple(_article_from(original, article) for article in draft.articles)
    used = {sha for page in pages for sha in (page.picture, page.preview, page.document)}
    used |= {sha for article in articles for sha in article.content.pictures()}
    kept = tuple(part for part in draft.blobs if part.sha256 in used and part.sha256 != original.sha256)
    left = (_("网页里没有用到的部分：{count} 个").format(count=len(draft.left_out)),) if draft.left_out else ()
    return msgspec.structs.replace(
        draft,
        pages=pages,
        articles=articles,
        blobs=(original, *kept),
        notes=(*notes, *draft.notes, *left),
        left_out=(),
    )


def _page_from(original: Blob, page: DraftPage) -> DraftPage:
    return msgspec.structs.replace(page, original=original.sha256)


def _article_from(original: Blob, article: DraftArticle) -> DraftArticle:
    return msgspec.structs.replace(article, original=original.sha256)


class _Parts:
    """The parts of an MHT file as a source: a folder of its own with one page in it."""

    is_tree = True

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        parts = _decoded_parts(name, data)
        page = next((part for part in parts if part.get_content_type() in _PAGES), None)
        if page is None:
            raise UnreadableSourceError(name, _("MHT 里没有网页"))
        root = _member_name(page, "page.html")
        if not re.search(r"\.(?:s?html?|xhtml)$", root, re.IGNORECASE):
            root += ".html"  # `index.php`, `/`: the page inside is HTML whatever its address
        frames = f"{posixpath.splitext(root)[0]}_files"
        self._files: dict[str, bytes] = {}
        addresses: dict[str, str] = {}
        for number, part in enumerate(parts):
            if part is page:
                continue
            member = _member_name(part, f"{frames}/part{number}{_SUFFIXES.get(part.get_content_type(), '')}")
            if part.get_content_type() in _PAGES:
                member = f"{frames}/{posixpath.basename(member)}"
            if member in self._files or member == root:
                stem, suffix = posixpath.splitext(member)
                member = f"{stem}-{number}{suffix}"
            self._files[member] = _payload(part)
            addresses |= dict.fromkeys(_addresses(part), member)
        text, self.notes = _page_text(page)
        self._files[root] = _with_members(text, root, addresses).encode("utf-8-sig", "replace")

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self._files))

    def size(self, member: str) -> int:
        return len(self._files[member])

    def read(self, member: str) -> bytes:
        if member not in self._files:
            raise UnreadableSourceError(self.name, _("MHT 里没有这个部分：{member}").format(member=member))
        return self._files[member]

    def open(self, member: str) -> BinaryIO:
        return BytesIO(self.read(member))


def _decoded_parts(name: str, data: bytes) -> list[Message]:
    """The leaves of the message; `UnreadableSourceError` for one that cannot be taken apart."""
    try:
        message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(), policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError, TypeError) as error:
        raise UnreadableSourceError(name, _("MHT 的结构已损坏")) from error
    if len(parts) > PART_LIMIT:
        raise UnreadableSourceError(name, _("MHT 里的部分太多（{count} 个）").format(count=len(parts)))
    return parts


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _page_text(page: Message) -> tuple[str, tuple[str, ...]]:
    """The page's text; the part's header says the charset where the page itself does not."""
    data = _payload(page)
    declared = declared_encoding(data) or page.get_content_charset()
    decoded = decode(data, declared)
    return decoded.text, single.decoding_notes(decoded)


def _header(part: Message, name: str) -> str:
    """A header's value on one line, `""` without it."""
    return "".join(str(part.get(name) or "").split())


def _member_name(part: Message, default: str) -> str:
    """Where a part lies: its address without scheme, query and what file names cannot hold."""
    location = _header(part, "Content-Location").replace("\\", "/")
    try:
        split = urlsplit(location)
    except ValueError:
        return default
    if split.scheme not in ("", "http", "https", "file"):
        return default
    path = unquote(f"{split.netloc}/{split.path}" if split.scheme else split.path)
    if path.endswith("/"):
        path += "index.html"
    names = [_UNSAFE.sub("_", name) for name in path.split("/") if name not in ("", ".", "..")]
    return "/".join(names) or default


def _addresses(part: Message) -> Iterator[str]:
    """How the page may speak of a part where a path does not say it: `cid:…`, an address with a query, `file:`."""
    if identity := _header(part, "Content-ID").strip("<>"):
        yield f"cid:{identity}"
    location = _header(part, "Content-Location")
    if "?" in location or not re.match(r"(?i)https?:|[^:]*$", location):
        yield location


def _with_members(text: str, root: str, addresses: Mapping[str, str]) -> str:
    """The page with such addresses replaced by paths relative to it, in one pass."""
    if not addresses:
        return text
    folder = posixpath.dirname(root) or "."
    relative = {
        form: posixpath.relpath(member, folder)
        for address, member in addresses.items()
        for form in (address, address.replace("&", "&amp;"))
    }
    found = re.compile("|".join(map(re.escape, sorted(relative, key=len, reverse=True))))
    return found.sub(lambda match: relative[match[0]], text)

"""What an EPUB file says of itself: container → package → spine, table of contents, metadata.  Not what its texts say.

The table of contents is EPUB 3's nav document or EPUB 2's NCX; levels below the second count as the second.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.markup import parse, words_of
from archive.formats.office import epub_issues
from archive.formats.office.epub_issues import IssueMark
from archive.formats.office.office import Package
from archive.formats.xml_tree import Element, attribute, child, children, descendants, local, parse_xml, text_in
from archive.text import tidy
from archive.wording import _

CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PACKAGES = ("application/oebps-package+xml", "")
_OBFUSCATION = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # fonts only


class Entry(msgspec.Struct, frozen=True):
    """A line of the table of contents: its label, the part and fragment that it leads to, what stands below it."""

    label: str
    part: str | None
    fragment: str
    below: tuple[Entry, ...] = ()


class Book(msgspec.Struct):
    """`spine` are the parts in reading order, each once; `missing` what is referred to and not there."""

    title: str = ""
    creator: str = ""
    publisher: str = ""
    date: str = ""
    identifier: str = ""
    periodical: bool = False
    spine: list[str] = msgspec.field(default_factory=list)
    entries: tuple[Entry, ...] = ()
    nav: str | None = None
    missing: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)
    issues: list[IssueMark] = msgspec.field(default_factory=list)
    """What a book of ours says it holds."""


def read_book(package: Package) -> Book:
    """Read the package document; `UnreadableSourceError` when there is none, it is broken, or the texts are locked."""
    opf = _package_document(package)
    root = package.xml(opf)
    _refuse_locked(package)
    book = Book()
    _metadata(root, book)
    items = {attribute(item, "id") or "": item for item in descendants(root, "item")}
    _spine(package, opf, root, items, book)
    book.entries = _contents(package, opf, root, items, book)
    return book


def page(data: bytes) -> Element | None:
    """A content document as a tree with plain names: as XML, or, where it is not well formed, as a browser would."""
    root = parse_xml(data)
    if root is None:
        markup = parse(data)
        return markup.root if markup is not None else None
    for element in root.iter():
        if name := local(element):
            element.tag = name
    return root


def _package_document(package: Package) -> str:
    try:
        container = package.xml(CONTAINER)
    except UnreadableSourceError as error:
        raise UnreadableSourceError(package.name, _("EPUB 没有完好的 META-INF/container.xml")) from error
    for rootfile in descendants(container, "rootfile"):
        found = package.find("", attribute(rootfile, "full-path") or "")
        if found and (attribute(rootfile, "media-type") or "") in _PACKAGES:
            return found
    raise UnreadableSourceError(package.name, _("EPUB 没有内容清单（OPF）"))


def _refuse_locked(package: Package) -> None:
    if _ENCRYPTION not in package.zip.members:
        return
    methods = (attribute(found, "Algorithm") for found in descendants(package.xml(_ENCRYPTION), "EncryptionMethod"))
    if any(method and method not in _OBFUSCATION for method in methods):
        raise UnreadableSourceError(package.name, _("EPUB 有版权保护（DRM），内容是加密的，读不出来"))


def _metadata(root: Element, book: Book) -> None:
    metadata = child(root, "metadata")
    if metadata is None:
        return
    found = {local(item): tidy(text_in(item)) for item in reversed(list(metadata.iter())) if text_in(item).strip()}
    book.title, book.creator, book.publisher = (found.get(name, "") for name in ("title", "creator", "publisher"))
    book.date, book.identifier = found.get("date", ""), found.get("identifier", "")
    marks = [meta for meta in descendants(metadata, "meta") if attribute(meta, "name") == epub_issues.NAME]
    read = [epub_issues.read(attribute(meta, "content") or "") for meta in marks]
    book.issues = [mark for mark in read if mark] if all(read) else []
    book.periodical = any(
        "periodical" in (attribute(meta, "content") or "") or "periodical" in text_in(meta)
        for meta in descendants(metadata, "meta")
        if "publication_type" in (attribute(meta, "name") or attribute(meta, "property") or "")
    )


def _spine(package: Package, opf: str, root: Element, items: dict[str, Element], book: Book) -> None:
    repeated: dict[str, int] = {}
    for reference in descendants(root, "itemref"):
        item = items.get(attribute(reference, "idref") or "")
        address = attribute(item, "href") or ""
        part = package.find(opf, address)
        if part is None:
            book.missing.append(address or f"#{attribute(reference, 'idref')}")
        elif part in book.spine:
            repeated[part] = repeated.get(part, 0) + 1
        else:
            book.spine.append(part)
    book.notes += [
        _("书脊里重复引用 {count} 次，只收一次：{part}").format(count=count, part=part)
        for part, count in repeated.items()
    ]


def _contents(package: Package, opf: str, root: Element, items: dict[str, Element], book: Book) -> tuple[Entry, ...]:
    nav = next((item for item in items.values() if "nav" in (attribute(item, "properties") or "").split()), None)
    book.nav = package.find(opf, attribute(nav, "href") or "")
    if book.nav and (document := page(package.zip.read(book.nav))) is not None:
        tables = [found for found in descendants(document, "nav") if (attribute(found, "type") or "toc") == "toc"]
        if tables and (entries := tuple(_nav_entries(package, book.nav, tables[0]))):
            return entries
    spine = child(root, "spine")
    named = attribute(spine, "toc") or ""
    ncx = (
        items.get(named)
        if named in items
        else next(
            (item for item in items.values() if attribute(item, "media-type") == "application/x-dtbncx+xml"), None
        )
    )
    part = package.find(opf, attribute(ncx, "href") or "")
    document = parse_xml(package.zip.read(part)) if part else None
    table = child(document, "navMap")
    return tuple(_ncx_entries(package, part or "", table)) if table is not None else ()


def _nav_entries(package: Package, base: str, holder: Element) -> Iterator[Entry]:
    for listed in children(holder, "ol"):
        for item in children(listed, "li"):
            label = next(iter(children(item, "a", "span")), None)
            below = tuple(_nav_entries(package, base, item))
            yield _entry(package, base, words_of(label) if label is not None else "", attribute(label, "href"), below)


def _ncx_entries(package: Package, base: str, holder: Element) -> Iterator[Entry]:
    for point in children(holder, "navPoint"):
        label = tidy(" ".join(text_in(child(point, "navLabel", "text")).split()))
        below = tuple(_ncx_entries(package, base, point))
        yield _entry(package, base, label, attribute(child(point, "content"), "src"), below)


def _entry(package: Package, base: str, label: str, address: str | None, below: tuple[Entry, ...]) -> Entry:
    path, _, fragment = (address or "").partition("#")
    part = package.find(base, path or posixpath.basename(base)) if address else None
    return Entry(label, part, fragment, below)

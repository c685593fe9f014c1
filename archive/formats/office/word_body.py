"""The body of a DOCX file in order: paragraphs as printed (with their automatic numbers), tables, pictures, notes.

What the paragraphs mean is not decided here.  Deleted and hidden text is left out and counted in `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.office.office import Package
from archive.formats.office.office_text import Line, Part
from archive.formats.office.word_numbering import Numbering
from archive.formats.xml_tree import Element, attribute, child, children, descendants, local, text_in
from archive.model import Blob, Figure, Table
from archive.text import paragraphs, tidy
from archive.wording import N_, _

DOCUMENT_RELATION = "/officeDocument"

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"title|标题|大标题", re.IGNORECASE)
_SUBTITLE_STYLE = re.compile(r"subtitle|副标题", re.IGNORECASE)
_CAPTION_STYLE = re.compile(r"caption|题注", re.IGNORECASE)
_LEFT_OUT = {"del": N_("删除"), "moveFrom": N_("移走")}
_SPECIAL = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": "", "br": "\n", "cr": "\n"}
_STYLE_DEPTH = 12
_BOX = "txbxContent"


class Body(msgspec.Struct):
    """The parts of a document in order, the pictures that belong to it, and what was dropped."""

    parts: list[Part] = msgspec.field(default_factory=list)
    pictures: dict[str, Blob] = msgspec.field(default_factory=dict)
    missing: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)


class _Style(msgspec.Struct, frozen=True):
    name: str = ""
    level: int = 0
    number: tuple[str, int] | None = None
    centred: bool = False


def read_body(package: Package) -> Body:
    """Read the document; `UnreadableSourceError` when its main part is missing or broken."""
    main = _main_part(package)
    reader = _Reader(package, main)
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableSourceError(package.name, _("DOCX 里没有正文"))
    reader.blocks(body)
    reader.finish()
    return reader.body


def _main_part(package: Package) -> str:
    for relation in children(package.xml("_rels/.rels"), "Relationship"):
        if (attribute(relation, "Type") or "").endswith(DOCUMENT_RELATION):
            found = package.find("", attribute(relation, "Target") or "")
            if found:
                return found
    raise UnreadableSourceError(package.name, _("DOCX 里没有正文"))


class _Reader:
    def __init__(self, package: Package, main: str) -> None:
        self.body = Body()
        self._package = package
        self._main = main
        self._relations = self._read_relations()
        self._styles = self._read_styles()
        self._numbering = Numbering(self._part("/numbering"))
        self._notes_text: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            root = self._part(f"/{kind}s")
            for note in children(root, kind):
                words = tidy(" ".join(text_in(part) for part in descendants(note, "p")))
                self._notes_text[kind, attribute(note, "id") or ""] = words
        self._used_notes: list[str] = []
        self._dropped: dict[str, int] = {}

    # ── parts beside the document ──

    def _read_relations(self) -> dict[str, tuple[str, str]]:
        folder, _slash, name = self._main.rpartition("/")
        part = self._package.find("", f"{folder}/_rels/{name}.rels")
        root = self._package.xml(part) if part else None
        return {
            attribute(item, "Id") or "": (attribute(item, "Type") or "", attribute(item, "Target") or "")
            for item in children(root, "Relationship")
        }

    def _part(self, kind: str) -> Element | None:
        """The part that the document is related to in this way; None when there is none or it is broken."""
        for relation, target in self._relations.values():
            if relation.endswith(kind) and (part := self._package.find(self._main, target)):
                try:
                    return self._package.xml(part)
                except UnreadableSourceError as error:
                    self.body.notes.append(str(error))
        return None

    def _read_styles(self) -> dict[str, _Style]:
        root = self._part("/styles")
        found = {attribute(item, "styleId") or "": item for item in children(root, "style")}
        return {name: _style(name, found) for name in found}

    # ── the document in order ──

    def blocks(self, holder: Element) -> None:
        """Paragraphs, tables and what wraps them, in order."""
        for element in holder:
            match local(element):
                case "p":
                    self._paragraph(element)
                case "tbl":
                    self._table(element)
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                    self.blocks(element)
                case "del" | "moveFrom" as kind:
                    self._drop(_(_LEFT_OUT[kind]))
                case "altChunk":
                    self.body.notes.append(_("有一段嵌入的外部内容没有读入"))

    def finish(self) -> None:
        """Notes at the end, and what was left aside."""
        self.body.parts += [Line(text) for text in self._used_notes]
        self.body.notes += [
            _("没有收入{kind}的文字：{count} 处").format(kind=kind, count=count)
            for kind, count in self._dropped.items()
        ]
        if self._part("/comments") is not None:
            self.body.notes.append(_("批注没有收入"))
        for kind, name in (("/header", _("页眉")), ("/footer", _("页脚"))):
            text = tidy(text_in(self._part(kind)))
            if re.search(r"[^\W\d_]{2}", text):
                self.body.notes.append(_("{name}没有收入：{text}").format(name=name, text=text[:60]))
        for relation, target in self._relations.values():
            if relation.endswith(("/oleObject", "/package")):
                self.body.notes.append(_("内嵌的附件没有取出：{target}").format(target=target))

    def _paragraph(self, paragraph: Element) -> None:
        settings = child(paragraph, "pPr")
        style = self._styles.get(attribute(child(settings, "pStyle"), "val") or "", _Style())
        marker = self._marker(settings, style)
        texts: list[str] = []
        pictures: list[Figure] = []
        boxes: list[Element] = []
        self._runs(paragraph, texts, pictures, boxes)
        alignment = attribute(child(settings, "jc"), "val")
        centred = alignment == "center" if alignment else style.centred
        level = _outline(child(settings, "outlineLvl")) or style.level
        lines = paragraphs("".join(texts))
        for number, text in enumerate(lines):
            self._add(Line(text if number else marker + text, level, _role(style.name), centred))
        if marker and not lines and pictures:
            self._add(Line(marker.strip()))
        self.body.parts += pictures
        for box in boxes:
            self.blocks(box)

    def _add(self, line: Line) -> None:
        """A caption belongs to the picture above it."""
        last = self.body.parts[-1] if self.body.parts else None
        if line.role == "caption" and isinstance(last, Figure) and last.caption is None:
            self.body.parts[-1] = Figure(last.picture, line.text)
        else:
            self.body.parts.append(line)

    def _marker(self, settings: Element | None, style: _Style) -> str:
        own = child(settings, "numPr")
        number, level = style.number or ("", 0)
        if own is not None:
            number = attribute(child(own, "numId"), "val") or number
            level = _whole(attribute(child(own, "ilvl"), "val")) if child(own, "ilvl") is not None else level
        return self._numbering.marker(number, level) if number not in ("", "0") else ""

    def _runs(self, holder: Element, texts: list[str], pictures: list[Figure], boxes: list[Element]) -> None:
        """What runs of text hold, through hyperlinks, fields, insertions and alternatives."""
        for element in holder:
            match local(element):
                case "t":
                    texts.append(element.text or "")
                case "tab" | "ptab" | "noBreakHyphen" | "softHyphen" | "br" | "cr" as kind:
                    texts.append(_SPECIAL[kind])
                case "sym":
                    texts.append(_symbol(attribute(element, "char")))
                case "del" | "moveFrom" as kind:
                    self._drop(_(_LEFT_OUT[kind]))
                case "footnoteReference" | "endnoteReference" as kind:
                    texts.append(self._note(kind.removesuffix("Reference"), attribute(element, "id") or ""))
                case "drawing" | "pict" | "object":
                    pictures += self._pictures(element)
                    boxes += _within(element, _BOX)
                case "AlternateContent":
                    choice = child(element, "Choice")
                    choice = child(element, "Fallback") if choice is None else choice
                    if choice is not None:
                        self._runs(choice, texts, pictures, boxes)
                case "r":
                    if _on(child(element, "rPr", "vanish")):
                        self._drop(_("隐藏"))
                    else:
                        self._runs(element, texts, pictures, boxes)
                case "pPr" | "rPr" | "instrText" | "delText":
                    pass
                case _:
                    self._runs(element, texts, pictures, boxes)

    def _pictures(self, drawing: Element) -> Iterator[Figure]:
        found = [attribute(blip, "embed") or attribute(blip, "link") for blip in _within(drawing, "blip")]
        found += [attribute(image, "id") for image in _within(drawing, "imagedata")]
        for identity in dict.fromkeys(filter(None, found)):
            _kind, target = self._relations.get(identity, ("", ""))
            part = self._package.find(self._main, target) if target else None
            if part is None:
                self.body.missing.append(target or identity)
                yield Figure(None)
                continue
            picture = self.body.pictures.get(part) or self._package.picture(part)
            if picture is None:
                self.body.notes.append(_("这种图片显示不了：{part}").format(part=part))
                yield Figure(None)
                continue
            self.body.pictures[part] = picture
            yield Figure(picture.sha256)

    def _note(self, kind: str, identity: str) -> str:
        """A note's mark in the text; the note itself stands at the end."""
        words = self._notes_text.get((kind, identity), "")
        if not words:
            return ""
        mark = f"〔{len(self._used_notes) + 1}〕"
        self._used_notes.append(f"{mark}{words}")
        return mark

    def _table(self, table: Element) -> None:
        """A table's cells; a frame of one cell is read as text, pictures of cells follow the table."""
        grid = [list(_unwrapped(row, "tc")) for row in _unwrapped(table, "tr")]
        if sum(map(len, grid)) == 1:
            self.blocks(next(cell for cells in grid for cell in cells))
            return
        pictures: list[Figure] = []
        rows = [tuple(text for cell in cells for text in self._cell(cell, pictures)) for cells in grid]
        if any(any(row) for row in rows):
            self.body.parts.append(Table(tuple(row for row in rows if any(row))))
        self.body.parts += pictures

    def _cell(self, cell: Element, pictures: list[Figure]) -> Iterator[str]:
        """A cell's text and an empty one for each further column that it spans."""
        outside, self.body.parts = self.body.parts, []
        self.blocks(cell)
        inside, self.body.parts = self.body.parts, outside
        texts: list[str] = []
        for part in inside:
            match part:
                case Line(text=text):
                    texts.append(text)
                case Table(rows=rows):
                    texts += [" ".join(filter(None, row)) for row in rows]
                case Figure():
                    pictures.append(part)
        yield " ".join(texts)
        span = _whole(attribute(child(cell, "tcPr", "gridSpan"), "val"))
        yield from [""] * min(span - 1, 60)

    def _drop(self, kind: str) -> None:
        self._dropped[kind] = self._dropped.get(kind, 0) + 1


# ── single elements ────────────────────────────────────────────────────────────────────────────────────────────────


def _unwrapped(holder: Element, name: str) -> Iterator[Element]:
    """The children of a name, also those in content controls and insertions."""
    for element in holder:
        if local(element) == name:
            yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _unwrapped(element, name)


def _within(element: Element, *names: str) -> Iterator[Element]:
    """Descendants of some names; text boxes are not entered."""
    for inner in element:
        if local(inner) in names:
            yield inner
        elif local(inner) != _BOX:
            yield from _within(inner, *names)


def _style(name: str, styles: dict[str, Element]) -> _Style:
    """A paragraph style with what it takes over from those that it is based on."""
    level, number, alignment, printed = 0, None, None, ""
    current = name
    for _step in range(_STYLE_DEPTH):
        element = styles.get(current)
        if element is None:
            break
        named = attribute(child(element, "name"), "val") or ""
        printed = printed or named
        settings = child(element, "pPr")
        heading = _HEADING_STYLE.fullmatch(named)
        level = level or _outline(child(settings, "outlineLvl")) or (int(heading[1]) if heading else 0)
        if number is None and (own := child(settings, "numPr")) is not None:
            number = (attribute(child(own, "numId"), "val") or "", _whole(attribute(child(own, "ilvl"), "val")))
        alignment = alignment or attribute(child(settings, "jc"), "val")
        current = attribute(child(element, "basedOn"), "val") or ""
    return _Style(printed, level, number, alignment == "center")


def _role(style: str) -> str:
    if _SUBTITLE_STYLE.fullmatch(style):
        return "subtitle"
    if _TITLE_STYLE.fullmatch(style):
        return "title"
    return "caption" if _CAPTION_STYLE.fullmatch(style) else ""


def _outline(element: Element | None) -> int:
    """Outline level from 1; 0 for body text (written as 9) and where none is set."""
    value = attribute(element, "val")
    return int(value) + 1 if value is not None and value in "012345678" and value else 0


def _on(element: Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


def _symbol(code: str | None) -> str:
    """A character of a symbol font: what is private to the font is shown as a bullet."""
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "●" if "\ue000" <= char <= "\uf8ff" else char


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0

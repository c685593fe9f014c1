"""Which column of a table is which field of an article, and what a row says.

Field names are the command line's: paper date edition page page_name order kicker title subtitle byline text
source url id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from archive.errors import UsageError
from archive.formats.base import Hints
from archive.labels import parse_date_and_pages, parse_pages
from archive.model import Block, Content, IssueKey, PageRef, PaperKind, Paragraph
from archive.text import clean, lines_of, paragraphs, tidy
from archive.wording import _, listed

FIELDS = (
    "paper", "date", "edition", "page", "page_name", "order", "kicker", "title", "subtitle", "byline", "text",
    "source", "url", "id",
)  # fmt: skip
NUMBER_FIELD = "发文字号"
URL_FIELD = "网址"


class TablePreview(msgspec.Struct, frozen=True):
    """A table's beginning: its columns, the first rows as text (`""` for what a row lacks), which column would be
    which field (field → column), a fingerprint that all tables with the same columns share, and the fields that the
    table lacks.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: Mapping[str, str]
    fingerprint: str
    missing: tuple[str, ...]


# What R writes for a character that its encoding lacks.
_R_ESCAPE = re.compile(r"<U\+([0-9A-F]{4})>")

_KINDS: Mapping[str, PaperKind] = {kind.value: kind for kind in PaperKind}

# Column names that need no map, folded to lower case; the first that is present wins.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "paper": ("paper", "报纸", "报名", "報紙", "newspaper", "媒体"),
    "date": (
        "date",
        "日期",
        "发布日期",
        "发布时间",
        "出版日期",
        "刊期",
        "见报日期",
        "发表日期",
        "pub_date",
        "pubdate",
        "publish_date",
        "pubtime",
    ),
    "edition": ("edition", "版本"),
    "page": ("page", "版次", "版面", "版号", "版", "ban", "banci"),
    "page_name": ("page_name", "版名", "版面名称"),
    "order": ("order", "seq", "顺序", "序号"),
    "kicker": ("kicker", "引题", "肩题", "眉题", "引題", "introtitle"),
    "title": ("title", "标题", "主标题", "主题", "標題", "题目", "篇名", "headline"),
    "subtitle": ("subtitle", "副题", "副标题", "副題"),
    "byline": ("byline", "author", "作者", "署名", "记者"),
    "text": ("text", "content", "正文", "内容", "內容", "稿件内容", "body", "全文", "fulltext"),
    "source": ("source", "来源", "來源", "稿源"),
    "url": ("url", "link", "链接", "網址", "网址", "href"),
    "id": ("id", "article_id", "文章编号"),
    "number": ("doc_no", "发文字号", "文号"),
    "dateline": ("dateline", "电头"),
    "kind": ("kind",),
    "fields": ("fields",),
}  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One usable row."""

    key: IssueKey
    pages: tuple[PageRef, ...]
    order: int | None
    own_id: str | None
    content: Content


class Columns(msgspec.Struct):
    """The mapping in force for one table, and a count of what could not be used.

    A field may have several columns: sheets and nested lists of one file name them differently.  A row's value is that
    of the first column which the row has.
    """

    names: tuple[str, ...]
    by_field: dict[str, tuple[str, ...]]
    constants: dict[str, str]
    used: set[str] = msgspec.field(default_factory=set)
    problems: dict[str, list[int]] = msgspec.field(default_factory=dict)

    def row(self, cells: Mapping[str, object], line: int) -> Row | None:
        """What a row says; None (and a note with the line number) when it cannot be used."""
        title, text = self._lines(cells, "title"), self._text(cells)
        if not title and not text:
            self.note(_("没有标题也没有正文"), line)
            return None
        paper = self._cell(cells, "paper")
        if not paper:
            self.note(_("没有报名（paper）"), line)
            return None
        printed = self._cell(cells, "date")
        date, pages = parse_date_and_pages(printed) if printed else (None, ())
        named_kind = _KINDS.get(self._cell(cells, "kind"))
        if date is None and (printed or ("date" in self.by_field and named_kind is not PaperKind.DOCUMENTS)):
            self.note(_("日期看不懂") if printed else _("没有日期"), line)
            return None
        page = self._cell(cells, "page")
        if page:
            pages = parse_pages(page)
            if not pages:
                self.note(_("版次看不懂"), line)
        pages = _named(pages, self._cell(cells, "page_name"))
        blocks: tuple[Block, ...] = tuple(map(Paragraph, text))
        fields = self._facts(cells)
        if url := self._cell(cells, "url"):
            fields[URL_FIELD] = url
        if number := self._cell(cells, "number"):
            fields[NUMBER_FIELD] = number
        content = Content(
            title or text[0][:40],
            kicker=self._lines(cells, "kicker") or None,
            subtitle=self._lines(cells, "subtitle") or None,
            byline=self._cell(cells, "byline") or None,
            source=self._cell(cells, "source") or None,
            dateline=self._lines(cells, "dateline") or None,
            fields=fields,
            blocks=blocks,
        )
        is_document = named_kind is PaperKind.DOCUMENTS if named_kind else bool(number and not pages)
        kind = PaperKind.DOCUMENTS if date is None or is_document else PaperKind.NEWSPAPER
        key = IssueKey(kind, paper, date, self._cell(cells, "edition"))
        return Row(key, pages, _whole(self._cell(cells, "order")), self._cell(cells, "id") or None, content)

    def note(self, problem: str, line: int) -> None:
        self.problems.setdefault(problem, []).append(line)

    def notes(self) -> tuple[str, ...]:
        """What was left out or not understood, with the first line numbers."""
        unused = [name for name in self.names if name not in self.used]
        notes = [_("没有用到的列：{names}").format(names=listed(unused))] if unused else []
        for problem, lines in self.problems.items():
            first = listed(map(str, lines[:5])) + ("…" if len(lines) > 5 else "")
            notes.append(
                _("{problem}：{count} 行（第 {first} 行）").format(problem=problem, count=len(lines), first=first)
            )
        return tuple(notes)

    def _value(self, cells: Mapping[str, object], name: str) -> object:
        for column in self.by_field.get(name, ()):
            if column in cells:
                self.used.add(column)
                return cells[column]
        return None

    def _cell(self, cells: Mapping[str, object], name: str) -> str:
        if name in self.constants:
            return self.constants[name]
        value = self._value(cells, name)
        return tidy(cell_text(value)) if value else "" if value is None or value == "" else str(value)

    def _lines(self, cells: Mapping[str, object], name: str) -> str:
        if name in self.constants:
            return self.constants[name]
        return "\n".join(lines_of(cell_text(self._value(cells, name))))

    def _facts(self, cells: Mapping[str, object]) -> dict[str, str]:
        """What `writing` puts into one object."""
        held = self._value(cells, "fields")
        return {name: value for name, value in held.items() if isinstance(value, str)} if isinstance(held, dict) else {}

    def _text(self, cells: Mapping[str, object]) -> list[str]:
        if "text" in self.constants:
            return paragraphs(self.constants["text"])
        value = self._value(cells, "text")
        return paragraphs(value if isinstance(value, str) else cell_text(value)) if value else []


def columns(names: Iterable[str], hints: Hints) -> Columns:
    """Settle the mapping for a table with these column names.

    `UsageError` for a mapped field that does not exist.
    """
    unknown = [name for name in hints.columns if name not in FIELDS]
    if unknown:
        raise UsageError(
            _("没有这个字段：{names}（可用：{known}）").format(names=listed(unknown), known=listed(FIELDS))
        )
    present = tuple(names)
    folded = {tidy(name).lower(): name for name in reversed(present)}
    by_field: dict[str, tuple[str, ...]] = {
        name: (folded.get(column.lower(), column),) for name, column in hints.columns.items()
    }
    given = {column for held in by_field.values() for column in held}
    for name, known in _NAMES.items():
        if name not in by_field:
            found = tuple(folded[candidate] for candidate in known if candidate in folded)
            if free := tuple(column for column in found if column not in given):
                by_field[name] = free
    constants = {name: value for name, value in hints.values.items() if name in FIELDS}
    return Columns(present, by_field, constants)


def known_columns(names: Iterable[str]) -> set[str]:
    """The fields that these column names give without a map."""
    folded = {tidy(name).lower() for name in names}
    return {name for name, known in _NAMES.items() if folded.intersection(known)}


def missing_fields(mapping: Columns) -> list[str]:
    """Fields without which no row can be used."""
    has = set(mapping.by_field) | set(mapping.constants)
    missing = [name for name in ("paper",) if name not in has]
    return missing if "title" in has or "text" in has else [*missing, "title", "text"]


def _named(pages: tuple[PageRef, ...], printed: str) -> tuple[PageRef, ...]:
    """Page names: `01版：要闻` gives 要闻 (and the page, if no other column does), `要闻、综合` one to each page."""
    if not printed:
        return pages
    names = printed.split("、")
    if len(pages) == len(names) > 1:
        return tuple(PageRef(page.label, name or None) for page, name in zip(pages, names, strict=True))
    refs = parse_pages(printed)
    if not refs:
        return tuple(PageRef(page.label, printed) for page in pages)
    if not pages:
        return refs
    return tuple(PageRef(page.label, refs[0].name or page.name) for page in pages)


def cell_text(value: object) -> str:
    """A cell of any table as text: lists one item a line, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(_R_ESCAPE.sub(_r_character, value)) if "<U+" in value else clean(value)
    if isinstance(value, list):
        return "\n".join(cell_text(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _r_character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

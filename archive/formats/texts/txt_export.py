"""Text files that collectors of e-papers write, one an article: `20240101-01-02.txt`, and `00001_标题.txt` with a head.

The first kind says day, page and order in its name and begins with kicker, title and subtitle on lines of their own
(blank where absent); the second has `标题：`, `日期：`, `版面：` … above a row of `=`.  A folder of such files is read
day by day; where nothing names the paper, a folder does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source, blob
from archive.formats.printed.file_names import read_file_name
from archive.formats.tables import fields
from archive.labels import parse_pages
from archive.model import (
    Blob,
    Content,
    DraftArticle,
    DraftIssue,
    DraftPage,
    IssueKey,
    PageRef,
    PaperKind,
    PartialDate,
)
from archive.text import blocks_of, byline_in, byline_of, clean, decode, tidy
from archive.wording import _

CHUNK = 1000
_NAME = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)[-_](?P<page>[A-Za-z]{0,3}\d{1,3})[-_](?P<order>\d{1,3})", re.ASCII
)
_NUMBERED = re.compile(r"\d{3,6}[_-].*")
_HEAD_LINE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6})\s*[:：]\s*(?P<value>.*)")
_RULE = re.compile(r"[=＝]{10,}")
_HEAD_LINES = 20
_HEADLINE = 60


class TxtExport:
    """Articles as text files with telling names or heads."""

    name: ClassVar[str] = "txt-export"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        if not source.is_tree:
            lines = single.head_lines(source, _HEAD_LINES)
            return bool(lines) and (_named(source.members[0]) is not None or _head(lines) is not None)
        texts = _texts(source)
        if len(texts) * 10 < max(len(source.members), 2) * 9:
            return False
        try:
            return any(_read_text(source, member, Hints({"paper": "—"})) for member in texts[:2])
        except UnreadableSourceError:
            return False

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        single.set_date(source.name, hints.values)
        single.set_pages(source.name, hints.values)
        if not source.is_tree:
            found = _read_text(source, source.members[0], hints)
            if found is None:
                raise UnreadableSourceError(source.name, _("文件名和开头都不是导出的稿件"))
            yield _issue([found])
            return
        yield from _issues(source, hints)


class _Found(msgspec.Struct, frozen=True):
    """One file as an article of an issue."""

    key: IssueKey
    article: DraftArticle
    file: Blob
    notes: tuple[str, ...]


def _texts(source: Source) -> list[str]:
    """The files of a tree that may be articles by their names."""
    texts = [member for member in source.members if member.lower().endswith(".txt")]
    return [member for member in texts if _named(member) or _NUMBERED.fullmatch(PurePosixPath(member).stem)]


def _named(member: str) -> re.Match[str] | None:
    return _NAME.fullmatch(PurePosixPath(member).stem)


def _issues(source: Source, hints: Hints) -> Iterator[DraftIssue]:
    """The files of a tree in their order, those of one issue that stand together as one draft."""
    texts = _texts(source)
    left_out = [member for member in source.members if member not in set(texts)]
    problems: list[UnreadableSourceError] = []
    pending: DraftIssue | None = None
    held: list[_Found] = []
    for member in texts:
        try:
            found = _read_text(source, member, hints)
        except UnreadableSourceError as error:
            problems.append(error)
            continue
        if found is None:
            left_out.append(member)
            continue
        if held and (held[0].key != found.key or len(held) == CHUNK):
            if pending is not None:
                yield pending
            pending, held = _issue(held), []
        held.append(found)
    if not held:
        raise UnreadableSourceError(source.name, problems[0].reason if problems else _("里面没有导出的稿件"))
    if pending is not None:
        yield pending
    last = _issue(held)
    yield msgspec.structs.replace(last, notes=(*last.notes, *map(str, problems)), left_out=tuple(left_out))


def _issue(found: list[_Found]) -> DraftIssue:
    names: dict[str, str | None] = {}
    for ref in (ref for one in found for ref in one.article.pages):
        names[ref.label] = names.get(ref.label) or ref.name
    return DraftIssue(
        found[0].key,
        pages=tuple(DraftPage(label, name) for label, name in names.items()),
        articles=tuple(one.article for one in found),
        blobs=tuple(one.file for one in found),
        notes=tuple(note for one in found for note in one.notes),
    )


# ── one file ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_text(source: Source, member: str, hints: Hints) -> _Found | None:
    """A file as an article; None when it is neither kind.  `UnreadableSourceError` when it does not say enough."""
    where = f"{source.name}/{member}" if source.is_tree else source.name
    data = source.read(member)
    if single.is_binary(data):
        return None
    decoded = decode(data)
    file = blob(member, data)
    lines = [tidy(line) for line in clean(decoded.text).split("\n")]
    paper = hints.values.get("paper") or read_file_name(where).paper
    if _head([line for line in lines if line][:_HEAD_LINES]) is not None:
        read = _headed(where, lines, hints, paper)
    elif match := _named(member):
        read = _by_name(where, match, lines, hints, paper)
    else:
        return None
    key, content, pages, own = read
    pages = single.set_pages(where, hints.values) or pages
    article = DraftArticle(single.set_content(content, hints.values), file.sha256, own, pages)
    return _Found(key, article, file, single.decoding_notes(decoded))


_Read = tuple[IssueKey, Content, tuple[PageRef, ...], str | None]


def _by_name(where: str, match: re.Match[str], lines: list[str], hints: Hints, paper: str | None) -> _Read:
    """Day, page and order from the name; the head from the first lines."""
    if paper is None:
        raise UnreadableSourceError(where, _("不知道是哪家报纸，请用 --set paper=报名 指定"))
    date = single.set_date(where, hints.values) or _day(match)
    if date is None:
        raise UnreadableSourceError(where, _("文件名里的日期不存在"))
    kicker, title, subtitle, rest = _positions(lines)
    if not title:
        raise UnreadableSourceError(where, _("文件里没有文字"))
    blocks = blocks_of([line for line in rest if line])
    content = Content(title, kicker, subtitle, byline_of(blocks), blocks=blocks)
    key = IssueKey(PaperKind.NEWSPAPER, paper, date, hints.values.get("edition", ""))
    return key, content, parse_pages(f"第{match['page']}版"), f"{match['page']}-{match['order']}"


def _day(match: re.Match[str]) -> PartialDate | None:
    try:
        return PartialDate(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _positions(lines: list[str]) -> tuple[str | None, str, str | None, list[str]]:
    """Kicker, title, subtitle and the rest: by their places, where blank or short lines show that they are there."""
    first, second, third = (*lines[:3], "", "", "")[:3]
    placed = second and not (first and third)
    if placed or (all(map(_is_headline, (first, second, third))) and any(lines[3:])):
        return first or None, second, third or None, lines[3:]
    start = next((number for number, line in enumerate(lines) if line), 0)
    return None, lines[start] if lines else "", None, lines[start + 1 :]


def _is_headline(line: str) -> bool:
    return 0 < len(line) <= _HEADLINE and not re.search(r"[。！？；]$", line) and byline_in(line) is None


def _head(lines: list[str]) -> int | None:
    """Where the row below a head stands: above it a title and a day or page, and nothing but `名：值`."""
    end = next((number for number, line in enumerate(lines) if _RULE.fullmatch(line)), None)
    if not end:
        return None
    names = [match["name"] if (match := _HEAD_LINE.fullmatch(line)) else "" for line in lines[:end]]
    known = fields.known_columns(names)
    return end if all(names) and "title" in known and known & {"date", "page", "url"} else None


def _headed(where: str, lines: list[str], hints: Hints, paper: str | None) -> _Read:
    """The head's lines as the columns of a table of one row."""
    end = next(number for number, line in enumerate(lines) if _RULE.fullmatch(line))
    matches = filter(None, map(_HEAD_LINE.fullmatch, lines[:end]))
    cells: dict[str, object] = {match["name"]: match["value"] for match in matches}
    values = {**({"paper": paper} if paper and not fields.known_columns(cells) & {"paper"} else {}), **hints.values}
    mapping = fields.columns(cells, Hints({name: value for name, value in values.items() if name != "page"}))
    row = mapping.row(cells, 1)
    if row is None:
        raise UnreadableSourceError(where, "、".join(mapping.problems))
    blocks = blocks_of([line for line in lines[end + 1 :] if line])
    kept = {name: str(value) for name, value in cells.items() if name not in mapping.used and value}
    content = msgspec.structs.replace(
        row.content,
        byline=row.content.byline or byline_of(blocks),
        fields={**row.content.fields, **kept},
        blocks=blocks,
    )
    return row.key, content, row.pages, row.own_id

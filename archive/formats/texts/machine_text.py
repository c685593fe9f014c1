"""Reading-machine text: one article under the masthead 电子报阅读机, read and written (design: reading.md).

What the plain layout cannot say is written with marks, so that `read(write(x)) == x`:
before `日期:` stand lines of their own: `标题: 引题: 副题: 署名: 来源: 电头: 版本: 类别:`, `第A07版:名`, `〔字段〕值`;
in the body `〔段〕 〔题1〕…〔题4〕 〔列〕 〔项〕 〔图〕 〔图源〕 〔表〕 〔行〕 〔块〕`.
Values after a mark escape with `\\`.
Several articles may stand in one file, each from its own masthead on, as `dianzibao export` writes them.
A text without marks, like those the machine printed, is read and written plainly.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source
from archive.formats.texts.machine_body import escape, read_body, unescape, write_body
from archive.labels import WEEKDAYS, infer_year, parse_date, parse_month_day, parse_pages, printed_labels, weekday
from archive.model import Content, DraftIssue, IssueKey, PageRef, PaperKind, PartialDate
from archive.text import byline_of, tidy
from archive.wording import _

MASTHEAD = "电子报阅读机"
READ_ON, READ_WEEKDAY = "阅读日期", "星期"

_PAPER = re.compile(r"当前报纸名称\s*[:：]\s*(.*)")
_DATE = re.compile(r"日期\s*[:：]\s*(.*)")
_FONT = re.compile(r"字号\s*[:：].*")
_PAGES = re.compile(r"版面\s*[:：]\s*(.*?)\s*(?:上一篇)?\s*(?:下一篇)?\s*", re.DOTALL)
_HEAD = {
    "标题": "title",
    "引题": "kicker",
    "副题": "subtitle",
    "署名": "byline",
    "来源": "source",
    "电头": "dateline",
}
_CONTROLS = re.compile(r"\s*(?:上一篇)?\s*(?:下一篇)?\s*$")
_HEAD_MARK = re.compile(r"(标题|引题|副题|署名|来源|电头|版本|类别)[:：](.*)", re.DOTALL)
_FIELD_MARK = re.compile(r"〔([^〔〕]*)〕(.*)", re.DOTALL)
_PAGE_NAME = re.compile(r"第[^:：]{1,20}版[:：].*", re.DOTALL)
_ABSENT = "\\-"
_KINDS = {"报纸": PaperKind.NEWSPAPER, "文件": PaperKind.DOCUMENTS}


class MachineText:
    """The format of the reading machine's own screens, saved as text."""

    name: ClassVar[str] = "reading-machine-text"
    version: ClassVar[int] = 2
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        lines = single.head_lines(source, 60)
        return any(map(_PAPER.fullmatch, lines)) and (
            any(map(_DATE.fullmatch, lines)) or any(map(_PAGES.fullmatch, lines))
        )

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        file = single.read_text(source)
        today = parse_date(hints.values.get("today", ""))
        drafts: dict[IssueKey, DraftIssue] = {}
        for text in _articles(file.text):
            reading = read_machine_text(text, today)
            if reading is None:
                raise UnreadableSourceError(source.name, _("没有“当前报纸名称”这一行，不是阅读机文本"))
            draft = single.draft(source, file, reading, hints)
            drafts[draft.key] = _together(drafts[draft.key], draft) if draft.key in drafts else draft
        yield from drafts.values()


def _articles(text: str) -> list[str]:
    """The text from each masthead to the next; only a masthead's lines have no indent."""
    lines = text.split("\n")
    starts = [
        number
        for number, line in enumerate(lines)
        if line.rstrip() == MASTHEAD and any(map(_PAPER.match, lines[number + 1 : number + 4]))
    ]
    return ["\n".join(lines[start:end]) for start, end in pairwise([0, *starts[1:], len(lines)])]


def _together(first: DraftIssue, second: DraftIssue) -> DraftIssue:
    """What two articles of one issue bring."""
    pages = {page.label: page for page in (*second.pages, *first.pages)}
    order = dict.fromkeys(page.label for page in (*first.pages, *second.pages))
    return msgspec.structs.replace(
        first,
        pages=tuple(pages[label] for label in order),
        articles=first.articles + second.articles,
        notes=first.notes + tuple(note for note in second.notes if note not in first.notes),
    )


def read_machine_text(text: str, today: PartialDate | None = None) -> single.Reading | None:
    """Read the mirrored layout; None when its masthead is not there.  `today` stands in for an absent masthead date."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if _PAPER.fullmatch(tidy(line))), None)
    if start is None:
        return None
    end = next((n for n in range(start, len(lines)) if _PAGES.fullmatch(tidy(lines[n]))), None)
    if end is None:
        end = max((n for n in range(start, len(lines)) if _DATE.fullmatch(tidy(lines[n]))), default=start)
    head = _Head(lines[: start + 1], lines[start + 1 : end + 1], today)
    blocks = read_body(lines[end + 1 :])
    if "byline" not in head.texts:
        head.texts["byline"] = byline_of(blocks)
    content = Content(
        **{"title": "", **head.texts},  # type: ignore[arg-type]
        fields=head.fields,
        blocks=blocks,
        printed=tuple(head.printed),
    )
    return single.Reading(content, head.kind, head.paper, head.date, tuple(head.pages), head.edition, tuple(head.notes))


class _Head:
    """The masthead's facts and the article's head, while the lines are gone through."""

    def __init__(self, masthead: list[str], rest: list[str], today: PartialDate | None) -> None:
        self.kind = PaperKind.NEWSPAPER
        self.edition = ""
        self.texts: dict[str, str | None] = {}
        self.fields: dict[str, str] = {}
        self.pages: list[PageRef] = []
        self.notes: list[str] = []
        self.date: PartialDate | None = None
        self._titles: list[str] = []
        self._masthead = [tidy(line) for line in masthead]
        match = _PAPER.fullmatch(self._masthead[-1])
        self.paper = unescape(match[1]) if match else None
        read_on = next((date for date in map(parse_date, self._masthead) if date), None)
        day = next((line for line in self._masthead if line in WEEKDAYS), None)
        self._printed_date = ""
        self.printed = [self._masthead[-1]]
        for raw in rest:
            self._line(tidy(raw))
        self._set_date(read_on or today)
        if read_on and read_on != self.date:
            # A masthead of the issue's own day says nothing more; that is how an unread article is written.
            self.fields = {READ_ON: str(read_on), **({READ_WEEKDAY: day} if day else {}), **self.fields}
        if self._titles and "title" not in self.texts:
            self.texts["title"] = "\n".join(self._titles)

    def _line(self, line: str) -> None:
        if not line or _FONT.fullmatch(line):
            return
        if match := _DATE.fullmatch(line):
            self._printed_date = match[1]
            self.printed.append(line)
        elif match := _HEAD_MARK.fullmatch(line):
            self._mark(match[1], match[2])
        elif match := _FIELD_MARK.fullmatch(line):
            self.fields[unescape(match[1])] = unescape(match[2])
        elif match := _PAGES.fullmatch(line):
            self.printed.append(_CONTROLS.sub("", line))
            named = self.pages  # page names that stood in lines of their own come first
            self.pages = list(_read_pages(match[1]))
            for page in named:
                self._rename(page)
            if match[1] and not self.pages:
                self.notes.append(_("版面看不懂：{printed}").format(printed=match[1]))
        elif _PAGE_NAME.fullmatch(line) and (pages := _read_pages(line)):
            self.pages.extend(pages)
        else:
            self._titles.append(line)

    def _mark(self, mark: str, value: str) -> None:
        value = value.strip()
        if mark == "版本":
            self.edition = unescape(value)
        elif mark == "类别":
            self.kind = _KINDS.get(value, self.kind)
        else:
            self.texts[_HEAD[mark]] = None if value == _ABSENT else unescape(value)

    def _rename(self, page: PageRef) -> None:
        for n, other in enumerate(self.pages):
            if other.label == page.label:
                self.pages[n] = page

    def _set_date(self, read_on: PartialDate | None) -> None:
        printed = self._printed_date
        self.date = parse_date(printed)
        month_day = parse_month_day(printed) if self.date is None else None
        if month_day and read_on:
            try:
                self.date = PartialDate.of(infer_year(*month_day, read_on.last))
            except ValueError:
                self.notes.append(_("日期看不懂：{printed}").format(printed=printed))
        elif self.date is None and printed:
            self.notes.append(_("日期看不懂或缺少年份：{printed}").format(printed=printed))


def _read_pages(printed: str) -> tuple[PageRef, ...]:
    pages, colon, name = printed.partition(":" if ":" in printed else "：")
    if not colon:
        return parse_pages(printed)
    value: str | None = unescape(name.strip()) if name.strip() else None
    if name.strip() == _ABSENT:
        value = None
    return tuple(PageRef(page.label, value) for page in parse_pages(pages))


# ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_machine_text(
    key: IssueKey, pages: Sequence[PageRef], content: Content, reading_date: datetime.date | None = None
) -> str:
    """The article in the mirrored layout; reading it back gives the same key, pages and content.

    The masthead's date is `reading_date`, or else the stored 阅读日期, or else the issue's own date.
    """
    stored = content.fields.get(READ_ON)
    read_on = PartialDate.of(reading_date) if reading_date else parse_date(stored or "") or key.date
    head = [MASTHEAD]
    if read_on:
        head.append(str(read_on))
        if read_on.is_day:
            own = content.fields.get(READ_WEEKDAY)
            head.append(own if own in WEEKDAYS and not reading_date else weekday(read_on.first))
    return "\n".join(
        [
            *head,
            f"当前报纸名称:{escape(key.paper)}",
            "",
            *_title_lines(content),
            *_lines_of_their_own(key, pages, content),
            "",
            f"日期:{_written_date(key.date, read_on)}",
            "字号:",
            f"版面:{_written_pages(pages)}       上一篇    下一篇",
            "",
            *(f"  {line}\n" for line in write_body(content.blocks)),
        ]
    )


def _title_lines(content: Content) -> list[str]:
    lines = content.title.split("\n")
    plain = content.title and all(line and tidy(line) == line and not _is_head_line(line) for line in lines)
    return lines if plain else [f"标题:{escape(content.title)}"]


def _is_head_line(line: str) -> bool:
    patterns = (_PAPER, _DATE, _FONT, _PAGES, _HEAD_MARK, _FIELD_MARK, _PAGE_NAME)
    return any(pattern.fullmatch(line) for pattern in patterns)


def _lines_of_their_own(key: IssueKey, pages: Sequence[PageRef], content: Content) -> Iterator[str]:
    if content.kicker is not None:
        yield f"引题:{escape(content.kicker)}"
    if content.subtitle is not None:
        yield f"副题:{escape(content.subtitle)}"
    if content.byline != byline_of(content.blocks):
        yield f"署名:{_ABSENT if content.byline is None else escape(content.byline)}"
    if content.source is not None:
        yield f"来源:{escape(content.source)}"
    if content.dateline is not None:
        yield f"电头:{escape(content.dateline)}"
    if key.edition:
        yield f"版本:{escape(key.edition)}"
    if key.kind is not PaperKind.NEWSPAPER:
        yield "类别:文件"
    for page in pages[1:]:
        if page.name != pages[0].name:
            yield f"第{page.label}版:{_ABSENT if page.name is None else escape(page.name)}"
    for name, value in content.fields.items():
        if name not in (READ_ON, READ_WEEKDAY):
            yield f"〔{escape(name)}〕{escape(value)}"


def _written_date(date: PartialDate | None, read_on: PartialDate | None) -> str:
    """Month and day where the masthead gives the year back, the full date elsewhere."""
    if date is None:
        return ""
    if date.is_day and read_on:
        assert date.month is not None
        assert date.day is not None
        if infer_year(date.month, date.day, read_on.last) == date.first:
            return f"{date.month:02}-{date.day:02}"
    return str(date)


def _written_pages(pages: Sequence[PageRef]) -> str:
    if not pages:
        return ""
    labels = printed_labels(page.label for page in pages)
    return labels if pages[0].name is None else f"{labels}:{escape(pages[0].name)}"

"""Marks that lead from page to page: 下转第4版 · （上接第一版） · ◀上接A01版 · 轉A7 · 详见第3版 · （A04）.

Recognises them at the beginning and the end of an article's texts, takes them off, and joins two parts for reading.
Which article a mark leads to is the affair of `archive.newspaper.continuations` and `archive.newspaper.repeats`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum, StrEnum

import msgspec

from archive.labels import pages_of, parse_pages

_DEPTH = 3  # texts from either end that may carry a mark: a byline or a caption can stand before or after it
_REACH = 100  # characters of a text in which a mark is looked for
_MOST = 3  # marks on one end of a text

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}  # ４ Ａ （ ： one for one
_ITEMS = "①-⑳❶-❿㈠-㈩"
_LABEL = r"(?:[A-Za-z]{0,3}\s?-?\s?\d{1,3}|[〇零○一二三四五六七八九十]{1,4})"
_PAGES = (
    rf"(?P<di>第)?\s?(?P<pages>{_LABEL}(?:\s?版?\s?[-–—~/、,至和]\s?第?\s?{_LABEL}){{0,5}})\s?(?P<ban>版)?"
    rf"\s?(?P<item>[{_ITEMS}])?"
)
_SIGNS = "◀◁◄◂▶▷►▸▲△▼■□●★◆→←↑↓☞"
_ARROWS = rf"[\s{_SIGNS}]{{0,4}}"
_JUMPING = (
    r"(?P<word>下[转轉接]|上接|[紧緊]接|[转轉接续續])\s?(?:今日|同日|本报|本報)?\s?"
    rf"{_PAGES}\s?(?:《(?P<heading>[^》]{{2,60}})》(?:一文)?)?"
)
_SEEING = (
    r"(?P<word>(?:详|詳|请|請|另|相关|相關|有关|有關|更多|报道|報道|報導|全文|图文|圖文|文|图|圖|内容|內容|消息|新闻|新聞|分别|分別){0,4}"
    r"(?:[见見]|[刊载載][于於]?)|)\s?(?:今日|同日|本报|本報)?\s?" + _PAGES
)
_BRACKETED = r"(?:(?P<open>[(\[【〔]){arrows}|{arrows}){core}{arrows}(?(open)[)\]】〕]?|)"
_CLOSING = re.compile(rf"[\d〇零○一二三四五六七八九十版》文)\]】〕{_ITEMS}{_SIGNS}]")  # what a mark can end in
_UNMISTAKABLE = {"下转", "下轉", "下接", "上接", "紧接", "緊接"}
_FINISHED = re.compile(r"[。！？!?；;：:…”」』）)】》〉.]$")


class Direction(StrEnum):
    """Where a mark leads."""

    ONWARD = "onward"  # 下转, 转: the article goes on there
    BACK = "back"  # 上接: it began there
    ELSEWHERE = "elsewhere"  # 详见: the article itself stands there, this is a 导读


_DIRECTIONS = dict.fromkeys(("下转", "下轉", "下接", "转", "轉"), Direction.ONWARD) | {"上接": Direction.BACK}


class _End(IntEnum):
    """The end of a text at which marks are looked for."""

    HEAD = 0
    TAIL = 1


class _Core(msgspec.Struct, frozen=True, eq=False):
    """A kind of mark as patterns for both ends of a text."""

    head: re.Pattern[str]
    tail: re.Pattern[str]

    @classmethod
    def of(cls, core: str) -> _Core:
        mark = _BRACKETED.format(arrows=_ARROWS, core=core)
        return cls(
            re.compile(r"\s{0,4}" + mark + r"(?:[\s。.]{1,4}$)?"),
            re.compile(mark + r"(?P<rest>[)\]】〕]?)[\s。.]{0,4}$"),
        )


_SEE = _Core.of(_SEEING)
_CORES = (_Core.of(_JUMPING), _SEE)


class Mark(msgspec.Struct, frozen=True):
    """A mark as read: single pages by canonical label, the number of the jump (③ → 3, else 0), a headline in 《》."""

    direction: Direction
    pages: tuple[str, ...]
    item: int = 0
    heading: str = ""


class Marked(msgspec.Struct, frozen=True):
    """An article's texts without their marks, and the marks in reading order."""

    texts: tuple[str, ...]
    marks: tuple[Mark, ...]

    def leading(self, direction: Direction) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.marks if mark.direction is direction)


def read_marks(texts: Sequence[str]) -> Marked:
    """Take the marks off the first and last texts; a text that was nothing but marks goes.

    Where 下转 stands before 上接 the source has already joined the parts: no such mark counts.
    """
    return _read(texts, jumps_only=False)


def without_marks(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts as they are read when the article is whole: 下转 and 上接 go, 详见 stays."""
    return _read(texts, jumps_only=True).texts


def joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Two parts as one text: marks taken off where they meet, a sentence that the jump broke made whole."""
    before, after = without_marks(first), without_marks(second)
    if before and after and not _FINISHED.search(before[-1]):
        return (*before[:-1], before[-1] + after[0], *after[1:])
    return (*before, *after)


def _read(texts: Sequence[str], *, jumps_only: bool) -> Marked:
    rest = list(texts)
    filled = [at for at, text in enumerate(rest) if text.strip()]
    ends = [(at, _End.HEAD) for at in filled[:_DEPTH]] + [(at, _End.TAIL) for at in filled[-_DEPTH:]]
    found: list[tuple[int, _End, Mark]] = []
    for at, end in ends:
        closing = at == filled[-1] != filled[0]
        rest[at], marks = _taken_off(rest[at], end, closing=closing, jumps_only=jumps_only)
        found += [(at, end, mark) for mark in marks]
    found.sort(key=lambda entry: entry[:2])
    touched = {at for at, _, _ in found}
    kept = tuple(text for at, text in enumerate(rest) if text or at not in touched)
    return Marked(kept, _open_jumps([mark for _, _, mark in found]))


def _open_jumps(marks: list[Mark]) -> tuple[Mark, ...]:
    directions = [mark.direction for mark in marks]
    if Direction.ONWARD in directions and Direction.BACK in directions[directions.index(Direction.ONWARD) :]:
        return tuple(mark for mark in marks if mark.direction is Direction.ELSEWHERE)
    return tuple(marks)


def _taken_off(text: str, end: _End, *, closing: bool, jumps_only: bool) -> tuple[str, list[Mark]]:
    """The text without the marks at one end, and those in reading order.  `closing`: it is the last of several."""
    marks: list[Mark] = []
    rest, aside = text, ""
    for _ in range(_MOST):
        found = _found(rest, end, closing=closing)
        if not found:
            break
        mark, start, stop = found
        if jumps_only and mark.direction is Direction.ELSEWHERE:
            if end is _End.HEAD:
                break
            rest, aside = rest[:start], rest[start:] + aside
            continue
        marks.insert(0 if end is _End.TAIL else len(marks), mark)
        rest = (rest[:start] + rest[stop:]).strip()
    return (rest + aside if marks else text), marks


def _found(text: str, end: _End, *, closing: bool) -> tuple[Mark, int, int] | None:
    """The outermost mark at one end of a text, and where it stands."""
    offset = max(0, len(text) - _REACH) if end is _End.TAIL else 0
    plain = text[offset : offset + _REACH].translate(_WIDE)
    if end is _End.TAIL and not _CLOSING.fullmatch(plain.rstrip(" \t。.")[-1:]):  # nearly all texts
        return None
    for core in _CORES:
        match = core.tail.search(plain) if end is _End.TAIL else core.head.match(plain)
        if match and (mark := _mark(match, end, closing=closing, seeing=core is _SEE)):
            bracket = end is _End.TAIL and match["rest"]  # that of （记者甲 下转第4版） stays
            return mark, offset + match.start(), offset + (match.start("rest") if bracket else match.end())
    return None


def _mark(match: re.Match[str], end: _End, *, closing: bool, seeing: bool) -> Mark | None:
    """What was matched, as a mark; None where it may as well be running text (翻转3版, 意见第1版)."""
    word, text = match["word"], match.string
    alone = not text[: match.start()].strip() and not text[match.end() :].strip()
    if not _is_label(match) or not (match["open"] or _stands_apart(match, end) or word in _UNMISTAKABLE):
        return None
    if seeing and not ((word or match["open"]) and (alone or end is _End.TAIL)):
        return None
    labels = [page.label for page in parse_pages(f"第{match['pages']}版")]
    direction = Direction.ELSEWHERE if seeing else _DIRECTIONS.get(word)
    if direction is None:  # 紧接, 接, 续 are said at both ends
        if end is _End.HEAD and alone and closing:
            return None
        direction = Direction.ONWARD if end is _End.TAIL else Direction.BACK
    pages = tuple(page for label in labels for page in pages_of(label))
    item = int(unicodedata.numeric(match["item"])) if match["item"] else 0
    heading = "" if seeing else match["heading"] or ""
    return Mark(direction, pages, item, heading) if pages else None


def _is_label(match: re.Match[str]) -> bool:
    """Is the number surely a page's: 第4版, 4版, A4; after a word also 第4?"""
    lettered = match["pages"][0].isalpha() and match["pages"][0].isascii()
    return bool(match["ban"] or lettered or (match["di"] and match["word"]))


def _stands_apart(match: re.Match[str], end: _End) -> bool:
    """No letter or digit touches the mark from the side of the running text."""
    if end is _End.TAIL:
        return not match.string[: match.start("word")][-1:].isalnum()
    return not match.string[match.end() :][:1].isalnum() or match[0][-1:].isspace()

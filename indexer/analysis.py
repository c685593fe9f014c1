"""Text → plain text → folded text: the alphabet of every search, the same for what is indexed and for what is typed.

Plain text is text without layout: what an engine keeps.  Folding makes 繁/简 and variant characters, full and half
width, upper and lower case equal, one character for one, so folded text is as long as plain text and only dropped
blanks move offsets.  This knows no engine, no query and no disk, and it is no word segmentation.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import msgspec

RULE_VERSION: Final = 2
"""Goes up whenever this module or the folding table changes what is found (a test holds the table's checksum)."""

ANALYSIS_VERSION: Final = f"{RULE_VERSION}/unicode-{unicodedata.unidata_version}"
"""An index built under another version answers by another rule and must be rebuilt."""

FIELD_BORDER: Final = "\x1e"
PARAGRAPH_BORDER: Final = "\x1f"
"""Borders inside one string of several plain texts; control characters become blanks, so no text and no query can
contain them."""

LATIN: Final = "a-zªºß-öø-ɏḀ-ỿ"
DIGIT: Final = "0-9"
NUMERALS: Final = "〇零一二三四五六七八九十百千万亿"
"""Insides of character classes, over folded text; `unfolded` says them over plain text."""

_CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ue000-\uf8ff\uff66-\uff9f○◯\U00020000-\U0003ffff\U000f0000-\U0010ffff"
)
"""Han, kana, bopomofo, squared signs (㎡), and private use, where e-papers keep rare characters; ○ and ◯ are what old
print uses for 〇.  None of these is punctuation, whatever Unicode's category says."""

_ZEROS: Final = "○◯"
_LETTERLIKE: Final = "\u2100-\u214f"
"""℃ № ℡: category symbol, but read as words."""

_ASTRAL_SYMBOLS: Final = "\U0001d000-\U0001d3ff\U0001f000-\U0001fbff"
"""Music, counting rods, emoji, game pieces: whole blocks, so that the first half of a pair tells."""

_BLANKS: Final = (
    *range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030),
    *range(0x205F, 0x2070), 0x3000, 0xFEFF,
)  # fmt: skip
"""Whitespace, control characters and invisible format characters: all one blank."""

_CASED: Final = ((0x41, 0x2E80), (0xA640, 0xAC00), (0x10400, 0x10D00), (0x118A0, 0x118E0), (0x16E40, 0x16E80),
                 (0x1E900, 0x1E944))  # fmt: skip
_SYMBOLS: Final = ((0x21, 0x3400), (0x4DC0, 0x4E00), (0xA000, 0xAC00), (0xF900, 0x10000))
"""Where letters with cases and where punctuation and symbols are, as ranges."""


class Folded(msgspec.Struct, frozen=True):
    """`text` folded and `plain`, both as long, with the way back to the original offsets.

    From `starts[n]` on (ascending, the first is 0), a character stood `shifts[n]` further on in the original.
    """

    text: str
    plain: str
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) of the original text behind [start, end), which is not empty."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        return at + self.shifts[bisect_right(self.starts, at) - 1]


def plain(text: str) -> str:
    """One paragraph or other unit of text without layout: blanks are single, only between words of an alphabet and
    numbers; lone halves of a pair are U+FFFD; characters beyond U+FFFF are folded at once.  繁, case and width stay."""
    tables = _tables()
    text = tables.tidied(text)
    if " " not in text:
        return text
    return tables.blanks.sub(" ", tables.lost_blanks.sub("", text.strip(" ")))


def fold(text: str) -> str:
    """One paragraph or other unit of text as it is matched; as long as `plain(text)`."""
    return fold_plain(plain(text))


def fold_plain(text: str) -> str:
    """The second step of `fold`: plain text (borders too) with each character for itself."""
    return _tables().folded(text)


def fold_characters(text: str) -> str:
    """`fold` without the care for blanks, each of which is one blank; as long as `text`."""
    tables = _tables()
    return tables.folded(tables.tidied(text))


def fold_with_origins(text: str) -> Folded:
    """As `fold`, with the way back to the original offsets."""
    tables = _tables()
    whole = tables.tidied(text)
    if " " not in whole:
        return Folded(tables.folded(whole), whole)
    last, end = len(whole) - len(whole.lstrip(" ")), len(whole.rstrip(" "))
    pieces: list[str] = []
    length, starts, shifts = 0, [0], [last]
    for match in tables.blanks.finditer(whole, last, end):
        first, after = match.span()
        if not tables.lost_blanks.match(whole, first):
            first += 1  # one blank stays
        if first < after:
            pieces.append(whole[last:first])
            length += first - last
            last = after
            starts.append(length)
            shifts.append(last - length)
    kept = "".join([*pieces, whole[last:end]])
    return Folded(tables.folded(kept), kept, tuple(starts), tuple(shifts))


def bmp_folding() -> dict[int, int]:
    """Plain → folded code point, for all up to U+FFFF that are not themselves; none is half of a pair or a blank."""
    return {ord(one): ord(folded) for one, folded in _tables().folding.items()}


def split_units(folded: str) -> list[str]:
    """Folded text as units: one character, a Latin run or a digit run each; blanks and punctuation stand alone."""
    return _tables().units.findall(folded)


def is_break(unit: str) -> bool:
    """Whether this unit is blank, punctuation or border."""
    return _tables().breaks.match(unit) is not None


def is_latin(unit: str) -> bool:
    """Whether this unit is a Latin run."""
    return _tables().latin.match(unit) is not None


def punctuation() -> str:
    """The inside of a character class that holds all punctuation and symbols (not blanks, not borders)."""
    return _tables().punctuation


@lru_cache(maxsize=8)
def unfolded(inside: str) -> str:
    """The inside of a character class over folded text → the same over plain text (both up to U+FFFF)."""
    pattern, folding = re.compile(f"[{inside}]"), _tables().folding
    everything = "".join(map(chr, range(0xD800))) + "".join(map(chr, range(0xE000, 0x10000)))
    candidates = {*pattern.findall(everything), *folding}
    return _inside(one for one in candidates if pattern.match(folding.get(one, one)))


def folding_checksum() -> int:
    """CRC-32 of the table of Han characters."""
    return zlib.crc32(_han().encode())


# ── tables, built once ─────────────────────────────────────────────────────────────────────────────────────────────


class _Tables(msgspec.Struct, frozen=True):
    tidied: Callable[[str], str]
    """Blanks, lone halves and characters beyond U+FFFF, each for itself."""
    folded: Callable[[str], str]
    folding: dict[str, str]
    punctuation: str
    units: re.Pattern[str]
    latin: re.Pattern[str]
    breaks: re.Pattern[str]
    blanks: re.Pattern[str]
    lost_blanks: re.Pattern[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    symbols = _symbols()
    joined = f"{_CJK}{symbols}"
    folding = dict(_folding())
    tidying = {one: folding.pop(one) for one in list(folding) if one > "\uffff"}
    blanks = {chr(code): " " for code in _BLANKS if code != 0x20}
    tidying |= blanks
    tidying.update((chr(half), "\ufffd") for half in range(0xD800, 0xE000))
    return _Tables(
        tidied=_replacer(f"{_inside(blanks)}\ud800-\udfff\U00010000-\U0010ffff", tidying),
        folded=_replacer(_inside(folding), folding),
        folding=folding,
        punctuation=symbols,
        units=re.compile(f"[{LATIN}]+|[{DIGIT}]+|.", re.DOTALL),
        latin=re.compile(f"[{LATIN}]"),
        breaks=re.compile(f"[{symbols} {FIELD_BORDER}{PARAGRAPH_BORDER}]+"),
        blanks=re.compile(" +"),
        # Whitespace keeps words of an alphabet and numbers apart; between other characters it is only layout.
        # (Looking back after the first blank, not before it, lets the search skip to blanks.)
        lost_blanks=re.compile(f" (?<=[{joined}] ) *+(?=[{joined}])"),
    )


def _replacer(inside: str, table: dict[str, str]) -> Callable[[str], str]:
    """Puts what `table` says for the characters of the class `inside`.

    Most characters are not of it: a pattern passes those many times faster than `str.translate`.
    """
    pattern, get = re.compile(f"[{inside}]"), table.get
    return lambda text: pattern.sub(lambda match: get(match[0], match[0]), text)


def _folding() -> Iterator[tuple[str, str]]:
    """Each character that does not stand for itself, and what stands for it."""
    for first, last in _CASED:
        for one in map(chr, range(first, last)):
            folded = one.casefold()
            if len(folded) != 1:
                folded = one.lower()
            if len(folded) == 1 and folded != one:  # what would take two stays as it is
                yield one, folded
    for code in range(0xFF01, 0xFF5F):
        yield chr(code), chr(code - 0xFEE0).lower()
    yield from zip(map(chr, range(0xFFE0, 0xFFE7)), "¢£¬¯¦¥₩", strict=True)
    yield from ((zero, "〇") for zero in _ZEROS)
    for same in _han().splitlines():
        yield from ((one, same[0]) for one in same[1:])


def _han() -> str:
    """The classes of Han characters, one a line, first the one that stands for all."""
    import resources

    return files(resources).joinpath("folding/han.txt").read_text(encoding="utf-8")


def _symbols() -> str:
    """All punctuation and symbols as the inside of a character class."""
    apart = re.compile(f"[{_CJK}{_LETTERLIKE}]")
    category = unicodedata.category
    symbols = [one for codes in _SYMBOLS for one in map(chr, range(*codes)) if category(one)[0] in "PS"]
    return _inside([one for one in symbols if not apart.match(one)]) + _ASTRAL_SYMBOLS


def _inside(characters: Iterable[str]) -> str:
    """The inside of a character class that holds these."""
    codes = sorted(map(ord, characters))
    borders = [0, *(at for at in range(1, len(codes)) if codes[at] != codes[at - 1] + 1), len(codes)]
    rows = [(chr(codes[first]), chr(codes[after - 1])) for first, after in pairwise(borders)]
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in rows)

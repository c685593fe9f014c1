"""Text → folded text → units: the alphabet of every search, the same for what is indexed and for what is typed.

Folding makes 繁/简, full and half width, upper and lower case equal, one character for one, so only dropped whitespace
moves offsets.  A unit is one character, a whole run of Latin letters, or a whole run of digits.  This knows no engine,
no query and no disk, and it is no word segmentation.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

RULE_VERSION: Final = 1
"""Goes up whenever this module or the folding table changes what is found (a test holds the table's checksum)."""

ANALYSIS_VERSION: Final = f"{RULE_VERSION}/unicode-{unicodedata.unidata_version}"
"""An index built under another version answers by another rule and must be rebuilt."""

FIELD_BORDER: Final = "\x1e"
PARAGRAPH_BORDER: Final = "\x1f"
"""Borders inside one string of several folded texts; folding turns control characters into blanks, so no text and no
query can contain them."""

LATIN: Final = "a-zªºß-öø-ɏḀ-ỿ"
DIGIT: Final = "0-9"
"""Insides of character classes, over folded text."""

_CJK: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u302f\u3031-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ue000-\uf8ff\uff66-\uff9f○◯\U00020000-\U0003ffff\U000f0000-\U0010ffff"
)
"""Han, kana, bopomofo, squared signs (㎡), and private use, where e-papers keep rare characters; ○ and ◯ are what old
print uses for 〇.  None of these is punctuation, whatever Unicode's category says."""

_LETTERLIKE: Final = "\u2100-\u214f"
"""℃ № ℡: category symbol, but read as words."""

_BLANKS: Final = (
    *range(0x21), *range(0x7F, 0xA1), 0xAD, 0x1680, 0x180E, *range(0x2000, 0x2010), *range(0x2028, 0x2030),
    *range(0x205F, 0x2070), 0x3000, 0xFEFF,
)  # fmt: skip
"""Whitespace, control characters and invisible format characters: all one blank."""

_CASED: Final = ((0x41, 0x2E80), (0xA640, 0xAC00), (0x10400, 0x10D00), (0x118A0, 0x118E0), (0x16E40, 0x16E80),
                 (0x1E900, 0x1E944))  # fmt: skip
_SYMBOL_CEILING: Final = 0x20000


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `origins[i]` is the offset in the original text of folded character i (one for each)."""

    text: str
    origins: range | tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The [start, end) of the original text behind folded [start, end), which is not empty."""
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> str:
    """One paragraph or other unit of text as it is matched."""
    text = fold_characters(text)
    if " " not in text:
        return text
    patterns = _tables()
    return patterns.blanks.sub(" ", patterns.lost_blanks.sub("", text.strip(" ")))


def fold_characters(text: str) -> str:
    """The first step of `fold`: each character for itself, blanks kept; as long as `text`."""
    return text.translate(_tables().characters)


def fold_with_origins(text: str) -> Folded:
    """As `fold`, with the way back to the original offsets."""
    whole = fold_characters(text)
    if " " not in whole:
        return Folded(whole, range(len(whole)))
    lost: set[int] = set()
    patterns = _tables()
    begin, end = len(whole) - len(whole.lstrip(" ")), len(whole.rstrip(" "))
    for match in patterns.lost_blanks.finditer(whole, begin, end):
        lost.update(range(*match.span()))
    for match in patterns.blanks.finditer(whole, begin, end):
        if match.start() not in lost:
            lost.update(range(match.start() + 1, match.end()))
    origins = tuple(at for at in range(begin, end) if at not in lost)
    return Folded("".join([whole[at] for at in origins]), origins)


def split_units(folded: str) -> list[str]:
    """Folded text as units: one character, a Latin run or a digit run each; blanks and punctuation stand alone."""
    return _tables().units.findall(folded)


def break_into(folded: str, mark: str) -> list[str]:
    """All units; each stretch of blanks, punctuation and borders, and the end, is one `mark` (itself no unit)."""
    tables = _tables()
    return tables.units.findall(tables.breaks.sub(mark, folded + FIELD_BORDER))


def is_break(unit: str) -> bool:
    """Whether this unit is blank or punctuation."""
    return _tables().breaks.match(unit) is not None


def is_latin(unit: str) -> bool:
    """Whether this unit is a Latin run."""
    return _tables().latin.match(unit) is not None


def punctuation() -> str:
    """The inside of a character class that holds all punctuation and symbols (not blanks, not borders)."""
    return _tables().punctuation


def folding_checksum() -> int:
    """CRC-32 of the 繁→简 table."""
    return zlib.crc32(_folding_table().encode())


# ── tables, built once ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Tables:
    characters: dict[int, int]
    punctuation: str
    units: re.Pattern[str]
    latin: re.Pattern[str]
    breaks: re.Pattern[str]
    blanks: re.Pattern[str]
    lost_blanks: re.Pattern[str]


class _Characters(dict[int, int]):
    """Remembers that a character stays as it is: a miss inside `str.translate` costs an exception each time."""

    def __missing__(self, key: int) -> int:
        self[key] = key
        return key


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    symbols = _symbols()
    joined = f"{_CJK}{symbols}"
    return _Tables(
        characters=_characters(),
        punctuation=symbols,
        units=re.compile(f"[{LATIN}]+|[{DIGIT}]+|.", re.DOTALL),
        latin=re.compile(f"[{LATIN}]"),
        breaks=re.compile(f"[{symbols} {FIELD_BORDER}{PARAGRAPH_BORDER}]+"),
        blanks=re.compile(" +"),
        # Whitespace keeps words of an alphabet and numbers apart; between other characters it is only layout.
        lost_blanks=re.compile(f"(?<=[{joined}]) ++(?=[{joined}])"),
    )


def _characters() -> dict[int, int]:
    table = _Characters()
    for first, last in _CASED:
        for code in range(first, last):
            lower = _lower(chr(code))
            if lower != chr(code):
                table[code] = ord(lower)
    for code in range(0xFF01, 0xFF5F):
        half = chr(code - 0xFEE0)
        table[code] = ord(half.lower())
    table.update(zip(range(0xFFE0, 0xFFE7), map(ord, "¢£¬¯¦¥₩"), strict=True))
    table.update((code, 0xFFFD) for code in range(0xD800, 0xE000))  # lone halves of a pair cannot be written
    table.update((code, 0x20) for code in _BLANKS)
    for line in _folding_table().splitlines():
        original, simplified = line.split("\t")
        table[ord(original)] = ord(simplified)
    return table


def _lower(character: str) -> str:
    """The one character that stands for all cases of this one; itself where that would take two."""
    for folded in (character.casefold(), character.lower()):
        if len(folded) == 1:
            return folded
    return character


def _folding_table() -> str:
    import resources

    return files(resources).joinpath("folding/t2s.txt").read_text(encoding="utf-8")


def _symbols() -> str:
    """All of Unicode's punctuation and symbols as the inside of a character class."""
    category = unicodedata.category
    plain = re.compile(f"[{_CJK}{_LETTERLIKE}]")
    codes = [code for code in range(0x21, _SYMBOL_CEILING) if category(chr(code))[0] in "PS"]
    codes = [code for code in codes if not plain.match(chr(code))]
    parts: list[str] = []
    start = last = codes[0]
    for code in [*codes[1:], -1]:
        if code != last + 1:
            parts.append(re.escape(chr(start)) + (f"-{re.escape(chr(last))}" if last > start else ""))
            start = code
        last = code
    return "".join(parts)

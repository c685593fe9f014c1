"""Automatic numbering of DOCX as it is printed: 一、 （一） 1. 第三条 ①, from numbering.xml and the paragraph styles.

Counters run as Word runs them: each list has nine levels, a level starts anew when a higher one has counted.
"""

from __future__ import annotations

import re

import msgspec

from archive.formats.xml_tree import Element, attribute, child, children

LEVELS = 9

_PLACE = re.compile(r"%([1-9])")
_SIMPLE = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Level(msgspec.Struct):
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    legal: bool = False


class _List(msgspec.Struct):
    """A numbered list: its levels and, shared by all lists of one abstract definition, where they have counted to."""

    levels: dict[int, _Level]
    counts: dict[int, int]
    restarts: dict[int, int] = msgspec.field(default_factory=dict)


class Numbering:
    """The lists of a document.  `marker` counts on with each call."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        if root is None:
            return
        abstracts = {attribute(item, "abstractNumId") or "": _levels(item) for item in children(root, "abstractNum")}
        counts: dict[str, dict[int, int]] = {}
        for number in children(root, "num"):
            abstract = attribute(child(number, "abstractNumId"), "val") or ""
            levels = dict(abstracts.get(abstract, {}))
            found = _List(levels, counts.setdefault(abstract, {}))
            for override in children(number, "lvlOverride"):
                at = _whole(attribute(override, "ilvl"))
                start = attribute(child(override, "startOverride"), "val")
                if start is not None:
                    found.restarts[at] = _whole(start)
                if (level := child(override, "lvl")) is not None:
                    levels[at] = _level(level)
            self._lists[attribute(number, "numId") or ""] = found

    def marker(self, number: str, at: int) -> str:
        """What stands before the next paragraph of level `at` (from 0) of a list; `""` where nothing is printed."""
        found = self._lists.get(number)
        if found is None or not 0 <= at < LEVELS:
            return ""
        level = found.levels.get(at, _Level(kind="none"))
        if at in found.restarts:  # a list that starts anew does so once
            found.counts.pop(at, None)
            level = _Level(level.kind, level.text, found.restarts.pop(at), level.suffix, level.legal)
        found.counts[at] = found.counts.get(at, level.start - 1) + 1
        for deeper in range(at + 1, LEVELS):
            found.counts.pop(deeper, None)
        if level.kind == "bullet":
            return "●"
        if level.kind == "none":
            return ""

        def printed(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            above = found.levels.get(place, _Level())
            kind = "decimal" if level.legal and place != at else above.kind
            return written(found.counts.get(place, above.start), kind)

        text = _PLACE.sub(printed, level.text)
        return text + " " if level.suffix != "nothing" and re.search(r"[A-Za-z0-9.]$", text) else text


def _levels(abstract: Element) -> dict[int, _Level]:
    return {_whole(attribute(level, "ilvl")): _level(level) for level in children(abstract, "lvl")}


def _level(level: Element) -> _Level:
    kind = child(level, "numFmt")
    if kind is None:  # newer Word wraps formats that older ones do not know
        kind = child(level, "AlternateContent", "Choice", "numFmt")
    legal = child(level, "isLgl")
    return _Level(
        attribute(kind, "val") or "decimal",
        attribute(child(level, "lvlText"), "val") or "",
        _whole(attribute(child(level, "start"), "val") or "1"),
        attribute(child(level, "suff"), "val") or "tab",
        legal is not None and attribute(legal, "val") not in ("0", "false"),
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


# ── numbers as they are printed ────────────────────────────────────────────────────────────────────────────────────


def written(number: int, kind: str) -> str:
    """A number in one of Word's formats; decimal for formats that are not known."""
    match kind:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese(number)
        case "taiwaneseCounting" | "koreanCounting":
            return chinese(number)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" | "koreanDigital2":
            return "".join(_SIMPLE[int(digit)] for digit in str(number))
        case "chineseLegalSimplified":
            return chinese(number, _FORMAL, "拾佰仟")
        case "ideographLegalTraditional" | "japaneseLegal":
            return chinese(number, _FORMAL_TRADITIONAL, "拾佰仟")
        case "ideographTraditional":
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac":
            return _BRANCHES[(number - 1) % 12]
        case "upperLetter" | "lowerLetter":
            letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if kind == "upperLetter" else letters.lower()
        case "upperRoman":
            return _roman(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x245F + number) if 1 <= number <= 20 else str(number)
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def chinese(number: int, digits: str = _SIMPLE, units: str = "十百千") -> str:
    """12 → 十二, 20 → 二十, 105 → 一百零五; digits only from ten thousand on."""
    if number <= 0 or number >= 10_000:
        return "".join(digits[int(digit)] for digit in str(max(number, 0)))
    zero = "零"
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit)
        if value:
            text = digits[value] + (units[place - 1] if place else "") + text
        elif text and not text.startswith(zero):
            text = zero + text
    informal = digits is _SIMPLE and 10 <= number < 20
    return text[1:] if informal else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * min(count, 10)
    return text

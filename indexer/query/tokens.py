"""What was typed → tokens: words, signs of the language, parentheses that group.  Knows no meaning of any word.

Signs may be typed in full or half width.  A pair of parentheses groups when it holds several words, or stands as a word
of its own; any other is punctuation of its text (`国发〔2022〕1号`, `A(B)C`).  So is a quotation mark without partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import accumulate
from typing import Final, NamedTuple

import msgspec

from archive.wording import _
from indexer import analysis
from indexer.query.fields import NAMES, Name
from indexer.query.nodes import Scope

MAX_DEPTH: Final = 20
"""Parentheses nested deeper are punctuation."""

_HALF: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    ord("−"): "-", ord("〜"): "~", ord("∶"): ":",
}  # fmt: skip
_LEXEMES: Final = re.compile(
    r'(?P<quoted>"[^"]*"|“[^”]*”|「[^」]*」|『[^』]*』)|(?P<blank> +)|(?P<bar>\|)|(?P<open>\()|(?P<close>\))'
    r'|(?P<text>[^"“「『 |()]+|["“「『])'
)
_NAMED: Final = re.compile(r"([a-z]{2,7}|[\u4e00-\u9fff]{1,2}):", re.IGNORECASE)
_APART: Final = re.compile(r"~(?:(?P<characters>\d{1,9})|(?P<sentence>句|[sS])|(?P<paragraph>段|[pP]))", re.ASCII)


class Sign(StrEnum):
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a word; `quoted`: its punctuation and blanks mean themselves."""

    text: str
    quoted: bool = False


class Word(msgspec.Struct, frozen=True):
    """Pieces without a blank between them; `typed` as it is shown, without quotation marks if they are all around."""

    pieces: tuple[Piece, ...]
    typed: str


class Apart(msgspec.Struct, frozen=True):
    """`~5`, `~句`, `~段` between two words."""

    scope: Scope
    distance: int
    typed: str


class Named(msgspec.Struct, frozen=True):
    """`标题：`; its value is the next word or group."""

    name: Name
    typed: str


Token = Word | Apart | Named | Sign


class Tokens(msgspec.Struct):
    items: list[Token] = msgspec.field(default_factory=list)
    remarks: list[str] = msgspec.field(default_factory=list)
    shortened: bool = False


class _Lexeme(NamedTuple):
    kind: str
    start: int
    end: int


def tokenize(typed: str) -> Tokens:
    """Read all of `typed`.  Signs without a single word are words themselves."""
    flat = _flat(typed)
    lexemes = [_Lexeme(match.lastgroup or "", *match.span()) for match in _LEXEMES.finditer(flat)]
    tokens = Tokens()
    tokens.items = list(_read(typed, flat, lexemes, _groups(flat, lexemes, tokens)))
    if not any(isinstance(token, Word) for token in tokens.items):
        spans = (match.span() for match in re.finditer("[^ ]+", flat))
        tokens.items = [Word((Piece(typed[start:end]),), typed[start:end]) for start, end in spans]
    return tokens


def _flat(typed: str) -> str:
    """Signs in half width, each blank a space; as long as `typed`."""
    folded = analysis.fold_characters(typed)
    return "".join(" " if blank == " " else one for blank, one in zip(folded, typed.translate(_HALF), strict=True))


# ── parentheses ────────────────────────────────────────────────────────────────────────────────────────────────────


def _groups(flat: str, lexemes: list[_Lexeme], tokens: Tokens) -> set[int]:
    """The numbers of parentheses that group; a missing one has the number after the last."""
    partners, alone = _pairs(lexemes)
    separators = list(accumulate((lexeme.kind in ("blank", "bar") for lexeme in lexemes), initial=0))
    groups: set[int] = set()
    closing: list[int] = []  # of the groups around
    for first, last in sorted(partners.items()):
        while closing and closing[-1] < first:
            closing.pop()
        several = separators[last] > separators[first]
        begins = _begins_word(flat, lexemes, groups, first)
        missing = last == len(lexemes)
        if missing:
            if not (several and begins):
                continue
            tokens.remarks.append(_("右边少一个括号，当作写了"))
        elif not several and not (begins and _ends_word(lexemes, groups, last)):
            continue
        if len(closing) == MAX_DEPTH:
            tokens.shortened = True
            tokens.remarks.append(_("括号最多套 {limit} 层，更里面的当作标点").format(limit=MAX_DEPTH))
            continue
        groups |= {first, last}
        closing.append(last)
    if any(separators[number] and _ends_word(lexemes, groups, number) for number in alone):
        tokens.remarks.append(_("左边少一个括号，右边的不算"))
    return groups


def _pairs(lexemes: list[_Lexeme]) -> tuple[dict[int, int], list[int]]:
    """Opening → closing parenthesis by number, the end where it is missing; and closing ones without partner."""
    partners: dict[int, int] = {}
    alone: list[int] = []
    waiting: list[int] = []
    for number, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            waiting.append(number)
        elif lexeme.kind == "close":
            if waiting:
                partners[waiting.pop()] = number
            else:
                alone.append(number)
    return {**partners, **dict.fromkeys(waiting, len(lexemes))}, alone


def _begins_word(flat: str, lexemes: list[_Lexeme], groups: set[int], number: int) -> bool:
    if number == 0:
        return True
    before = lexemes[number - 1]
    if before.kind == "text":
        minus, name, start = _prefix(flat, before)
        return bool(minus or name) and start == before.end and _begins_word(flat, lexemes, groups, number - 1)
    return before.kind in ("blank", "bar") or number - 1 in groups


def _ends_word(lexemes: list[_Lexeme], groups: set[int], number: int) -> bool:
    return number + 1 >= len(lexemes) or lexemes[number + 1].kind in ("blank", "bar") or number + 1 in groups


# ── words and signs ────────────────────────────────────────────────────────────────────────────────────────────────


def _read(typed: str, flat: str, lexemes: list[_Lexeme], groups: set[int]) -> Iterator[Token]:
    pieces: list[Piece] = []
    begin = 0
    for number, (kind, start, end) in enumerate([*lexemes, _Lexeme("blank", len(flat), len(flat))]):
        if kind in ("blank", "bar") or number in groups:
            if pieces:
                word = Word(tuple(pieces), pieces[0].text if len(pieces) == 1 else typed[begin:start])
                is_value = flat[begin - 1 : begin] in ("-", ":")
                yield word if is_value else _sign(typed[begin:start], flat[begin:start]) or word
            pieces = []
            if kind != "blank":
                yield {"bar": Sign.OR, "open": Sign.OPEN, "close": Sign.CLOSE}[kind]
            continue
        if not pieces:
            begin = start
        if kind == "quoted":
            pieces.append(Piece(typed[start + 1 : end - 1], quoted=True))
            continue
        if kind == "text" and not pieces:
            minus, name, begin = _prefix(flat, lexemes[number])
            if minus:
                yield Sign.NOT
            if name:
                yield Named(name, typed[start + minus : begin])
            if begin == end:
                continue
        before = pieces.pop().text if pieces and not pieces[-1].quoted else ""
        pieces.append(Piece(before + typed[max(begin, start) : end]))


def _prefix(flat: str, lexeme: _Lexeme) -> tuple[bool, Name | None, int]:
    """Whether a word that begins so has a minus, the name before its colon, and where it goes on."""
    minus = flat[lexeme.start] == "-" and flat[lexeme.start + 1 : lexeme.start + 2] not in ("", " ", "|", ")")
    start = lexeme.start + minus
    match = _NAMED.match(flat, start, lexeme.end)
    name = NAMES.get(analysis.fold(match[1])) if match else None
    return minus, name, match.end() if match and name else start


def _sign(typed: str, flat: str) -> Token | None:
    """What a word means that is no word."""
    if flat in (Sign.AND, Sign.OR, Sign.NOT):
        return Sign(flat)
    match = _APART.fullmatch(flat)
    return Apart(Scope(match.lastgroup or ""), int(match["characters"] or 0), typed) if match else None

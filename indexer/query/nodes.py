"""What a query means, as plain values: a tree of nodes with phrases at its leaves.  The parser makes them, engines and
highlighters read them; `indexer.rule` says exactly what each finds."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from indexer.request import Filters

MOST_SKIPPED: Final = 20
"""Characters that `＊` may stand for."""


class Field(StrEnum):
    """What is searched of an article, each for itself; the order is that of the text an engine keeps."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    NUMBER = "number"
    BODY = "body"


class Kind(StrEnum):
    """What a unit of a phrase stands for."""

    CHARACTER = "character"
    LATIN = "latin"
    """A whole run of Latin letters; `?` and `*` in its text stand for one letter, any number of letters."""
    DIGITS = "digits"
    """A whole run of digits; `?` and `*` as in LATIN."""
    NUMERALS = "numerals"
    """A whole run of Chinese numerals (〇一二…九十百千万): no other numeral stands before or after it."""
    MARK = "mark"
    """Quoted punctuation or blank: this very character."""
    GAP = "gap"
    """Typed punctuation: any run of punctuation, or none."""
    ANY = "any"
    """`？`: one character that is neither punctuation nor blank nor border."""
    SOME = "some"
    """`＊`: up to MOST_SKIPPED such characters, possibly none."""


class Unit(msgspec.Struct, frozen=True):
    """`text` is folded, in a phrase that is `exact` plain."""

    kind: Kind
    text: str = ""

    @property
    def wild(self) -> bool:
        return self.kind in (Kind.LATIN, Kind.DIGITS) and ("*" in self.text or "?" in self.text)


class Phrase(msgspec.Struct, frozen=True):
    """Characters in a row.  Any of `forms` will do: the first is as typed, others say its numbers in the other script.

    `fields`: found inside one of these (none: in any field).  `exact`: as typed, 繁 and 简, case and width apart.
    """

    typed: str
    forms: tuple[tuple[Unit, ...], ...]
    fields: tuple[Field, ...] = ()
    exact: bool = False

    def __hash__(self) -> int:
        return hash(self.typed)  # phrases are keys of what was found before; their units would take long


class Scope(StrEnum):
    """How far apart two phrases may be."""

    CHARACTERS = "characters"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Near(msgspec.Struct, frozen=True):
    """Both phrases, in either order and not overlapping, in one paragraph (which lies in one field).

    CHARACTERS: at most `distance` characters between them.  SENTENCE: no 。！？!?；; or … between them.
    """

    left: Phrase
    right: Phrase
    scope: Scope
    distance: int = 0


class Restrict(msgspec.Struct, frozen=True):
    """What is not text: every condition of `filters` holds.  `paper_part`, `section_part`: folded, anywhere in the
    folded name."""

    filters: Filters
    paper_part: str = ""
    section_part: str = ""


class Own(StrEnum):
    """What a reader puts on an article; it is kept in the reader's own store, and in no index."""

    STAR = "star"
    LATER = "later"
    HIGHLIGHT = "highlight"
    NOTE = "note"
    TAG = "tag"


class Marked(msgspec.Struct, frozen=True):
    """The articles `ids`: those on which the reader has put `own`, with `text` in it (folded; empty: whatever it says).

    The parser leaves `ids` empty, which finds nothing; who knows the reader's store fills them in (`owned`).
    """

    own: Own
    text: str = ""
    ids: frozenset[int] = frozenset()


class And(msgspec.Struct, frozen=True):
    children: tuple[Node, ...]


class Or(msgspec.Struct, frozen=True):
    """At least `at_least` of the children."""

    children: tuple[Node, ...]
    at_least: int = 1


class Not(msgspec.Struct, frozen=True):
    child: Node


Node = Phrase | Near | Restrict | Marked | And | Or | Not


class Query(msgspec.Struct, frozen=True):
    """`root` None: nothing was asked, nothing is found.

    `together`: phrases that are not asked for, but lift an article that has them (words typed side by side, standing
    side by side).  `remarks`: what of the typing was understood otherwise than written, one sentence each.
    """

    root: Node | None
    together: tuple[Phrase, ...] = ()
    remarks: tuple[str, ...] = ()
    shortened: bool = False

    def __hash__(self) -> int:
        return hash(self.phrases())

    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases that a hit can show: all that are not under a Not, each once, in the order typed."""
        return tuple(dict.fromkeys(_shown(self.root))) if self.root else ()


def _shown(node: Node) -> list[Phrase]:
    match node:
        case Phrase():
            return [node]
        case Near(left=left, right=right):
            return [left, right]
        case And(children=children) | Or(children=children):
            return [phrase for child in children for phrase in _shown(child)]
    return []

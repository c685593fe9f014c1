"""The rule: what exactly a query finds in a document.  Engines may be quicker than this, but never of another opinion.

A place is a [start, end) of a document's text.  A phrase stands as often as there are different starts; where several
ends are possible the nearest counts.  It neither begins nor ends with a GAP or SOME, and no GAP stands beside a MARK.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Final

from indexer import analysis
from indexer.engines.base import IndexDocument
from indexer.query.nodes import (
    MOST_SKIPPED,
    And,
    Field,
    Kind,
    Marked,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Restrict,
    Scope,
    Unit,
)
from indexer.request import Filters, Span

_FIELDS: Final = tuple(Field)
_BORDERS: Final = f"{analysis.FIELD_BORDER}{analysis.PARAGRAPH_BORDER}"
_PARAGRAPH_END: Final = re.compile(f"[{_BORDERS}]")
_SENTENCE_END: Final = re.compile(f"[{_BORDERS}。!?;…]")
"""What must not stand between two phrases that are near, over folded text."""


class Text:
    """The text of a document: plain units joined by PARAGRAPH_BORDER, fields in order joined by FIELD_BORDER.

    What is derived from it is derived once.  Any plain unit is a text of one field, too.
    """

    def __init__(self, plain: str) -> None:
        self.plain = plain

    @classmethod
    def of(cls, texts: Mapping[Field, Iterable[str]]) -> Text:
        """From original units by field, as an `IndexDocument` has them."""
        units = [map(analysis.plain, texts.get(field, ())) for field in _FIELDS]
        return cls(analysis.FIELD_BORDER.join(map(analysis.PARAGRAPH_BORDER.join, units)))

    @cached_property
    def folded(self) -> str:
        return analysis.fold_plain(self.plain)

    @cached_property
    def fields(self) -> dict[Field, Span]:
        """Where each field lies."""
        borders = [match.start() for match in re.finditer(analysis.FIELD_BORDER, self.plain)]
        bounds = pairwise([-1, *borders, len(self.plain)])
        return {field: (before + 1, after) for field, (before, after) in zip(_FIELDS, bounds, strict=False)}

    @cached_property
    def lead_end(self) -> int:
        """Where the first paragraph of the body ends."""
        start, end = self.fields[Field.BODY]
        border = self.plain.find(analysis.PARAGRAPH_BORDER, start, end)
        return end if border < 0 else border


# ── what a query finds ─────────────────────────────────────────────────────────────────────────────────────────────


def matches(node: Node, document: IndexDocument, text: Text) -> bool:
    """Whether a document is what `node` asks for; `text` is its text."""
    match node:
        case Phrase():
            return any(True for _ in places(node, text))
        case Near():
            return any(True for _ in pairs(node, text))
        case Restrict(filters=filters, paper_part=paper, section_part=section):
            return (
                passes(filters, document)
                and paper in analysis.fold(document.paper)
                and (not section or any(section in analysis.fold(name) for name in document.sections))
            )
        case Marked(ids=ids):
            return document.id in ids
        case And(children=children):
            return all(matches(child, document, text) for child in children)
        case Or(children=children, at_least=at_least):
            return sum(matches(child, document, text) for child in children) >= at_least
        case Not(child=child):
            return not matches(child, document, text)


def passes(filters: Filters, document: IndexDocument) -> bool:
    """Whether all conditions hold."""
    return all(holds(document) for holds in conditions(filters).values())


Condition = Callable[[IndexDocument], bool]


def conditions(filters: Filters) -> dict[str, Condition]:
    """The conditions that are given, by name as in `Filters` and in this order; both ends of a date are one `date`."""
    given: dict[str, Condition] = {}
    if filters.paper is not None:
        given["paper"] = lambda document: document.paper == filters.paper
    if (bounds := date_bounds(filters)) is not None:
        first, last = bounds
        given["date"] = lambda document: document.last >= first and 0 < document.first <= last
    if filters.page is not None:
        given["page"] = lambda document: filters.page in document.pages
    if author := analysis.fold(filters.author or ""):
        given["author"] = lambda document: any(
            author in analysis.fold(unit) for unit in document.texts.get(Field.BYLINE, ())
        )
    if filters.section is not None:
        given["section"] = lambda document: filters.section in document.sections
    if filters.kind is not None:
        given["kind"] = lambda document: document.kind == filters.kind
    if filters.front:
        given["front"] = lambda document: document.front
    if filters.lead:
        given["lead"] = lambda document: document.lead
    if filters.pictures:
        given["pictures"] = lambda document: document.pictures
    if (after := filters.after) is not None:
        given["after"] = lambda document: document.id > after
    return given


def date_bounds(filters: Filters) -> tuple[int, int] | None:
    """First and last day asked for as yyyymmdd, or None when any date (and none) will do."""
    if filters.date_from is None and filters.date_to is None:
        return None
    first = int(f"{filters.date_from.first:%Y%m%d}") if filters.date_from else 1
    return first, int(f"{filters.date_to.last:%Y%m%d}") if filters.date_to else 99_999_999


# ── where it stands ────────────────────────────────────────────────────────────────────────────────────────────────


def places(phrase: Phrase, text: Text) -> Iterator[Span]:
    """All places of a phrase, by start, one for each; they may overlap."""
    found = matcher(phrase.forms, exact=phrase.exact)
    searched = text.plain if phrase.exact else text.folded
    if not phrase.fields:
        return found.places(searched)
    spans = [text.fields[field] for field in _FIELDS if field in phrase.fields and field in text.fields]
    return (place for span in spans for place in found.places(searched, *span))


def pairs(near: Near, text: Text) -> Iterator[tuple[Span, Span]]:
    """Places of the two phrases that are near enough, the earlier one first: each with the next of the other."""
    left, right = list(places(near.left, text)), list(places(near.right, text))
    yield from _followed(left, right, near, text.folded)
    yield from _followed(right, left, near, text.folded)


def _followed(these: list[Span], those: list[Span], near: Near, folded: str) -> Iterator[tuple[Span, Span]]:
    """Each of these with the next of those behind it; if that is too far away all are."""
    starts = [start for start, _ in those]
    limit = _SENTENCE_END if near.scope is Scope.SENTENCE else _PARAGRAPH_END
    for place in these:
        at = bisect_left(starts, place[1])
        if at == len(those) or (near.scope is Scope.CHARACTERS and starts[at] - place[1] > near.distance):
            continue
        if not limit.search(folded, place[1], starts[at]):
            yield place, those[at]


class Matcher:
    """Finds the forms of a phrase in folded (of an exact phrase: plain) text."""

    def __init__(self, forms: Iterable[tuple[Unit, ...]], *, exact: bool) -> None:
        self._forms = [_steps(form, exact=exact) for form in forms]

    def places(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """All places inside [start, end), by start, one for each; they may overlap."""
        end = len(text) if end is None else end
        if len(self._forms) == 1:
            return _places(self._forms[0], text, start, end)
        found: dict[int, int] = {}
        for form in self._forms:
            for first, after in _places(form, text, start, end):
                found[first] = min(after, found.get(first, after))
        return iter(sorted(found.items()))


@lru_cache(maxsize=256)
def matcher(forms: tuple[tuple[Unit, ...], ...], *, exact: bool = False) -> Matcher:
    """The matcher of these forms; compiled when first asked for."""
    return Matcher(forms, exact=exact)


_Steps = list[re.Pattern[str]]
"""Patterns that follow one another with SOME between them.  Each finds one end at most from one start."""


def _places(steps: _Steps, text: str, start: int, end: int) -> Iterator[Span]:
    search = steps[0].search
    while found := search(text, start, end):
        start = found.start() + 1
        ends = {found.end()}
        for step in steps[1:]:
            starts = {first for after in ends for first in _reach(text, after, end)}
            ends = {again.end() for first in starts if (again := step.match(text, first, end))}
        if ends:
            yield found.start(), min(ends)


def _reach(text: str, start: int, end: int) -> range:
    """Where SOME can end that begins here."""
    skipped = _skipping().match(text, start, end)
    assert skipped  # be it empty
    return range(start, skipped.end() + 1)


@lru_cache(maxsize=1)
def _skipping() -> re.Pattern[str]:
    return re.compile(f"{_any()}{{0,{MOST_SKIPPED}}}+")


def _steps(form: tuple[Unit, ...], *, exact: bool) -> _Steps:
    patterns = [""]
    for unit in form:
        if unit.kind is Kind.SOME:
            patterns.append("")
        else:
            patterns[-1] += _pattern(unit, exact=exact)
    return [re.compile(pattern) for pattern in patterns]


def _pattern(unit: Unit, *, exact: bool) -> str:
    """The rule for one unit.

    Repeats are possessive or atomic: nothing that they give up would lead further, and no text can make them slow.
    """
    match unit.kind:
        case Kind.CHARACTER | Kind.MARK:
            return re.escape(unit.text)
        case Kind.GAP:
            return f"[{analysis.punctuation()}]*+"
        case Kind.ANY:
            return _any()
        case Kind.LATIN:
            inside = analysis.LATIN
        case Kind.DIGITS:
            inside = analysis.DIGIT
        case Kind.NUMERALS:
            inside = analysis.NUMERALS
        case Kind.SOME:
            raise ValueError("SOME divides a phrase")
    inside = analysis.unfolded(inside) if exact else inside
    text = _wild(unit.text, f"[{inside}]") if unit.wild else re.escape(unit.text)
    return f"(?<![{inside}]){text}(?![{inside}])"


def _any() -> str:
    return f"[^{analysis.punctuation()} {_BORDERS}]"


def _wild(text: str, letter: str) -> str:
    """A run with `?` and `*` in it: after each `*` the first place that fits will do, after the last one the end."""
    first, *others = ["".join(letter if one == "?" else re.escape(one) for one in part) for part in text.split("*")]
    if not others:
        return first
    *middle, last = others
    return first + "".join(f"(?>{letter}*?{part})" for part in middle) + f"(?>{letter}*?{last}(?!{letter}))"

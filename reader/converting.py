"""Text shown in other characters than it was printed with: simplified, traditional, those of Hong Kong or Taiwan.

Only what is displayed changes, never what is kept.  OpenCC converts words, so lengths may differ; `Shown` knows the way
between both texts.  Loaded when first used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from archive.model import Article, Block, Content, Figure, Heading, ListBlock, Paragraph, Table
from indexer.analysis import bmp_folding
from indexer.query.nodes import Field
from indexer.request import Span

if TYPE_CHECKING:
    from opencc import OpenCC

    from reader.searching import Finder


class Script(StrEnum):
    """How a text is written; `ORIGINAL` as it was printed."""

    ORIGINAL = "original"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    HONGKONG = "hongkong"
    TAIWAN = "taiwan"


_CONFIGS: Final = {
    Script.SIMPLIFIED: "t2s",
    Script.TRADITIONAL: "s2tw",
    Script.HONGKONG: "s2hk",
    Script.TAIWAN: "s2twp",
}
_LONGEST_REMEMBERED: Final = 200
"""Characters of a text (a title, a word of the interface) whose conversion is remembered."""

Convert = Callable[[str], str]


def converted(text: str, script: Script) -> str:
    """The text in another script; letters, figures and what is already so stay as they are."""
    if script is Script.ORIGINAL or text.isascii():
        return text
    return _short(text, script) if len(text) <= _LONGEST_REMEMBERED else _long(text, script)


def converter(script: Script, texts: Iterable[str] = ()) -> Convert:
    """What converts an article of these texts.  One that is written so already is left alone.

    (里, 后 and 干 are characters of both scripts: converting traditional text once more would spoil names.)
    """
    if script is Script.ORIGINAL:
        return str
    sample = "".join(texts)
    if sample and is_traditional(sample) is not (script is Script.SIMPLIFIED):
        return str
    return lambda text: converted(text, script)


def is_traditional(text: str) -> bool:
    """More of its characters would change on the way to simplified ones than on the way to traditional ones."""
    return _changes(text, Script.SIMPLIFIED) > _changes(text, Script.TRADITIONAL)


def converted_content(content: Content, convert: Convert) -> Content:
    """An article's content with all its texts converted."""
    blocks = tuple(_block(block, convert) for block in content.blocks)
    names = ("title", "kicker", "subtitle", "byline", "source", "dateline")
    heads = {name: convert(text) for name in names if (text := getattr(content, name))}
    fields = {convert(name): convert(value) for name, value in content.fields.items()}
    return msgspec.structs.replace(content, **heads, fields=fields, blocks=blocks)


def article_in(article: Article, script: Script) -> Article:
    """An article with its content in another script."""
    convert = converter(script, texts_of(article.content))
    return msgspec.structs.replace(article, content=converted_content(article.content, convert))


def texts_of(content: Content) -> Iterator[str]:
    """Of title and body: what tells in which script it was printed."""
    yield content.title
    yield from content.texts()


class Shown(msgspec.Struct, frozen=True):
    """A text as it was printed and as it is shown; positions count characters."""

    original: str
    text: str

    def to_shown(self, start: int, end: int) -> Span:
        """Where a span of the original stands in what is shown; whole words where the words have changed."""
        return _mapped(_steps(self.original, self.text), start, end, source=0)

    def to_original(self, start: int, end: int) -> Span:
        return _mapped(_steps(self.original, self.text), start, end, source=1)

    def find(self, find: Finder, field: Field | None = None) -> tuple[Span, ...]:
        """What a query finds in the words that are seen and in those that were printed; in order, apart."""
        spans = list(find(self.text, field))
        if self.original != self.text:
            spans += [self.to_shown(*span) for span in find(self.original, field)]
            spans = _merged(spans)
        return tuple(spans)


def _merged(spans: list[Span]) -> list[Span]:
    """Spans that share characters become one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


class _Step(NamedTuple):
    """A stretch from `a` to `b` of the original that stands from `c` to `d` in what is shown."""

    same: bool
    a: int
    b: int
    c: int
    d: int

    @property
    def is_empty(self) -> bool:
        return self.a == self.b or self.c == self.d


@lru_cache(maxsize=512)
def _steps(original: str, text: str) -> tuple[_Step, ...]:
    if len(original) == len(text):
        return ()
    folding = bmp_folding()
    matcher = SequenceMatcher(None, original.translate(folding), text.translate(folding), autojunk=False)
    codes = matcher.get_opcodes()
    steps: list[_Step] = []
    for number, (tag, a, b, c, d) in enumerate(codes):
        same = tag == "equal" and not (b - a == 1 and 0 < number < len(codes) - 1)
        if steps and not same and not steps[-1].same:  # changes that touch are one word
            _, a, _, c, _ = steps.pop()
        steps.append(_Step(same, a, b, c, d))
    return tuple(_filled(steps))


def _filled(steps: list[_Step]) -> Iterator[_Step]:
    """What is nothing on one side takes the character before it along, or the one behind it."""
    grown = 0
    for number, (same, a, b, c, d) in enumerate(steps):
        a, c, grown = a + grown, c + grown, 0
        following = steps[number + 1] if number + 1 < len(steps) else None
        if same and following and following.is_empty and b - a > 0:
            yield _Step(same, a, b - 1, c, d - 1)
        elif not same and (a == b or c == d):
            if number and steps[number - 1].same:
                a, c = a - 1, c - 1
            elif following:
                b, d, grown = b + 1, d + 1, 1
            yield _Step(same, a, b, c, d)
        else:
            yield _Step(same, a, b, c, d)


def _mapped(steps: tuple[_Step, ...], start: int, end: int, *, source: int) -> Span:
    if not steps:
        return start, end
    first = _place(steps, start, source=source, last=False)
    return first, max(first, _place(steps, end, source=source, last=True))


def _place(steps: tuple[_Step, ...], at: int, *, source: int, last: bool) -> int:
    """The place on the other side; inside of a stretch of another length its end (`last`) or its beginning."""
    here, there = (1, 3) if source == 0 else (3, 1)
    for step in steps:
        begin, stop = step[here], step[here + 1]
        inside = begin < at <= stop if last else begin <= at < stop
        if not inside:
            continue
        if stop - begin == step[there + 1] - step[there]:
            return step[there] + at - begin
        return step[there + 1] if last else step[there]
    return steps[0][there] if last and at == 0 else steps[-1][there + 1]


def _block(block: Block, convert: Convert) -> Block:
    match block:
        case Paragraph(text=text):
            return Paragraph(convert(text))
        case Heading(level=level, text=text):
            return Heading(level, convert(text))
        case Figure(picture=picture, caption=caption, credit=credit):
            return Figure(picture, convert(caption) if caption else caption, convert(credit) if credit else credit)
        case ListBlock(items=items):
            return ListBlock(tuple(convert(item) for item in items))
        case Table(rows=rows):
            return Table(tuple(tuple(convert(cell) for cell in row) for row in rows))


def _changes(text: str, script: Script) -> int:
    return sum(one != other for one, other in zip(text, converted(text, script), strict=False))


@lru_cache(maxsize=4096)
def _short(text: str, script: Script) -> str:
    return _long(text, script)


def _long(text: str, script: Script) -> str:
    result: str = _opencc(_CONFIGS[script]).convert(text)
    return result


@cache
def _opencc(config: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(config)

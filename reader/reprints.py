"""Reprints as a reader is told of them: who ran an article, when, on which page, under which title, how it differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum

import msgspec

from archive.catalogue import Catalogue
from archive.model import Article, ArticleHead, PartialDate, head_of
from indexer.index import Index
from indexer.request import Span

_FACING = 0.4
"""How alike two paragraphs are that face each other."""
_HEAD = ("kicker", "title", "subtitle", "byline")


class Role(Enum):
    """What another printing is to the article that one looks at."""

    ITSELF = "itself"
    SAME = "same"
    EXTRACT = "extract"  # part of this one
    LONGER = "longer"  # this one is part of it


class Printing(msgspec.Struct, frozen=True):
    """One printing; `alike` is how much of both texts is the same, of an extract how much of it is in the other, in per
    cent (None: they are alike only by way of a third)."""

    head: ArticleHead
    role: Role
    alike: int | None


class Elsewhere(msgspec.Struct, frozen=True):
    """In how many other papers an article was printed, too, and how often more in its own."""

    papers: int = 0
    again: int = 0


class Line(msgspec.Struct, frozen=True):
    """A paragraph of two printings side by side, and what differs in each, as [start, end); empty for none."""

    left: str
    right: str
    left_spans: tuple[Span, ...] = ()
    right_spans: tuple[Span, ...] = ()


class Reprints:
    """As of the last update of the index."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        self._catalogue, self._index = catalogue, index

    def of(self, article: int) -> list[Printing]:
        """All printings of an article, itself among them, by date; then extracts of it and what it is an extract of.

        Empty when it was printed once.
        """
        groups = self._index.reprints()
        alike = {one.id: one for one in groups.alike(article)}
        printings: list[Printing] = []
        for other in self._heads({*groups.of(article), *alike}):
            known = alike.get(other.id)
            if other.id == article:
                printings.append(Printing(other, Role.ITSELF, 100))
            elif other.id in groups.of(article) or known is None:
                printings.append(Printing(other, Role.SAME, known.alike if known else None))
            elif known.within >= known.holds:
                printings.append(Printing(other, Role.LONGER, known.within))
            else:
                printings.append(Printing(other, Role.EXTRACT, known.holds))
        if printings and all(one.role is not Role.ITSELF for one in printings):
            printings += [Printing(head, Role.ITSELF, 100) for head in self._heads({article})]
        late = (Role.EXTRACT, Role.LONGER)
        return sorted(printings, key=lambda one: (one.role in late, str(one.head.key.date or "~"), one.head.id))

    def elsewhere(self, ids: Sequence[int]) -> dict[int, Elsewhere]:
        """How often else each of these articles was printed; those that were not are left out."""
        groups = self._index.reprints()
        members = {number: groups.of(number) for number in ids}
        papers = self._catalogue.papers_of(sorted({other for several in members.values() for other in several}))
        found: dict[int, Elsewhere] = {}
        for number, several in members.items():
            others = [papers[other] for other in several if other != number and other in papers]
            if others and number in papers:
                elsewhere = {name for name in others if name != papers[number]}
                found[number] = Elsewhere(len(elsewhere), others.count(papers[number]))
        return found

    def groups(
        self,
        first: PartialDate | None = None,
        last: PartialDate | None = None,
        paper: str | None = None,
    ) -> Iterator[list[Printing]]:
        """Articles printed more than once of which one is of this span of dates and paper, each with all printings."""
        groups = self._index.reprints()
        seen: set[int] = set()
        for article in self._catalogue.articles_between(first, last, paper):
            label = groups.label(article)
            if label is not None and label not in seen:
                seen.add(label)
                printings = [one for one in self.of(article) if one.role in (Role.ITSELF, Role.SAME)]
                if len(printings) > 1:
                    yield printings

    def _heads(self, ids: set[int]) -> list[ArticleHead]:
        return [head_of(article) for article in self._catalogue.articles_by_id(sorted(ids))]


def side_by_side(left: Article, right: Article) -> list[Line]:
    """Two printings line by line: title faces title, byline byline, then the paragraphs that are most alike."""
    heads = (tuple(getattr(article.content, name) or "" for name in _HEAD) for article in (left, right))
    lines = [_line(_flat(a), _flat(b)) for a, b in zip(*heads, strict=True) if a or b]
    one, other = ([_flat(text) for text in article.content.texts() if text.strip()] for article in (left, right))
    for kind, start, end, begin, stop in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [Line(text, text) for text in one[start:end]]
        else:
            lines += _facing(one[start:end], other[begin:stop])
    return lines


def _facing(left: list[str], right: list[str]) -> Iterator[Line]:
    """Paragraphs that differ: those that are most alike face each other, in their order."""
    while left and right:
        likeness = [SequenceMatcher(None, left[0], text, autojunk=False).ratio() for text in right]
        best = max(range(len(right)), key=likeness.__getitem__)
        if likeness[best] < _FACING:
            yield _line(left.pop(0), "")
            continue
        yield from (_line("", text) for text in right[:best])
        yield _line(left.pop(0), right[best])
        right = right[best + 1 :]
    yield from (_line(text, "") for text in left)
    yield from (_line("", text) for text in right)


def _line(left: str, right: str) -> Line:
    if left == right:
        return Line(left, right)
    if not left or not right:
        return Line(left, right, ((0, len(left)),) if left else (), ((0, len(right)),) if right else ())
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < _FACING:  # single characters that happen to be the same say nothing
        return Line(left, right, ((0, len(left)),), ((0, len(right)),))
    differing = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    return Line(
        left,
        right,
        tuple((start, end) for _, start, end, _, _ in differing if end > start),
        tuple((start, end) for _, _, _, start, end in differing if end > start),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())

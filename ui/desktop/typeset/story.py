"""An article as a story to place: its body in pieces of one column's width, and the settings that it can take.

A setting is a head over some columns, perhaps a picture at the right that spans several of them, and the body in what
is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from msgspec.structs import replace

from archive.model import Article, Content, Figure, Heading, ListBlock, PaperKind, Paragraph, Table
from ui.desktop.typeset.layout import Shape, Spot, shortest
from ui.desktop.typeset.measure import EM
from ui.desktop.typeset.pieces import LEAD_SCALE, ROW, Piece, Placed, Typesetter

GUTTER = EM * 7 // 4
"""Units between columns."""
_NOTICE_ROWS = 7
_MOST_ROWS = 1_600
"""More than any page holds: such a story is cut there anyway, and the rest need not be set."""
_LONGEST_COLUMN, _SHORTEST_COLUMN = 42, 5
"""Rows of body between which a column looks well."""
_PROPORTION = 1.2
"""Width to height of a module that looks well."""
_SMALLER = 0.84
_SLACK = 0.08
"""How much wider lines may stand apart to fill a module."""


class Setting(msgspec.Struct, frozen=True):
    """All that stands in a module; `spots` are the body's pieces in order."""

    head: Piece
    hero: Piece | None
    hero_columns: int
    spots: tuple[Spot, ...]
    body_rows: int

    @property
    def rows(self) -> int:
        return self.head.block.rows + self.body_rows


class Story(msgspec.Struct, frozen=True):
    """One article, its body set in columns of `measure` units; `hero` is the picture that may span several columns.

    `heads` are those that were set already, by span and scale.
    """

    article: Article
    setter: Typesetter
    measure: float
    pieces: tuple[Piece, ...]
    hero: Figure | None
    is_notice: bool
    heads: dict[tuple[int, float], Piece] = msgspec.field(default_factory=dict)

    @classmethod
    def of(cls, article: Article, setter: Typesetter, measure: float) -> Story:
        blocks = article.content.blocks
        figures = ((at, block) for at, block in enumerate(blocks) if isinstance(block, Figure))
        hero_at, hero = next(((at, figure) for at, figure in figures if setter.has_picture(figure)), (-1, None))
        pieces: list[Piece] = []
        room = _MOST_ROWS
        for piece in _body(article, hero_at, setter, measure):
            if piece.block.rows:
                pieces.append(piece)
                room -= piece.block.rows
            if room < 0:
                break
        is_notice = hero is None and sum(piece.block.rows for piece in pieces) <= _NOTICE_ROWS
        return cls(article, setter, measure, tuple(pieces), hero, is_notice)

    @property
    def rows(self) -> int:
        """The body's rows in one column, without the hero."""
        return sum(piece.block.rows for piece in self.pieces)

    def cut(self, rows: int, note: str) -> Story:
        """The story with at most `rows` rows of body, the last of which says where the rest is."""
        if self.rows <= rows:
            return self
        kept: list[Piece] = []
        room = rows - 1
        for piece in self.pieces:
            room -= piece.block.rows
            if room < 0 and kept:
                break
            kept.append(piece)
        while len(kept) > 1 and kept[-1].block.keep:
            kept.pop()
        return replace(self, pieces=(*kept, self.setter.note(note, self.measure)))

    def width(self, span: int) -> float:
        return span * self.measure + (span - 1) * GUTTER

    def settings(self, spans: Iterable[int], columns: int, *, leads: bool) -> dict[Shape, Setting]:
        """The shapes of these spans on a page of `columns`, and how the story stands in each."""
        found: dict[Shape, Setting] = {}
        for span in spans:
            heights: set[int] = set()
            for scale, hero_columns in self._variants(span, leads=leads):
                setting = self._set(span, scale, hero_columns)
                if setting.rows not in heights:
                    heights.add(setting.rows)
                    penalty = self._penalty(setting, span, columns, leads=leads)
                    found[Shape(span, setting.rows, penalty)] = setting
        return found

    def placed(self, setting: Setting, span: int, rows: int, x: float, y: float) -> Iterator[Placed]:
        """Everything in a module of `rows` rows at (`x`, `y`); spare room goes into the head and between the lines."""
        spare = (rows - setting.rows) * ROW
        if self.is_notice:
            y, spare = y + spare / 2, 0
        lift = min(spare * 0.4, 0.25 * ROW * (1 + setting.head.block.rows))
        pitch = ROW + min(_SLACK * ROW, (spare - lift) / max(1, setting.body_rows))
        yield Placed(x, y + lift / 2, setting.head.marks)
        top = y + setting.head.block.rows * ROW + lift
        if setting.hero is not None:
            yield Placed(x + (span - setting.hero_columns) * (self.measure + GUTTER), top, setting.hero.marks)
        for piece, spot in zip(self.pieces, setting.spots, strict=True):
            yield Placed(x + spot.column * (self.measure + GUTTER), top + spot.row * pitch, piece.marks)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _variants(self, span: int, *, leads: bool) -> Iterator[tuple[float, int]]:
        """Scales of the title with columns of the hero (0: none) worth trying."""
        largest = LEAD_SCALE if leads else 1.0
        if self.hero is None:
            heroes = [0]
        elif span <= 2 or self.rows < _SHORTEST_COLUMN * span:
            heroes = sorted({span, -(-span // 2)} if self.pieces else {span}, reverse=True)
        else:
            heroes = sorted({-(-span // 2), span // 2})
        for hero_columns in heroes:
            yield largest, hero_columns
        if not leads:
            yield _SMALLER, heroes[0]

    def _set(self, span: int, scale: float, hero_columns: int) -> Setting:
        hero = self.setter.figure(self.hero, self.width(hero_columns)) if self.hero and hero_columns else None
        covered = hero_columns if hero is not None else 0
        tops = [0] * (span - covered) + [hero.block.rows if hero is not None else 0] * covered
        rows, spots = shortest([piece.block for piece in self.pieces], tops)
        return Setting(self._head(span, scale), hero, hero_columns, spots, rows)

    def _head(self, span: int, scale: float) -> Piece:
        if (head := self.heads.get((span, scale))) is None:
            content = self.article.content
            number = content.fields.get("发文字号", "") if self.article.key.kind == PaperKind.DOCUMENTS else ""
            head = self.setter.head(content, self.width(span), span, scale=scale, number=number)
            self.heads[span, scale] = head
        return head

    def _penalty(self, setting: Setting, span: int, columns: int, *, leads: bool) -> float:
        """Cells of waste that are better than this setting."""
        cells = setting.rows * span
        hero = setting.hero.block.rows if setting.hero is not None else 0
        blank = setting.body_rows * span - self.rows - hero * setting.hero_columns
        text = setting.body_rows - (hero if setting.hero_columns == span else 0)
        penalty = 0.6 * max(0, blank - span)
        penalty += 0.5 * span * max(0, text - _LONGEST_COLUMN)
        if span > 1 and self.pieces:
            penalty += 1.5 * span * max(0, _SHORTEST_COLUMN - text)
        proportion = self.width(span) / max(1, setting.rows * ROW)
        penalty += 0.12 * cells * max(0.0, abs(math.log(proportion / _PROPORTION)) - 0.55)
        if leads:
            penalty += 0.6 * cells * max(0, -(-columns // 2) - span)
        return penalty


def _body(article: Article, hero_at: int, setter: Typesetter, width: float) -> Iterator[Piece]:
    content = article.content
    signed = _signature(content) if article.key.kind == PaperKind.DOCUMENTS else frozenset[int]()
    lead_in = content.dateline or ""
    for number, block in enumerate(content.blocks):
        if lead_in and not isinstance(block, Paragraph):
            yield from setter.paragraph(lead_in, width)
            lead_in = ""
        match block:
            case Paragraph(text=text) if number in signed:
                yield from setter.signature(text, width)
            case Paragraph(text=text):
                addressed = text.rstrip("：:") == content.fields.get("主送")
                words = f"{lead_in}　{text}" if lead_in else text
                yield from setter.paragraph(words, width, indent=0 if addressed else 2 * EM)
            case Heading(level=level, text=text):
                follows = number > 0 and isinstance(content.blocks[number - 1], Heading)
                yield setter.heading(level, text, width, air=not follows)
            case Figure():
                if number != hero_at:
                    yield setter.figure(block, width)
            case ListBlock(items=items):
                for item in items:
                    yield from setter.paragraph(item, width)
            case Table(rows=rows):
                yield from setter.table(rows, width)
        lead_in = ""
    if lead_in:
        yield from setter.paragraph(lead_in, width)


def _signature(content: Content) -> frozenset[int]:
    """Places of the blocks that sign a document: the last ones that say no more than its 落款 and 成文日期."""
    wanted = {value for name in ("落款", "成文日期") if (value := content.fields.get(name))}
    blocks: Sequence[object] = content.blocks[-3:]
    first = len(content.blocks) - len(blocks)
    return frozenset(
        first + n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.text in wanted
    )

"""Typesets one newspaper page: a tree of boxes is solved for heights, drawn, and its zones are kept.

It knows nothing of files or HTML. Units are pixels of the large page picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPen

from samples.lines import (
    ACCENT,
    GREY,
    HAIR,
    INK,
    TOKEN,
    Line,
    advance,
    draw_line,
    flow_text,
    font,
    set_article,
    title_lines,
)
from samples.texts import Article

Polygon = list[tuple[float, float]]
GAP_V, GAP_H, COL_GAP = 30.0, 34.0, 22.0


@dataclass(frozen=True)
class Measure:
    """Size, leading, picture and headline scale of a page, all driven by one number t in 0..1."""

    t: float

    @property
    def size(self) -> int:
        return round(16 + 4 * self.t)

    @property
    def lead(self) -> float:
        return (16 + 4 * self.t) * (1.5 + 0.22 * self.t)

    @property
    def picture(self) -> float:
        return 0.6 + 0.52 * self.t

    @property
    def head(self) -> float:
        return 0.9 + 0.24 * self.t


@dataclass
class Zone:
    article: Article
    polygon: Polygon
    picture: Polygon | None = None


class Node:
    """A box of the page."""

    stretch = 1.0

    def height(self, width: float, m: Measure) -> float:
        raise NotImplementedError

    def place(self, p: QPainter, box: QRectF, m: Measure, zones: list[Zone]) -> None:
        raise NotImplementedError


@dataclass
class Shape:
    """The solved form of an article: columns, picture, headline."""

    columns: int
    col_width: float
    lines: list[Line]
    head: float
    pic_cols: int = 0
    pic_height: float = 0.0
    caption: float = 0.0


class ArticleBox(Node):
    """Headline above, text in columns, a picture on the right or across."""

    def __init__(self, article: Article, image: Callable[[str], QImage]) -> None:
        self.article = article
        self.image = image
        self.inset: Node | None = None
        self._lines: dict[int, list[Line]] = {}
        self.stretch = 3.0 if article.pictures else 1.0

    def head_parts(self, width: float, m: Measure) -> list[tuple[str, float, str]]:
        a = self.article
        if a.pictures and not a.paragraphs:
            return [(a.title, 19.0, "label")]
        n = a.body_chars
        size = (50.0 if a.lead and width > 620 else 40.0 if a.lead else 31.0 if n > 190 else 26.0) * m.head
        need = sum(advance(t, bold=True) for t in TOKEN.findall(a.plain_title))
        most = 1 if width > 700 else 2 if width > 330 else 3
        size = max(21.0, min(size, most * width / (need + 0.6 * most)))
        if "<BR>" in a.title:
            longest = max(len(s) for s in a.title.split("<BR>"))
            size = max(size, min(64.0, width / (longest + 0.5)))
        parts = [(line, size, "title") for line in title_lines(a.title, size, width)]
        if a.kicker:
            parts.insert(0, (a.kicker, 18.0 * m.head, "kicker"))
        if a.subtitle:
            sub = 21.0 * m.head
            parts += [(t, sub, "subtitle") for t in title_lines("——" + a.subtitle, sub, width)]
        if a.author:
            parts.append((a.author, 15.0, "author"))
        return parts

    @staticmethod
    def part_height(size: float, kind: str) -> float:
        return size * {"title": 1.24, "kicker": 1.6, "subtitle": 1.5, "author": 1.8, "label": 1.7}[kind]

    def shape(self, width: float, m: Measure) -> Shape:
        target = 12.6 * m.size + COL_GAP
        columns = max(1, round((width + COL_GAP) / target))
        if 0 < self.article.body_chars < 150 and columns > 2:
            columns = 2
        col = (width - COL_GAP * (columns - 1)) / columns
        ems = int(col / m.size)
        if ems not in self._lines:
            self._lines[ems] = set_article(self.article, ems)
        head = sum(self.part_height(s, k) for _, s, k in self.head_parts(width, m)) + 10
        made = Shape(columns, col, self._lines[ems], head)
        if self.article.pictures:
            picture = self.article.pictures[0]
            across = picture.wide or columns < 3 or not self.article.paragraphs
            made.pic_cols = columns if across else (columns + 1) // 2
            if self.inset is not None:
                made.pic_cols = max(1, min(2, columns - 2))
            wide = self.pic_width(made)
            image = self.image(picture.scene)
            scale = m.picture if self.article.paragraphs else max(0.85, m.picture)
            made.pic_height = wide * image.height() / image.width() * min(1.0, scale * (1.0 if across else 1.15))
            made.caption = flow_text(QPainter(), picture.line, QRectF(0, 0, wide, 0), 14, 20, GREY) + 14
        return made

    @staticmethod
    def pic_width(s: Shape) -> float:
        return s.pic_cols * s.col_width + (s.pic_cols - 1) * COL_GAP

    def room(self, s: Shape, body: float, lead: float, inset_cols: int, inset: float) -> list[int]:
        """How many lines each column takes in a body of that height."""
        rows = []
        for i in range(s.columns):
            free = body
            if i >= s.columns - s.pic_cols:
                free -= s.pic_height + s.caption
            if i >= s.columns - inset_cols:
                free -= inset
            rows.append(max(0, int((free + 0.5) // lead)))
        return rows

    def inset_size(self, s: Shape, m: Measure) -> tuple[int, float]:
        if self.inset is None:
            return 0, 0.0
        cols = max(1, min(2, s.columns - 2))
        return cols, self.inset.height(cols * s.col_width + (cols - 1) * COL_GAP, m) + GAP_V

    def height(self, width: float, m: Measure) -> float:
        s = self.shape(width, m)
        cols, inset = self.inset_size(s, m)
        if not s.lines:
            return s.head + s.pic_height + s.caption
        rows = 1
        while sum(self.room(s, rows * m.lead, m.lead, cols, inset)) < len(s.lines):
            rows += 1
        body = rows * m.lead
        if s.pic_cols:
            body = max(body, s.pic_height + s.caption + (inset if cols else 0))
        return s.head + body

    def place(self, p: QPainter, box: QRectF, m: Measure, zones: list[Zone]) -> None:
        s = self.shape(box.width(), m)
        cols, inset = self.inset_size(s, m)
        body = box.height() - s.head
        lead = m.lead
        if s.pic_cols and not s.lines:
            s.pic_height = body - s.caption
        else:
            while s.lines and sum(self.room(s, body, lead + 0.1, cols, inset)) >= len(s.lines):
                if lead > m.lead * 1.12:
                    break
                lead += 0.1
            grown = s.pic_height
            while s.pic_cols and s.pic_height < grown * 1.6:
                s.pic_height += 2
                fits = body >= s.pic_height + s.caption + inset
                if not fits or sum(self.room(s, body, lead, cols, inset)) < len(s.lines):
                    s.pic_height -= 2
                    break
            while s.lines and lead < m.lead * 1.3:
                if sum(self.room(s, body, lead + 0.1, cols, inset)) < len(s.lines):
                    break
                lead += 0.1
        picture = self.draw(p, box, m, s, lead, cols, inset)
        x, y, r, b = box.left(), box.top(), box.right(), box.bottom()
        outline: Polygon = [(x, y), (r, y), (r, b), (x, b)]
        if self.inset is not None:
            width = cols * s.col_width + (cols - 1) * COL_GAP
            left, top = r - width, b - inset + GAP_V
            p.setPen(QPen(HAIR, 1))
            p.drawLine(QPointF(left, top - GAP_V / 2), QPointF(r, top - GAP_V / 2))
            p.drawLine(QPointF(left - COL_GAP / 2, top - GAP_V / 2), QPointF(left - COL_GAP / 2, b))
            outline = [(x, y), (r, y), (r, top - 16), (left - 12, top - 16), (left - 12, b), (x, b)]
            zones.append(Zone(self.article, outline, picture))
            self.inset.place(p, QRectF(left, top, width, b - top), m, zones)
        else:
            zones.append(Zone(self.article, outline, picture))

    def draw(
        self, p: QPainter, box: QRectF, m: Measure, s: Shape, lead: float, inset_cols: int, inset: float
    ) -> Polygon | None:
        y = box.top()
        for text, size, kind in self.head_parts(box.width(), m):
            tall = self.part_height(size, kind)
            p.setFont(font(size, bold=kind in ("title", "label"), sans=kind in ("kicker", "author", "label")))
            p.setPen({"kicker": ACCENT, "label": ACCENT, "author": GREY}.get(kind, INK))
            p.drawText(QPointF(box.left(), y + tall * 0.5 + size * 0.36), text)
            y += tall
        y = box.top() + s.head
        outline: Polygon | None = None
        if s.pic_cols:
            wide = self.pic_width(s)
            target = QRectF(box.right() - wide, y, wide, s.pic_height)
            draw_cover(p, self.image(self.article.pictures[0].scene), target)
            text_box = QRectF(target.left(), target.bottom() + 6, wide, 60)
            flow_text(p, self.article.pictures[0].line, text_box, 14, 20, GREY)
            left, top, right, low = target.left(), target.top(), target.right(), target.bottom()
            outline = [(left, top), (right, top), (right, low + s.caption), (left, low + s.caption)]
        todo = iter(s.lines)
        body = box.bottom() - y
        while s.lines and not inset_cols and body > lead:
            if sum(self.room(s, body - lead / 2, lead, 0, 0.0)) < len(s.lines):
                break
            body -= lead / 2
        rooms = self.room(s, body, lead, inset_cols, inset)
        for i in range(max(0, min(sum(rooms) - len(s.lines), s.columns - 1))):
            rooms[-1 - i] = max(0, rooms[-1 - i] - 1)
        for i, rows in enumerate(rooms):
            left = box.left() + i * (s.col_width + COL_GAP)
            top = y + (s.pic_height + s.caption if i >= s.columns - s.pic_cols else 0)
            for row in range(rows):
                line = next(todo, None)
                if line is None:
                    return outline
                draw_line(p, line, left, top + row * lead + m.size, s.col_width, m.size)
        if next(todo, None) is not None:
            raise ValueError(f"text of {self.article.key} does not fit its box")
        return outline


def draw_cover(p: QPainter, image: QImage, target: QRectF) -> None:
    """Fills the target, cropping the picture's longer side evenly."""
    want, have = target.width() / target.height(), image.width() / image.height()
    w, h = float(image.width()), float(image.height())
    tall = QRectF(0, (h - w / want) / 2, w, w / want)
    source = QRectF((w - h * want) / 2, 0, h * want, h) if have > want else tall
    p.drawImage(target, image, source)


@dataclass
class Stack(Node):
    """Boxes below one another, hairlines between."""

    children: list[Node]
    stretch: float = field(default=1.0)

    def __post_init__(self) -> None:
        self.stretch = max(c.stretch for c in self.children)

    def height(self, width: float, m: Measure) -> float:
        return sum(c.height(width, m) for c in self.children) + GAP_V * (len(self.children) - 1)

    def place(self, p: QPainter, box: QRectF, m: Measure, zones: list[Zone]) -> None:
        tall = [c.height(box.width(), m) for c in self.children]
        spare = box.height() - sum(tall) - GAP_V * (len(tall) - 1)
        weights = [h * c.stretch for h, c in zip(tall, self.children, strict=True)]
        y = box.top()
        for i, child in enumerate(self.children):
            h = tall[i] + spare * weights[i] / sum(weights)
            child.place(p, QRectF(box.left(), y, box.width(), h), m, zones)
            y += h
            if i + 1 < len(tall):
                p.setPen(QPen(HAIR, 1.4))
                p.drawLine(QPointF(box.left(), y + GAP_V * 0.45), QPointF(box.right(), y + GAP_V * 0.45))
                y += GAP_V


@dataclass
class Row(Node):
    """Boxes side by side whose widths are adjusted until they need the same height."""

    children: list[Node]
    stretch: float = field(default=1.0)
    _memo: dict[tuple[int, float], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.stretch = max(c.stretch for c in self.children)

    def widths(self, width: float, m: Measure) -> list[float]:
        key = (round(width), m.t)
        if key in self._memo:
            return self._memo[key]
        count = len(self.children)
        room = width - GAP_H * (count - 1)
        share = [1.0 / count] * count
        best, best_cost = [room * s for s in share], 1e9
        for turn in range(26):
            sizes = [room * s for s in share]
            tall = [c.height(w, m) for c, w in zip(self.children, sizes, strict=True)]
            cost = max(tall) + 0.8 * (max(tall) - min(tall))
            if cost < best_cost:
                best, best_cost = sizes, cost
            mean = sum(tall) / count
            power = 0.7 if turn < 12 else 0.25
            share = [max(0.19, s * (h / mean) ** power) for s, h in zip(share, tall, strict=True)]
            share = [s / sum(share) for s in share]
        self._memo[key] = best
        return best

    def height(self, width: float, m: Measure) -> float:
        return max(c.height(w, m) for c, w in zip(self.children, self.widths(width, m), strict=True))

    def place(self, p: QPainter, box: QRectF, m: Measure, zones: list[Zone]) -> None:
        x = box.left()
        for i, (child, w) in enumerate(zip(self.children, self.widths(box.width(), m), strict=True)):
            child.place(p, QRectF(x, box.top(), w, box.height()), m, zones)
            x += w
            if i + 1 < len(self.children):
                p.setPen(QPen(HAIR, 1))
                p.drawLine(QPointF(x + GAP_H / 2, box.top() + 4), QPointF(x + GAP_H / 2, box.bottom()))
                x += GAP_H


def parse_layout(text: str, boxes: dict[str, ArticleBox]) -> Node:
    """V(a, b) stacks, H(a, b) sets side by side, W(a, b) lets a wrap round b."""
    tokens: list[str] = re.findall(r"[A-Za-z_0-9]+|[(),]", text)

    def node() -> Node:
        name = tokens.pop(0)
        if name not in ("V", "H", "W") or tokens[:1] != ["("]:
            return boxes[name]
        children = []
        while tokens.pop(0) != ")":
            children.append(node())
        if name == "W":
            main = children[0]
            assert isinstance(main, ArticleBox)
            main.inset = children[1]
            return main
        return Stack(children) if name == "V" else Row(children)

    return node()


def fit(root: Node, width: float, height: float) -> Measure:
    """The largest measure whose content still fits."""
    for step in range(100, -1, -4):
        m = Measure(step / 100)
        if root.height(width, m) <= height:
            return m
    raise ValueError(f"page overfull: needs {root.height(width, Measure(0.0)):.0f} of {height:.0f}")

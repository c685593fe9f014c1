"""Breaks Chinese text into lines (kinsoku, half-width closing marks) and draws lines with QPainter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from samples.texts import Article

INK, GREY, HAIR, ACCENT = QColor("#1d1b19"), QColor("#6a655d"), QColor("#bdb6a8"), QColor("#7c2d26")
TINT = QColor("#f1ede2")
NO_START = set("，。、；：？！）》」』”’】〉％%,.!?;:)…—·")
NO_END = set("（《「『“‘【〈(")
NUMERALS = set("一二三四五六七八九十百千万萬")
SQUEEZE = set("，。、；：）》」』”’】")
SERIF, SANS = "Dianzibao Serif", "Dianzibao Sans"


def font(size: float, *, bold: bool = False, sans: bool = False) -> QFont:
    made = QFont(SANS if sans else SERIF)
    made.setPixelSize(max(6, round(size)))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


_advance: dict[tuple[str, bool], float] = {}


def advance(token: str, *, bold: bool = False) -> float:
    """Width of a token in em."""
    found = _advance.get((token, bold))
    if found is None:
        if len(token) == 1 and ord(token) > 0x2000:
            found = 1.0
        else:
            found = QFontMetricsF(font(100, bold=bold)).horizontalAdvance(token) / 100
        _advance[(token, bold)] = found
    return found


TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:%/+-]*|.", re.S)


@dataclass
class Line:
    tokens: list[str]
    indent: float = 0.0
    last: bool = False
    bold: bool = False


def break_text(text: str, ems: float, indent: float, *, bold: bool = False) -> list[Line]:
    """Breaks a paragraph into lines of `ems`, keeping punctuation off line starts."""
    lines: list[Line] = []
    tokens: list[str] = TOKEN.findall(text)
    current: list[str] = []
    width, start = indent, indent
    for token in tokens:
        size = advance(token, bold=bold)
        closing = 0.5 if token in SQUEEZE else size
        if current and width + closing > ems + 0.01:
            carried: list[str] = []
            if token in NO_START:
                carried.insert(0, current.pop())
            while len(current) > 1 and (current[-1] in NO_END or (carried and carried[0] in NO_START)):
                carried.insert(0, current.pop())
            lines.append(Line(current, start, bold=bold))
            current, start = carried, 0.0
            width = sum(advance(t, bold=bold) for t in carried)
        current.append(token)
        width += size
    lines.append(Line(current, start, last=True, bold=bold))
    return lines


def set_article(article: Article, ems: float) -> list[Line]:
    lines: list[Line] = []
    for text in article.paragraphs:
        if text.startswith("## "):
            lines += break_text(text[3:], ems, 0, bold=True)
        else:
            flush = article.is_poem or (text.endswith("：") and len(text) < 8)
            lines += break_text(text, ems, 0 if flush else 2)
    return lines


def draw_line(p: QPainter, line: Line, x: float, base: float, width: float, size: int) -> None:
    p.setFont(font(size, bold=line.bold, sans=line.bold))
    p.setPen(ACCENT if line.bold else INK)
    widths = [advance(t, bold=line.bold) * size for t in line.tokens]
    if widths and line.tokens[-1] in SQUEEZE and not line.last:
        widths[-1] = size * 0.5
    free = width - line.indent * size - sum(widths)
    gaps = max(1, len(line.tokens) - 1)
    extra = 0.0 if line.last and free > 0 else free / gaps
    if line.last and free > 0:
        extra = min(free / gaps, size * 0.02)
    at = x + line.indent * size
    for token, w in zip(line.tokens, widths, strict=True):
        p.drawText(QPointF(at, base), token)
        at += w + extra


def splits_unit(tokens: list[str], at: int) -> bool:
    """Whether a headline cut there would tear a quotation, a dash or a Chinese number apart."""
    before = "".join(tokens[:at])
    quoted = any(before.count(a) > before.count(b) for a, b in ("“”", "「」", "《》"))
    return quoted or "——" in "".join(tokens[at - 1 : at + 1]) or {tokens[at - 1], tokens[at]} <= NUMERALS


def title_lines(text: str, size: float, width: float) -> list[str]:
    """Breaks a headline into the fewest lines that fit, as even as can be, gladly after a comma."""
    if "<BR>" in text:
        return text.split("<BR>")
    tokens: list[str] = TOKEN.findall(text)
    sizes = [advance(t, bold=True) * size for t in tokens]
    places = [
        i
        for i in range(1, len(tokens))
        if tokens[i] not in NO_START and tokens[i - 1] not in NO_END and not splits_unit(tokens, i)
    ]
    for count in (1, 2, 3, 4):
        best, best_cost = [text], float("inf")
        for cuts in combinations(places, count - 1):
            edges = [0, *cuts, len(tokens)]
            spans = list(pairwise(edges))
            wide = [sum(sizes[a:b]) for a, b in spans]
            if max(wide) > width:
                continue
            gifts = sum(tokens[c - 1] in "，；：、 " or tokens[c] in NO_END for c in cuts)
            cost = max(wide) - min(wide) - gifts * size * 5.2
            if cost < best_cost:
                best, best_cost = ["".join(tokens[a:b]).strip() for a, b in spans], cost
        if best_cost < float("inf"):
            return best
    return [text]


def flow_text(p: QPainter, text: str, box: QRectF, size: int, lead: float, colour: QColor) -> float:
    """Draws a small text block (captions); returns its height. With a null painter it only measures."""
    lines = break_text(text, box.width() / size, 0)
    for i, line in enumerate(lines):
        if p.isActive():
            p.setFont(font(size, sans=True))
            p.setPen(colour)
            at = box.x()
            for token in line.tokens:
                p.drawText(QPointF(at, box.y() + lead * i + size), token)
                at += advance(token) * size
    return lead * len(lines)


def centred(p: QPainter, rect: QRectF, text: str) -> None:
    p.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)

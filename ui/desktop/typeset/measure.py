"""Text into lines for a given width: where each character stands, as Chinese newspapers set it.

Closing punctuation never begins a line and opening punctuation never ends one; punctuation that meets punctuation gives
up its empty half, CJK and Latin stand a little apart, words and numbers stay whole.  All lengths are units of the
typeset page, of which a body character has `EM`.  Nothing is painted here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from enum import Enum

import msgspec
from msgspec.structs import replace
from PySide6.QtGui import QFont, QFontMetricsF

from ui.desktop.theme import serif_font, ui_font
from ui.desktop.views.article_text import spaced_runs

EM = 32
"""Units of one body character; fonts are measured at this size, so a page looks the same at any width."""

_NO_START = frozenset("、。，．：；！？）》〉」』】〕］｝”’·,.:;!?)]}%％℃～々")
_NO_END = frozenset("（《〈「『【〔［｛“‘([{￥$")
_HALF_EMPTY = frozenset("、。，．：；！？）》〉」』】〕］｝”’")
_ATOM = re.compile(r"——|……|[!-~\u00a1-\u02af]+|.", re.DOTALL)
_PAUSE = re.compile(r"(?<=[\s，：；—！？”》」』])|(?=[“《「『])")
_SQUEEZE = 0.035
"""Ems that each gap of a line may lose so that a closing mark still fits."""
_STRETCH = 0.6
"""Ems that a gap may gain; a line that would need more stays ragged."""
_LONG_WORD = 0.6
"""Of the line's width; a longer word is broken anywhere."""
_PUSHED = 4
"""Atoms that may move to the next line for kinsoku; beyond that the rule is broken rather than the line."""


class Face(Enum):
    """The three shipped fonts."""

    SERIF = "serif"
    BOLD = "bold"
    SANS = "sans"


class Style(msgspec.Struct, frozen=True):
    """A face at a size in units."""

    face: Face
    pixels: int

    def font(self) -> QFont:
        if self.face is Face.SANS:
            font = ui_font(self.pixels)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            return font
        return serif_font(self.pixels, bold=self.face is Face.BOLD)


class Line(msgspec.Struct, frozen=True):
    """One set line: each character's left edge from the line's origin, and where the last one ends."""

    text: str
    xs: tuple[float, ...]
    width: float


class _Atom(msgspec.Struct, frozen=True):
    """What stays together in a line: its characters' widths and the room after it, for a face of `EM`."""

    text: str
    widths: tuple[float, ...]
    width: float
    after: float = 0.0


class Ruler:
    """Measures and breaks; remembers what it measured.  One for each typeset page, used in one thread.

    A face is measured at `EM` and scaled: unhinted glyphs keep their proportions.
    """

    def __init__(self) -> None:
        self._metrics = {face: QFontMetricsF(Style(face, EM).font()) for face in Face}
        self._words: dict[Face, dict[str, _Atom]] = {face: {} for face in Face}
        self._texts: dict[tuple[str, Face], list[_Atom]] = {}

    def width(self, text: str, style: Style) -> float:
        """The text's width on one line."""
        return sum(atom.width + atom.after for atom in self._atoms(text, style.face)) * style.pixels / EM

    def lines(
        self, text: str, style: Style, width: float, *, indent: float = 0, justified: bool = True
    ) -> tuple[Line, ...]:
        """The text in lines of at most `width`, the first one indented; a `\n` ends a line.  No text: no lines."""
        scale = style.pixels / EM
        lines: list[Line] = []
        for number, part in enumerate(text.split("\n")):
            atoms = _divided(self._atoms(part.strip(), style.face), width / scale)
            left = 0 if number else indent / scale
            lines += _broken(atoms, width / scale, left, justified=justified)
        return tuple(lines if style.pixels == EM else [_scaled(line, scale) for line in lines])

    def balanced(self, text: str, style: Style, width: float, count: int) -> tuple[Line, ...]:
        """The text in `count` lines, if it can be, of about equal length; broken at a pause where there is one."""
        if count == 2 and (pause := self._pause(text, style, width)):
            return tuple(line for part in pause for line in self.lines(part, style, width, justified=False))
        best = self.lines(text, style, width, justified=False)
        if count == 1 or len(best) > count:
            return best
        wide = self.width(text, style) / count
        while (wide := wide + style.pixels / 2) < width:
            lines = self.lines(text, style, wide, justified=False)
            if len(lines) <= count and all(line.width <= width for line in lines):
                return lines
        return best

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pause(self, text: str, style: Style, width: float) -> tuple[str, str] | None:
        """The text cut at the space or mark nearest to its middle, when neither part is much shorter or too long."""
        if self.width(text, style) > 2 * width:
            return None
        parts = [part for part in _PAUSE.split(text) if part]
        found: tuple[str, str] | None = None
        least = math.inf
        for at in range(1, len(parts)):
            first, second = "".join(parts[:at]).strip(), "".join(parts[at:]).strip()
            if second[:1] in _NO_START or first[-1:] in _NO_END:
                continue
            one, two = self.width(first, style), self.width(second, style)
            if max(one, two) <= width and min(one, two) >= max(one, two) * 0.4 and abs(one - two) < least:
                found, least = (first, second), abs(one - two)
        return found

    def _atoms(self, text: str, face: Face) -> list[_Atom]:
        if (kept := self._texts.get((text, face))) is not None:
            return kept
        after: dict[int, float] = {}
        place = 0
        for run, spacing in spaced_runs(text):
            place += len(run)
            if spacing:
                after[place] = spacing * EM
        known = self._words[face]
        atoms: list[_Atom] = []
        place = 0
        for word in _ATOM.findall(text):
            place += len(word)
            atom = known.get(word) or self._measure(word, face)
            atoms.append(replace(atom, after=after[place]) if place in after else atom)
        self._texts[text, face] = atoms
        return atoms

    def _measure(self, word: str, face: Face) -> _Atom:
        metrics = self._metrics[face]
        widths = tuple(
            float(EM) if "\u4e00" <= char <= "\u9fff" or char == "\u3000"
            else metrics.horizontalAdvance(" " if char.isspace() else char)
            for char in word
        )  # fmt: skip
        atom = _Atom(word, widths, sum(widths))
        self._words[face][word] = atom
        return atom


def _divided(atoms: list[_Atom], width: float) -> list[_Atom]:
    """The atoms, long words cut into characters: an address would leave half a line empty or not fit at all."""
    if all(atom.width <= width * _LONG_WORD for atom in atoms):
        return atoms
    return [
        part
        for atom in atoms
        for part in (
            [_Atom(char, (each,), each) for char, each in zip(atom.text, atom.widths, strict=True)]
            if atom.width > width * _LONG_WORD
            else [atom]
        )
    ]


def _broken(atoms: Sequence[_Atom], width: float, indent: float, *, justified: bool) -> list[Line]:
    lines: list[Line] = []
    start = 0
    while start < len(atoms):
        left = 0 if lines else indent
        end = _end_of_line(atoms, start, width - left)
        lines.append(_set(atoms[start:end], left, width, justified=justified and end < len(atoms)))
        start = end
        while start < len(atoms) and atoms[start].text.isspace():
            start += 1
    return lines


def _end_of_line(atoms: Sequence[_Atom], start: int, room: float) -> int:
    """The first atom that belongs to the next line; at least one atom stands in each."""
    used, end = 0.0, start
    while end < len(atoms):
        atom = atoms[end]
        if used + atom.width > room:
            half = EM / 2 if atom.text in _HALF_EMPTY else 0
            if atom.text not in _NO_START or used + atom.width - half > room + _SQUEEZE * EM * (end - start):
                break
        used += atom.width + atom.after
        end += 1
    if end >= len(atoms):
        return end
    back = end
    while back > start + 1 and _inseparable(atoms[back - 1], atoms[back]):
        back -= 1
    if end - back > _PUSHED or _inseparable(atoms[back - 1], atoms[back]):
        return max(start + 1, end)
    return max(start + 1, back)


def _inseparable(left: _Atom, right: _Atom) -> bool:
    return right.text[0] in _NO_START or left.text[-1] in _NO_END


def _set(atoms: Sequence[_Atom], left: float, width: float, *, justified: bool) -> Line:
    """The atoms side by side; `justified`: their gaps grow or shrink until the line fills `width`."""
    kept = len(atoms)
    while kept > 1 and atoms[kept - 1].text.isspace():
        kept -= 1
    natural = sum([atom.width + atom.after for atom in atoms[:kept]]) - atoms[kept - 1].after
    room, gaps = width - left, kept - 1
    if natural > room and atoms[kept - 1].text in _HALF_EMPTY:
        natural = max(room, natural - EM / 2)
    spread = (room - natural) / gaps if gaps and (justified or natural > room) else 0.0
    if spread > _STRETCH * EM:
        spread = 0.0
    xs: list[float] = []
    x = left
    for atom in atoms[:kept]:
        for each in atom.widths:
            xs.append(x)
            x += each
        x += atom.after + spread
    return Line("".join([atom.text for atom in atoms[:kept]]), tuple(xs), left + natural + spread * gaps)


def _scaled(line: Line, scale: float) -> Line:
    return Line(line.text, tuple([x * scale for x in line.xs]), line.width * scale)

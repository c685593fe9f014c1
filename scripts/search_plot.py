"""Lines over sizes as a small SVG, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Final

Points = Sequence[tuple[float, float]]

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 132, 44, 40
COLOURS: Final = ("#0b5fa5", "#c2410c", "#4d7c0f", "#7e22ce")
_LINE_HEIGHT: Final = 15


def plot(path: Path, title: str, lines: Mapping[str, Points]) -> None:
    """Write a chart; each line is named at its end."""
    every = [point for points in lines.values() for point in points]
    across = _Axis([x for x, _ in every], LEFT, WIDTH - RIGHT)
    up = _Axis([y for _, y in every], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12" fill="#333">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    parts += [
        f'<path d="M{LEFT} {up.at(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{up.at(value) + 4:.1f}" text-anchor="end">{_short(value)}</text>'
        for value in up.ticks
    ]
    parts += [
        f'<text x="{across.at(value):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{_short(value)}</text>'
        for value in across.ticks
    ]
    ends = {name: up.at(points[-1][1]) for name, points in lines.items()}
    heights = _apart(ends)
    for (name, points), colour in zip(lines.items(), COLOURS, strict=False):
        places = [f"{across.at(x):.1f} {up.at(y):.1f}" for x, y in points]
        dots = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in map(str.split, places))
        parts.append(
            f'<g fill="{colour}"><path d="M{"L".join(places)}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
            f'<text x="{WIDTH - RIGHT + 8}" y="{heights[name] + 4:.1f}">{escape(name)}</text></g>'
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


class _Axis:
    """Whole powers of ten around the values, from one place to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self._low = floor(log10(min(values)) + 1e-9)
        self._high = max(ceil(log10(max(values)) - 1e-9), self._low + 1)
        self._start, self._end = start, end

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        share = (log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Heights of names, so that none covers another."""
    heights: dict[str, float] = {}
    last: float = -_LINE_HEIGHT
    for name, height in sorted(ends.items(), key=lambda end: end[1]):
        last = heights[name] = max(height, last + _LINE_HEIGHT)
    return heights


def _short(value: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"

"""How large the whole interface is: one factor for text, icons, rows and spaces alike, which Qt applies as it starts.

Qt's own factor was taken rather than one of ours for each font and measure: nothing can be forgotten, lines and
pictures stay sharp (they are drawn in the screen's own dots), and what has to fit is the same as on a small screen.
Qt reads it once, so the program begins anew for another one (docs/decisions/0020).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

SCALES = tuple(range(100, 301, 25))
"""In percent."""
_VARIABLE = "QT_SCALE_FACTOR"


@contextmanager
def scaled(percent: int) -> Iterator[None]:
    """Within it, Qt starts with this size, on top of what the surroundings ask for.

    The surroundings are as before afterwards: programs that this one starts are not made larger.
    """
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = factor(percent, os.environ)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def factor(percent: int, environment: Mapping[str, str]) -> str:
    """Qt's factor; one that is there and makes no sense counts as 1."""
    try:
        there = float(environment.get(_VARIABLE, ""))
    except ValueError:
        there = 1.0
    return f"{(there if there > 0 else 1.0) * percent / 100:g}"


def stepped(percent: int, step: int) -> int:
    """The next size up (1) or down (−1); the same at the ends."""
    place = SCALES.index(percent) + step if percent in SCALES else 0
    return SCALES[min(max(place, 0), len(SCALES) - 1)]


def start_again(arguments: Sequence[str]) -> None:
    """This program once more, in the place of this one; does not come back."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui.desktop.app"]
    if os.name == "posix":
        os.execv(program[0], [*program, *arguments])  # noqa: S606 - ourselves
    subprocess.Popen([*program, *arguments])  # noqa: S603 - ourselves

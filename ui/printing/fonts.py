"""The shipped faces, for the screen and for paper."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

SERIF: Final = ["Dianzibao Serif", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "serif"]
SANS: Final = [
    *("Dianzibao Sans", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif")
]
FONT_FILES: Final = ("DianzibaoSerif-Regular.otf", "DianzibaoSerif-Bold.otf", "DianzibaoSans-Regular.otf")


def load_fonts() -> None:
    """Make the shipped fonts known, once; without them the system's are used."""
    if SERIF[0] in QFontDatabase.families():
        return
    for name in FONT_FILES:
        path = files("resources") / "fonts" / name
        if isinstance(path, Path) and path.exists():
            QFontDatabase.addApplicationFont(str(path))
        else:
            QFontDatabase.addApplicationFontFromData(QByteArray(path.read_bytes()))


def face(families: list[str], pixels: int, *, bold: bool = False) -> QFont:
    """For paper: without hinting, and without glyphs that stand for no character.

    The faces swap digits in Latin words (`locl`) and join dashes (`ccmp`): glyphs that no PDF gives back as text.
    """
    font = QFont(families)
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in ("locl", "ccmp"):
        font.setFeature(QFont.Tag(feature), 0)
    return font

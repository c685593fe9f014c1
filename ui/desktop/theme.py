"""Colours, fonts and icons: schemes (light, sepia, dark, high contrast) for the Fusion style, and the shipped fonts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from math import ceil
from pathlib import Path
from string import Template

import msgspec
from msgspec.structs import asdict
from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.printing.fonts import SANS, SERIF

UI_PIXELS = 14


class Scheme(msgspec.Struct, frozen=True):
    """One colour scheme, as `#rrggbb`.  `paper` is what text lies on, `desk` what a page picture lies on."""

    window: str
    side: str
    paper: str
    raised: str
    desk: str
    text: str
    muted: str
    faint: str
    line: str
    soft: str
    hover: str
    pressed: str
    selection: str
    scroll: str
    accent: str
    accent_strong: str
    on_accent: str
    focus: str
    mark: str
    mark_current: str
    mark_text: str
    wrong: str
    pens: tuple[str, str, str, str]
    """Grounds of highlights: yellow, green, blue, red, as `reader.marks.COLOURS`."""


SCHEMES: dict[str, Scheme] = {
    "light": Scheme(
        window="#f6f4ef", side="#f1eee7", paper="#fdfcf9", raised="#ffffff", desk="#dedad1", text="#1f1d1a",
        muted="#625b52", faint="#a9a297", line="#ddd7cb", soft="#ebe7de", hover="#eae5da", pressed="#e0d9cb",
        selection="#ecdcd3", scroll="#cfc8bb", accent="#9c2b25", accent_strong="#84211c", on_accent="#ffffff",
        focus="#b5695d", mark="#ffe69a", mark_current="#ffb84d", mark_text="#1f1d1a", wrong="#b3261e",
        pens=("#fbefb0", "#d9efcb", "#d3e6f7", "#f8d8d2"),
    ),
    "sepia": Scheme(
        window="#efe5cf", side="#eadfc6", paper="#f7efdd", raised="#fbf5e7", desk="#d8caab", text="#3a2e21",
        muted="#5f503b", faint="#b09f83", line="#d8c9a9", soft="#e6d9bd", hover="#e6d9bb", pressed="#dccca8",
        selection="#ead0b0", scroll="#cbb992", accent="#93381f", accent_strong="#7b2c17", on_accent="#fff8ea",
        focus="#a3673f", mark="#f6d878", mark_current="#efac45", mark_text="#3a2e21", wrong="#a32a1a",
        pens=("#f2e09a", "#d8e2b0", "#cfdfe0", "#efcdb8"),
    ),
    "dark": Scheme(
        window="#1d1d1f", side="#19191b", paper="#222225", raised="#2b2b2f", desk="#121214", text="#dcd8d0",
        muted="#b3ada2", faint="#66625b", line="#37363a", soft="#2c2c30", hover="#323236", pressed="#3c3b40",
        selection="#4a3733", scroll="#4b4a4f", accent="#e5978b", accent_strong="#efaaa0", on_accent="#1d1212",
        focus="#a5675e", mark="#6a5514", mark_current="#8f5f10", mark_text="#fff6e0", wrong="#f0897d",
        pens=("#453c14", "#263c23", "#1f3649", "#482826"),
    ),
    "contrast": Scheme(
        window="#ffffff", side="#ffffff", paper="#ffffff", raised="#ffffff", desk="#d0d0d0", text="#000000",
        muted="#1f1f1f", faint="#5c5c5c", line="#000000", soft="#ebebeb", hover="#e0e0e0", pressed="#cccccc",
        selection="#cfe0ff", scroll="#4d4d4d", accent="#8a0000", accent_strong="#6d0000", on_accent="#ffffff",
        focus="#003cb3", mark="#ffe600", mark_current="#ffae00", mark_text="#000000", wrong="#8a0000",
        pens=("#fff59a", "#b9f6b0", "#b3dcff", "#ffc9c2"),
    ),
}  # fmt: skip


def scheme_for(choice: str, app: QApplication) -> Scheme:
    """The scheme that was chosen, or the system's (`system`)."""
    if choice in SCHEMES:
        return SCHEMES[choice]
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return SCHEMES["dark" if dark else "light"]


def ui_font(pixels: int = UI_PIXELS) -> QFont:
    font = QFont(SANS)
    font.setPixelSize(pixels)
    return font


def serif_font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(SERIF)
    font.setPixelSize(pixels)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("locl"), 0)  # marks stand where the spacing expects them, in any language
    return font


def text_font(family: str, pixels: int, *, bold: bool = False) -> QFont:
    """The body's font: `serif`, `sans`, or a family of the system, with ours behind it."""
    font = serif_font(pixels, bold=bold)
    font.setFamilies({"serif": SERIF, "sans": SANS}.get(family, [family, *SERIF]))
    return font


@contextmanager
def applied(app: QApplication, scheme: Scheme) -> Iterator[None]:
    """Palette and font of the whole program, then the window that is built here, then the style sheet.

    Parts put together under a style sheet are styled anew at each step, which would take twice the time.
    """
    app.setFont(ui_font())
    app.setPalette(palette(scheme))
    app.setStyleSheet("")
    yield
    app.setStyleSheet(style_sheet(scheme))


def style_sheet(scheme: Scheme) -> str:
    """`window.qss` in the scheme's colours."""
    sheet = (files("resources") / "styles" / "window.qss").read_text(encoding="utf-8")
    serif = ", ".join(f'"{family}"' for family in SERIF)
    kind = "dark" if is_dark(scheme) else "light"
    icons = {name: files("resources") / "icons" / f"{name}-{kind}.svg" for name in ("chevron", "chevron-up", "tick")}
    paths = {name.replace("-", "_"): Path(str(path)).as_posix() for name, path in icons.items()}
    names = {**asdict(scheme), "serif": serif, **paths}
    return Template(sheet).substitute(names)


def palette(scheme: Scheme) -> QPalette:
    result = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: scheme.window, role.WindowText: scheme.text, role.Base: scheme.paper,
        role.AlternateBase: scheme.side, role.Text: scheme.text, role.Button: scheme.window,
        role.ButtonText: scheme.text, role.BrightText: scheme.on_accent, role.ToolTipBase: scheme.raised,
        role.ToolTipText: scheme.text, role.PlaceholderText: scheme.muted, role.Highlight: scheme.selection,
        role.HighlightedText: scheme.text, role.Link: scheme.accent, role.Mid: scheme.line,
        role.Accent: scheme.accent, role.Light: scheme.raised, role.Midlight: scheme.soft,
        role.Dark: scheme.line, role.Shadow: scheme.faint,
    }  # fmt: skip
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(group.Disabled, name, QColor(scheme.faint))
    return result


def is_dark(scheme: Scheme) -> bool:
    return QColor(scheme.paper).lightness() < 128


def icon(name: str, scheme: Scheme) -> QIcon:
    """A line icon in the scheme's text colour, its disabled state in the faint one."""
    svg = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    result = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, scheme.text), (QIcon.Mode.Disabled, scheme.faint)):
        for ratio in sorted({1, 2, _sharpest()}):
            result.addPixmap(_drawn(svg.replace("currentColor", colour), 24, ratio), mode)
    return result


def _sharpest() -> int:
    """Dots of the screen to a point, at most."""
    app = QApplication.instance()
    return ceil(app.devicePixelRatio()) if isinstance(app, QApplication) else 1


def app_icon() -> QIcon:
    svg = (files("resources") / "icons" / "app.svg").read_text(encoding="utf-8")
    result = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_drawn(svg, side, 1))
    return result


def _drawn(svg: str, side: int, ratio: int) -> QPixmap:
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

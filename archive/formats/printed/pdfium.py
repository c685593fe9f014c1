"""pdfium, opened with the shipped fonts known to it: a PDF that embeds no Chinese font is read and drawn everywhere.

Without any font for a character pdfium draws nothing, and vertical text is not even reported.
"""

from __future__ import annotations

import sys
import threading
from ctypes import POINTER, c_char, c_char_p, cast
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PDFIUM = threading.RLock()
"""Held during every call into pdfium, which is not thread-safe, here and wherever else pages are rendered."""

_SYSTEM_FONTS = ("/usr/share/fonts", "/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF", "/usr/local/share/fonts")


def open_pdf(source: bytes | Path) -> PdfDocument:
    """A PDF, to be closed under `PDFIUM` too; `PdfiumError` when it has a password or is broken."""
    from pypdfium2 import PdfDocument

    with PDFIUM:
        _know_fonts()
        return PdfDocument(source)


@cache
def _know_fonts() -> None:
    """Start pdfium anew with the shipped fonts beside the system's.

    Only where pdfium looks for fonts in folders; Windows and macOS have Chinese fonts of their own.
    """
    if not sys.platform.startswith("linux"):
        return
    from pypdfium2 import raw

    own = files("resources") / "fonts"
    folders = [*_SYSTEM_FONTS, str(own)] if isinstance(own, Path) else [*_SYSTEM_FONTS]
    paths = (c_char_p * (len(folders) + 1))(*(folder.encode() for folder in folders), None)
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(
        raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=cast(paths, POINTER(POINTER(c_char))))
    )

"""Whole documents of HTML for what is exported: well-formed XML, so that a site and a book are written alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files
from typing import Final

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""
_POLICY: Final = (
    "default-src 'self' 'unsafe-inline' file: data:; script-src 'none'; connect-src 'none'; object-src 'none'; "
    "frame-src 'none'; form-action 'none'; base-uri 'none'"
)


def site_page(title: str, lang: str, style: str, body: Iterable[str]) -> bytes:
    """A page for browsers; `style` is the address of its style sheet."""
    return _bytes(
        (
            "<!DOCTYPE html>",
            f'<html lang="{lang}">',
            "<head>",
            '<meta charset="utf-8"/>',
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
            '<meta name="color-scheme" content="light dark"/>',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>',
            f"<title>{escape(title)}</title>",
            f'<link rel="stylesheet" href="{style}"/>',
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def book_page(title: str, lang: str, body: Iterable[str], *facts: tuple[str, str]) -> bytes:
    """A content document of EPUB 3; `facts` are said in its head."""
    return _bytes(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!DOCTYPE html>",
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
            f'lang="{lang}" xml:lang="{lang}">',
            "<head>",
            f"<title>{escape(title) or '—'}</title>",
            *(f'<meta name="{escape(name)}" content="{escape(value)}"/>' for name, value in facts),
            '<link rel="stylesheet" type="text/css" href="style.css"/>',
            "</head>",
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        )
    )


def xml(lines: Iterable[str]) -> bytes:
    return _bytes(('<?xml version="1.0" encoding="UTF-8"?>', *lines, ""))


def style_sheet(name: str) -> bytes:
    return (files("resources") / "styles" / name).read_bytes()


def flat(text: str) -> str:
    """On one line."""
    return " ".join(text.split())


def clean(text: str) -> str:
    """Without what XML has no place for."""
    return _FORBIDDEN.sub("\ufffd", text)


def _bytes(lines: Iterable[str]) -> bytes:
    return clean("\n".join(lines)).encode()

"""Names of files, as they may be shown and as new ones may be called.

Shown, what turns the direction of writing, or moves a cursor, is spelt out:
`报\\u202efdp.exe` would read as `报exe.pdf`.  The name itself stays as it is; only sentences and lists show it so.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pathvalidate import sanitize_filename

_LONGEST: Final = 200
"""Bytes of a new name; disks take 255, and an ending is still to come."""

_MISLEADING = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]"
)


def shown(name: str) -> str:
    """`报<U+202E>fdp.exe`"""
    return name if name.isprintable() else _MISLEADING.sub(lambda found: f"<U+{ord(found[0]):04X}>", name)


def file_name(words: str, suffix: str = "") -> str:
    """A name that every disk takes, made of words that may hold anything: no separators, no device names of Windows,
    nothing that misleads, composed (NFC), not too long.  `suffix`, such as `.png`, is kept."""
    plain = _MISLEADING.sub(" ", unicodedata.normalize("NFC", words))
    name = " ".join(str(sanitize_filename(plain, replacement_text=" ", platform="universal")).split())
    cut = name.encode()[:_LONGEST].decode(errors="ignore").strip(" .")
    return (cut or "_") + suffix

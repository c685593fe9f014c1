"""Names of files as they may be shown: what turns the direction of writing, or moves a cursor, is spelt out.

`报\\u202efdp.exe` would read as `报exe.pdf`.  The name itself stays as it is; only sentences and lists show it so.
"""

from __future__ import annotations

import re

_MISLEADING = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]"
)


def shown(name: str) -> str:
    """`报<U+202E>fdp.exe`"""
    return name if name.isprintable() else _MISLEADING.sub(lambda found: f"<U+{ord(found[0]):04X}>", name)

"""One entry of the table of actions."""

from __future__ import annotations

import msgspec


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the call
    """Marks words of a table for translation; Qt's own function of this name has no types."""
    return text


class Spec(msgspec.Struct, frozen=True):
    """One action.  `tip` is what it does in a few words more; `icon` names a file in resources/icons,
    `short` are the words below it."""

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    group: str = ""
    short: str = ""

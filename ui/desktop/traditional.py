"""The interface in traditional Chinese: made from the simplified words by OpenCC, so that none can be missing."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QLocale, QTranslator

from reader.converting import Script, converted, is_traditional

_AMENDED: Final = (("註明瞭", "註明了"), ("看錶格", "看表格"), ("“", "「"), ("”", "」"))
"""Where the conversion cuts words in the wrong place, and the quotation marks of traditional print."""
_EXACT: Final = re.compile(r"《[^》]*》|“[^”]*”|[^\s：，。；（]*[/\\][^\s，。；）]*")
"""Names and paths in a sentence: they are what they are."""


class TraditionalTranslator(QTranslator):
    """Translates the program's own words; Qt's (which are English) are left to Qt's own translation."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        return None if sourceText.isascii() else interface_words(sourceText)


def interface_words(text: str) -> str:
    """Simplified words of the interface as Taiwan's programs have them; keys `(&F)` and places `{n}` stay."""
    result = converted(text, Script.TAIWAN)
    for wrong, right in _AMENDED:
        result = result.replace(wrong, right)
    return result


def said(sentence: str) -> str:
    """A sentence that the archive keeps (a correction, a step that can be undone) as the interface says it.

    It is as it was said then, mostly simplified; where the interface is traditional it becomes so, but for paths and
    what is quoted.
    """
    if QLocale().script() != QLocale.Script.TraditionalHanScript or is_traditional(sentence):
        return sentence
    pieces, done = [], 0
    for kept in _EXACT.finditer(sentence):
        pieces += [interface_words(sentence[done : kept.start()]), kept.group()]
        done = kept.end()
    return "".join([*pieces, interface_words(sentence[done:])])

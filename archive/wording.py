"""The words in which the program speaks to people: Chinese as written in the code, or another language's catalogue.

`_("已经有“{name}”").format(name=…)` says a sentence now; `N_("标题")` marks a constant that `_` says when it is shown.
Catalogues are gettext's, made by `scripts/translate`: English from `resources/translations/dianzibao_en.po`,
traditional Chinese from the sentences themselves.  What a newspaper says, how it is cited and what is stored as data is
not put into other words.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping

CHINESE = "zh"
VARIABLE = "DIANZIBAO_LANGUAGE"
"""The language of a child process, in its environment."""


def _as_written(sentence: str) -> str:
    return sentence


N_ = _as_written

_language = CHINESE
_said: Callable[[str], str] = _as_written


def _(sentence: str) -> str:
    """The sentence in the language of this process."""
    return _said(sentence)


def listed(items: Iterable[str]) -> str:
    """One after the other, as a sentence names them."""
    return _("、").join(items)


def speak(language: str) -> None:
    """From now on this process speaks the language; Chinese if there is no catalogue of it."""
    global _language, _said
    said = None if language == CHINESE else _catalogue(language)
    _language, _said = (language, said) if said else (CHINESE, _as_written)


def _catalogue(language: str) -> Callable[[str], str] | None:
    from gettext import GNUTranslations  # here, so that Chinese does not wait for what it does not need
    from importlib.resources import files

    found = files("resources") / "translations" / f"dianzibao_{language}.mo"
    if not language.isidentifier() or not found.is_file():
        return None
    with found.open("rb") as compiled:
        return GNUTranslations(compiled).gettext


def spoken() -> str:
    """The language of this process."""
    return _language


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The variables for a child process that is to speak as this one does."""
    return {**variables, VARIABLE: _language}


if VARIABLE in os.environ:
    speak(os.environ[VARIABLE])

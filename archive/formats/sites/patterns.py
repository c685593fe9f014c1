"""Regular expressions of site definitions: they take time that is linear in the text, whoever wrote them.

RE2 runs them (docs/decisions/0013): nothing looks ahead, behind or back.  As in Python's `re`, `\\d`, `\\s` and `\\w`
know all scripts; `\\b` knows ASCII only, and `$` is the very end.  Case does not matter.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

import msgspec

from archive.wording import _

_CLASSES = {r"\d": r"\p{Nd}", r"\s": r"\s\v\x1c-\x1f\x{85}\p{Z}", r"\w": r"\p{L}\p{N}_"}
"""What RE2 must read for the ASCII classes of its own, inside brackets."""
_TOKENS = re.compile(r"\\.|\[\^?\]?|\]", re.DOTALL)


class Pattern(msgspec.Struct, frozen=True):
    """One compiled expression."""

    _compiled: _Compiled

    @staticmethod
    def compile(text: str) -> Pattern:
        """Compile once and remember; `ValueError` says what is wrong."""
        return _pattern(text)

    def find(self, text: str) -> str | None:
        """Group 1 (empty where it takes no part), or all where there is none, of the first place; None without one."""
        match = self._compiled.search(_encoded(text))
        if match is None:
            return None
        return (match[1 if self._compiled.groups else 0] or b"").decode("utf-8", "replace")

    def stands_in(self, text: str) -> bool:
        return self._compiled.search(_encoded(text)) is not None

    def is_all_of(self, text: str) -> bool:
        return self._compiled.fullmatch(_encoded(text)) is not None


class _Match(Protocol):
    def __getitem__(self, group: int, /) -> bytes | None: ...


class _Compiled(Protocol):
    """What is used of an expression that RE2 compiled."""

    @property
    def groups(self) -> int: ...

    def search(self, text: bytes, /) -> _Match | None: ...

    def fullmatch(self, text: bytes, /) -> _Match | None: ...


@cache
def _pattern(text: str) -> Pattern:
    import re2  # type: ignore[import-untyped]  # only those who read sites wait for it

    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    try:
        compiled: _Compiled = re2.compile(_in_all_scripts(text), options)
    except (re2.error, UnicodeEncodeError) as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise ValueError(
            _("正则表达式有误，或用了这里不支持的写法（如前后查找、反向引用）：{said}").format(said=said)
        ) from error
    return Pattern(compiled)


def _in_all_scripts(text: str) -> str:
    inside = False

    def told(token: re.Match[str]) -> str:
        nonlocal inside
        sign = token[0]
        if not sign.startswith("\\"):
            inside = sign != "]"
            return sign
        if inside:
            return _CLASSES.get(sign, sign)
        known = _CLASSES.get(sign.lower())
        if known is None:
            return sign
        return f"[{'^' if sign[1].isupper() else ''}{known}]"

    return _TOKENS.sub(told, text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # half a character, as JSON may hold, is no reason to fail

"""What saved answers and data scripts hold: JSON, and what is nearly JSON.

`var data = […];`, `callback({…})`, names without quotes, single quotes, comments, trailing commas and `undefined` are
read; nothing is ever run.  Not a JavaScript parser: an expression ends in `ValueError`.
"""

from __future__ import annotations

import json
import re

_ASSIGNED = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w.$]{1,60}\s*=(?!=)\s*")
_CALLED = re.compile(r"\s*[\w.$]{1,60}\s*\(\s*(?=[{\[])")
_SPACE = re.compile(r"(?:[\s\ufeff]+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]{1,16}|(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?)")
_WORD = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_PLAIN = {quote: re.compile(rf"[^{quote}\\]*") for quote in "\"'`"}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_DEPTH = 60


def read_value(text: str) -> object:
    """The value that a file holds; `ValueError` when it is neither JSON nor nearly so, or nested deeper than 60."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    except ValueError:
        return _Reader(text).whole()


class _Reader:
    """A literal read from left to right; `at` is where it stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def whole(self) -> object:
        """The first literal; only the end of a statement may follow it, or another statement."""
        self._space()
        for start in (_ASSIGNED, _CALLED):
            if match := start.match(self._text, self._at):
                self._at = match.end()
                break
        if self._next() not in ("{", "["):
            raise self._wrong()
        found = self._value(0)
        if self._next() not in ("", ";", ")"):
            raise self._wrong()
        return found

    def _value(self, depth: int) -> object:
        if depth > _DEPTH:
            raise ValueError("nested too deep")
        match self._next():
            case "{":
                return self._object(depth)
            case "[":
                return self._array(depth)
            case '"' | "'" | "`":
                return self._string()
        if match := _NUMBER.match(self._text, self._at):
            self._at = match.end()
            return match[0]
        word = self._word()
        if word not in _CONSTANTS:
            raise self._wrong()
        return _CONSTANTS[word]

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self._at += 1
        while (char := self._next()) != "}":
            name = self._string() if char in _PLAIN else self._name()
            self._expect(":")
            found[name] = self._value(depth + 1)
            if self._next() != "}":
                self._expect(",")
        self._at += 1
        return found

    def _array(self, depth: int) -> list[object]:
        found: list[object] = []
        self._at += 1
        while (char := self._next()) != "]":
            if char != ",":  # an elided item is nothing
                found.append(self._value(depth + 1))
            if self._next() != "]":
                self._expect(",")
        self._at += 1
        return found

    def _name(self) -> str:
        if match := _NUMBER.match(self._text, self._at):
            self._at = match.end()
            return match[0]
        return self._word()

    def _word(self) -> str:
        match = _WORD.match(self._text, self._at)
        if match is None:
            raise self._wrong()
        self._at = match.end()
        return match[0]

    def _string(self) -> str:
        quote = self._text[self._at]
        parts: list[str] = []
        self._at += 1
        while True:
            plain = _PLAIN[quote].match(self._text, self._at)
            assert plain is not None  # it may be empty
            parts.append(plain[0])
            self._at = plain.end() + 1
            if self._at > len(self._text):
                raise self._wrong()
            if self._text[self._at - 1] == quote:
                return _paired("".join(parts))
            parts.append(self._escaped())

    def _escaped(self) -> str:
        """What an escape stands for; `_at` is after the backslash."""
        kind = self._text[self._at : self._at + 1]
        self._at += 1
        digits = {"u": 4, "x": 2}.get(kind, 0)
        if not digits:
            return _ESCAPES.get(kind, kind)
        code = self._text[self._at : self._at + digits]
        self._at += digits
        return chr(int(code, 16)) if re.fullmatch(rf"[0-9a-fA-F]{{{digits}}}", code) else "\ufffd"

    def _next(self) -> str:
        """The next character that counts; empty at the end."""
        self._space()
        return self._text[self._at : self._at + 1]

    def _space(self) -> None:
        if match := _SPACE.match(self._text, self._at):
            self._at = match.end()

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise self._wrong()
        self._at += 1

    def _wrong(self) -> ValueError:
        return ValueError(f"not a literal at character {self._at}")


def _paired(text: str) -> str:
    """Two escapes that stand for one character become that."""
    return text if text.isprintable() else text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")

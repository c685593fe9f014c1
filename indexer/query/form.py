"""The search form for people who do not write signs, and the text that says the same; either becomes the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from archive.wording import N_, _
from indexer import analysis
from indexer.query.fields import MARKED, Name
from indexer.query.nodes import Scope
from indexer.query.tokens import Apart, Named, Piece, Sign, Token, Word, tokenize
from indexer.request import Filters

NearWords = tuple[str, str, Scope, int]
"""Two words, how they are near, and how many characters may be between them (0 in one sentence or paragraph)."""


class Form(msgspec.Struct, frozen=True):
    """What can be filled in.  `…_words`: several, with blanks between them; `phrase`: to the letter."""

    all_words: str = ""
    phrase: str = ""
    any_words: str = ""
    none_words: str = ""
    title_words: str = ""
    author: str = ""
    near: NearWords | None = None
    front: bool = False
    lead: bool = False
    pictures: bool = False


_APART: Final = {Scope.SENTENCE: N_("~句"), Scope.PARAGRAPH: N_("~段")}
_QUOTES: Final = ('""', "“”", "「」", "『』")
_QUOTE: Final = re.compile('["＂“”「」『』]')
_SIGNS: Final = re.compile(r"[|｜()（）]|(?<!\S)[-－−~～〜]+")
_NO_WORD: Final = re.compile(r"[\W_]+")


def write(form: Form) -> str:
    """The form as it is typed.  Signs of the language inside words lose their meaning there."""
    return " ".join(_written(form))


def read(typed: str) -> Form | None:
    """The form that says what was typed; None when that is more than a form can say."""
    tokens = tokenize(typed)
    return None if tokens.remarks else _Reading().form(tokens.items)


# ── form → text ────────────────────────────────────────────────────────────────────────────────────────────────────


def _written(form: Form) -> Iterator[str]:
    any_words = _words(form.any_words)
    yield from _words(form.all_words)
    if len(any_words) == 1:
        yield any_words[0]
    if form.phrase.strip():
        yield _quoted(form.phrase.strip())
    if len(any_words) > 1:
        yield _grouped(any_words, f" {Sign.OR} ")
    if form.near and form.near[0].strip() and form.near[1].strip():
        left, right, scope, distance = form.near
        apart = _(_APART[scope]) if scope in _APART else f"~{distance}"
        yield f"{_value(left)} {apart} {_value(right)}"
    if title := _words(form.title_words):
        yield _("标题:") + _grouped(title, " ")
    if form.author.strip():
        yield _("作者:") + _value(form.author)
    if form.front:
        yield _("是:头版")
    if form.lead:
        yield _("是:头条")
    if form.pictures:
        yield _("有:图")
    yield from (f"-{word}" for word in _words(form.none_words))


def _words(text: str) -> list[str]:
    """The words of one box, such that they are words wherever they are written."""
    text = _QUOTE.sub(" ", text)
    for bare in (text, _SIGNS.sub(" ", text)):
        tokens = tokenize(f"甲 ({bare} 甲) 甲").items
        words = [token.typed for token in tokens[2:-3] if isinstance(token, Word)]
        if tokens[1] is Sign.OPEN and tokens[-2] is Sign.CLOSE and len(words) == len(tokens) - 5:
            return words
    return _NO_WORD.sub(" ", text).lower().split()


def _value(text: str) -> str:
    """One word, or all of it in quotation marks."""
    return text.strip() if _is_word(text.strip()) else _quoted(text.strip())


def _is_word(text: str) -> bool:
    return _words(text) == [text]


def _quoted(text: str) -> str:
    for before, after in _QUOTES:
        if after not in text.replace("＂", '"'):
            return f"{before}{text}{after}"
    return _quoted(re.sub('["＂]', "", text))


def _grouped(words: Sequence[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"({joint.join(words)})"


# ── text → form ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Reading:
    """Puts tokens into the boxes of a form, in whatever order they come."""

    def __init__(self) -> None:
        self._words: dict[str, list[str]] = {box: [] for box in ("all_words", "any_words", "none_words", "title_words")}
        self._phrase = self._author = ""
        self._near: NearWords | None = None
        self._marked: list[Filters] = []

    def form(self, tokens: Sequence[Token]) -> Form | None:
        """All of the tokens; None where a box does not suit or is taken."""
        while tokens:
            taken = self._take(tokens)
            if not taken:
                return None
            tokens = tokens[taken:]
        words = {box: " ".join(words) for box, words in self._words.items()}
        return Form(
            all_words=words["all_words"], phrase=self._phrase, any_words=words["any_words"],
            none_words=words["none_words"], title_words=words["title_words"], author=self._author, near=self._near,
            front=any(marked.front for marked in self._marked), lead=any(marked.lead for marked in self._marked),
            pictures=any(marked.pictures for marked in self._marked),
        )  # fmt: skip

    def _take(self, tokens: Sequence[Token]) -> int:
        """How many tokens from the first on went into one box; 0: none."""
        match tokens:
            case [Word() as left, Apart() as apart, Word() as right, *_]:
                if self._near or not (_is_value(left) and _is_value(right)):
                    return 0
                self._near = left.typed, right.typed, apart.scope, apart.distance
                return 3
            case [Word(), Sign.OR, *_] | [Sign.OPEN, *_]:
                taken, words = _alternatives(tokens)
                return taken if not self._words["any_words"] and self._put("any_words", words) else 0
            case [Named(name=Name.TITLE), *value]:
                taken, words = _listed(value)
                return 1 + taken if self._put("title_words", words) else 0
            case [Named(name=Name.AUTHOR), Word() as word, *_] if not self._author and _is_value(word):
                self._author = word.typed
                return 2
            case [Named(name=name), Word() as word, *_] if marked := MARKED.get(name, {}).get(
                analysis.fold(word.typed)
            ):
                self._marked.append(marked)
                return 2
            case [Sign.NOT, word, *_]:
                return 2 if self._put("none_words", [word]) else 0
            case [Word(pieces=[Piece(quoted=True)], typed=typed), *_]:
                taken = not self._phrase
                self._phrase = self._phrase or typed
                return int(taken)
            case [word, *_]:
                return 1 if self._put("all_words", [word]) else 0
        return 0

    def _put(self, box: str, tokens: Sequence[Token]) -> bool:
        words = [token.typed for token in tokens if isinstance(token, Word) and _is_bare(token)]
        if len(words) == len(tokens):
            self._words[box] += words
        return 0 < len(words) == len(tokens)


def _is_bare(word: Word) -> bool:
    """Whether `_words` writes it so again."""
    return not any(piece.quoted for piece in word.pieces) and _is_word(word.typed)


def _is_value(word: Word) -> bool:
    """Whether `_value` writes it so again."""
    quoted = len(word.pieces) == 1 and word.pieces[0].quoted
    return (quoted and (word.typed.isalnum() or not _is_word(word.typed))) or _is_bare(word)


def _alternatives(tokens: Sequence[Token]) -> tuple[int, Sequence[Token]]:
    """Words with OR between them, in parentheses or not, and how many tokens that is; no words if it is not that."""
    if tokens[0] is Sign.OPEN:
        close = tokens.index(Sign.CLOSE) if Sign.CLOSE in tokens else 0
        taken, words = _alternatives(tokens[1:close]) if close > 1 else (0, ())
        return close + 1, words if taken == close - 1 else ()
    taken = 1
    while tokens[taken : taken + 1] == [Sign.OR]:
        taken += 2
    return taken, tokens[:taken:2] if taken <= len(tokens) else ()


def _listed(tokens: Sequence[Token]) -> tuple[int, Sequence[Token]]:
    """One word, or several in parentheses, and how many tokens that is; no words if it is not that."""
    if tokens[:1] != [Sign.OPEN]:
        return 1, tokens[:1]
    close = tokens.index(Sign.CLOSE) if Sign.CLOSE in tokens else 0
    return close + 1, tokens[1:close]

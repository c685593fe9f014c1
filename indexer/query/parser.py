"""What the user typed → what is meant: `parse`, never failing.

A blank is AND, `OR` binds tighter than that, near (`~5`) tighter still, then NOT and names (`标题：`).  What is wrong
is understood as well as possible, and said in a remark.
"""

from __future__ import annotations

import datetime
import re
from itertools import groupby
from typing import Final

from archive.wording import _
from indexer import analysis
from indexer.query import units
from indexer.query.fields import TEXTS, TYPED, Name, restriction
from indexer.query.nodes import And, Field, Kind, Marked, Near, Node, Not, Or, Phrase, Query, Restrict, Unit
from indexer.query.tokens import Apart, Named, Sign, Token, Tokens, Word, tokenize

MAX_LENGTH: Final = 1_000
"""Only the first thousand characters are read; a Latin or digit run that this cuts in two is left out."""

MAX_PARTS: Final = 32
"""Only the first 32 different phrases count."""

MOST_TOGETHER: Final = 4
"""More words than these are no longer looked for side by side."""


def parse(typed: str, *, exact: bool = False, today: datetime.date | None = None) -> Query:
    """Read what was typed; never fails.

    `exact`: 繁 and 简, case and width as typed.  `today`: what `去年` counts from (by default: today).
    """
    tokens = tokenize(_cut(typed))
    if len(typed) > MAX_LENGTH:
        tokens.shortened = True
        tokens.remarks.append(_("太长了，只看前 {limit} 个字").format(limit=MAX_LENGTH))
    reader = _Reader(tokens, today or datetime.datetime.now().astimezone().date(), exact=exact)
    root = reader.whole()
    return Query(root, _together(root), tuple(dict.fromkeys(tokens.remarks)), tokens.shortened)


def _cut(typed: str) -> str:
    if len(typed) <= MAX_LENGTH:
        return typed
    text = typed[:MAX_LENGTH]
    run = re.search(f"[{analysis.LATIN}{analysis.DIGIT}]*$", analysis.fold_characters(text))
    return text[: run.start()] if run else text


def _together(root: Node | None) -> tuple[Phrase, ...]:
    """Words typed side by side, as one phrase; what is not text to be found may stand between them."""
    if not isinstance(root, And):
        return ()
    words = [_plain_word(child) for child in root.children if not isinstance(child, Not | Restrict | Marked)]
    rows = ([word for word in row if word] for _, row in groupby(words, key=lambda word: word and word.fields))
    return tuple(units.together(row) for row in rows if 2 <= len(row) <= MOST_TOGETHER)


def _plain_word(node: Node) -> Phrase | None:
    """The node, if it is a phrase without quoted punctuation."""
    if isinstance(node, Phrase) and all(unit.kind is not Kind.MARK for unit in node.forms[0]):
        return node
    return None


class _Reader:
    """Walks over the tokens once.  `name`: whose value is being read, inside its group too."""

    def __init__(self, tokens: Tokens, today: datetime.date, *, exact: bool) -> None:
        self._tokens, self._today, self._exact = tokens, today, exact
        self._at = 0
        self._phrases: dict[tuple[tuple[tuple[Unit, ...], ...], tuple[Field, ...]], Phrase] = {}

    def whole(self) -> Node | None:
        """All that was typed; a closing parenthesis without partner is no token."""
        return self._all_of(None)

    def _all_of(self, name: Name | None) -> Node | None:
        nodes: list[Node | None] = []
        while (token := self._next()) is not None and token is not Sign.CLOSE:
            if token is Sign.AND:
                self._at += 1
                if not nodes or self._next() in (None, Sign.CLOSE):
                    self._remark(_("“{typed}”少了一边，不算").format(typed=token))
            else:
                nodes.append(self._any_of(name))
        return _joined(And, nodes)

    def _any_of(self, name: Name | None) -> Node | None:
        nodes = [self._near(name)]
        while self._next() is Sign.OR:
            self._at += 1
            nodes.append(self._near(name))
        return _joined(Or, nodes)

    def _near(self, name: Name | None) -> Node | None:
        """`A ~5 B ~5 C` is A near B and B near C."""
        nodes = [self._value(name)]
        pairs: list[Node | None] = []
        alone = {0}
        while isinstance(token := self._next(), Apart):
            self._at += 1
            left, right = nodes[-1], self._value(name)
            alone.add(len(nodes))
            if isinstance(left, Phrase) and isinstance(right, Phrase):
                pairs.append(Near(left, right, token.scope, token.distance))
                alone -= {len(nodes) - 1, len(nodes)}
            elif left and right:
                self._remark(_("“{typed}”两边只能是词语，当作都要有").format(typed=token.typed))
            nodes.append(right)
        return _joined(And, [*pairs, *(node for number, node in enumerate(nodes) if number in alone)])

    def _value(self, name: Name | None) -> Node | None:
        """A word, a group or a named value, or not that."""
        start = self._at
        while self._next() is Sign.NOT:
            self._at += 1
        negated = (self._at - start) % 2 == 1
        match token := self._next():
            case Word():
                self._at += 1
                node = self._meaning(name, token)
            case Sign.OPEN:
                self._at += 1
                node = self._all_of(name)
                self._at += 1
            case Named() if isinstance(self._next(1), Word) or self._next(1) is Sign.OPEN:
                self._at += 1
                node = self._value(token.name)
            case Named():
                self._at += 1
                self._remark(_("“{typed}”后面没有内容，不算").format(typed=token.typed))
                node = None
            case _:
                self._lacking(token)
                node = None
        return Not(node) if node and negated else node

    def _meaning(self, name: Name | None, word: Word) -> Node | None:
        if name and name not in TEXTS:
            value = "".join(piece.text for piece in word.pieces)
            if condition := restriction(name, value, self._today):
                return condition
            remark = _("“{name}”后面的“{typed}”认不出来，当作文字查找")
            self._remark(remark.format(name=_(TYPED[name]), typed=word.typed))
        phrase = units.phrase(word, fields=TEXTS.get(name, ()) if name else (), exact=self._exact)
        if phrase is None:
            return None
        skips = sum(unit.kind is Kind.SOME for unit in phrase.forms[0])
        if skips == units.MOST_SKIPS < len(re.findall("[*＊]+", word.typed)):
            self._remark(
                _("“{typed}”里的“＊”太多，只看到第 {limit} 个为止").format(typed=word.typed, limit=units.MOST_SKIPS)
            )
        key = phrase.forms, phrase.fields
        if key not in self._phrases and len(self._phrases) == MAX_PARTS:
            self._tokens.shortened = True
            self._remark(_("太多了，只看前 {limit} 个不同的词").format(limit=MAX_PARTS))
            return None
        return self._phrases.setdefault(key, phrase)

    def _lacking(self, following: Token | None) -> None:
        """Say which sign has nothing beside it: the one before, or else the one that follows."""
        before = self._next(-1)
        sign = before if isinstance(before, Apart) or before in (Sign.OR, Sign.NOT) else following
        if sign is Sign.NOT:
            self._remark(_("“{typed}”后面没有词，不算").format(typed=sign))
        elif isinstance(sign, Apart | Sign):
            self._remark(_("“{typed}”少了一边，不算").format(typed=sign.typed if isinstance(sign, Apart) else sign))

    def _next(self, beyond: int = 0) -> Token | None:
        at = self._at + beyond
        return self._tokens.items[at] if 0 <= at < len(self._tokens.items) else None

    def _remark(self, sentence: str) -> None:
        self._tokens.remarks.append(sentence)


def _joined(kind: type[And] | type[Or], nodes: list[Node | None]) -> Node | None:
    """The nodes that say something, each once; those of a node of the same kind as if they stood here."""
    flat: dict[Node, None] = {}
    for node in nodes:
        flat |= dict.fromkeys(node.children if isinstance(node, kind) else [node] if node else [])
    return kind(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)

"""How a query was understood, in plain words: a line for each part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from archive.model import PartialDate
from archive.wording import CHINESE, N_, _, listed, spoken
from indexer.query.nodes import (
    MOST_SKIPPED,
    And,
    Field,
    Kind,
    Marked,
    Near,
    Node,
    Not,
    Or,
    Own,
    Phrase,
    Query,
    Restrict,
    Scope,
    Unit,
)

_SIGNS: Final = {Kind.GAP: " ", Kind.ANY: "？", Kind.SOME: "＊"}
_MUST: Final = {
    None: (N_("要有"), N_("都要有")),
    Field.TITLE: (N_("标题里要有"), N_("标题里都要有")),
    Field.BYLINE: (N_("署名里要有"), N_("署名里都要有")),
    Field.BODY: (N_("正文里要有"), N_("正文里都要有")),
    Field.NUMBER: (N_("文号里要有"), N_("文号里都要有")),
}
"""By the first of a phrase's fields: before one word, and before several."""
_IN: Final = {
    Field.TITLE: N_("标题里“{word}”"),
    Field.BYLINE: N_("署名里“{word}”"),
    Field.BODY: N_("正文里“{word}”"),
    Field.NUMBER: N_("文号里“{word}”"),
}
_HAS: Final = {
    Own.STAR: N_("有星标的"),
    Own.LATER: N_("有待读的"),
    Own.HIGHLIGHT: N_("有划线的"),
    Own.NOTE: N_("有批注的"),
    Own.TAG: N_("有标签的"),
}
_SAYS: Final = {Own.NOTE: N_("批注里有“{text}”"), Own.TAG: N_("标签是“{text}”")}
"""What a reader's own mark says; the others say nothing."""


def told(query: Query) -> tuple[str, ...]:
    """One line for each part; none when nothing was asked."""
    if query.root is None:
        return ()
    lines: dict[tuple[_Heading, Node | None], list[str]] = {}
    for node in query.root.children if isinstance(query.root, And) else (query.root,):
        is_word = isinstance(node.child if isinstance(node, Not) else node, Phrase)
        for heading, text in _parts(node):
            lines.setdefault((heading, None if is_word else node), []).append(text)
    notes = dict.fromkeys(note for phrase in query.phrases() for note in _notes(phrase))
    return (*(_line(heading, texts) for (heading, _node), texts in lines.items()), *notes)


_Heading = tuple[str, str]
"""What stands before a colon: before one thing, and before several."""


def _line(heading: _Heading, texts: list[str]) -> str:
    return _("{heading}：{text}").format(heading=heading[len(texts) > 1], text=_run(texts))


def _quoted(word: str) -> str:
    return _("“{word}”").format(word=word)


def _run(texts: Iterable[str]) -> str:
    """Quoted words, one after the other."""
    return ("" if spoken().startswith(CHINESE) else ", ").join(texts)


def _always(heading: str) -> _Heading:
    return heading, heading


def _parts(node: Node) -> Iterator[tuple[_Heading, str]]:
    """What to write before and after a colon; words with the same before it share a line."""
    match node:
        case Phrase():
            one, several = _MUST[node.fields[0] if node.fields else None]
            yield (_(one), _(several)), _quoted(node.typed)
        case Near():
            yield _always(_apart(node)), _pair(node)
        case Or(children=children, at_least=at_least):
            least = _("至少有一个") if at_least == 1 else _("至少有 {count} 个").format(count=at_least)
            yield _always(least), listed(map(_inside, children))
        case Not(child=child):
            yield _always(_("不要")), _inside(child)
        case Restrict():
            yield from ((_always(name), value) for name, value in _conditions(node))
        case Marked(own=own, text=text):
            yield _always(_("我的标记")), _own(own, text)
        case And(children=children):
            yield _always(_("要有")), _(" 和 ").join(map(_inside, children))


def _inside(node: Node) -> str:
    """The node inside a sentence."""
    match node:
        case Phrase():
            return _(_IN[node.fields[0]]).format(word=node.typed) if node.fields else _quoted(node.typed)
        case Near():
            return _("{apart}{pair}").format(apart=_apart(node), pair=_pair(node))
        case Or(children=children):
            return _("（{words}）").format(words=_(" 或 ").join(map(_inside, children)))
        case And(children=children):
            return _("（{words}）").format(words=_(" 和 ").join(map(_inside, children)))
        case Not(child=child):
            return _("没有{what}").format(what=_inside(child))
        case Marked(own=own, text=text):
            return _own(own, text)
        case Restrict():
            several = (_("{name}{value}").format(name=name, value=value) for name, value in _conditions(node))
            return _("，").join(several)


def _own(own: Own, text: str) -> str:
    """What the reader has put on the article."""
    return _(_SAYS[own]).format(text=text) if text else _(_HAS[own])


def _pair(near: Near) -> str:
    return _("“{left}”和“{right}”").format(left=near.left.typed, right=near.right.typed)


def _apart(near: Near) -> str:
    match near.scope:
        case Scope.SENTENCE:
            return _("同一句里")
        case Scope.PARAGRAPH:
            return _("同一段里")
    return _("相距不超过 {count} 个字").format(count=near.distance)


def _conditions(restrict: Restrict) -> Iterator[tuple[str, str]]:
    filters = restrict.filters
    if restrict.paper_part:
        yield _("报纸"), _("名称里有“{text}”").format(text=restrict.paper_part)
    if restrict.section_part:
        yield _("栏目"), _("名称里有“{text}”").format(text=restrict.section_part)
    if filters.date_from or filters.date_to:
        yield _("日期"), _period(filters.date_from, filters.date_to)
    if filters.page:
        yield _("版次"), filters.page
    only = ((filters.front, _("头版")), (filters.lead, _("头条")), (filters.pictures, _("有图的")))
    yield from ((_("只要"), name) for wanted, name in only if wanted)


def _period(first: PartialDate | None, last: PartialDate | None) -> str:
    if first == last:
        return str(first)
    if first and last:
        return _("{first} 至 {last}").format(first=first, last=last)
    return _("{first} 起").format(first=first) if first else _("到 {last} 为止").format(last=last)


def _notes(phrase: Phrase) -> Iterator[str]:
    """What a phrase finds besides what was typed."""
    kinds = Counter(unit.kind for unit in phrase.forms[0])
    if phrase.exact:
        yield _("繁简、大小写、全角半角都照输入的样子")
    if kinds[Kind.ANY]:
        yield _("“{word}”里的“？”代表一个字，也可以就是问号").format(word=phrase.typed)
    if kinds[Kind.SOME]:
        yield _("“{word}”里的“＊”代表至多 {count} 个字").format(word=phrase.typed, count=MOST_SKIPPED)
    runs = "".join(unit.text for unit in phrase.forms[0] if unit.wild)
    if "?" in runs:
        yield _("“{word}”里的“?”代表一个字母或数字").format(word=phrase.typed)
    if "*" in runs:
        yield _("“{word}”里的“*”代表任意几个字母或数字").format(word=phrase.typed)
    others = [form for form in phrase.forms[1:] if _wild(form) == _wild(phrase.forms[0])]
    if others:
        also = _run(_quoted(_shown(form)) for form in others)
        yield _("“{word}”也找{others}").format(word=phrase.typed, others=also)


def _wild(form: tuple[Unit, ...]) -> int:
    return sum(unit.wild or unit.kind is Kind.ANY for unit in form)


def _shown(form: tuple[Unit, ...]) -> str:
    return "".join(_SIGNS.get(unit.kind, unit.text) for unit in form)

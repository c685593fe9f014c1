"""How a query was understood, in plain Chinese: a line for each part of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from archive.model import PartialDate
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

_FIELDS: Final = {Field.TITLE: "标题", Field.BYLINE: "署名", Field.BODY: "正文", Field.NUMBER: "文号"}
"""By the first of a phrase's fields."""
_OWN: Final = {
    Own.STAR: "星标", Own.LATER: "待读", Own.HIGHLIGHT: "划线", Own.NOTE: "批注", Own.TAG: "标签",
}  # fmt: skip
_SIGNS: Final = {Kind.GAP: " ", Kind.ANY: "？", Kind.SOME: "＊"}


def told(query: Query) -> tuple[str, ...]:
    """One line for each part; none when nothing was asked."""
    if query.root is None:
        return ()
    lines: dict[tuple[str, Node | None], list[str]] = {}
    for node in query.root.children if isinstance(query.root, And) else (query.root,):
        is_word = isinstance(node.child if isinstance(node, Not) else node, Phrase)
        for heading, text in _parts(node):
            lines.setdefault((heading, None if is_word else node), []).append(text)
    notes = dict.fromkeys(note for phrase in query.phrases() for note in _notes(phrase))
    return (*(_line(heading, texts) for (heading, _), texts in lines.items()), *notes)


def _line(heading: str, texts: list[str]) -> str:
    return f"{heading.replace('要有', '都要有') if len(texts) > 1 else heading}：{''.join(texts)}"


def _parts(node: Node) -> Iterator[tuple[str, str]]:
    """What to write before and after a colon; words with the same before it share a line."""
    match node:
        case Phrase():
            yield f"{_where(node)}要有", f"“{node.typed}”"
        case Near():
            yield _apart(node), f"“{node.left.typed}”和“{node.right.typed}”"
        case Or(children=children, at_least=at_least):
            yield "至少有一个" if at_least == 1 else f"至少有 {at_least} 个", "、".join(map(_inside, children))
        case Not(child=child):
            yield "不要", _inside(child)
        case Restrict():
            yield from _conditions(node)
        case Marked(own=own, text=text):
            yield "我的标记", _own(own, text)
        case And(children=children):
            yield "要有", " 和 ".join(map(_inside, children))


def _inside(node: Node) -> str:
    """The node inside a sentence."""
    match node:
        case Phrase():
            return f"{_where(node)}“{node.typed}”"
        case Near():
            return f"{_apart(node)}“{node.left.typed}”和“{node.right.typed}”"
        case Or(children=children):
            return f"（{' 或 '.join(map(_inside, children))}）"
        case And(children=children):
            return f"（{' 和 '.join(map(_inside, children))}）"
        case Not(child=child):
            return f"没有{_inside(child)}"
        case Marked(own=own, text=text):
            return _own(own, text)
        case Restrict():
            return "，".join(f"{name}{value}" for name, value in _conditions(node))


def _own(own: Own, text: str) -> str:
    """What the reader has put on the article."""
    if not text:
        return f"有{_OWN[own]}的"
    return f"标签是“{text}”" if own is Own.TAG else f"{_OWN[own]}里有“{text}”"


def _where(phrase: Phrase) -> str:
    return f"{_FIELDS[phrase.fields[0]]}里" if phrase.fields else ""


def _apart(near: Near) -> str:
    match near.scope:
        case Scope.SENTENCE:
            return "同一句里"
        case Scope.PARAGRAPH:
            return "同一段里"
    return f"相距不超过 {near.distance} 个字"


def _conditions(restrict: Restrict) -> Iterator[tuple[str, str]]:
    filters = restrict.filters
    if restrict.paper_part:
        yield "报纸", f"名称里有“{restrict.paper_part}”"
    if restrict.section_part:
        yield "栏目", f"名称里有“{restrict.section_part}”"
    if filters.date_from or filters.date_to:
        yield "日期", _period(filters.date_from, filters.date_to)
    if filters.page:
        yield "版次", filters.page
    only = ((filters.front, "头版"), (filters.lead, "头条"), (filters.pictures, "有图的"))
    yield from (("只要", name) for wanted, name in only if wanted)


def _period(first: PartialDate | None, last: PartialDate | None) -> str:
    if first == last:
        return str(first)
    return f"{first} 至 {last}" if first and last else f"{first} 起" if first else f"到 {last} 为止"


def _notes(phrase: Phrase) -> Iterator[str]:
    """What a phrase finds besides what was typed."""
    kinds = Counter(unit.kind for unit in phrase.forms[0])
    if phrase.exact:
        yield "繁简、大小写、全角半角都照输入的样子"
    if kinds[Kind.ANY]:
        yield f"“{phrase.typed}”里的“？”代表一个字，也可以就是问号"
    if kinds[Kind.SOME]:
        yield f"“{phrase.typed}”里的“＊”代表至多 {MOST_SKIPPED} 个字"
    runs = "".join(unit.text for unit in phrase.forms[0] if unit.wild)
    if "?" in runs:
        yield f"“{phrase.typed}”里的“?”代表一个字母或数字"
    if "*" in runs:
        yield f"“{phrase.typed}”里的“*”代表任意几个字母或数字"
    others = [form for form in phrase.forms[1:] if _wild(form) == _wild(phrase.forms[0])]
    if others:
        yield f"“{phrase.typed}”也找{''.join(f'“{_shown(form)}”' for form in others)}"


def _wild(form: tuple[Unit, ...]) -> int:
    return sum(unit.wild or unit.kind is Kind.ANY for unit in form)


def _shown(form: tuple[Unit, ...]) -> str:
    return "".join(_SIGNS.get(unit.kind, unit.text) for unit in form)

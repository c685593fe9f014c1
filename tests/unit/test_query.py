"""Reading what was typed: the tree of a query, by signs, fields, conditions and marks, as docs/search.md says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer import analysis
from indexer.query import Query, parse
from indexer.query.fields import MARKED, NAMES
from indexer.query.nodes import And, Field, Marked, Near, Node, Not, Or, Own, Phrase, Restrict, Scope
from indexer.query.owned import answered


def shape(node: Node | None) -> str:
    """A query tree, short: phrases as typed."""
    match node:
        case None:
            return ""
        case Phrase(typed=typed, fields=fields):
            return f"{fields[0]}:{typed}" if fields else typed
        case Near(left=left, right=right, scope=scope, distance=distance):
            return f"{shape(left)} ~{distance or scope[0]} {shape(right)}"
        case Restrict(filters=filters, paper_part=paper, section_part=section):
            given = [f"{name}={getattr(filters, name)}" for name in filters.__slots__ if getattr(filters, name)]
            return f"[{','.join([*given, *(part for part in (paper, section) if part)])}]"
        case Marked(own=own, text=text):
            return f"<{own}{text and ':'}{text}>"
        case And(children=children):
            return f"({' & '.join(map(shape, children))})"
        case Or(children=children):
            return f"({' | '.join(map(shape, children))})"
        case Not(child=child):
            return f"!{shape(child)}"
    raise AssertionError(node)


# ── signs ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("渔港 灯塔", "(渔港 & 灯塔)"),
        ("渔港　灯塔", "(渔港 & 灯塔)"),
        ("渔港 AND 灯塔", "(渔港 & 灯塔)"),
        ("甲 乙 OR 丙 丁", "(甲 & (乙 | 丙) & 丁)"),
        ("甲|乙｜丙 丁", "((甲 | 乙 | 丙) & 丁)"),
        ("甲 ＯＲ 乙", "(甲 | 乙)"),
        ("甲 or 乙", "(甲 & or & 乙)"),
        ("甲 NOT 乙", "(甲 & !乙)"),
        ("甲 NOT NOT 乙", "(甲 & 乙)"),
        ("甲 -乙 －丙 −丁", "(甲 & !乙 & !丙 & !丁)"),
        ("甲 - 乙", "(甲 & 乙)"),
        ("甲-乙", "甲-乙"),
        ("-甲", "!甲"),
        ("-(甲 乙)", "!(甲 & 乙)"),
        ("甲 OR -乙", "(甲 | !乙)"),
        ("(甲 OR 乙) (丙 OR 丁)", "((甲 | 乙) & (丙 | 丁))"),
        ("（甲 乙） OR 丙", "((甲 & 乙) | 丙)"),
        ("((甲 乙) 丙)", "(甲 & 乙 & 丙)"),
        ("甲 ~5 乙", "甲 ~5 乙"),
        ("甲 ～句 乙 ~P 丙", "(甲 ~s 乙 & 乙 ~p 丙)"),
        ('"甲 乙" ~２０ 丙 丁', "(甲 乙 ~20 丙 & 丁)"),
        ("1～5", "1～5"),
        ("甲 甲 (甲 OR 甲)", "甲"),
        ("渔港 漁港", "渔港"),
        ("OR", "OR"),
        ("标题:OR -OR", "(title:OR & !OR)"),
        ("", ""),
        ("，。", ""),
        ("()", ""),
        ('""', ""),
    ],
)
def test_signs(typed: str, expected: str) -> None:
    query = parse(typed)
    assert shape(query.root) == expected
    assert not query.remarks


@pytest.mark.parametrize(
    "typed",
    [
        "国发〔2022〕1号",
        "国发（2022）1号",
        "（一）",
        "A(B)C",
        "A((B))C",
        "f(x)",
        "1) ",
        "他说（笑）：“好”",
        "(一)(二)",
        "(一",
        ":)",
    ],
)
def test_parentheses_of_the_text_stay_text(typed: str) -> None:
    query = parse(typed)
    assert not query.remarks
    assert query.root is None or isinstance(query.root, Phrase)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("会议(渔港 OR 灯塔)通知", "(会议 & (渔港 | 灯塔) & 通知)"),
        ("会议（渔港|灯塔）", "(会议 & (渔港 | 灯塔))"),
        ("甲 (乙)丙", "(甲 & (乙)丙)"),
        ("标题:(甲)", "title:甲"),
    ],
)
def test_parentheses_group_where_several_words_are_inside_or_nothing_beside(typed: str, expected: str) -> None:
    assert shape(parse(typed).root) == expected


@pytest.mark.parametrize(
    ("typed", "expected", "remark"),
    [
        ("(甲 OR 乙", "(甲 | 乙)", "右边少一个括号，当作写了"),
        ("甲 OR 乙) 丙", "((甲 | 乙)) & 丙)", "左边少一个括号，右边的不算"),
        ("甲 OR", "甲", "“OR”少了一边，不算"),
        ("OR 甲", "甲", "“OR”少了一边，不算"),
        ("甲 AND", "甲", "“AND”少了一边，不算"),
        ("甲 | | 乙", "(甲 | 乙)", "“OR”少了一边，不算"),
        ("~5 甲", "甲", "“~5”少了一边，不算"),
        ("甲 NOT", "甲", "“NOT”后面没有词，不算"),
        ("甲 标题:", "甲", "“标题:”后面没有内容，不算"),
        ("甲 ~5 (乙 OR 丙)", "(甲 & (乙 | 丙))", "“~5”两边只能是词语，当作都要有"),
        ("甲 ~句 -乙", "(甲 & !乙)", "“~句”两边只能是词语，当作都要有"),
        ("甲 日期:改天", "(甲 & 改天)", "“日期：”后面的“改天”认不出来，当作文字查找"),
        ("甲*乙*丙*丁*戊*己*庚", "甲*乙*丙*丁*戊*己*庚", "“甲*乙*丙*丁*戊*己*庚”里的“＊”太多，只看到第 5 个为止"),
        ("有:钱", "钱", "“有：”后面的“钱”认不出来，当作文字查找"),
    ],
)
def test_what_is_wrong_is_understood_and_said(typed: str, expected: str, remark: str) -> None:
    query = parse(typed)
    assert shape(query.root) == expected
    assert remark in query.remarks


def test_depth_of_fields_and_scopes() -> None:
    [near] = [node for node in [parse("标题:(甲 ~段 乙)").root] if isinstance(node, Near)]
    assert near.scope is Scope.PARAGRAPH
    assert near.left.fields == near.right.fields == (Field.TITLE, Field.KICKER, Field.SUBTITLE)


# ── fields and conditions ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("标题:渔港 灯塔", "(title:渔港 & 灯塔)"),
        ("標題：漁港", "title:漁港"),
        ("Title: 渔港", "title:渔港"),
        ("标题:(渔港 OR 灯塔)", "(title:渔港 | title:灯塔)"),
        ('正文:"渔港 灯塔"', "body:渔港 灯塔"),
        ("-作者:江帆", "!byline:江帆"),
        ("文号:岚政发〔2025〕3号", "number:岚政发〔2025〕3号"),
        ("报纸:《临岚》", "[临岚]"),
        ("paper:(临岚 OR 嶼光)", "([临岚] | [屿光])"),
        ("栏目:要闻", "[要闻]"),
        ("版:第A6版", "[page=A06]"),
        ("版：六", "[page=06]"),
        ("版:头版", "[front=True]"),
        ("版:要闻", "[要闻]"),
        ("是:头条 is:front 有:图 has:picture", "([lead=True] & [front=True] & [pictures=True])"),
        ("日期:2025-08", "[date_from=2025-08,date_to=2025-08]"),
        ("-日期:(2024 OR 2025)", "!([date_from=2024,date_to=2024] | [date_from=2025,date_to=2025])"),
        ("foo:bar", "foo:bar"),
        ("本报标题:渔港", "本报标题:渔港"),
        ("标题:", "标题:"),
    ],
)
def test_fields_and_conditions(typed: str, expected: str) -> None:
    query = parse(typed)
    assert shape(query.root) == expected
    assert not query.remarks


def test_names_are_looked_up_folded() -> None:
    assert all(
        analysis.fold(name) == name for name in (*NAMES, *(value for values in MARKED.values() for value in values))
    )


# ── marks of the reader ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("标签:选题 潮水", "(<tag:选题> & 潮水)"),
        ("note:核实 AND 渡口", "(<note:核实> & 渡口)"),
        ("标签：選題 OR tag:Tide", "(<tag:选题> | <tag:tide>)"),
        ("标签:(选题 OR 备用) -是:待读", "((<tag:选题> | <tag:备用>) & !<later>)"),
        ('批注:"查 一查"', "<note:查一查>"),
        ("is:star 是:星标", "<star>"),
        ("有:批注 has:tag 有:划线", "(<note> & <tag> & <highlight>)"),
    ],
)
def test_marks_of_the_reader(typed: str, expected: str) -> None:
    query = parse(typed)
    assert (shape(query.root), query.remarks) == (expected, ())


def test_a_mark_is_near_nothing() -> None:
    query = parse("标签:选题 ~5 潮水")
    assert shape(query.root) == "(<tag:选题> & 潮水)"
    assert query.remarks == ("“~5”两边只能是词语，当作都要有",)


def test_marks_are_filled_in_wherever_they_stand() -> None:
    query = answered(parse("甲 (标签:乙 OR -是:星标) -(丙 批注:丁)"), lambda asked: frozenset({len(asked.text)}))
    assert query.root is not None
    found = {(node.own, node.ids) for node in marks(query.root)}
    assert found == {(Own.TAG, frozenset({1})), (Own.STAR, frozenset({0})), (Own.NOTE, frozenset({1}))}
    assert [phrase.typed for phrase in query.phrases()] == ["甲"]
    assert answered(Query(None), lambda _: frozenset({1})) == Query(None)


def marks(node: Node) -> list[Marked]:
    match node:
        case Marked():
            return [node]
        case And(children=children) | Or(children=children):
            return [mark for child in children for mark in marks(child)]
        case Not(child=child):
            return marks(child)
    return []


# ── the document for users ─────────────────────────────────────────────────────────────────────────────────────────

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def test_every_name_is_in_the_document() -> None:
    assert not [name for name in NAMES if f"`{name}:" not in GUIDE and name != "pictures"]


def test_every_example_of_the_document_is_understood_as_written() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    examples = [example for row in rows for example in re.findall("`([^`]+)`", row.replace("\\|", "|"))]
    assert len(examples) > 30
    assert {example: remarks for example in examples if (remarks := parse(example).remarks)} == {}

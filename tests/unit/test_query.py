"""Reading what was typed: the tree of a query, what each way of writing finds, and that anything can be typed."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer import analysis, rule
from indexer.engines.base import IndexDocument
from indexer.query import Query, parse
from indexer.query.fields import MARKED, NAMES
from indexer.query.nodes import And, Field, Kind, Marked, Near, Node, Not, Or, Own, Phrase, Restrict, Scope
from indexer.query.numbers import chinese
from indexer.query.owned import answered
from indexer.query.parser import MAX_LENGTH, MAX_PARTS
from indexer.query.tokens import MAX_DEPTH
from indexer.query.units import MOST_FORMS


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


def finds(query: Query, text: str, field: Field = Field.BODY) -> bool:
    texts = {field: (text,)}
    document = IndexDocument(1, texts, "临岚日报")
    return query.root is not None and rule.matches(query.root, document, rule.Text.of(texts))


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


def test_a_title_is_the_whole_head() -> None:
    query = parse("标题:渔港")
    assert all(finds(query, "渔港", field) for field in (Field.TITLE, Field.KICKER, Field.SUBTITLE))
    assert not finds(query, "渔港", Field.BODY)


def test_names_are_looked_up_folded() -> None:
    assert all(
        analysis.fold(name) == name for name in (*NAMES, *(value for values in MARKED.values() for value in values))
    )


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("发展，渔港", "发展渔港", False),
        ("发展，渔港", "发展。渔港", True),
        ("发展……》渔港", "发展，渔港", True),
        ("发展渔港", "发展，渔港", True),
        ("发展，渔港", '"发展,渔港"', True),
        ("发展，渔港", "「发展。渔港」", False),
        ("发展，渔港", "『发展，渔港』", True),
        ("2025年", "202", False),
        ("2025年", "202*", True),
        ("2025年", "202＊年", True),
        ("2025年", "2*5", True),
        ("2025年", "20?5年", True),
        ("A2025", "*25", True),
        ("women", "wom?n", True),
        ("women", "wo*n", True),
        ("women", "wom?", False),
        ("DIP改革", "dip", True),
        ("DIPS改革", "dip", False),
        ("DIPS改革", "DIP?改革", True),
        ("GB2312", "gb 2312", True),
        ("DIP 改革", "DIP改革", False),
        ("DIP 改革", '"DIP 改革"', True),
        ("渔 港", '"渔港"', True),
        ("渔港", '"渔 港"', True),
        ("他说：“渔港”很好", "他说：“渔港”很好", True),
        ("他说渔港很好", "他说：“渔港”很好", True),
        ("𠀀乙", "𠀀", True),
        ("甲，", '"，"', True),
        ("推进“互联网+”行动", "推进“互联网+”行动", True),
        ("推进互联网行动", "推进“互联网+”行动", True),
        ("推进互联网行动", "推进 “互联网+” 行动", False),
        ("國務院", "国务院", True),
        ("国务院", "國務院", True),
        ("甲乙", "乙\x00甲", True),
        ("甲乙", "甲 * 乙", True),
        ("100%", "100％", True),
        ("渔业港口", "渔？港口", True),
        ("渔业港口", "渔?港口", True),
        ("渔港口", "渔？港口", False),
        ("渔业港口", "渔＊口", True),
        ("渔口", "渔*口", True),
        ("渔业，口", "渔*口", False),
        ("渔业港口", "渔??口", True),
        ("怎么办？我们", "怎么办？我们", True),
        ("怎么办？”我们", "怎么办？”我们", True),
        ("你好", "你好吗？", False),
        ("你好吗", "你好吗？", True),
        ("渔港", "＊渔港＊", True),
        ("page.php?id=3", "page.php?id=3", True),
    ],
)
def test_words(text: str, typed: str, expected: bool) -> None:
    assert finds(parse(typed), text) is expected


def test_an_exact_query_keeps_case_width_and_script() -> None:
    query = parse("國Ａb", exact=True)
    assert finds(query, "國Ａb")
    assert not any(finds(query, text) for text in ("国Ａb", "國Ab", "國ＡB"))
    assert not finds(parse("２０届", exact=True), "二十届")
    assert finds(parse("GD*", exact=True), "GDP")
    assert not finds(parse("gd*", exact=True), "GDP")


# ── numbers ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026年", "二〇二六年"), ("2026年", "二零二六年"), ("110", "一一〇"), ("20届", "二十届"), ("12月", "十二月"),
        ("105", "一百零五"), ("105", "一百〇五"), ("35000人", "三万五千人"), ("20万", "二十万"), ("3万", "三万"),
        ("10月", "十月"), ("2025年8月12日", "二〇二五年八月十二日"), ("20届三中全会", "二十届三中全会"),
        ("007", "〇〇七"), ("“第20届，”", "“第二十届，”"), ("二〇二六", "二零二六"),
    ],
)  # fmt: skip
def test_numbers_are_found_in_both_scripts(one: str, other: str) -> None:
    for typed, text in ((one, other), (other, one)):
        assert finds(parse(typed), text)
        assert finds(parse(typed), typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("20届", "二百二十届"),
        ("20", "二十一"),
        ("二十", "202"),
        ("十分", "10分"),
        ("千万", "10000000"),
        ("三三两两", "33两两"),
        ("一带一路", "1带1路"),
        ("GB2312", "GB二三一二"),
        ("10.20", "十.二十"),
        ("5", "五"),
        ("05", "五"),
    ],
)
def test_numbers_that_are_none_stay_as_they_are(typed: str, text: str) -> None:
    assert not finds(parse(typed), text)


@given(st.integers(10, 99_999))
def test_each_number_has_a_way_there_and_back(value: int) -> None:
    assert finds(parse(f"共{value}人"), f"共{chinese(value)}人")
    if chinese(value) != "十":
        assert finds(parse(f"共{chinese(value)}人"), f"共{value}人")


def test_a_phrase_has_few_forms() -> None:
    query = parse("20届30次100人2026年105元？甲 20届 30届 40届")
    assert all(len(phrase.forms) <= MOST_FORMS for phrase in (*query.phrases(), *query.together))


# ── words side by side ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("渔港 灯塔", ["渔港灯塔"]),
        ("渔港 日期:2025 -雾 灯塔", ["渔港灯塔"]),
        ("甲 乙 丙 丁", ["甲乙丙丁"]),
        ("甲 乙 丙 丁 戊", []),
        ("甲 (乙 OR 丙) 丁", []),
        ("标题:甲 乙", []),
        ("标题:(甲 乙) 丙 丁", ["甲乙", "丙丁"]),
        ('甲 "乙，丙"', []),
        ("甲 OR 乙", []),
        ("甲", []),
    ],
)
def test_words_side_by_side_lift(typed: str, expected: list[str]) -> None:
    assert [phrase.typed for phrase in parse(typed).together] == expected


@pytest.mark.parametrize("text", ["DIP改革", "DIP 改革"])
def test_side_by_side_means_with_a_blank_too_where_letters_are(text: str) -> None:
    [phrase] = parse("DIP 改革").together
    assert any(True for _ in rule.matcher(phrase.forms).places(analysis.fold(text)))


# ── anything can be typed ──────────────────────────────────────────────────────────────────────────────────────────

SIGNS = st.sampled_from(
    ["OR", "NOT", "AND", " ", "(", ")", "（", "|", "-", "~5", "~句", "标题:", "日期：", "去年", "2025", "*", "？", '"', "“", "」",
     "甲", "乙国", "abc", "二十", "，", "\x00", "\ud800", "𠀀"]
)  # fmt: skip


@given(st.lists(SIGNS | st.characters(), max_size=40).map("".join), st.booleans())
@example("((((", False)
@example("标题:(日期:(-", False)
def test_anything_can_be_typed(typed: str, exact: bool) -> None:
    query = parse(typed, exact=exact)
    for phrase in (*query.phrases(), *query.together):
        for form in phrase.forms:
            assert form[0].kind not in (Kind.GAP, Kind.SOME)
            assert form[-1].kind not in (Kind.GAP, Kind.SOME)
            assert all(unit.text or unit.kind in (Kind.GAP, Kind.ANY, Kind.SOME) for unit in form)
        rule.matcher(phrase.forms, exact=exact)
    assert all(remark and remark[-1] not in "。，" for remark in query.remarks)


@given(st.text(st.sampled_from("甲乙丙國abＡ12，。（）《》？「」"), max_size=12))
def test_a_copied_line_finds_itself(text: str) -> None:
    query = parse(text)
    assert query.root is None or finds(query, text)


def test_a_very_long_query_is_cut_at_a_unit() -> None:
    query = parse("改" * (MAX_LENGTH - 2) + "abcdef")
    assert query.shortened
    assert len(query.phrases()[0].forms[0]) == MAX_LENGTH - 2
    assert query.remarks == (f"太长了，只看前 {MAX_LENGTH} 个字",)
    many = parse(" ".join(chr(0x4E00 + n) for n in range(100)))
    assert many.shortened
    assert len(many.phrases()) == MAX_PARTS
    assert not parse("改" * MAX_LENGTH).shortened
    assert parse("，" * 10_000).root is None


def test_parentheses_are_bounded() -> None:
    typed = "(甲 OR " * (MAX_DEPTH + 5) + "乙" + ")" * (MAX_DEPTH + 5)
    query = parse(typed + " 丙 (丁 OR 戊)")
    assert query.shortened
    assert len(query.remarks) == 1
    assert {"丙", "丁", "戊"} <= {phrase.typed for phrase in query.phrases()}


@pytest.mark.parametrize(
    "typed",
    ["(" * 1000, "(a " * 333, ") " * 500, "NOT " * 250, "-" * 999, '"' * 999, "“" * 999, "*?" * 500, "a*" * 500, "甲*" * 500,
     "20届" * 333, "20 " * 333, "标题:" * 333, "甲|" * 500, "甲 ~5 " * 160],
)  # fmt: skip
def test_nothing_typed_is_slow(typed: str) -> None:
    start = time.process_time()
    query = parse(typed)
    for phrase in query.phrases():
        for text in ("甲" * 3_000, "a" * 3_000, "，" * 3_000):
            next(rule.matcher(phrase.forms).places(text), None)
    assert time.process_time() - start < 5


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


def test_depth_of_fields_and_scopes() -> None:
    [near] = [node for node in [parse("标题:(甲 ~段 乙)").root] if isinstance(node, Near)]
    assert near.scope is Scope.PARAGRAPH
    assert near.left.fields == near.right.fields == (Field.TITLE, Field.KICKER, Field.SUBTITLE)


# ── the document for users ─────────────────────────────────────────────────────────────────────────────────────────

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "search.md").read_text(encoding="utf-8")


def test_every_name_is_in_the_document() -> None:
    assert not [name for name in NAMES if f"`{name}:" not in GUIDE and name != "pictures"]


def test_every_example_of_the_document_is_understood_as_written() -> None:
    rows = [line for line in GUIDE.splitlines() if line.startswith("| `")]
    examples = [example for row in rows for example in re.findall("`([^`]+)`", row.replace("\\|", "|"))]
    assert len(examples) > 30
    assert {example: remarks for example in examples if (remarks := parse(example).remarks)} == {}

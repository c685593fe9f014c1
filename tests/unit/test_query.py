"""Reading what was typed, and what it finds; the oracle here is written from the rule, without regular expressions."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import resources
from indexer import analysis
from indexer.query import MAX_LENGTH, MAX_PARTS, Kind, parse

# ── the oracle ─────────────────────────────────────────────────────────────────────────────────────────────────────

SIMPLE = dict(line.split("\t") for line in files(resources).joinpath("folding/t2s.txt").read_text("utf-8").splitlines())
LATIN = "abcxyz"
DIGITS = "0123456789"
PUNCTUATION = "，,。.、《》*"
BLANKS = " 　\n"
TEXTS = st.text(st.sampled_from("中国國发展發aAbｂ12２，,。 　\n*"), max_size=14)
TYPED = st.text(st.sampled_from("中国國发展發aAbｂ12２，,。*＊"), max_size=6)


def folded(text: str) -> str:
    """Fold by the rule."""
    out = ""
    for character in text:
        code = ord(character)
        if 0xFF01 <= code <= 0xFF5E:
            character = chr(code - 0xFEE0)
        out += " " if character in BLANKS else SIMPLE.get(character, character).lower()
    words = out.split()
    result = words[0] if words else ""
    for word in words[1:]:
        keep = result[-1] in LATIN + DIGITS or word[0] in LATIN + DIGITS
        result += (" " if keep else "") + word
    return result


def kind(character: str) -> str:
    for name, members in (("latin", LATIN), ("digits", DIGITS), ("mark", PUNCTUATION + " ")):
        if character in members:
            return name
    return "character"


def tokens(text: str, quoted: bool) -> list[tuple[str, str]]:
    """Units of folded text as (kind, text); kinds with a `*` at their end are prefixes; typed punctuation is a gap."""
    grouped: list[tuple[str, str]] = []
    for character in text:
        if grouped and grouped[-1][0] == kind(character) and kind(character) in ("latin", "digits"):
            grouped[-1] = (grouped[-1][0], grouped[-1][1] + character)
        else:
            grouped.append((kind(character), character))
    if quoted:
        return grouped
    result: list[tuple[str, str]] = []
    for at, (name, value) in enumerate(grouped):
        following = grouped[at + 1 : at + 2]
        before = result[-1:]
        if (
            value == "*"
            and before
            and before[0][0] in ("latin", "digits")
            and [before[0][0]] != [other for other, _ in following]
        ):
            result[-1] = (before[0][0] + "*", before[0][1])
        elif name == "mark":
            result.append(("gap", ""))
        else:
            result.append((name, value))
    while result and result[0][0] == "gap":
        result.pop(0)
    while result and result[-1][0] == "gap":
        result.pop()
    return result


def stands_at(text: str, at: int, wanted: list[tuple[str, str]]) -> bool:
    if not wanted:
        return True
    (name, value), rest = wanted[0], wanted[1:]
    if name == "gap":
        while True:
            if stands_at(text, at, rest):
                return True
            if at >= len(text) or text[at] not in PUNCTUATION:
                return False
            at += 1
    if not text.startswith(value, at):
        return False
    end = at + len(value)
    if name.rstrip("*") in ("latin", "digits"):
        same = LATIN if name.startswith("latin") else DIGITS
        if at and text[at - 1] in same:
            return False
        if name.endswith("*"):
            while end < len(text) and text[end] in same:
                end += 1
        elif end < len(text) and text[end] in same:
            return False
    return stands_at(text, end, rest)


def finds(paragraphs: list[str], parts: list[tuple[str, bool]]) -> bool:
    """Whether an article of these paragraphs is found by these parts, each (what was typed, between quotes?)."""
    wanted = [tokens(folded(text), quoted) for text, quoted in parts]
    wanted = [part for part in wanted if part]
    texts = [folded(text) for text in paragraphs]
    return bool(wanted) and all(
        any(stands_at(text, at, part) for text in texts for at in range(len(text))) for part in wanted
    )


def typed_query(parts: list[tuple[str, bool]]) -> str:
    return "　".join(f"“{text}”" if quoted else text for text, quoted in parts)


PARTS = st.lists(st.tuples(TYPED, st.just(False)) | st.tuples(TEXTS, st.just(True)), min_size=1, max_size=3)

# ── tests ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def found(text: str, query: str) -> bool:
    parts = parse(query).parts
    return bool(parts) and all(part.pattern.search(analysis.fold(text)) for part in parts)


@given(st.lists(TEXTS, max_size=3), PARTS)
@example(["a**"], [("a*", False)])
@example(["中 国。"], [("国，", False)])
def test_the_rule(paragraphs: list[str], parts: list[tuple[str, bool]]) -> None:
    query = parse(typed_query(parts))
    texts = [analysis.fold(text) for text in paragraphs]
    matched = bool(query.parts) and all(any(part.pattern.search(text) for text in texts) for part in query.parts)
    assert matched == finds(paragraphs, parts)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("发展，中国", "发展中国", False),
        ("发展，中国", "发展。中国", True),
        ("发展……》中国", "发展，中国", True),
        ("发展中国", "发展，中国", True),
        ("发展，中国", '"发展,中国"', True),
        ("发展，中国", "「发展。中国」", False),
        ("2025年", "202", False),
        ("2025年", "202*", True),
        ("2025年", "202＊年", True),
        ("2025", "2025", True),
        ("DIP改革", "dip", True),
        ("DIPS改革", "dip", False),
        ("GB2312", "gb 2312", True),
        ("GB2312", "gb2312", True),
        ("DIP 改革", "DIP改革", False),
        ("DIP 改革", '"DIP 改革"', True),
        ("DIP改革", '"DIP 改革"', False),
        ("中 国", '"中国"', True),
        ("中国", '"中 国"', True),
        ("他说：“中国”很好", "他说：“中国”很好", True),
        ("他说中国很好", "他说：“中国”很好", True),
        ("金", "金", True),
        ("𠀀乙", "𠀀", True),
        ("，。", "，。", False),
        ("甲，", '"，"', True),
        ("a.b", "a*b", True),
        ("國務院", "国务院", True),
        ("国务院", "國務院", True),
        ("café", "caf", False),
        ("テレビ", "レ", True),
        ("甲", "", False),
        ("甲", '"', False),
        ("甲", '""', False),
        ("甲", "*", False),
        ("甲乙", "乙\x00甲", True),
        ("甲乙", "甲 * 乙", True),
        ("100%", "100％", True),
    ],
)
def test_examples(text: str, query: str, expected: bool) -> None:
    assert found(text, query) is expected


@given(st.text(st.sampled_from('“”"「」＂，*＊ a1中\x00') | st.characters(), max_size=60))
def test_anything_can_be_typed(typed: str) -> None:
    query = parse(typed)
    assert all(part.units for part in query.parts)
    for part in query.parts:
        assert part.units[0].kind is not Kind.GAP
        assert part.units[-1].kind is not Kind.GAP
        assert part.pattern.search("") is None


def test_a_very_long_query_is_cut_at_a_unit() -> None:
    query = parse("改" * (MAX_LENGTH - 2) + "abcdef")
    assert query.shortened
    assert len(query.parts[0].units) == MAX_LENGTH - 2
    many = parse(" ".join(chr(0x4E00 + n) for n in range(100)))
    assert many.shortened
    assert len(many.parts) == MAX_PARTS
    assert not parse("改" * MAX_LENGTH).shortened
    assert parse("，" * 10_000).parts == ()


def test_equal_parts_count_once() -> None:
    assert len(parse("中国 中國 中国").parts) == 1


@pytest.mark.parametrize("query", ["，甲" * 300, "a*，" * 300, "“，。”" * 200, '"' * 999, "甲，乙"])
def test_no_text_makes_a_query_slow(query: str) -> None:
    start = time.process_time()
    parts = parse(query).parts
    for text in ("，" * 20_000, "甲，，" * 7_000, "a" * 20_000, "甲" + "，" * 20_000):
        for part in parts:
            part.pattern.search(text)
    assert time.process_time() - start < 3

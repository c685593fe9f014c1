"""Where phrases stand.  What engines find by this rule is tested in `tests/storage/test_engines_phrases.py`."""

from __future__ import annotations

from time import perf_counter

import pytest

from indexer import analysis
from indexer.query.nodes import Field, Kind, Near, Phrase, Scope, Unit
from indexer.rule import Text, pairs, places

GAP, ANY, SOME = Unit(Kind.GAP), Unit(Kind.ANY), Unit(Kind.SOME)


def characters(text: str) -> tuple[Unit, ...]:
    return tuple(Unit(Kind.CHARACTER, one) for one in text)


def spans(
    text: str, *forms: tuple[Unit, ...], fields: tuple[Field, ...] = (), exact: bool = False
) -> list[tuple[int, int]]:
    return list(places(Phrase("", forms, fields, exact), Text(text)))


def test_places_overlap_and_begin_once() -> None:
    assert spans("甲甲甲", characters("甲甲")) == [(0, 2), (1, 3)]
    assert spans("甲乙甲", characters("甲乙"), characters("甲"), characters("乙甲")) == [(0, 1), (1, 3), (2, 3)]


def test_the_nearest_end_counts() -> None:
    assert spans("甲乙乙甲乙", (*characters("甲"), SOME, *characters("乙"))) == [(0, 2), (3, 5)]
    assert spans("甲，，乙", (*characters("甲"), GAP, *characters("乙"))) == [(0, 4)]


def test_text_is_folded_unless_it_must_stand_as_typed() -> None:
    assert spans("頭髮。头发", characters("头发")) == [(0, 2), (3, 5)]
    assert spans("頭髮。头发", characters("头发"), exact=True) == [(3, 5)]
    assert spans("ＤＩＰ dip", (Unit(Kind.LATIN, "dip"),)) == [(0, 3), (4, 7)]
    assert spans("ＤＩＰ dip", (Unit(Kind.LATIN, "dip"),), exact=True) == [(4, 7)]
    assert spans("ＤＩＰ ", (Unit(Kind.LATIN, "Ｄ"),), exact=True) == []
    assert (
        spans("Ⱥdip", (Unit(Kind.LATIN, "dip"),)) == spans("Ⱥdip", (Unit(Kind.LATIN, "dip"),), exact=True) == [(1, 4)]
    )


def test_the_text_of_a_document() -> None:
    text = Text.of({Field.BODY: ("一 段", "二"), Field.TITLE: ("題",), Field.BYLINE: ()})
    border, paragraph = analysis.FIELD_BORDER, analysis.PARAGRAPH_BORDER
    assert text.plain == f"題{border * 5}一段{paragraph}二"
    assert text.folded == f"题{border * 5}一段{paragraph}二"
    assert [text.plain[slice(*text.fields[field])] for field in Field] == ["題", "", "", "", "", f"一段{paragraph}二"]
    assert text.plain[: text.lead_end].endswith("一段")
    assert Text.of({Field.BODY: ("一",)}).lead_end == 6


def test_places_inside_fields() -> None:
    text = Text.of({Field.TITLE: ("甲",), Field.BYLINE: ("甲",), Field.BODY: ("甲", "甲")})
    assert list(places(Phrase("甲", (characters("甲"),), (Field.BODY, Field.TITLE)), text)) == [(0, 1), (7, 8), (9, 10)]


def test_pairs_are_the_places_that_are_near() -> None:
    one, two = (Phrase(text, (characters(text),)) for text in "甲乙")
    text = Text("甲一乙二二甲。乙")
    assert list(pairs(Near(one, two, Scope.CHARACTERS, 1), text)) == [((0, 1), (2, 3)), ((5, 6), (7, 8))]
    assert list(pairs(Near(one, two, Scope.SENTENCE), text)) == [((0, 1), (2, 3)), ((2, 3), (5, 6))]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a" * 50_000, (Unit(Kind.LATIN, "a*a*a*a*b"),)),
        ("，" * 50_000, (*characters("甲"), GAP, *characters("乙"))),
        ("甲" + "，" * 50_000, (*characters("甲"), GAP, *characters("乙"))),
        ("甲" * 5_000, (*characters("甲"), SOME, *characters("甲"), SOME, *characters("甲"), SOME, *characters("乙"))),
        ("1" * 50_000, (Unit(Kind.DIGITS, "*1*?*2"),)),
        ("二" * 50_000, (Unit(Kind.NUMERALS, "二二"),)),
    ],
)
def test_no_text_makes_it_slow(text: str, form: tuple[Unit, ...]) -> None:
    start = perf_counter()
    assert spans(text, form) == []
    assert perf_counter() - start < 5

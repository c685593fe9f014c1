"""How a query was understood, as people read it."""

from __future__ import annotations

import pytest

from indexer.query import parse
from indexer.query.nodes import Or, Query
from indexer.query.told import told


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ()),
        ("渔港", ("要有：“渔港”",)),
        ("渔港 -雾 灯塔", ("都要有：“渔港”“灯塔”", "不要：“雾”")),
        ("标题:渔港 署名", ("标题里要有：“渔港”", "要有：“署名”")),
        ("甲 OR 乙 (丙 OR 标题:丁)", ("至少有一个：“甲”、“乙”", "至少有一个：“丙”、标题里“丁”")),
        ("-(甲 乙)", ("不要：（“甲” 和 “乙”）",)),
        ("甲 OR (乙 -丙)", ("至少有一个：“甲”、（“乙” 和 没有“丙”）",)),
        ("甲 ~句 乙", ("同一句里：“甲”和“乙”",)),
        ("甲 ~5 乙 OR 丙", ("至少有一个：相距不超过 5 个字“甲”和“乙”、“丙”",)),
        ("日期:2025-08-01..2025-08-31 报纸:临岚", ("日期：2025-08-01 至 2025-08-31", "报纸：名称里有“临岚”")),
        ("日期:..2024 日期:2025..", ("日期：到 2024 为止", "日期：2025 起")),
        ("版:A6 栏目:要闻 是:头条", ("版次：A06", "栏目：名称里有“要闻”", "只要：头条")),
        ("2026年", ("要有：“2026年”", "“2026年”也找“二〇二六年”“二零二六年”“二千零二十六年”“二千〇二十六年”")),
        ("20届，三中", ("要有：“20届，三中”", "“20届，三中”也找“二十届 三中”")),
        ("渔？口", ("要有：“渔？口”", "“渔？口”里的“？”代表一个字，也可以就是问号")),
        ("渔＊口", ("要有：“渔＊口”", "“渔＊口”里的“＊”代表至多 20 个字")),
        ("202*", ("要有：“202*”", "“202*”里的“*”代表任意几个字母或数字")),
        ("wom?n", ("要有：“wom?n”", "“wom?n”里的“?”代表一个字母或数字")),
    ],
)
def test_told(typed: str, expected: tuple[str, ...]) -> None:
    assert told(parse(typed)) == expected


def test_the_exact_form_is_said_once() -> None:
    assert told(parse("漁港 燈塔", exact=True)) == ("都要有：“漁港”“燈塔”", "繁简、大小写、全角半角都照输入的样子")


def test_how_many_of_several() -> None:
    phrases = parse("甲 乙 丙").phrases()
    assert told(Query(Or(phrases, at_least=2))) == ("至少有 2 个：“甲”、“乙”、“丙”",)

"""Names in printed bylines."""

from __future__ import annotations

import pytest

from archive.newspaper.bylines import authors


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("本报记者 林知潮 通讯员 王五 文/图", "林知潮 王五"),
        ("□记者 李　四 张三丰 摄", "李四 张三丰"),
        ("本報記者 陳大文", "陳大文"),
        ("见习记者赵一帆 实习生 钱二", "赵一帆 钱二"),
        ("文/本报首席记者 甲小明", "甲小明"),
        ("阿依古丽·买买提 记者王五", "阿依古丽·买买提 王五"),
        ("新华社北京3月5日电", ""),
        ("本报评论员", ""),
        ("本報", ""),
        ("林知潮、林知潮，王五", "林知潮 王五"),
        (None, ""),
        ("", ""),
    ],
)
def test_names(byline: str | None, names: str) -> None:
    assert authors(byline) == tuple(names.split())


def test_a_latin_name_keeps_its_parts() -> None:
    assert authors("John Smith，林知潮") == ("John Smith", "林知潮")

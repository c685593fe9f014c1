"""Whatever is typed: it is parsed, told, searched, marked and given suggestions, and comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.reading import InProcess
from indexer.query import form
from indexer.query.parser import parse
from indexer.query.told import told
from indexer.request import SearchRequest, Sort
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

QUERIES = (
    '渡口 通船 OR "江面 起雾" -灯塔', "标题：渡口 AND (作者：沈望潮 OR 版：A02) NOT 正文：雾", "渡口 ~5 灯塔 ~段 船",
    "日期：2025-12-30..2026-03-03 报纸：临岚日报", "最近三个月 去年 二〇二五年十二月", "三十年 30年 3?船 灯*塔 “渡口＊船”",
    "1,234.5 １２３ 一百二十三万 99999999999999999999", "';DROP TABLE articles;-- \" OR 1=1 \\' %_", "((((((((((渡口", "日期：99999999天",
)  # fmt: skip


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with open_library(tmp_path_factory.mktemp("fuzz"), reading=InProcess) as library:
        for _ in (*library.import_paths(sample_papers()[:1]), *library.update_index()):
            pass
        yield library


@settings(max_examples=max(20, settings.default.max_examples // 5))
@given(seed=st.integers(0, 2**48), exact=st.booleans())
def test_whatever_is_typed_has_an_answer(fuzz: Any, searched: Library, seed: int, exact: bool) -> None:
    random = Random(seed)
    typed = fuzz.damaged(random.choice(QUERIES).encode(), random).decode(
        "utf-8", random.choice(("replace", "surrogateescape"))
    )
    request = SearchRequest(typed, exact=exact, sort=random.choice(list(Sort)), facets=True, explain=True)
    with fuzz.in_time(typed[:100]):
        told(parse(typed, exact=exact))
        form.read(typed)
        searched.search(request)
        searched.suggestions(request)
        searched.finder(typed, exact=exact)("江面起雾，老渡口有了新船。" * 5)
    fuzz.count("query", "read")

"""Whatever is typed: it is parsed, told, searched, marked and given suggestions, and comes to an end."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from fuzz_acts import ask
from fuzz_seeds import QUERIES
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.importing.reading import InProcess
from indexer.request import SearchRequest, Sort
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers


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
        fuzz.count("query", ask(searched, request))

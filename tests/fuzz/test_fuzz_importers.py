"""Damaged papers, documents and exports: each importer reads them or refuses in words, and comes to an end."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from fuzz_acts import HINTS, import_source
from hypothesis import given
from hypothesis import strategies as st

from archive.formats.registry import FORMATS, find


@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")  # damage makes pages look like what they are not
@given(seed=st.integers(0, 2**48))
def test_whatever_is_damaged_is_read_or_refused(fuzz: Any, seed: int) -> None:
    random = Random(seed)
    whole = fuzz.seeds[random.choice(sorted(fuzz.seeds))]
    source = fuzz.damaged_seed(whole, random)
    hints = random.choice(HINTS)
    with fuzz.in_time(whole.name):
        for importer, what in import_source(source, find(whole), hints):
            fuzz.count(importer, what)


def test_every_importer_has_something_to_start_from(fuzz: Any) -> None:
    reading = {form.name for seed in fuzz.seeds.values() if (form := find(seed))}
    assert {form.name for form in FORMATS} - reading == {"refused"}

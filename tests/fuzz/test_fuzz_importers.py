"""Damaged papers, documents and exports: each importer reads them or refuses in words, and comes to an end."""

from __future__ import annotations

import io
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Format, Hints
from archive.formats.registry import FORMATS, find
from archive.importing import worker_messages
from archive.importing.discover import split_left_out

HINTS = (Hints(), Hints({"paper": "临岚日报", "date": "2025-12-30"}))


def read(fuzz: Any, form: Format, source: Any, hints: Hints) -> None:
    """As the reading child does, as far as the pipe to its parent."""
    try:
        for draft in form.read(source, hints):
            _, draft = split_left_out(source, draft)
            worker_messages.write_draft(io.BytesIO(), draft)
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do
        fuzz.count(form.name, "refused")
    else:
        fuzz.count(form.name, "read")


@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")  # damage makes pages look like what they are not
@given(seed=st.integers(0, 2**48))
def test_whatever_is_damaged_is_read_or_refused(fuzz: Any, seed: int) -> None:
    random = Random(seed)
    whole = fuzz.seeds[random.choice(sorted(fuzz.seeds))]
    source = fuzz.damaged_seed(whole, random)
    hints = random.choice(HINTS)
    with fuzz.in_time(whole.name):
        found = find(source)
        if found is None:
            fuzz.count("no format", "refused")
        else:
            read(fuzz, found, source, hints)
        known = find(whole)  # damage may hide it from its own importer, which must stand it all the same
        if known is not None and known is not found:
            read(fuzz, known, source, hints)


def test_every_importer_has_something_to_start_from(fuzz: Any) -> None:
    reading = {form.name for seed in fuzz.seeds.values() if (form := find(seed))}
    assert {form.name for form in FORMATS} - reading == {"refused"}

"""Hostile METS, ALTO and hOCR: entities, endless nesting, broken variants; other XML and HTML is left alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_xml import (
    LINLAN,
    MM10,
    SMALL_PICTURE,
    alone,
    box,
    hocr,
    hocr_line,
    hocr_page,
    issue_with_areas,
    link,
    mets,
    page,
)

from archive.errors import UnreadableSourceError
from archive.formats.archive_xml.reader import ArchiveXml


def test_other_xml_and_html_is_left_alone(golden: Any) -> None:
    form = ArchiveXml()
    for data in (b"", b"<rss/>", b"<html><p class='ocrx'>ocr_page</p>", b"\x1f\x8b\x08broken", b"PK\x03\x04"):
        assert not form.sniff(golden.one_file(data, "x.xml"))
    declared = "<?xml version='1.0' encoding='gb2312'?><!-- 临岚 --><alto/>"
    assert form.sniff(golden.one_file(declared.encode("gb18030"), "x"))


@pytest.mark.timeout(20)
def test_entities_are_not_expanded(golden: Any) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE alto [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "{__file__}">]>'.encode()
    data = page().replace(b'CONTENT="The"', b'CONTENT="The &l8;"').replace(b"<alto", head + b"<alto", 1)
    data = data.replace(b"<OCRProcessing", b"<fileName>&f;</fileName><OCRProcessing")
    try:
        draft = alone(golden, data)
    except UnreadableSourceError:
        return
    assert sum(len(word.text) for word in draft.pages[0].words) < 1000


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "data",
    [
        b"<alto><Page>" + b"<ComposedBlock>" * 20_000,
        b'<mets><structMap TYPE="LOGICAL">' + b'<div TYPE="SECTION">' * 20_000,
        b"<div class='ocr_page'>" + b"<span class=ocr_line>" * 20_000,
        mets('<mets:structMap><mets:div ID="a" TYPE="ARTICLE"/></mets:structMap>', link("a", *["a"] * 20_000)),
    ],
    ids=["blocks", "divs", "lines", "links"],
)
def test_nothing_takes_for_ever(golden: Any, data: bytes) -> None:
    try:
        golden.read_all(golden.one_file(data, "x.xml"), LINLAN, "archive-xml")
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - either outcome will do


NAMES = [b"HPOS", b"WIDTH", b"ID", b"CONTENT", b"BEGIN", b"COORDS", b"FILEID", b"TYPE", b"ORDER", b"bbox"]


def mutated(data: bytes, seed: int, ways: Sequence[str]) -> bytes:
    chance = random.Random(seed)
    for way in ways:
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        if way == "truncate":
            data = data[:end]
        elif way == "drop":
            data = data[:at] + data[at : at + 200].partition(b">")[2] + data[at + 200 :]
        elif way == "swap":
            one, other = chance.sample(NAMES, 2)
            data = data.replace(one, b"\0").replace(other, one).replace(b"\0", other)
        elif way == "number":
            data = data.replace(b"100", chance.choice([b"-1e9", b"nan", b"1e400", b"", b"99999999"]))
        elif way == "bytes":
            data = data[:at] + chance.randbytes(8) + data[at + 8 :]
    return data


WAYS = st.lists(st.sampled_from(["truncate", "drop", "swap", "number", "bytes"]), max_size=3)


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30), WAYS, WAYS, WAYS)
def test_broken_variants(golden: Any, seed: int, of_mets: list[str], of_alto: list[str], of_hocr: list[str]) -> None:
    content = {
        "mets.xml": mutated(issue_with_areas(), seed, of_mets),
        "0001.xml": mutated(page(MM10), seed, of_alto),
        "0002.hocr": mutated(hocr(hocr_page(1, hocr_line("北", "wind"))), seed, of_hocr),
        "0001.png": SMALL_PICTURE,
    }
    form = ArchiveXml()
    source = golden.Source(content, "tree", is_tree=True)
    form.sniff(source)
    try:
        drafts = list(form.read(source, LINLAN))
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do
        return
    for draft in drafts:
        corners = [point for article in draft.articles for zone in article.zones for point in zone.polygon]
        boxes = [box(word) for sheet in draft.pages for word in sheet.words]
        assert all(0 <= value <= 1 for values in (*corners, *boxes) for value in values)
        assert all(article.content.title and article.original for article in draft.articles)

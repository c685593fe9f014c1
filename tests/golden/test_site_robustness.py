"""Our fixture sites, broken: whatever is cut, dropped, swapped or garbled, there is one clear outcome, and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import FORMATS, find
from archive.formats.sites.reader import SiteFormat

CASES = Path(__file__).parent / "cases"
SITES = [form for form in FORMATS if isinstance(form, SiteFormat)]
FIXTURES = sorted(
    folder.name
    for folder in CASES.iterdir()
    if any(file.suffix in (".htm", ".html", ".shtml", ".json", ".js") for file in folder.rglob("*") if file.name != "expected.json")
    and not list(folder.glob("input.*"))
)  # fmt: skip
SECONDS = 5.0
_TAG = re.compile(rb"</?[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(rb"""(?<=\s)[\w-]+=(?:"[^"]*"|'[^']*'|[^\s>"']+)""")
_PAGE = re.compile(rb"""(?<==)["']?[^"'\s>]+\.s?html?["']?""")

Files = dict[str, bytes]
Break = Callable[[Files, st.DataObject], None]


def _one(files: Files, data: st.DataObject) -> str:
    return data.draw(st.sampled_from(sorted(files)))


def truncated(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    files[name] = files[name][: data.draw(st.integers(0, len(files[name])))]


def without_tags(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    every = data.draw(st.integers(2, 9))
    count = iter(range(1 << 30))
    files[name] = _TAG.sub(lambda tag: b"" if next(count) % every == 0 else tag[0], files[name])


def with_swapped_attributes(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    found = _ATTRIBUTE.findall(files[name])
    shuffled = iter(data.draw(st.permutations(found)))
    files[name] = _ATTRIBUTE.sub(lambda _: next(shuffled), files[name])


def with_noise(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    at = data.draw(st.integers(0, len(files[name])))
    files[name] = files[name][:at] + data.draw(st.binary(max_size=40)) + files[name][at:]


def in_a_wrong_encoding(files: Files, data: st.DataObject) -> None:
    name, encoding = _one(files, data), data.draw(st.sampled_from(["gb18030", "big5", "utf-16", "shift_jis"]))
    files[name] = files[name].decode("utf-8", "replace").encode(encoding, "replace")


def without_a_member(files: Files, data: st.DataObject) -> None:
    if len(files) > 1:
        del files[_one(files, data)]


def with_pages_in_a_loop(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    target = _one(files, data).rsplit("/", 1)[-1].encode()
    files[name] = _PAGE.sub(b'"' + target.replace(b"\\", b"") + b'"', files[name])


def with_wild_numbers(files: Files, data: st.DataObject) -> None:
    name = _one(files, data)
    wild = data.draw(st.sampled_from([b"-99999999999", b"1e308", b"NaN", b"0", b"999999.5"]))
    files[name] = re.sub(rb"(?<=[,\"' :])\d{2,4}(?=[,\"'}\] ])", wild, files[name], count=data.draw(st.integers(1, 20)))


BREAKS: list[Break] = [
    truncated, without_tags, with_swapped_attributes, with_noise, in_a_wrong_encoding, without_a_member,
    with_pages_in_a_loop, with_wild_numbers,
]  # fmt: skip


def outcome(form: Any, source: Any, hints: Hints) -> int:
    """How many issues came; every one of them whole, within its page, and with every byte it speaks of."""
    drafts = list(form.read(source, hints))
    for draft in drafts:
        kept = {blob.sha256 for blob in draft.blobs}
        labels = [page.label for page in draft.pages]
        assert draft.key.paper
        assert draft.key.date
        assert labels
        assert len(labels) == len(set(labels))
        for page in draft.pages:
            assert {page.picture, page.preview, page.document, page.original} - {None} <= kept
        for article in draft.articles:
            assert {article.original, *article.content.pictures()} <= kept
            assert {ref.label for ref in article.pages} <= set(labels)
            assert {zone.page for zone in article.zones} <= set(labels)
            assert all(0 <= part <= 1 for zone in article.zones for point in zone.polygon for part in point)
    return len(drafts)


@pytest.mark.parametrize("case", FIXTURES)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_broken_site_has_one_clear_outcome(golden: Any, case: str, data: st.DataObject) -> None:
    files = {name: body for name, body in golden.folder(CASES / case).files.items() if name != "expected.json"}
    for broken in data.draw(st.lists(st.sampled_from(BREAKS), min_size=1, max_size=4)):
        broken(files, data)
    source = golden.Source(files, case, is_tree=len(files) > 1)
    started = time.perf_counter()
    found = find(source)
    for form in [found] if isinstance(found, SiteFormat) else SITES[:: data.draw(st.integers(1, len(SITES)))]:
        try:
            assert outcome(form, source, Hints({"paper": "临岚日报", "date": "2026-01-02"}))
        except UnreadableSourceError as error:
            assert error.reason  # noqa: PT017 - any error of this kind will do
    assert time.perf_counter() - started < SECONDS


@pytest.mark.parametrize("form", SITES, ids=lambda form: form.name)
def test_hostile_bytes_take_no_time(golden: Any, form: SiteFormat) -> None:
    """Repetitions on which a careless regular expression or a deep tree would hang."""
    size = 100_000
    hostile = [
        b"[" * size, b'{"a":' * size, b" " * size + b"x", b"/*" * size, b"/**/" * 300 + b"x", b"var " * size,
        b"<div>" * 20_000, b"<a id=pageLink href=" * 10_000, b"<!--enpproperty <a>" * 10_000,
        b"<map name=pagepicmap><area coords='" + b"1," * size + b"' href=content_1.htm>",
        b"<a " + b"x" * size, b'{"pagelist":[{"pnumber":' + b'"0' * 20_000, b"<polygon points='" + b"1 " * size,
    ]  # fmt: skip
    for body in hostile:
        for name in ("index.html", "data.json", "node_1.htm"):
            source = golden.one_file(body, name)
            started = time.perf_counter()
            form.sniff(source)
            try:
                list(form.read(source, Hints({"paper": "临岚日报", "date": "2026-01-02"})))
            except UnreadableSourceError as error:
                assert error.reason  # noqa: PT017 - any error of this kind will do
            assert time.perf_counter() - started < SECONDS

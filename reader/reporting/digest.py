"""每日摘要: what came in for the saved searches since one last looked, or since a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from archive.wording import _, listed
from indexer.request import Sort
from reader.reporting.contents import Part, Report, entry_of
from reader.saved import SavedSearch
from reader.searching import SearchHit

if TYPE_CHECKING:
    from reader.library import Library

MOST: Final = 50
"""Hits of one search; of more it is said how many there are."""


class Found(msgspec.Struct, frozen=True):
    """What came in for a saved search: `total` in all, the newest of them as `hits`, the highest id as `newest`."""

    search: SavedSearch
    total: int
    hits: tuple[SearchHit, ...]
    newest: int


def gather(
    library: Library, searches: Sequence[SavedSearch], since: dt.datetime | None = None, most: int = MOST
) -> list[Found]:
    """What came in for each of the searches since a moment (with its time zone), or since one last looked at it."""
    found = []
    begin = None if since is None else library.searches.since(since)
    for search in searches:
        after = library.searches.after(search) if begin is None else begin
        request = replace(search.request(after=after), sort=Sort.NEWEST, limit=most)
        page = library.search(request)
        found.append(Found(search, page.total, page.hits, page.newest))
    return found


def digest(found: Sequence[Found], since: dt.datetime | None, now: dt.datetime) -> Report:
    """The digest, made at `now`; searches for which nothing came in are named together at its end."""
    several = sum(one.total > 0 for one in found)
    begin = _("上次看过以后") if since is None else _("{since:%Y-%m-%d %H:%M} 以后").format(since=since)
    lines = (
        _("{now:%Y-%m-%d %H:%M}，{begin}新到：{count} 个检索里 {with_new} 个有新到的。").format(
            now=now, begin=begin, count=len(found), with_new=several
        ),
    )
    parts = [
        Part(
            _("{name}（{total} 篇）").format(name=one.search.path, total=one.total),
            (
                _("检索：{query}").format(query=one.search.query),
                *((_("只列最新的 {count} 篇。").format(count=len(one.hits)),) if one.total > len(one.hits) else ()),
            ),
            entries=tuple(map(entry_of, one.hits)),
        )
        for one in found
        if one.total
    ]
    if quiet := [one.search.path for one in found if not one.total]:
        parts.append(Part(_("没有新到的"), (listed(quiet),)))
    return Report(_("每日摘要 {now:%Y-%m-%d}").format(now=now), lines, tuple(parts))

"""检索报告: what was asked and how it was understood, what the archive holds of the period, what was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from archive.model import PaperKind
from archive.newspaper.coverage import coverage_sentence
from indexer.request import Facets, Filters, SearchRequest, Sort
from reader.reporting.contents import Part, Report, Table, entry_of
from reader.searching import SearchPage

if TYPE_CHECKING:
    from reader.library import Library

MOST: Final = 1_000
"""Articles that are listed unless more, or fewer, are asked for."""
_SORTS: Final = {
    Sort.RELEVANCE: "最相关的在前", Sort.FRESH: "新近相关的在前", Sort.NEWEST: "最新的在前", Sort.OLDEST: "最早的在前",
}  # fmt: skip
_KINDS: Final[dict[str, str]] = {PaperKind.NEWSPAPER: "报纸", PaperKind.DOCUMENTS: "文件"}


def search_report(library: Library, request: SearchRequest, now: dt.datetime, *, most: int = MOST) -> Report:
    """The report of a search, with at most so many articles; `request` says what is asked and in which order."""
    page = library.search(replace(request, limit=most, offset=0, facets=True, explain=True))
    parts = [
        Part("检索", tuple(_asked(request, page))),
        Part("收录范围", tuple(_held(library, request.filters))),
        Part("分布", tuple(_undated(page.facets)), tuple(_spread(page.facets)) if page.facets else ()),
    ]
    lines = () if page.total == len(page.hits) else (f"共 {page.total} 篇，只列前 {len(page.hits)} 篇。",)
    parts.append(
        Part(f"稿件（{len(page.hits)} 篇，{_SORTS[request.sort]}）", lines, entries=tuple(map(entry_of, page.hits)))
    )
    return Report(f"检索报告：{request.query}", (f"{now:%Y-%m-%d %H:%M}，找到 {page.total} 篇。",), tuple(parts))


def conditions(filters: Filters) -> Iterator[str]:
    """The conditions that are not words, each as a report says it."""
    if filters.paper:
        yield f"报纸：{filters.paper}"
    if filters.date_from or filters.date_to:
        yield f"日期：{filters.date_from or '最早'} 至 {filters.date_to or '最近'}"
    named = (("版次", filters.page), ("版名", filters.section), ("作者", filters.author))
    yield from (f"{name}：{value}" for name, value in named if value)
    if filters.kind:
        yield f"类别：{_KINDS.get(filters.kind, filters.kind)}"
    only = ((filters.front, "头版"), (filters.lead, "各版头条"), (filters.pictures, "有图的"))
    yield from (f"只要：{name}" for wanted, name in only if wanted)
    if filters.after is not None:
        yield "只要：上次看过以后新到的"


def _asked(request: SearchRequest, page: SearchPage) -> Iterator[str]:
    yield f"检索式：{request.query}"
    yield from conditions(request.filters)
    if page.partial:
        yield "没有一篇全有，列出的是最接近的。"
    if page.told:
        yield f"这样理解：{'；'.join(page.told)}"
    yield from page.remarks
    if page.explanation:
        yield from (f"“{phrase.value}”：{phrase.count} 篇有" for phrase in page.explanation.phrases)


def _held(library: Library, filters: Filters) -> Iterator[str]:
    """What the archive holds of the period: days of newspapers, and how many articles were searched at all."""
    stats = library.stats()
    scope = replace(filters, author=None, page=None, section=None, front=False, lead=False, pictures=False)
    searched = library.search_ids(SearchRequest("", scope, limit=0, everything=True)).total
    held = f"档案库共 {stats.articles:,} 篇，{stats.papers} 种报纸和文件，{stats.issues:,} 期"
    yield f"在 {searched:,} 篇里查的（{held}）。"
    if stats.pending:
        yield f"有 {stats.pending:,} 篇还没有编入索引，没有查到。"
    for paper, covered in library.coverage(filters).items():
        yield f"《{paper}》{coverage_sentence(covered)}。"


def _undated(facets: Facets | None) -> Iterator[str]:
    if facets and facets.undated:
        yield f"另有 {facets.undated} 篇没有日期。"


def _spread(facets: Facets) -> Iterator[Table]:
    years: Counter[str] = Counter()
    for one in facets.months:
        years[one.value[:4]] += one.count
    if facets.papers:
        yield Table(("报纸", "篇数"), tuple((one.value, f"{one.count:,}") for one in facets.papers))
    if years:
        yield Table(("年份", "篇数"), tuple((year, f"{count:,}") for year, count in sorted(years.items())))

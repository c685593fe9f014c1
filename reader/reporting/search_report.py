"""检索报告: what was asked and how it was understood, what the archive holds of the period, what was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from archive.model import PaperKind
from archive.newspaper.coverage import coverage_sentence
from archive.wording import N_, _
from indexer.request import Facets, Filters, SearchRequest, Sort
from reader.reporting.contents import Part, Report, Table, entry_of
from reader.searching import SearchPage

if TYPE_CHECKING:
    from reader.library import Library

MOST: Final = 1_000
"""Articles that are listed unless more, or fewer, are asked for."""
_SORTS: Final = {
    Sort.RELEVANCE: N_("最相关的在前"),
    Sort.FRESH: N_("新近相关的在前"),
    Sort.NEWEST: N_("最新的在前"),
    Sort.OLDEST: N_("最早的在前"),
}
_KINDS: Final[dict[str, str]] = {PaperKind.NEWSPAPER: N_("报纸"), PaperKind.DOCUMENTS: N_("文件")}


def search_report(library: Library, request: SearchRequest, now: dt.datetime, *, most: int = MOST) -> Report:
    """The report of a search, with at most so many articles; `request` says what is asked and in which order."""
    page = library.search(replace(request, limit=most, offset=0, facets=True, explain=True))
    parts = [
        Part(_("检索"), tuple(_asked(request, page))),
        Part(_("收录范围"), tuple(_held(library, request.filters))),
        Part(_("分布"), tuple(_undated(page.facets)), tuple(_spread(page.facets)) if page.facets else ()),
    ]
    lines = (
        ()
        if page.total == len(page.hits)
        else (_("共 {total} 篇，只列前 {count} 篇。").format(total=page.total, count=len(page.hits)),)
    )
    parts.append(
        Part(
            _("稿件（{count} 篇，{order}）").format(count=len(page.hits), order=_(_SORTS[request.sort])),
            lines,
            entries=tuple(map(entry_of, page.hits)),
        )
    )
    return Report(
        _("检索报告：{query}").format(query=request.query),
        (_("{now:%Y-%m-%d %H:%M}，找到 {total} 篇。").format(now=now, total=page.total),),
        tuple(parts),
    )


def conditions(filters: Filters) -> Iterator[str]:
    """The conditions that are not words, each as a report says it."""
    if filters.paper:
        yield _("报纸：{paper}").format(paper=filters.paper)
    if filters.date_from or filters.date_to:
        yield _("日期：{first} 至 {last}").format(
            first=filters.date_from or _("最早"), last=filters.date_to or _("最近")
        )
    named = ((_("版次"), filters.page), (_("版名"), filters.section), (_("作者"), filters.author))
    yield from (f"{name}：{value}" for name, value in named if value)
    if filters.kind:
        yield _("类别：{kind}").format(kind=_(_KINDS[filters.kind]) if filters.kind in _KINDS else filters.kind)
    only = ((filters.front, _("头版")), (filters.lead, _("各版头条")), (filters.pictures, _("有图的")))
    yield from (_("只要：{name}").format(name=name) for wanted, name in only if wanted)
    if filters.after is not None:
        yield _("只要：上次看过以后新到的")


def _asked(request: SearchRequest, page: SearchPage) -> Iterator[str]:
    yield _("检索式：{query}").format(query=request.query)
    yield from conditions(request.filters)
    if page.partial:
        yield _("没有一篇全有，列出的是最接近的。")
    if page.told:
        yield _("这样理解：{lines}").format(lines=_("；").join(page.told))
    yield from page.remarks
    if page.explanation:
        yield from (
            _("“{word}”：{count} 篇有").format(word=phrase.value, count=phrase.count)
            for phrase in page.explanation.phrases
        )


def _held(library: Library, filters: Filters) -> Iterator[str]:
    """What the archive holds of the period: days of newspapers, and how many articles were searched at all."""
    stats = library.stats()
    scope = replace(filters, author=None, page=None, section=None, front=False, lead=False, pictures=False)
    searched = library.search_ids(SearchRequest("", scope, limit=0, everything=True)).total
    held = _("档案库共 {articles:,} 篇，{papers} 种报纸和文件，{issues:,} 期").format(
        articles=stats.articles, papers=stats.papers, issues=stats.issues
    )
    yield _("在 {count:,} 篇里查的（{held}）。").format(count=searched, held=held)
    if stats.pending:
        yield _("有 {count:,} 篇还没有编入索引，没有查到。").format(count=stats.pending)
    for paper, covered in library.coverage(filters).items():
        yield _("《{paper}》{coverage}。").format(paper=paper, coverage=coverage_sentence(covered))


def _undated(facets: Facets | None) -> Iterator[str]:
    if facets and facets.undated:
        yield _("另有 {count} 篇没有日期。").format(count=facets.undated)


def _spread(facets: Facets) -> Iterator[Table]:
    years: Counter[str] = Counter()
    for one in facets.months:
        years[one.value[:4]] += one.count
    if facets.papers:
        yield Table((_("报纸"), _("篇数")), tuple((one.value, f"{one.count:,}") for one in facets.papers))
    if years:
        yield Table((_("年份"), _("篇数")), tuple((year, f"{count:,}") for year, count in sorted(years.items())))

"""The search command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import click
from msgspec.structs import asdict, replace

from archive.labels import printed_labels
from archive.model import PaperKind
from archive.newspaper.coverage import coverage_sentence
from indexer.errors import IndexDamagedError
from indexer.request import Counted, Explanation, Facets, Filters, SearchRequest, Snippet, Sort
from reader.searching import SearchHit, SearchPage
from ui.cli.output import Output, consume
from ui.cli.session import Session, common, date_of, label_of, pass_session

T = TypeVar("T")

MOST_SAID = 8
"""Values of a list of counts that are said to a person; programs get all."""

_CONDITIONS = {
    "paper": "报纸", "date": "日期", "page": "版次", "author": "作者",
    "section": "版名", "kind": "类别", "front": "头版", "lead": "头条", "pictures": "有图", "after": "新到",
}  # fmt: skip
_KINDS: dict[str, str] = {PaperKind.NEWSPAPER: "报纸", PaperKind.DOCUMENTS: "文件"}


def search_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """What limits and sorts a search."""
    for option in reversed(
        (
            click.option("--paper", metavar="P", help="只查这份报纸 (only this paper)"),
            click.option("--from", "date_from", metavar="D", help="起始日期 (from)"),
            click.option("--to", "date_to", metavar="D", help="截止日期 (to)"),
            click.option("--page", metavar="L", help="版次 (page)"),
            click.option("--author", metavar="A", help="作者 (author)"),
            click.option("--section", metavar="S", help="版名，如 要闻 (name of the page)"),
            click.option(
                "--kind",
                type=click.Choice([kind.value for kind in PaperKind]),
                help="报纸或文件 (newspapers or documents)",
            ),
            click.option("--front", is_flag=True, help="只查头版 (front pages only)"),
            click.option("--lead", is_flag=True, help="只查各版头条 (first article of a page only)"),
            click.option("--pictures", is_flag=True, help="只查有图的 (with pictures only)"),
            click.option(
                "--after", metavar="ID", type=int, help="只查比这一篇后到的 (what came in after this article)"
            ),
            click.option("--exact", is_flag=True, help="原样：繁简、大小写、全角半角都要一样 (exactly as typed)"),
            click.option(
                "--sort",
                type=click.Choice([sort.value for sort in Sort]),
                default=Sort.RELEVANCE.value,
                show_default=True,
            ),
        )
    ):
        function = option(function)
    return function


def filters_of(given: Mapping[str, Any]) -> Filters:
    """The conditions among a command's options; `UsageError` for what is no date or page."""
    conditions = {
        name: given[name] for name in ("paper", "author", "section", "kind", "front", "lead", "pictures", "after")
    }
    conditions |= {name: date_of(given[name]) for name in ("date_from", "date_to")}
    return Filters(**conditions, page=label_of(given["page"]))


def tell_pending(session: Session) -> None:
    """What a search cannot find yet."""
    if pending := session.library.pending():
        session.output.remark(f"有 {pending} 篇还没有编入索引，查不到；运行 dianzibao reindex --update 补上")


@click.command()
@click.argument("query")
@search_options
@click.option("--no-partial", is_flag=True, help="没有一篇全有时，不找最接近的 (no partial matches)")
@click.option("--collapse", is_flag=True, help="登过几次的只列一条 (reprints as one)")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="最多几条 (at most)")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="跳过几条 (skip)")
@click.option("--ids", is_flag=True, help="只列编号，不限条数 (ids only, without a limit)")
@click.option("--facets", is_flag=True, help="各报纸、年月、版名……有多少篇 (how the hits are spread)")
@click.option("--explain", is_flag=True, help="怎样理解的，每个词、每个条件有多少篇 (why so many)")
@common
@pass_session
def search(
    session: Session,
    /,
    query: str,
    exact: bool,
    no_partial: bool,
    collapse: bool,
    sort: str,
    limit: int,
    offset: int,
    ids: bool,
    facets: bool,
    explain: bool,
    **conditions: Any,
) -> None:
    """全文检索；空格表示都要有，引号内标点也要相同 (full-text search)."""
    filters = filters_of(conditions)
    request = SearchRequest(query, filters, Sort(sort), limit, offset, exact, facets, explain, not no_partial, collapse)
    output = session.output
    tell_pending(session)
    if ids:
        everything = replace(request, limit=None, offset=0, facets=False, explain=False, partial=False)
        for identified in repairing(session, lambda: session.library.search_ids(everything)).hits:
            output.line({"id": identified.id})
        return
    result = repairing(session, lambda: session.library.search(request))
    lacking = result.partial or not result.total
    suggestions = session.library.suggestions(request) if lacking else ()
    covered = {name: coverage_sentence(found) for name, found in session.library.coverage(filters).items()}
    if session.as_json:
        _write_records(result, output)
        if suggestions:
            output.line({"suggestions": suggestions})
        output.line({
            "total": result.total, "took_ms": round(result.took_ms, 1), "partial": result.partial, "told": result.told,
            "remarks": result.remarks, "coverage": covered,
        })  # fmt: skip
        return
    _write_text(result, output)
    if suggestions:
        output.text("可以试试：" + "，".join(f"{one.typed}（{one.count} 篇）" for one in suggestions))
    for name, sentence in covered.items():
        output.text(f"收录：《{name}》{sentence}")


def repairing(session: Session, call: Callable[[], T]) -> T:
    """A search; an index that turns out to be damaged is said, built anew from the catalogue, and asked again."""
    try:
        return call()
    except IndexDamagedError as error:
        session.output.remark(str(error))
        consume(session.library.update_index(), session.output)
        return call()


def _write_records(result: SearchPage, output: Output) -> None:
    for hit in result.hits:
        output.line(_record(hit))
    if result.facets is not None:
        output.line({"facets": result.facets})
    if result.explanation is not None:
        output.line({"explanation": result.explanation})


def _write_text(result: SearchPage, output: Output) -> None:
    for remark in result.remarks:
        output.remark(remark)
    if result.partial:
        output.text("没有一篇含有全部文字，以下是最接近的。")
    for hit in result.hits:
        head = hit.head
        where = " ".join(filter(None, (head.key.paper, str(head.key.date or ""), printed_labels(head.pages))))
        output.text(f"[{head.id}] {' '.join(head.title.split())}\n    {where}{_elsewhere(hit)}")
        output.text(f"    {_marked(hit.snippet)}")
    if result.facets is not None:
        for line in _spread(result.facets):
            output.text(line)
    if result.explanation is not None:
        for line in (f"这样理解：{'；'.join(result.told)}", *_explained(result.explanation)):
            output.text(line)
    output.text(f"共 {result.total} 篇，用时 {result.took_ms:.0f} 毫秒")


def _elsewhere(hit: SearchHit) -> str:
    found = hit.elsewhere
    if found is None:
        return ""
    papers = f"另有 {found.papers} 家刊登" if found.papers else ""
    return "  " + "，".join(filter(None, (papers, f"本报另登 {found.again} 次" if found.again else "")))


def _spread(facets: Facets) -> Iterator[str]:
    """A line for each list of counts."""
    lists: tuple[tuple[str, Sequence[Counted]], ...] = (
        ("报纸", facets.papers),
        ("年月", facets.months),
        ("版名", facets.sections),
        ("版次", facets.pages),
        ("作者", facets.authors),
        ("类别", facets.kinds),
    )
    for name, counts in lists:
        said = [f"{_KINDS.get(one.value, one.value)} {one.count}" for one in counts[:MOST_SAID]]
        if len(counts) > MOST_SAID:
            said.append(f"等 {len(counts)} 项")
        if said:
            yield f"{name}：{'，'.join(said)}"
    if facets.undated:
        yield f"没有日期：{facets.undated}"


def _explained(explanation: Explanation) -> Iterator[str]:
    for phrase in explanation.phrases:
        yield f"“{phrase.value}”：{phrase.count} 篇有"
    yield f"合起来：{explanation.matched} 篇"
    for condition in explanation.filters:
        if condition.count:
            name = _CONDITIONS.get(condition.value, condition.value)
            yield f"只因“{name}”这一条少了 {condition.count} 篇"


def _record(hit: SearchHit) -> dict[str, object]:
    head = hit.head
    return {
        "id": head.id,
        "paper": head.key.paper,
        "date": head.key.date,
        "edition": head.key.edition,
        "pages": head.pages,
        "title": head.title,
        "snippet": hit.snippet.text,
        "highlights": hit.snippet.spans,
        "score": round(hit.score, 4),
        **({"elsewhere": asdict(hit.elsewhere)} if hit.elsewhere else {}),
    }


def _marked(snippet: Snippet) -> str:
    """The snippet with its hits bold (click leaves the marks out where there is no terminal)."""
    parts, end = [], 0
    for start, stop in snippet.spans:
        parts += [snippet.text[end:start], click.style(snippet.text[start:stop], bold=True)]
        end = stop
    return " ".join("".join([*parts, snippet.text[end:]]).split())


COMMANDS: tuple[click.Command, ...] = (search,)

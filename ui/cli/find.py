"""The search command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from archive.labels import printed_labels
from archive.newspaper.coverage import coverage_sentence
from indexer.errors import IndexDamagedError
from indexer.request import Filters, SearchRequest, Snippet, Sort
from reader.library import SearchHit
from ui.cli.output import consume
from ui.cli.session import Session, common, date_of, label_of, pass_session

T = TypeVar("T")


@click.command()
@click.argument("query")
@click.option("--paper", metavar="P", help="只查这份报纸 (only this paper)")
@click.option("--from", "date_from", metavar="D", help="起始日期 (from)")
@click.option("--to", "date_to", metavar="D", help="截止日期 (to)")
@click.option("--page", metavar="L", help="版次 (page)")
@click.option("--author", metavar="A", help="作者 (author)")
@click.option(
    "--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value, show_default=True
)
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="最多几条 (at most)")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="跳过几条 (skip)")
@click.option("--ids", is_flag=True, help="只列编号，不限条数 (ids only, without a limit)")
@common
@pass_session
def search(
    session: Session,
    query: str,
    paper: str | None,
    date_from: str | None,
    date_to: str | None,
    page: str | None,
    author: str | None,
    sort: str,
    limit: int,
    offset: int,
    ids: bool,
) -> None:
    """全文检索；空格表示都要有，引号内标点也要相同 (full-text search)."""
    filters = Filters(paper, date_of(date_from), date_of(date_to), label_of(page), author)
    output = session.output
    if pending := session.library.pending():
        output.remark(f"有 {pending} 篇还没有编入索引，查不到；运行 dianzibao reindex --update 补上")
    if ids:
        everything = SearchRequest(query, filters, Sort(sort), limit=None)
        found = _repairing(session, lambda: session.library.search_ids(everything))
        for identified in found.hits:
            output.line({"id": identified.id})
        return
    request = SearchRequest(query, filters, Sort(sort), limit, offset)
    result = _repairing(session, lambda: session.library.search(request))
    covered = {name: coverage_sentence(found) for name, found in session.library.coverage(filters).items()}
    if session.as_json:
        for hit in result.hits:
            output.line(_record(hit))
        output.line({"total": result.total, "took_ms": round(result.took_ms, 1), "coverage": covered})
        return
    for hit in result.hits:
        head = hit.head
        where = " ".join(filter(None, (head.key.paper, str(head.key.date or ""), printed_labels(head.pages))))
        output.text(f"[{head.id}] {' '.join(head.title.split())}\n    {where}")
        output.text(f"    {_marked(hit.snippet)}")
    output.text(f"共 {result.total} 篇，用时 {result.took_ms:.0f} 毫秒")
    for name, sentence in covered.items():
        output.text(f"收录：《{name}》{sentence}")


def _repairing(session: Session, call: Callable[[], T]) -> T:
    """A search; an index that turns out to be damaged is said, built anew from the catalogue, and asked again."""
    try:
        return call()
    except IndexDamagedError as error:
        session.output.remark(str(error))
        consume(session.library.update_index(), session.output)
        return call()


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
    }


def _marked(snippet: Snippet) -> str:
    """The snippet with its hits bold (click leaves the marks out where there is no terminal)."""
    parts, end = [], 0
    for start, stop in snippet.spans:
        parts += [snippet.text[end:start], click.style(snippet.text[start:stop], bold=True)]
        end = stop
    return " ".join("".join([*parts, snippet.text[end:]]).split())


COMMANDS: tuple[click.Command, ...] = (search,)

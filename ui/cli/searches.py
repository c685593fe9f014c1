"""Saved searches: kept in folders, what is new of them, the daily digest, the report of a search
(`dianzibao searches …`)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict
from msgspec.structs import replace as with_

from archive.errors import UsageError
from indexer.request import SearchRequest, Sort
from reader.reporting import files
from reader.reporting.contents import Report, entry_of
from reader.reporting.digest import MOST as MOST_NEW
from reader.reporting.digest import digest as digest_of
from reader.reporting.digest import gather
from reader.reporting.search_report import MOST, search_report
from ui.cli.export import press_of
from ui.cli.find import filters_of, repairing, search_options, tell_pending
from ui.cli.session import Session, common, date_of, pass_session

_FORM = click.option("--as", "form", type=click.Choice(files.FORMS), help="不写就看扩展名，屏幕上是 Markdown (form)")
_OUTPUT = click.option(
    "--output", "target", metavar="文件", type=click.Path(path_type=Path), help="写进新文件 (to a new file)"
)
_REPLACE = click.option("--replace", is_flag=True, help="已有的文件换成新的 (replace the file)")


@click.group("searches")
@common
def searches_group() -> None:
    """存着的检索：有多少新到的，每日摘要 (saved searches)."""


@searches_group.command("list")
@click.option("--folder", metavar="F", help="只列这个文件夹 (one folder)")
@common
@pass_session
def list_searches(session: Session, folder: str | None) -> None:
    """列出存着的检索，各有几篇新到的 (saved searches, each with what is new)."""
    searches = session.library.searches
    rows = [
        {
            "id": one.id,
            "folder": one.folder,
            "name": one.name,
            "query": one.query,
            "filters": {name: _plain(value) for name, value in asdict(one.filters).items() if value},
            "sort": one.sort,
            "exact": one.exact,
            "new": repairing(session, lambda one=one: searches.new(one)),  # type: ignore[misc]
        }
        for one in searches.all()
        if folder in (None, one.folder)
    ]
    session.output.rows(rows, {"folder": "文件夹", "name": "名称", "query": "检索式", "new": "新到"})


@searches_group.command("save")
@click.argument("name", metavar="名称")
@click.argument("query")
@search_options
@click.option("--folder", metavar="F", default="", help="放进这个文件夹 (in this folder)")
@common
@pass_session
def save(session: Session, /, name: str, query: str, folder: str, exact: bool, sort: str, **conditions: Any) -> None:
    """存一个检索；现在查得到的算看过了 (save a search; what it finds now counts as seen)."""
    request = SearchRequest(query, filters_of(conditions), Sort(sort), exact=exact)
    made = repairing(session, lambda: session.library.searches.save(request, name, folder))
    session.output.record_or_text({"id": made.id, "name": made.path}, f"存了：{made.path}")


@searches_group.command("run")
@click.argument("name", metavar="名称")
@click.option("--new", "only_new", is_flag=True, help="只列新到的 (only what is new)")
@click.option("--keep", is_flag=True, help="不算看过 (does not count as looked at)")
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="最多几条 (at most)")
@common
@pass_session
def run(session: Session, name: str, only_new: bool, keep: bool, limit: int) -> None:
    """查一个存着的检索，此后算看过了 (run a saved search; then it counts as looked at)."""
    library, output = session.library, session.output
    search = library.searches.find(name)
    tell_pending(session)
    after = library.searches.after(search)
    new = repairing(session, lambda: library.searches.new(search))
    page = library.search(with_(search.request(after=after if only_new else None), limit=limit))
    if not keep:
        library.searches.look(search, library.searches.newest(search))
    for hit in page.hits:
        entry = entry_of(hit)
        if session.as_json:
            output.line({
                "id": hit.head.id, "paper": hit.head.key.paper, "date": hit.head.key.date, "pages": hit.head.pages,
                "title": entry.title, "snippet": hit.snippet.text, "new": hit.head.id > after,
            })  # fmt: skip
        else:
            output.text(f"[{hit.head.id}] {'＊' if hit.head.id > after else ''}{entry.title}\n    {entry.source}")
    output.record_or_text({"total": page.total, "new": new}, f"共 {page.total} 篇，新到 {new} 篇")


@searches_group.command("move")
@click.argument("name", metavar="名称")
@click.option("--to", "folder", metavar="F", help="移到这个文件夹，空的就不放文件夹 (to this folder)")
@click.option("--name", "new_name", metavar="N", help="改名 (another name)")
@common
@pass_session
def move(session: Session, name: str, folder: str | None, new_name: str | None) -> None:
    """移到别的文件夹，或改名 (to another folder, or another name)."""
    if folder is None and new_name is None:
        raise UsageError("请写明 --to 文件夹 或 --name 名称")
    moved = session.library.searches.move(session.library.searches.find(name), name=new_name, folder=folder)
    session.output.record_or_text({"id": moved.id, "name": moved.path}, f"现在是：{moved.path}")


@searches_group.command("remove")
@click.argument("names", metavar="名称...", nargs=-1, required=True)
@common
@pass_session
def remove(session: Session, names: tuple[str, ...]) -> None:
    """删掉存着的检索；`dianzibao marks undo` 能撤销 (remove saved searches; can be undone)."""
    searches = [session.library.searches.find(name) for name in dict.fromkeys(names)]
    session.library.searches.remove(searches)
    session.output.record_or_text({"removed": len(searches)}, f"删掉了 {len(searches)} 个检索")


@searches_group.command("digest")
@click.argument("names", metavar="[名称...]", nargs=-1)
@_FORM
@click.option("--since", metavar="D", help="这一天以来新到的，不写就从各自上次看过算起 (since this day)")
@_OUTPUT
@_REPLACE
@click.option("--most", type=click.IntRange(min=1), default=MOST_NEW, show_default=True, help="每个检索最多几篇")
@click.option("--look", is_flag=True, help="此后算看过了 (then it counts as looked at)")
@common
@pass_session
def digest(
    session: Session, names: tuple[str, ...], form: str | None, since: str | None, target: Path | None, most: int,
    look: bool, replace: bool,
) -> None:  # fmt: skip
    """每日摘要：各个检索新到了什么 (what is new of all saved searches)."""
    searches = session.library.searches
    chosen = [searches.find(name) for name in names] or searches.all()
    if not chosen:
        raise UsageError("还没有存着的检索；dianzibao searches save 名称 检索式")
    day = date_of(since)
    moment = dt.datetime.combine(day.first, dt.time()).astimezone() if day else None
    tell_pending(session)
    found = repairing(session, lambda: gather(session.library, chosen, moment, most))
    report = digest_of(found, moment, dt.datetime.now().astimezone())
    _give(session, report, form, (target, replace), {"searches": len(found), "new": sum(one.total for one in found)})
    if look:
        for one in found:
            searches.look(one.search, one.newest)


@searches_group.command("history")
@click.option("--clear", is_flag=True, help="清除 (forget them)")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="最多几条 (at most)")
@common
@pass_session
def history(session: Session, clear: bool, limit: int) -> None:
    """窗口里查过的词，新的在前 (what was searched in the window)."""
    if clear:
        count = session.library.searches.forget_history()
        session.output.record_or_text({"removed": count}, f"清除了 {count} 条查过的词")
        return
    for query in session.library.searches.history()[:limit]:
        session.output.record_or_text({"query": query}, query)


@click.command("report")
@click.argument("query")
@search_options
@_FORM
@_OUTPUT
@_REPLACE
@click.option("--most", type=click.IntRange(min=1), default=MOST, show_default=True, help="最多列几篇 (at most)")
@common
@pass_session
def report(
    session: Session, /, query: str, form: str | None, target: Path | None, replace: bool, most: int,
    exact: bool, sort: str, **conditions: Any,
) -> None:  # fmt: skip
    """检索报告：怎样查的，收录范围，各报各年多少篇，一篇篇列出 (a report of a search)."""
    request = SearchRequest(query, filters_of(conditions), Sort(sort), exact=exact)
    tell_pending(session)
    now = dt.datetime.now().astimezone()
    made = repairing(session, lambda: search_report(session.library, request, now, most=most))
    _give(session, made, form, (target, replace), {"query": query})


def _give(
    session: Session, made: Report, form: str | None, place: tuple[Path | None, bool], facts: dict[str, Any]
) -> None:
    """Write it to a file (which may be there, or not), or out."""
    target, may_replace = place
    form = form or (files.SUFFIXES.get(target.suffix.lower(), "markdown") if target else "markdown")
    if target is not None:
        files.write_report(made, form, target, press_of(form), replace=may_replace)
        session.output.record_or_text(facts | {"as": form, "file": str(target)}, f"写好了：{target}")
        return
    if form not in files.TEXTS:
        raise UsageError("Word 和 PDF 要用 --output 指定文件")
    text = files.text_of(made, form)
    session.output.record_or_text(facts | {"as": form, "text": text}, text.rstrip("\n"))


def _plain(value: object) -> object:
    """A condition as JSON has it."""
    return value if isinstance(value, str | int | bool) else str(value)


COMMANDS: tuple[click.Command, ...] = (searches_group, report)

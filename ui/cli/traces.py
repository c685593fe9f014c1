"""What this reader has read, and what reading leaves behind (`dianzibao history`, `dianzibao traces`)."""

from __future__ import annotations

import click

from archive.errors import UsageError
from reader.folders import settings_file
from reader.settings import Settings
from reader.traces import Traces
from ui.cli.session import Session, common, pass_session


@click.command("history")
@click.option("--paper", metavar="P", help="报纸名 (paper)")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="最多列多少篇 (at most)")
@common
@pass_session
def history(session: Session, paper: str | None, limit: int) -> None:
    """读过的稿件，新近的在前 (articles that were read)."""
    visits = session.library.visits
    rows = [
        {
            "at": visit.at,
            "title": " ".join(visit.anchor.title.split()),
            "paper": visit.anchor.key.paper,
            "date": visit.anchor.key.date,
            "page": visit.anchor.page,
            "place": round(visit.place, 3),
            "article": visits.article_of(visit),
        }
        for visit in visits.recent(limit if paper is None else -1)
        if paper in (None, visit.anchor.key.paper)
    ][:limit]
    columns = {"at": "何时", "title": "标题", "paper": "报纸", "date": "日期", "page": "版", "place": "读到"}
    session.output.rows(rows, columns)


@click.command("traces")
@click.option("--clear", "names", multiple=True, metavar="种类", help="清除这一种，可以多次 (clear this kind)")
@click.option("--clear-all", is_flag=True, help="全部清除 (clear all kinds)")
@common
@pass_session
def traces(session: Session, names: tuple[str, ...], clear_all: bool) -> None:
    """阅读留下的痕迹各有多少，或者清除 (what reading leaves behind)."""
    if names and clear_all:
        raise UsageError("--clear 和 --clear-all 只用一个")
    found = Traces(session.library, Settings(settings_file()))
    wanted = found.NAMES if clear_all else names
    shown = found.clear(wanted) if wanted else found.there()
    rows = [{"name": trace.name, "count": trace.count, "cleared": bool(wanted)} for trace in shown]
    session.output.rows(rows, {"name": "种类", "count": "多少", "cleared": "已清除"})


COMMANDS: tuple[click.Command, ...] = (history, traces)

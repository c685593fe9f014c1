"""Trends: how many articles speak of something, over time (`dianzibao trends`)."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.errors import UsageError
from archive.files import write_atomically
from indexer.request import Filters
from reader.trends import Asked, Place, Series, Step, Trends, several, write_csv
from reader.trends import trends as count_trends
from ui.cli.find import repairing, tell_pending
from ui.cli.session import Session, common, date_of, pass_session

_PLACES = {Place.FRONT: "头版", Place.LEAD: "各版头条"}
_WIDEST = 40
"""Characters of the longest bar."""


@click.command("trends")
@click.argument("queries", metavar="QUERY...", nargs=-1, required=True)
@click.option("--paper", "papers", metavar="P", multiple=True, help="报纸，几份就分开数 (papers, each by itself)")
@click.option("--place", "places", type=click.Choice([one.value for one in Place]), multiple=True,
              help="版位：全部、头版、各版头条 (where in the paper)")  # fmt: skip
@click.option("--section", metavar="S", help="版名，如 要闻 (name of the page)")
@click.option("--from", "date_from", metavar="D", help="起始日期 (from)")
@click.option("--to", "date_to", metavar="D", help="截止日期 (to)")
@click.option("--by", "step", type=click.Choice([one.value for one in Step]), help="按天、月、年 (period)")
@click.option("--share", is_flag=True, help="占全部稿件的百分比 (share of all articles)")
@click.option("--exact", is_flag=True, help="原样 (exactly as typed)")
@click.option("--csv", "as_csv", is_flag=True, help="写成 CSV (as CSV)")
@click.option(
    "--output", "target", metavar="文件", type=click.Path(path_type=Path), help="CSV 写进文件 (to a new file)"
)
@common
@pass_session
def trends(
    session: Session, queries: tuple[str, ...], papers: tuple[str, ...], places: tuple[str, ...], section: str | None,
    date_from: str | None, date_to: str | None, step: str | None, share: bool, exact: bool, as_csv: bool,
    target: Path | None,
) -> None:  # fmt: skip
    """每天、每月、每年各有多少篇 (how many articles, over time)."""
    filters = Filters(section=section, date_from=date_of(date_from), date_to=date_of(date_to))
    asked = several(queries, papers=papers, places=tuple(map(Place, places)), filters=filters, exact=exact)
    if target is not None and target.exists():
        raise UsageError(f"已经有这个文件：{target}")
    tell_pending(session)
    found = repairing(session, lambda: count_trends(session.library, asked, Step(step) if step else None))
    names = [_named(one, asked) for one in asked]
    if target is not None:
        write_atomically(target, write_csv(found, names, share=share).encode())
        session.output.record_or_text({"file": str(target), "periods": len(found.periods)}, f"写好了：{target}")
    elif as_csv:
        sys.stdout.write(write_csv(found, names, share=share).removeprefix("\ufeff").replace("\r\n", "\n"))
    elif session.as_json:
        _write_records(session, found, names)
    else:
        for name, series in zip(names, found.series, strict=True):
            _write_bars(session, found, name, series, share=share)


def _named(one: Asked, asked: tuple[Asked, ...]) -> str:
    """What tells it from the others."""
    parts = [one.query]
    if len({other.filters.paper for other in asked}) > 1 or one.filters.paper:
        parts.append(f"《{one.filters.paper}》" if one.filters.paper else "全部报纸")
    parts += [name for place, name in _PLACES.items() if getattr(one.filters, place.value)]
    return " ".join(parts)


def _write_records(session: Session, found: Trends, names: list[str]) -> None:
    for name, series in zip(names, found.series, strict=True):
        rows = zip(found.periods, series.counts, series.wholes, series.shares(), strict=True)
        for period, count, whole, part in rows:
            session.output.line(
                {"series": name, "period": period, "count": count, "all": whole, "share": round(part, 6)}
            )
        session.output.line({"series": name, "total": sum(series.counts), "unplaced": series.unplaced})


def _write_bars(session: Session, found: Trends, name: str, series: Series, *, share: bool) -> None:
    values = series.shares() if share else series.counts
    most = max(values, default=0)
    session.output.text(name)
    for period, value in zip(found.periods, values, strict=True):
        bar = "█" * round(_WIDEST * value / most) if most else ""
        session.output.text(f"{period!s:<10}  {f'{value:.2%}' if share else f'{value:,}':>8}  {bar}".rstrip())
    unplaced = f"，另有 {series.unplaced} 篇日期不详或不够细" if series.unplaced else ""
    session.output.text(f"共 {sum(series.counts):,} 篇{unplaced}")


COMMANDS: tuple[click.Command, ...] = (trends,)

"""What belongs together over papers and days: reprints, the front pages of a day, the same day in other years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Any

import click

from archive.labels import printed_labels
from archive.model import PartialDate
from reader.days import FrontPage
from reader.reprints import Printing, Role, side_by_side
from ui.cli.find import tell_pending
from ui.cli.session import Session, common, date_of, pass_session

_ROLES = {Role.ITSELF: "这一篇", Role.SAME: "同一稿", Role.EXTRACT: "摘登", Role.LONGER: "原稿较长"}


@click.command()
@click.argument("article", metavar="[ID]", type=int, required=False)
@click.option("--from", "date_from", metavar="D", help="起始日期 (from)")
@click.option("--to", "date_to", metavar="D", help="截止日期 (to)")
@click.option("--paper", metavar="P", help="其中有这份报纸的 (of which one is of this paper)")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="最多几组 (groups at most)")
@click.option("--diff", type=int, metavar="ID", help="与这一篇逐段对照 (compare with this article)")
@common
@pass_session
def reprints(
    session: Session,
    article: int | None,
    date_from: str | None,
    date_to: str | None,
    paper: str | None,
    limit: int,
    diff: int | None,
) -> None:
    """转载：一篇还登在哪里，或者一段时间里登过几次的稿件 (where an article was printed, too)."""
    library, output = session.library, session.output
    tell_pending(session)
    if article is None:
        groups = library.reprints.groups(date_of(date_from), date_of(date_to), paper)
        found = 0
        for printings in islice(groups, limit):
            found += 1
            _tell(session, printings)
        if not found:
            output.remark("没有登过几次的稿件")
        return
    opened = library.whole_article(library.article(article))
    if diff is not None:
        for line in side_by_side(opened, library.whole_article(library.article(diff))):
            if session.as_json:
                output.line({"left": line.left, "right": line.right})
            elif line.left == line.right:
                output.text(f"  {line.left}")
            else:
                for mark, text in (("-", line.left), ("+", line.right)):
                    if text:
                        output.text(f"{mark} {text}")
        return
    printings = library.reprints.of(article)
    if printings:
        _tell(session, printings)
    else:
        output.remark("没有找到转载")


def _tell(session: Session, printings: Sequence[Printing]) -> None:
    if session.as_json:
        session.output.line({"printings": [_record(one) for one in printings]})
        return
    session.output.text(f"《{' '.join(printings[0].head.title.split())}》{len(printings)} 处")
    for one in printings:
        head = one.head
        where = " ".join(filter(None, (str(head.key.date or "无日期"), head.key.paper, printed_labels(head.pages))))
        alike = "" if one.alike is None or one.role is Role.ITSELF else f" {one.alike}%"
        session.output.text(f"    [{head.id}] {where}  {' '.join(head.title.split())}（{_ROLES[one.role]}{alike}）")


def _record(one: Printing) -> dict[str, Any]:
    head = one.head
    return {
        "id": head.id,
        "paper": head.key.paper,
        "date": str(head.key.date) if head.key.date else None,
        "edition": head.key.edition,
        "pages": head.pages,
        "title": head.title,
        "role": one.role.value,
        "alike": one.alike,
    }


@click.command("front-pages")
@click.argument("day", metavar="[D]", required=False)
@common
@pass_session
def front_pages(session: Session, day: str | None) -> None:
    """一天里各报的头版 (the front pages of a day)."""
    chosen = _day(day)
    _tell_fronts(session, session.library.days.front_pages(chosen), f"{chosen} 没有报纸")


@click.command("same-day")
@click.argument("day", metavar="[D]", required=False)
@common
@pass_session
def same_day(session: Session, day: str | None) -> None:
    """往年今日：别的年份同月同日的报纸 (the same day in other years)."""
    chosen = _day(day)
    _tell_fronts(session, session.library.days.in_other_years(chosen), f"别的年份没有 {str(chosen)[5:]} 的报纸")


def _day(day: str | None) -> PartialDate:
    """As given, or today."""
    return date_of(day) or PartialDate.of(dt.datetime.now().astimezone().date())


def _tell_fronts(session: Session, fronts: Sequence[FrontPage], nothing: str) -> None:
    for front in fronts:
        heads = [{"id": head.id, "title": head.title} for head in front.heads]
        if session.as_json:
            key = front.key
            page = front.page.label if front.page else None
            record = {"paper": key.paper, "date": str(key.date), "edition": key.edition, "page": page}
            session.output.line({**record, "articles": heads})
            continue
        session.output.text(front.key.words)
        for head in front.heads:
            session.output.text(f"    [{head.id}] {' '.join(head.title.split())}")
    if not fronts:
        session.output.remark(nothing)


COMMANDS: tuple[click.Command, ...] = (reprints, front_pages, same_day)

"""Browsing commands: papers, issues, pages, articles, coverage, show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click
import msgspec

from archive.errors import UnknownItemError, UsageError
from archive.model import Article, IssueKey
from archive.newspaper.coverage import DayState, coverage_sentence
from archive.newspaper.coverage import coverage as measure
from reader.library import Library
from reader.rendering import render_html, render_machine_text, render_markdown, render_text
from ui.cli.session import Session, common, date_of, label_of, pass_session


@click.command()
@common
@pass_session
def papers(session: Session) -> None:
    """列出报纸和文件集 (papers and collections)."""
    rows = [
        {"paper": paper.name, "kind": paper.kind, "issues": paper.issues, "first": paper.first, "last": paper.last}
        for paper in session.library.papers()
    ]
    session.output.rows(rows, {"paper": "报纸", "kind": "类别", "issues": "期数", "first": "最早", "last": "最近"})


@click.command()
@click.option("--paper", metavar="P", help="报纸名 (paper)")
@common
@pass_session
def issues(session: Session, paper: str | None) -> None:
    """列出各期 (issues)."""
    found = session.library.issues(paper)
    if paper is not None and not found:
        raise UnknownItemError("报纸", paper)
    rows = [{**_key(issue.key), "pages": issue.pages, "articles": issue.articles} for issue in found]
    session.output.rows(rows, {"paper": "报纸", "date": "日期", "edition": "版本", "pages": "版数", "articles": "篇数"})


def _issue_options(function: Any) -> Any:
    for option in (
        click.option("--edition", metavar="E", help="一天出几种时指定 (edition)"),
        click.option("--date", metavar="D", help="日期 YYYY-MM-DD；不写则列出各期 (date; all issues without it)"),
        click.option("--paper", required=True, metavar="P", help="报纸名 (paper)"),
    ):
        function = option(function)
    return function


@click.command()
@_issue_options
@common
@pass_session
def pages(session: Session, paper: str, date: str | None, edition: str | None) -> None:
    """列出一期的版面 (pages of an issue)."""
    rows = [
        {
            "label": page.label,
            "name": page.name,
            "order": page.order,
            "articles": page.articles,
            "zones": page.zones,
            "picture": page.picture is not None or page.preview is not None,
        }
        for key in issue_keys(session.library, paper, date, edition)
        for page in session.library.pages(key)
    ]
    session.output.rows(
        rows, {"label": "版次", "name": "版名", "order": "序", "articles": "篇数", "zones": "热区", "picture": "版面图"}
    )


@click.command()
@_issue_options
@click.option("--page", metavar="L", help="版次，如 A06 或 第A06版 (page)")
@common
@pass_session
def articles(session: Session, paper: str, date: str | None, edition: str | None, page: str | None) -> None:
    """列出一期或一版的稿件 (articles of an issue or a page)."""
    label = label_of(page)
    keys = issue_keys(session.library, paper, date, edition)
    if label is not None and not any(label == known.label for key in keys for known in session.library.pages(key)):
        raise UnknownItemError("版", str(page))
    rows = [
        {
            "id": head.id,
            **_key(head.key),
            "pages": head.pages,
            "order": head.order,
            "kicker": head.kicker,
            "title": head.title,
            "subtitle": head.subtitle,
            "byline": head.byline,
        }
        for key in keys
        for head in session.library.articles(key, label)
    ]
    session.output.rows(rows, {"id": "编号", "pages": "版次", "order": "序", "title": "标题", "byline": "署名"})


@click.command()
@click.option("--paper", required=True, metavar="P", help="报纸名 (paper)")
@click.option("--from", "first", metavar="D", help="从这天起 (from)")
@click.option("--to", "last", metavar="D", help="到这天为止 (to)")
@click.option("--days", is_flag=True, help="列出每一天 (every day)")
@common
@pass_session
def coverage(session: Session, paper: str, first: str | None, last: str | None, days: bool) -> None:
    """一份报纸收全了没有：缺哪些期、哪些版 (which issues and pages are missing)."""
    found = session.library.ledger(paper)
    if not found.days:
        raise UnknownItemError("报纸", paper)
    begin, end = date_of(first), date_of(last)
    start = begin.first if begin else found.days[0].date
    stop = end.last if end else found.days[-1].date
    if stop < start:
        raise UsageError("--to 不能早于 --from")
    total = measure(found, start, stop)
    ledger = [found.day(start + timedelta(number)) for number in range((stop - start).days + 1)]
    shown = [day for day in ledger if days or day.state is DayState.INCOMPLETE]
    rows = [
        {
            "date": day.date.isoformat(),
            "state": day.state,
            "issues": day.issues,
            "reasons": [str(reason) for reason in day.reasons],
        }
        for day in shown
    ]
    if session.as_json:
        for row in rows:
            session.output.line(row)
        session.output.line(
            {
                "paper": paper,
                "from": start.isoformat(),
                "to": stop.isoformat(),
                "due": total.due,
                "kept": total.kept,
                "complete": total.complete,
                "missing": [date.isoformat() for date in total.missing],
                "unknown": total.unknown,
            }
        )
        return
    if rows:
        session.output.rows(rows, {"date": "日期", "state": "状态", "issues": "期数", "reasons": "原因"})
    session.output.text(f"《{paper}》{coverage_sentence(total)}。")


@click.command()
@click.argument("article_id", metavar="ID", type=int)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "machine", "html", "markdown", "json"]),
    help="输出形式；machine 是阅读机版式 (form; default text)",
)
@click.option(
    "--script",
    type=click.Choice(["original", "simplified", "traditional", "hongkong", "taiwan"]),
    default="original",
    help="换成简体、繁体、香港字形或台湾用词；存的不变 (characters to show it in)",
)
@common
@pass_session
def show(session: Session, article_id: int, form: str | None, script: str) -> None:
    """显示一篇稿件 (one article)."""
    article = session.library.whole_article(session.library.article(article_id))
    if script != "original":
        from reader.converting import Script, article_in  # OpenCC and its way there, only where it is asked for

        article = article_in(article, Script(script))
    form = form or ("json" if session.as_json else "text")
    if form == "json":
        session.output.line(_record(article))
        return
    render = {"text": render_text, "machine": render_machine_text, "html": render_html, "markdown": render_markdown}
    session.output.text(render[form](article).rstrip("\n"))


def issue_keys(library: Library, paper: str, date: str | None, edition: str | None) -> list[IssueKey]:
    """The issues of a paper, of one date and edition where they are named.  `UnknownItemError` when there is none."""
    day = date_of(date)
    found = [
        issue.key
        for issue in library.issues(paper)
        if (day is None or issue.key.date == day) and edition in (None, issue.key.edition)
    ]
    if not found:
        raise UnknownItemError("期", " ".join(filter(None, (paper, date, edition))))
    return found


def _key(key: IssueKey) -> dict[str, Any]:
    return {"paper": key.paper, "date": key.date, "edition": key.edition}


def _record(article: Article) -> dict[str, Any]:
    content = article.content
    return {
        "id": article.id,
        "kind": article.key.kind,
        **_key(article.key),
        "pages": [{"label": page.label, "name": page.name} for page in article.pages],
        "order": article.order,
        "kicker": content.kicker,
        "title": content.title,
        "subtitle": content.subtitle,
        "byline": content.byline,
        "source": content.source,
        "dateline": content.dateline,
        "fields": content.fields,
        "printed": content.printed,
        "blocks": msgspec.to_builtins(content.blocks),
        "zones": [{"page": zone.page, "polygon": zone.polygon} for zone in article.zones],
        "pictures": content.pictures(),
        "original": article.original,
        "version": article.version,
        "certainty": article.certainty,
        "part_of": article.part_of,
        "parts": article.parts,
    }


COMMANDS: tuple[click.Command, ...] = (papers, issues, pages, articles, coverage, show)

"""Correcting how things are filed (`dianzibao file …`): moving, joining, deleting, undoing; each step is logged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from archive.catalogue import Correction
from archive.catalogue.trash import TrashedArticle, TrashedIssue, TrashedPage
from archive.errors import UsageError
from archive.formats.base import Hints
from archive.model import IssueKey, PaperKind
from archive.progress import Outcome
from ui.cli.browse import issue_keys
from ui.cli.output import consume
from ui.cli.report import tell
from ui.cli.session import EXIT_ITEMS, Session, common, date_of, label_of, pass_session

_KINDS = {TrashedIssue: "issue", TrashedPage: "page", TrashedArticle: "article"}


@click.group("file")
@common
def file_group() -> None:
    """更正归档：移动、合并、拆分、删除、撤销 (correct how things are filed)."""


def _from_options(function: Any) -> Any:
    for option in (
        click.option("--edition", metavar="E", help="一天出几种时指定 (edition)"),
        click.option("--date", required=True, metavar="D", help="日期 (date)"),
        click.option("--paper", required=True, metavar="P", help="报纸名 (paper)"),
    ):
        function = option(function)
    return function


def _to_options(function: Any) -> Any:
    for option in (
        click.option("--to-edition", metavar="E", help="移到的版次名，一天出几种时用 (edition)"),
        click.option("--to-date", metavar="D", help="移到的日期 (date)"),
        click.option("--to-paper", metavar="P", help="移到的报纸 (paper)"),
    ):
        function = option(function)
    return function


@file_group.command("move-issue")
@_from_options
@_to_options
@common
@pass_session
def move_issue(
    session: Session,
    paper: str,
    date: str,
    edition: str | None,
    to_paper: str | None,
    to_date: str | None,
    to_edition: str | None,
) -> None:
    """把一期移到别的报纸、日期或版次 (file an issue elsewhere)."""
    key = _issue(session, paper, date, edition)
    done(session, session.library.filing.move_issue(key, _target(key, to_paper, to_date, to_edition)))


@file_group.command("move-page")
@_from_options
@click.option("--page", required=True, metavar="L", help="版次 (page)")
@_to_options
@click.option("--to-page", metavar="L", help="移到的版次 (page)")
@common
@pass_session
def move_page(
    session: Session,
    paper: str,
    date: str,
    edition: str | None,
    page: str,
    to_page: str | None,
    to_paper: str | None,
    to_date: str | None,
    to_edition: str | None,
) -> None:
    """把一版连同稿件移走 (file a page with its articles elsewhere)."""
    key, label = _issue(session, paper, date, edition), label_of(page)
    target = label_of(to_page) or label
    assert label is not None
    assert target is not None
    done(session, session.library.filing.move_page(key, label, _target(key, to_paper, to_date, to_edition), target))


@file_group.command("move")
@click.argument("ids", metavar="ID…", nargs=-1, required=True, type=int)
@_to_options
@click.option("--to-page", multiple=True, metavar="L", help="移到的版次，可写几次 (pages)")
@common
@pass_session
def move(
    session: Session,
    ids: tuple[int, ...],
    to_page: tuple[str, ...],
    to_paper: str | None,
    to_date: str | None,
    to_edition: str | None,
) -> None:
    """把稿件移到别的版面或期 (file articles elsewhere)."""
    article = session.library.article(ids[0])
    pages = [label for page in to_page if (label := label_of(page))] or [page.label for page in article.pages]
    done(session, session.library.filing.move_articles(ids, _target(article.key, to_paper, to_date, to_edition), pages))


@file_group.command("merge-papers")
@click.argument("name")
@click.argument("into")
@common
@pass_session
def merge_papers(session: Session, name: str, into: str) -> None:
    """两份报纸其实是一份：并入后一个名字，今后也如此 (one paper under two names)."""
    kind = next((paper.kind for paper in session.library.papers() if paper.name == name), PaperKind.NEWSPAPER)
    done(session, session.library.filing.merge_papers(kind, name, into))


@file_group.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True, type=int)
@common
@pass_session
def join(session: Session, ids: tuple[int, ...]) -> None:
    """几篇合成一篇，文字接在第一篇后面 (make one article of several)."""
    done(session, session.library.filing.join(ids))


@file_group.command()
@click.argument("article_id", metavar="ID", type=int)
@click.option("--after", required=True, type=int, metavar="N", help="在第 N 段之后拆开 (after paragraph N)")
@click.option("--title", required=True, metavar="T", help="后一篇的标题 (title of the second article)")
@common
@pass_session
def split(session: Session, article_id: int, after: int, title: str) -> None:
    """一篇拆成两篇 (make two articles of one)."""
    done(session, session.library.filing.split(article_id, after, title))


@file_group.command()
@click.argument("first", type=int)
@click.argument("second", type=int)
@click.option("--no", is_flag=True, help="两篇不相接 (they do not belong together)")
@common
@pass_session
def link(session: Session, first: int, second: int, no: bool) -> None:
    """第二篇接着第一篇（下转、上接） (the second continues the first)."""
    done(session, session.library.filing.link(first, second, linked=not no))


@file_group.command()
@click.argument("ids", metavar="[ID…]", nargs=-1, type=int)
@click.option("--paper", metavar="P", help="删一期或一版时指定 (paper)")
@click.option("--date", metavar="D", help="日期 (date)")
@click.option("--edition", metavar="E", help="版次名 (edition)")
@click.option("--page", metavar="L", help="只删这一版 (one page only)")
@common
@pass_session
def delete(
    session: Session, ids: tuple[int, ...], paper: str | None, date: str | None, edition: str | None, page: str | None
) -> None:
    """删到回收站，随时可还原 (into the trash)."""
    filing = session.library.filing
    if ids:
        done(session, filing.trash_articles(ids))
        return
    if not (paper and date):
        raise UsageError("要写稿件编号，或者 --paper 和 --date")
    key, label = _issue(session, paper, date, edition), label_of(page)
    done(session, filing.trash_issue(key) if label is None else filing.trash_page(key, label))


@file_group.command()
@common
@pass_session
def trash(session: Session) -> None:
    """回收站里有什么 (what lies in the trash)."""
    rows: list[dict[str, Any]] = [
        {
            "what": _KINDS[type(item)],
            "id": item.id,
            "paper": item.key.paper,
            "date": item.key.date,
            "page": item.label if isinstance(item, TrashedPage) else None,
            "title": item.title if isinstance(item, TrashedArticle) else None,
            "at": item.at,
        }
        for item in session.library.filing.trash().items
    ]
    headings = {
        "what": "是",
        "id": "编号",
        "paper": "报纸",
        "date": "日期",
        "page": "版次",
        "title": "标题",
        "at": "删除时间",
    }
    session.output.rows(rows, headings)


@file_group.command()
@click.argument("ids", metavar="[ID…]", nargs=-1, type=int)
@click.option("--page", type=int, metavar="N", help="回收站里一版的编号 (number of a page in the trash)")
@click.option("--issue", type=int, metavar="N", help="回收站里一期的编号 (number of an issue in the trash)")
@common
@pass_session
def restore(session: Session, ids: tuple[int, ...], page: int | None, issue: int | None) -> None:
    """从回收站还原稿件、一版或一期 (out of the trash)."""
    if issue is not None:
        done(session, session.library.filing.restore_issue(issue))
    if page is not None:
        done(session, session.library.filing.restore_page(page))
    if ids:
        done(session, session.library.filing.restore_articles(ids))
    if issue is None and page is None and not ids:
        raise UsageError("要写稿件编号，或者 --page、--issue 编号（见 dianzibao file trash）")


@file_group.command()
@click.argument("number", required=False, type=int)
@common
@pass_session
def undo(session: Session, number: int | None) -> None:
    """撤销一步更正，不写编号则撤销最近的一步 (take back a correction)."""
    done = session.library.filing.undo(number)
    indexed(session)
    if session.as_json:
        session.output.line(asdict(done))
    else:
        session.output.text(f"已撤销：{done.sentence}")


@file_group.command("log")
@click.option("--limit", default=50, show_default=True, metavar="N")
@common
@pass_session
def show_log(session: Session, limit: int) -> None:
    """更正的记录，新的在前 (what was corrected)."""
    rows = [asdict(entry) for entry in session.library.filing.journal(limit)]
    session.output.rows(rows, {"id": "编号", "at": "时间", "who": "谁", "sentence": "更正", "undone_at": "撤销时间"})


@file_group.command()
@click.option("--paper", required=True, metavar="P", help="报纸名 (paper)")
@click.option("--date", required=True, metavar="D", help="日期 (date)")
@click.option("--page", metavar="L", help="版次 (page)")
@click.option("--title", metavar="T", help="标题；不写则取第一行 (title)")
@click.option("--file", "path", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="代替标准输入")
@common
@pass_session
def paste(session: Session, paper: str, date: str, page: str | None, title: str | None, path: Path | None) -> None:
    """把一段文字收作一篇稿件，从标准输入读 (text from standard input as an article)."""
    data = path.read_bytes() if path else sys.stdin.buffer.read()
    named = {"paper": paper, "date": str(date_of(date)), "page": page, "title": title}
    hints = Hints(values={name: value for name, value in named.items() if value})
    problems = 0
    for step in session.library.import_bytes("粘贴的文字.txt", data, hints=hints):
        if isinstance(step, Outcome):
            problems += step.outcome.is_problem
            tell(step, session.output)
    indexed(session)
    sys.exit(EXIT_ITEMS if problems else 0)


def _issue(session: Session, paper: str, date: str, edition: str | None) -> IssueKey:
    keys = issue_keys(session.library, paper, date, edition)
    if len(keys) > 1:
        raise UsageError(
            f"那天有 {len(keys)} 种，请用 --edition 指定：{'、'.join(key.edition or '（空）' for key in keys)}"
        )
    return keys[0]


def _target(key: IssueKey, to_paper: str | None, to_date: str | None, to_edition: str | None) -> IssueKey:
    """Where to: what is not named stays as it is."""
    return IssueKey(
        key.kind, to_paper or key.paper, date_of(to_date) or key.date, key.edition if to_edition is None else to_edition
    )


def done(session: Session, entry: Correction | None) -> None:
    """Say what was corrected, and bring it into the index."""
    if entry is None:
        session.output.remark("没有什么要改的")
        return
    indexed(session)
    if session.as_json:
        session.output.line(asdict(entry))
    else:
        session.output.text(f"{entry.sentence}（更正 {entry.id}，可用 dianzibao file undo {entry.id} 撤销）")


def indexed(session: Session) -> None:
    """Bring what was corrected into the index."""
    consume(session.library.update_index(), session.output)


COMMANDS: tuple[click.Command, ...] = (file_group,)

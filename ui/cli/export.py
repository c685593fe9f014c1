"""`dianzibao export`: issues, search results and single articles in another form; with `--bagit` the whole archive."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from archive.errors import UsageError
from archive.model import IssueKey
from archive.progress import Progress
from archive.shown import shown
from indexer.request import SearchRequest, Sort
from reader.exporting.contents import LeftOut, Selection
from reader.printed import Press
from ui.cli.bag import write_bag
from ui.cli.browse import issue_keys
from ui.cli.find import filters_of, repairing, search_options, tell_pending
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, date_of, pass_session

FORMS = ("html", "epub", "pdf", "docx", "markdown", "machine", "jsonl", "csv")
_USAGE = "写法：export --as 形式 目标 --paper 报名（或 --search 检索词，或 --ids 编号）；export --bagit 新文件夹"
_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)


@click.command()
@click.argument("target", metavar="TARGET", required=False, type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMS), help="形式；machine 是阅读机文本 (form)")
@click.option("--date", metavar="D", help="只要这一天的 (only this date)")
@click.option("--edition", metavar="E", help="一天出几种时指定 (edition)")
@click.option("--search", "query", metavar="QUERY", help="检索到的全部 (everything that a search finds)")
@click.option(
    "--ids", multiple=True, metavar="ID,…", help="这些编号；- 从标准输入读 (articles; - reads standard input)"
)
@click.option("--partial", is_flag=True, help="没有一篇全有时，导出最接近的 (partial matches, too)")
@click.option("--title", metavar="T", help="书名、站名 (what the book or site is called)")
@search_options
@click.option("--bagit", type=click.Path(path_type=Path), metavar="DIR", help="整个档案库写成 BagIt 包 (as a bag)")
@click.option(
    "--info", "facts", multiple=True, metavar="NAME=VALUE", help="写进 bag-info.txt，如 Source-Organization=某馆"
)
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def export(
    session: Session,
    /,
    target: Path | None,
    form: str | None,
    bagit: Path | None,
    facts: tuple[str, ...],
    with_progress: bool,
    **given: Any,
) -> None:
    """把期、检索结果、稿件导出成别的形式，目标不能已经存在 (issues, search results, articles in another form).

    html 是一个文件夹，epub、pdf、docx、jsonl、csv 是一个文件；markdown、machine 的目标以 .md、.txt 结尾时是一个文件，
    否则是文件夹，每篇一个文件 (a folder, or one file where the target ends in .md or .txt).

    --bagit 把整个档案库导出成一个新文件夹，别的档案软件也能核对和读；用 dianzibao restore 可以恢复
    (the whole archive with checksums; `restore` reads it).
    """
    if bagit is not None:
        if target is not None or form is not None:
            raise UsageError(_USAGE)
        write_bag(session, bagit, facts, with_progress=with_progress)
        return
    if target is None or form is None or facts:
        raise UsageError(_USAGE)
    _write(session, _selection(session, given), form, target, with_progress=with_progress)


def _write(session: Session, selection: Selection, form: str, target: Path, *, with_progress: bool) -> None:
    """Export and say what came of it; ends the process."""
    done = None
    with cancellable() as cancelled:
        for step in session.library.export(selection, form, target, cancelled, press_of(form)):
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, LeftOut):
                if session.as_json:
                    session.output.line({"left_out": step.name, "reason": step.reason})
                else:
                    session.output.text(f"没有导出  {shown(step.name)}：{step.reason}")
            else:
                done = step
    if done is None:
        session.output.remark("没有做完，什么也没有留下")
        sys.exit(EXIT_ITEMS)
    if session.as_json:
        session.output.line(
            {
                "exported": str(done.target),
                "issues": done.issues,
                "articles": done.articles,
                "pictures": done.pictures,
                "lost_pictures": done.lost,
                "skipped": done.left_out,
                "notes": done.notes,
            }
        )
    else:
        counts = [f"{done.issues} 期"] if done.issues else []
        counts += [f"{done.articles} 篇", *([f"图片 {done.pictures} 张"] if done.pictures else [])]
        session.output.text(f"已导出到 {done.target}：{' '.join(counts)}")
        lost = [f"有 {done.lost} 张图片读不出来，没有写进去"] if done.lost else []
        for note in (*lost, *done.notes):
            session.output.text(note)
    sys.exit(EXIT_ITEMS if done.left_out or done.lost else 0)


def press_of(form: str) -> Press | None:
    """What sets pages, where the form has some: the only Qt that the command line ever loads."""
    if form != "pdf":
        return None
    from ui.printing.pdf import write_pdf

    return write_pdf


# ── what is exported ───────────────────────────────────────────────────────────────────────────────────────────────


def _selection(session: Session, given: dict[str, Any]) -> Selection:
    """`UsageError` when it is not said, or said twice."""
    query, ids, paper = given["query"], given["ids"], given["paper"]
    if query is not None and ids:
        raise UsageError("--search 和 --ids 只能用一个")
    if query is not None:
        _only_without(given, "date", "edition")
        selection = _found(session, query, given)
    elif ids:
        _only_without(given, "paper", "date", "edition", "date_from", "date_to", *_SEARCH_ONLY)
        selection = Selection("电子报阅读机选稿", articles=_numbers(ids))
    elif paper:
        _only_without(given, *_SEARCH_ONLY)
        selection = _issues(session, paper, given)
    else:
        raise UsageError(_USAGE)
    return Selection(given["title"] or selection.title, selection.issues, selection.articles)


_SEARCH_ONLY = ("page", "author", "section", "kind", "front", "lead", "pictures", "after", "exact", "partial")
_NAMES = {"date_from": "from", "date_to": "to"}


def _only_without(given: dict[str, Any], *names: str) -> None:
    if wrong := [name for name in names if given[name]]:
        raise UsageError(f"这里用不上 --{_NAMES.get(wrong[0], wrong[0])}")


def _issues(session: Session, paper: str, given: dict[str, Any]) -> Selection:
    first, last = date_of(given["date_from"]), date_of(given["date_to"])
    if given["date"] and (first or last):
        raise UsageError("--date 和 --from、--to 只能用一种")
    keys = [
        key
        for key in issue_keys(session.library, paper, given["date"], given["edition"])
        if not (first or last)
        or (
            key.date is not None
            and (first is None or key.date.last >= first.first)
            and (last is None or key.date.first <= last.last)
        )
    ]
    if not keys:
        raise UsageError(f"《{paper}》这段时间没有一期")
    return Selection(_title(keys), tuple(keys))


def _title(keys: list[IssueKey]) -> str:
    """`厦门日报 2025-08-28`, `厦门日报 2025-08-01—2025-08-31`."""
    if len(keys) == 1:
        return keys[0].words
    dates = [str(key.date) for key in keys if key.date]
    between = "—".join(dict.fromkeys((dates[0], dates[-1]))) if dates else ""
    return " ".join(filter(None, (keys[0].paper, between)))


def _found(session: Session, query: str, given: dict[str, Any]) -> Selection:
    request = SearchRequest(
        query, filters_of(given), Sort(given["sort"]), None, 0, given["exact"], partial=given["partial"]
    )
    tell_pending(session)
    result = repairing(session, lambda: session.library.search_ids(request))
    if not result.hits:
        raise UsageError(f"没有找到“{query}”，没有可以导出的")
    return Selection(f"检索：{query}", articles=tuple(hit.id for hit in result.hits))


def _numbers(given: tuple[str, ...]) -> tuple[int, ...]:
    """Ids, by commas or spaces; from standard input also as `search --ids` writes them."""
    words: list[str] = []
    for part in given:
        words += _from_lines(sys.stdin.read()) if part == "-" else re.split(r"[,，\s]+", part)
    words = [word for word in words if word]
    if wrong := [word for word in words if not _ID.fullmatch(word)]:
        raise UsageError(f"编号应是数字，而不是：{wrong[0][:40]}")
    if not words:
        raise UsageError("没有给出编号")
    return tuple(dict.fromkeys(map(int, words)))


def _from_lines(text: str) -> list[str]:
    words: list[str] = []
    for line in text.splitlines():
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        words += [str(record.get("id"))] if isinstance(record, dict) else re.split(r"[,，\s]+", line)
    return words


COMMANDS: tuple[click.Command, ...] = (export,)

"""Keeping commands: import, columns, demo, reindex, reparse, copy-archive, stats."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click
from msgspec.structs import asdict

from archive.errors import UnreadableSourceError, UsageError
from archive.formats.base import Hints
from archive.importing.decide import Resolution
from archive.model import IssueKey
from archive.progress import Cancelled, Outcome, OutcomeKind, Progress
from reader.open import worker_reader
from reader.samples import sample_papers
from reader.tables import look_at
from ui.cli.report import report, tell_no_table, tell_progress, tell_reread, tell_table
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session

FIELDS = (
    "paper",
    "date",
    "edition",
    "page",
    "page_name",
    "order",
    "kicker",
    "title",
    "subtitle",
    "byline",
    "text",
    "source",
    "url",
    "id",
)

_NEWS = (OutcomeKind.ADDED, OutcomeKind.UPDATED)
_COMMA = re.compile(r"(?<!\\),")


@click.command("import")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--map", "mapping", multiple=True, metavar="FIELD=KEY,…", help="表格的列：字段=列名 (columns of a table)")
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE,…", help="固定值：字段=值 (constant values)")
@click.option(
    "--on-conflict",
    type=click.Choice([answer.value for answer in Resolution]),
    default=Resolution.KEEP.value,
    show_default=True,
    help="同一期已从别处导入时 (the same issue from another source)",
)
@click.option("--recognise", is_flag=True, help="识别没有文字的版面图（要装 ocr 组件） (OCR of pictures)")
@click.option("--no-index", is_flag=True, help="暂不更新索引 (leave the index)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def import_(
    session: Session,
    paths: tuple[Path, ...],
    mapping: tuple[str, ...],
    constants: tuple[str, ...],
    on_conflict: str,
    recognise: bool,
    no_index: bool,
    with_progress: bool,
) -> None:
    """导入文件、文件夹、zip、表格 (import files, folders, zips, tables)."""
    hints = Hints(values=_pairs(constants), columns=_pairs(mapping), recognise=recognise)
    answer = Resolution(on_conflict)
    with cancellable() as cancelled:
        steps = session.library.import_paths(paths, hints=hints, ask=lambda _: answer, cancelled=cancelled)
        touched: list[IssueKey] = []
        problems = report(_noting(steps, touched), session.output, with_progress=with_progress)
        if not no_index:
            _update_index(session, cancelled, with_progress=with_progress)
        for step in session.library.prepare_pictures(touched, cancelled):
            tell_progress(step, session.output, with_progress=with_progress)
    sys.exit(EXIT_ITEMS if problems or cancelled else 0)


@click.command()
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--map", "mapping", multiple=True, metavar="FIELD=KEY,…", help="字段=列名 (columns)")
@click.option("--set", "constants", multiple=True, metavar="FIELD=VALUE,…", help="字段=值 (constant values)")
@common
@pass_session
def columns(session: Session, paths: tuple[Path, ...], mapping: tuple[str, ...], constants: tuple[str, ...]) -> None:
    """表格有哪些列，各会读作什么，还缺什么 (the columns of tables)."""
    hints = Hints(values=_pairs(constants), columns=_pairs(mapping))
    problems = 0
    with closing(worker_reader()) as reader:
        for path in paths:
            try:
                found = look_at(reader, path, hints)
            except UnreadableSourceError as error:
                problems += 1
                tell_no_table(str(path), error.reason, session.output)
            else:
                tell_table(str(path), found, session.output)
    sys.exit(EXIT_ITEMS if problems else 0)


@click.command()
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def demo(session: Session, with_progress: bool) -> None:
    """导入随程序附带的样报 (import the sample papers)."""
    with cancellable() as cancelled:
        steps = session.library.import_paths(sample_papers(), cancelled=cancelled)
        problems = report(steps, session.output, with_progress=with_progress)
        _update_index(session, cancelled, with_progress=with_progress)
    sys.exit(EXIT_ITEMS if problems or cancelled else 0)


@click.command()
@click.option("--update", is_flag=True, help="只补上还没编入的 (only what is not in it yet)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def reindex(session: Session, update: bool, with_progress: bool) -> None:
    """从目录重建全文索引 (build the index anew)."""
    with cancellable() as cancelled:
        work = session.library.update_index if update else session.library.reindex
        for step in work(cancelled):
            tell_progress(step, session.output, with_progress=with_progress)
    stats = session.library.stats()
    if session.as_json:
        session.output.line({"indexed": stats.indexed, "pending": stats.pending})
    else:
        session.output.text(f"索引里有 {stats.indexed} 篇")
    sys.exit(EXIT_ITEMS if cancelled else 0)


@click.command()
@click.option("--apply", is_flag=True, help="照新读法写入；不写此项只列出会变什么 (write; else only show)")
@click.option("--all", "everything", is_flag=True, help="全部重读，不只是旧导入器读的 (everything)")
@click.option("--paper", metavar="P", help="只读这份报纸 (one paper)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def reparse(session: Session, apply: bool, everything: bool, paper: str | None, with_progress: bool) -> None:
    """用新的导入器重读原件；标注、更正、旧版本都不丢 (read the originals again)."""
    problems = changed = 0
    with cancellable() as cancelled:
        steps = session.library.reparse(apply=apply, everything=everything, paper=paper, cancelled=cancelled)
        for step in steps:
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
                continue
            changed += 1
            problems += step.problem is not None
            tell_reread(step, session.output)
        if apply:
            _update_index(session, cancelled, with_progress=with_progress)
    if not session.as_json:
        done = "已更新" if apply else "会有变化（加 --apply 写入）"
        session.output.text(f"{changed} 项{done}" if changed else "重读的结果都与现有的相同")
    sys.exit(EXIT_ITEMS if problems or cancelled else 0)


@click.command("copy-archive")
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def copy_archive(session: Session, target: Path, with_progress: bool) -> None:
    """把整个档案库复制到别处，逐个核对，原来的不动 (copy the whole archive, checked)."""
    with cancellable() as cancelled:
        for step in session.library.copy_to(target, cancelled):
            tell_progress(step, session.output, with_progress=with_progress)
    if cancelled:
        sys.exit(EXIT_ITEMS)
    if session.as_json:
        session.output.line({"archive": str(target.absolute())})
    else:
        session.output.text(f"已复制到 {target.absolute()}")


@click.command()
@common
@pass_session
def stats(session: Session) -> None:
    """档案库里有什么 (what the archive holds)."""
    found = session.library.stats()
    if session.as_json:
        session.output.line(asdict(found))
        return
    session.output.text(
        f"档案库：{found.folder}\n"
        f"报纸和文件集 {found.papers}，期 {found.issues}，版面 {found.pages}，稿件 {found.articles}\n"
        f"原件 {found.originals} 个，{found.original_bytes / 1e6:.1f} MB\n"
        f"已编入索引 {found.indexed} 篇，待编 {found.pending} 条"
    )


def _noting(steps: Iterable[Progress | Outcome], touched: list[IssueKey]) -> Iterator[Progress | Outcome]:
    """The same steps; the issues that were added or changed are noted on the way.

    Not those of a table of several days, which brings no pictures.
    """
    for step in steps:
        if isinstance(step, Outcome) and step.outcome in _NEWS and step.kind and step.paper and step.date:
            touched.append(IssueKey(step.kind, step.paper, step.date, step.edition))
        yield step


def _update_index(session: Session, cancelled: Cancelled, *, with_progress: bool) -> None:
    for step in session.library.update_index(cancelled):
        tell_progress(step, session.output, with_progress=with_progress)


def _pairs(options: tuple[str, ...]) -> dict[str, str]:
    """`title=标题,text=正文` as a dict; `\\,` is a comma inside.  `UsageError` for what is no such pair."""
    pairs: dict[str, str] = {}
    for part in (part for option in options for part in _COMMA.split(option) if part.strip()):
        name, equals, value = part.partition("=")
        name = {"author": "byline"}.get(name.strip(), name.strip())
        if not equals or name not in FIELDS:
            raise UsageError(f"应写成 字段=值，字段是 {'、'.join(FIELDS)} 之一，而不是：{part}")
        pairs[name] = value.strip().replace("\\,", ",")
    return pairs


@contextmanager
def cancellable() -> Iterator[Cancelled]:
    """A flag that Ctrl+C and a polite end of the process set; the work stops at the next item."""
    cancelled = Cancelled()
    before = {number: signal.signal(number, lambda *_: cancelled.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancelled
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


COMMANDS: tuple[click.Command, ...] = (import_, columns, demo, reindex, reparse, copy_archive, stats)

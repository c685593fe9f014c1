"""Clipping books as files, and proved: `dianzibao clippings export`, `dianzibao clippings verify`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from archive.errors import UsageError
from archive.personal import Book, Clipping
from archive.progress import Progress
from archive.shown import shown
from reader.clippings import FILE_FORMS
from ui.cli.export import press_of
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session

FINDINGS: Final = {"same": "相符", "changed": "变了", "gone": "不在"}
_BOOK = click.option("--book", metavar="本", help="哪一本，名称或编号 (the book)")
_FILE = click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="导出过的 JSON 或 HTML (an exported book)",
)
_PROGRESS = click.option(
    "--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)"
)


@click.command("export")
@click.argument("target", metavar="TARGET", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(list(FILE_FORMS)), help="不写就看扩展名 (form; by the suffix)")
@_BOOK
@_FILE
@_PROGRESS
@common
@pass_session
def export(
    session: Session, target: Path, form: str | None, book: str | None, source: Path | None, with_progress: bool
) -> None:
    """把一本写成 Word、PDF、网页、电子书、Markdown 或 JSON，目标不能已经存在 (a book in another form).

    每一条都有出处、批注、版面缩略图和原件的 SHA-256 (source, note, thumbnail of the page, checksum of the original).
    """
    from reader.clipping_files import SUFFIXES, export_book

    wanted = form or SUFFIXES.get(target.suffix.lower())
    if wanted is None:
        raise UsageError("扩展名看不出形式，用 --as 指定")
    name, clippings = _chosen(session, book, source)
    from reader.clipping_book import Bound

    with cancellable() as cancelled:
        for step in export_book(
            session.library, Bound(name, tuple(clippings)), wanted, target, cancelled, press_of(wanted)
        ):
            tell_progress(step, session.output, with_progress=with_progress)
    if cancelled:
        session.output.remark("没有做完，什么也没有留下")
        sys.exit(EXIT_ITEMS)
    record = {"exported": str(target.absolute()), "clippings": len(clippings)}
    session.output.record_or_text(record, f"已导出到 {target}：{len(clippings)} 条")


@click.command("verify")
@_BOOK
@_FILE
@_PROGRESS
@common
@pass_session
def verify(session: Session, book: str | None, source: Path | None, with_progress: bool) -> None:
    """核对剪报：原件还在不在、变没变，文字还是不是那样 (are originals and words as they were?).

    不指定就核对所有剪报本；有不相符的，退出码为 1 (all books by default; exit code 1 where something is not the same).
    """
    from reader.proving import prove

    if book is None and source is None:
        books = session.library.clippings.books()
        wanted = [clipping for one in books for clipping in session.library.clippings.of(one)]
    else:
        wanted = _chosen(session, book, source)[1]
    counts = dict.fromkeys(FINDINGS, 0)
    with cancellable() as cancelled:
        for step in prove(session.library, wanted, cancelled):
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            else:
                counts[step.finding.value] += 1
                _tell(session, step.clipping, step.finding.value, step.reasons)
    said = "，".join(f"{FINDINGS[finding]} {count} 条" for finding, count in counts.items() if count) or "没有剪报"
    session.output.record_or_text({"verified": sum(counts.values()), **counts}, said)
    sys.exit(EXIT_ITEMS if cancelled or counts["changed"] or counts["gone"] else 0)


def _tell(session: Session, clipping: Clipping, finding: str, reasons: tuple[str, ...]) -> None:
    title = " ".join(clipping.anchor.title.split())
    if session.as_json:
        found = {"id": clipping.id, "title": title, "source": clipping.kept.source, "finding": finding}
        session.output.line({**found, "reasons": list(reasons)})
    else:
        session.output.text(f"{FINDINGS[finding]}  {shown(title)}  {shown(clipping.kept.source)}")
        for reason in reasons:
            session.output.text(f"      {shown(reason)}")


def _chosen(session: Session, name: str | None, source: Path | None) -> tuple[str, list[Clipping]]:
    """What the book is called and what is in it; the only one where none is named."""
    if source is not None:
        from reader.clipping_book import from_file

        if name is not None:
            raise UsageError("--book 和 --file 只能用一个")
        file = from_file(source.read_bytes(), source.name)
        return file.name, list(file.clippings)
    clippings = session.library.clippings
    books: list[Book] = [clippings.book(name)] if name is not None else clippings.books()
    if len(books) != 1:
        raise UsageError("有几本剪报，用 --book 说明是哪一本" if books else "还没有剪报本")
    return books[0].name, clippings.of(books[0])


FILES: tuple[click.Command, ...] = (export, verify)

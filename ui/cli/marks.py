"""The reader's marks: stars, the reading list, notes, tags; lists, files, undo (`dianzibao marks …`)."""

from __future__ import annotations

from pathlib import Path

import click

from archive.errors import UsageError
from archive.files import write_atomically
from archive.personal import Mark, MarkKind
from reader import mark_files
from ui.cli.session import Session, common, pass_session


@click.group("marks")
@common
def marks_group() -> None:
    """我的标记：星标、待读、划线、批注、标签 (the reader's marks)."""


@marks_group.command("list")
@click.option("--kind", type=click.Choice([kind.value for kind in MarkKind]), help="只列这一种 (one kind)")
@click.option("--paper", metavar="P", help="报纸名 (paper)")
@click.option("--find", "words", metavar="W", help="划的词、批注、标签或标题里有这些字 (words in them)")
@common
@pass_session
def list_marks(session: Session, kind: str | None, paper: str | None, words: str | None) -> None:
    """列出标记，新的在前 (marks, newest first)."""
    rows = [
        {
            "id": mark.id,
            "kind": mark.kind,
            "paper": mark.anchor.key.paper,
            "date": mark.anchor.key.date,
            "title": " ".join(mark.anchor.title.split()),
            "words": mark.quote.words if mark.quote else "",
            "text": mark.text,
            "colour": mark.colour,
            "article": session.library.marks.article_of(mark),
            "at": mark.at,
        }
        for mark in session.library.marks.all()
        if kind in (None, mark.kind) and paper in (None, mark.anchor.key.paper) and (not words or _has(mark, words))
    ]
    columns = {"kind": "种类", "paper": "报纸", "date": "日期", "title": "标题", "words": "文字", "text": "批注"}
    session.output.rows(rows, columns)


@marks_group.command("star")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--later", is_flag=True, help="放进待读 (the reading list)")
@common
@pass_session
def star(session: Session, article_id: int, later: bool) -> None:
    """给一篇加星标或放进待读，再做一次就取消 (star, or unstar)."""
    kind = MarkKind.LATER if later else MarkKind.STAR
    _said(session, has=session.library.marks.toggle(session.library.article(article_id), kind))


@marks_group.command("note")
@click.argument("article_id", metavar="ID", type=int)
@click.argument("text")
@common
@pass_session
def note(session: Session, article_id: int, text: str) -> None:
    """给一篇写批注，空的就删掉 (a note on an article; empty removes it)."""
    session.library.marks.note(session.library.article(article_id), text)
    _said(session, has=bool(text.strip()))


@marks_group.command("tag")
@click.argument("article_id", metavar="ID", type=int)
@click.argument("names", metavar="[标签...]", nargs=-1)
@common
@pass_session
def tag(session: Session, article_id: int, names: tuple[str, ...]) -> None:
    """一篇的标签就是这些，不写就都去掉 (its tags are these)."""
    session.library.marks.tag(session.library.article(article_id), names)
    _said(session, has=bool(names))


@marks_group.command("export")
@click.argument("target", metavar="文件", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(mark_files.FORMS), help="不写就看扩展名 (form; by the suffix)")
@common
@pass_session
def export(session: Session, target: Path, form: str | None) -> None:
    """把标记写进一个新文件 (marks into a new file)."""
    if target.exists():
        raise UsageError(f"已经有这个文件：{target}")
    marks = session.library.marks.all()
    form = form or mark_files.SUFFIXES.get(target.suffix.lower(), "json")
    write_atomically(target, mark_files.written(marks, form).encode())
    session.output.record_or_text({"marks": len(marks), "file": str(target)}, f"写了 {len(marks)} 处标记：{target}")


@marks_group.command("import")
@click.argument("source", metavar="文件", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@common
@pass_session
def import_marks(session: Session, source: Path) -> None:
    """收进导出的标记（JSON、CSV），已有的不重复 (marks from a file)."""
    count = session.library.marks.add(mark_files.read(source.read_bytes(), source.name))
    session.output.record_or_text({"marks": count}, f"收进 {count} 处标记")


@marks_group.command("undo")
@common
@pass_session
def undo(session: Session) -> None:
    """撤销标记的最近一步改动 (undo the last change of marks)."""
    undo_last(session)


@marks_group.command("clear")
@click.option("--yes", is_flag=True, help="真的删 (really)")
@common
@pass_session
def clear(session: Session, yes: bool) -> None:
    """永远删掉全部标记；不加 --yes 只说有多少 (remove all marks for good)."""
    count = session.library.marks.forget() if yes else len(session.library.marks.all())
    said = f"永远删掉了 {count} 处标记" if yes else f"有 {count} 处标记；加 --yes 永远删掉，不能撤销"
    session.output.record_or_text({"marks": count, "removed": yes}, said)


def undo_last(session: Session) -> None:
    """The last change of anything that the reader made: marks, clippings and searches have one undo."""
    deed = session.library.marks.undo()
    if deed is None:
        raise UsageError("没有可以撤销的改动")
    session.output.record_or_text({"undone": deed.sentence}, f"已撤销：{deed.sentence}")


def _has(mark: Mark, words: str) -> bool:
    return any(words in text for text in (mark.text, mark.anchor.title, mark.quote.words if mark.quote else ""))


def _said(session: Session, *, has: bool) -> None:
    session.output.record_or_text({"marked": has}, "标上了" if has else "取消了")


COMMANDS: tuple[click.Command, ...] = (marks_group,)

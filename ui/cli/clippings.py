"""Clipping books: what is in them, adding, order, notes, files, and proving them (`dianzibao clippings …`)."""

from __future__ import annotations

import click

from archive.errors import UsageError
from archive.personal import Book
from reader.clippings import Pick, body_of
from reader.quoting import locate, quote
from ui.cli.clipping_files import FILES
from ui.cli.marks import undo_last
from ui.cli.session import Session, common, label_of, pass_session

BOOK = click.option("--book", metavar="本", help="哪一本，名称或编号 (the book)")


@click.group("clippings")
@common
def clippings_group() -> None:
    """剪报本：剪下的稿件、文字和版面 (clipping books)."""


@clippings_group.command("list")
@common
@pass_session
def list_books(session: Session) -> None:
    """列出剪报本 (the books)."""
    clippings = session.library.clippings
    rows = [
        {"id": book.id, "name": book.name, "clippings": len(clippings.of(book)), "at": book.at[:10]}
        for book in clippings.books()
    ]
    session.output.rows(rows, {"name": "剪报本", "clippings": "条数", "at": "新建于"})


@clippings_group.command("show")
@click.argument("book", metavar="本")
@common
@pass_session
def show(session: Session, book: str) -> None:
    """列出一本里的剪报，按顺序 (what is in a book)."""
    clippings = session.library.clippings
    rows = [
        {
            "number": number,
            "id": clipping.id,
            "kind": clipping.kind,
            "source": clipping.kept.source,
            "title": " ".join(clipping.anchor.title.split()),
            "words": clipping.kept.text if clipping.quote else "",
            "note": clipping.note,
            "originals": [original.sha256 for original in clipping.kept.originals],
            "article": clippings.article_of(clipping),
            "at": clipping.at,
        }
        for number, clipping in enumerate(clippings.of(clippings.book(book)), 1)
    ]
    columns = {"number": "", "id": "编号", "source": "出处", "title": "标题", "words": "文字", "note": "批注"}
    session.output.rows(rows, columns)


@clippings_group.command("new")
@click.argument("name", metavar="名称")
@common
@pass_session
def new(session: Session, name: str) -> None:
    """新建一本 (a new book)."""
    book = session.library.clippings.new_book(name)
    session.output.record_or_text({"id": book.id, "name": book.name}, f"新建了剪报本“{book.name}”")


@clippings_group.command("rename")
@click.argument("book", metavar="本")
@click.argument("name", metavar="名称")
@common
@pass_session
def rename(session: Session, book: str, name: str) -> None:
    """一本改名 (rename a book)."""
    renamed = session.library.clippings.rename(session.library.clippings.book(book), name)
    session.output.record_or_text({"id": renamed.id, "name": renamed.name}, f"改名为“{renamed.name}”")


@clippings_group.command("delete")
@click.argument("book", metavar="本")
@common
@pass_session
def delete(session: Session, book: str) -> None:
    """删除一本和里面的剪报，可以撤销 (delete a book; can be undone)."""
    found = session.library.clippings.book(book)
    session.library.clippings.remove_book(found)
    session.output.record_or_text({"deleted": found.name}, f"删除了剪报本“{found.name}”")


@clippings_group.command("add")
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@BOOK
@click.option("--words", metavar="W", help="只要稿件里的这些文字 (these words of it)")
@click.option("--page", metavar="P", help="要它在这一版版面图上的一块 (its area on this page)")
@click.option("--at", type=click.IntRange(min=1), metavar="N", help="放在第几条之前 (before number N)")
@common
@pass_session
def add(
    session: Session, ids: tuple[int, ...], book: str | None, words: str | None, page: str | None, at: int | None
) -> None:
    """剪下稿件、文字或版面上的一块；没有这一本就新建 (clip articles, words, areas of pages)."""
    clippings = session.library.clippings
    if words and page:
        raise UsageError("--words 和 --page 只能用一个")
    picks = [_pick(session, number, words, label_of(page)) for number in ids]
    into: Book | None = None
    if book is not None:
        into = next((one for one in clippings.books() if book in (one.name, one.id)), None)
        into = into or clippings.new_book(book)
    made = clippings.add(into, picks, None if at is None else at - 1)
    there = len(ids) - len(made)
    said = f"剪下 {len(made)} 条" + (f"，{there} 条已经有了" if there else "")
    session.output.record_or_text({"added": [clipping.id for clipping in made], "there": there}, said)


def _pick(session: Session, number: int, words: str | None, page: str | None) -> Pick:
    article = session.library.article(number)
    if not words:
        return Pick(number, page=page)
    text = body_of(session.library.whole_article(article))
    where = locate(text, quote(words, 0, len(words)))
    if where is None:
        raise UsageError(f"稿件 {number} 里没有这些字：{words[:40]}")
    return Pick(number, quote(text, *where))


@clippings_group.command("note")
@click.argument("clipping", metavar="编号")
@click.argument("text")
@common
@pass_session
def note(session: Session, clipping: str, text: str) -> None:
    """给一条写批注，空的就删掉 (a note on a clipping; empty removes it)."""
    clippings = session.library.clippings
    clippings.note(clippings.clipping(clipping), text)
    session.output.record_or_text({"noted": bool(text.strip())}, "记下了" if text.strip() else "去掉了")


@clippings_group.command("move")
@click.argument("names", metavar="编号...", nargs=-1, required=True)
@BOOK
@click.option("--at", type=click.IntRange(min=1), metavar="N", help="第几条之前，不写就放在最后 (before number N)")
@common
@pass_session
def move(session: Session, names: tuple[str, ...], book: str | None, at: int | None) -> None:
    """换位置，或移到另一本 (to another place, or into another book)."""
    clippings = session.library.clippings
    found = [clippings.clipping(name) for name in names]
    clippings.move(found, clippings.book(book or found[0].book), None if at is None else at - 1)
    session.output.record_or_text({"moved": len(found)}, f"移动了 {len(found)} 条")


@clippings_group.command("remove")
@click.argument("names", metavar="编号...", nargs=-1, required=True)
@common
@pass_session
def remove(session: Session, names: tuple[str, ...]) -> None:
    """从本里去掉，可以撤销 (take clippings out; can be undone)."""
    clippings = session.library.clippings
    found = [clippings.clipping(name) for name in names]
    clippings.remove(found)
    session.output.record_or_text({"removed": len(found)}, f"去掉了 {len(found)} 条")


@clippings_group.command("undo")
@common
@pass_session
def undo(session: Session) -> None:
    """撤销剪报和标记的最近一步改动 (undo the last change of clippings and marks)."""
    undo_last(session)


@clippings_group.command("clear")
@click.option("--yes", is_flag=True, help="真的删 (really)")
@common
@pass_session
def clear(session: Session, yes: bool) -> None:
    """永远删掉全部剪报本；不加 --yes 只说有多少 (remove all clipping books for good)."""
    clippings = session.library.clippings
    count = clippings.forget() if yes else sum(len(clippings.of(book)) for book in clippings.books())
    said = f"永远删掉了 {count} 条剪报" if yes else f"有 {count} 条剪报；加 --yes 永远删掉，不能撤销"
    session.output.record_or_text({"clippings": count, "removed": yes}, said)


for _command in FILES:
    clippings_group.add_command(_command)

COMMANDS: tuple[click.Command, ...] = (clippings_group,)

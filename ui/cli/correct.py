"""Correcting what articles say (`dianzibao correct`), and listing, exporting and applying corrections."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec import structs

from archive.errata import block_text, errata
from archive.errors import UsageError
from archive.files import write_atomically
from archive.model import Content, Heading, IssueKey, Paragraph
from reader.correcting import Applied, Fate, apply_patch, as_diff, as_text, from_text, patch_of, read_patch, write_patch
from ui.cli.file import done, indexed
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session

_FATES = {
    Fate.APPLIED: "已更正",
    Fate.SAME: "本来就是这样",
    Fate.MISFIT: "有对不上的，其余已更正",
    Fate.UNKNOWN: "这里没有这一篇",
}
_PLACES = {"kicker": "引题", "title": "主题", "subtitle": "副题", "byline": "署名", "body": "正文"}


@click.command()
@click.argument("article", metavar="ID", type=int)
@click.option("--title", metavar="T", help="主题 (title)")
@click.option("--kicker", metavar="T", help="引题，空的就去掉 (kicker)")
@click.option("--subtitle", metavar="T", help="副题，空的就去掉 (subtitle)")
@click.option("--byline", metavar="T", help="署名，空的就去掉 (byline)")
@click.option("--replace", "replaced", nargs=2, multiple=True, metavar="OLD NEW",
              help="正文里的一处换成 (words of the text)")  # fmt: skip
@click.option("--text", "path", metavar="FILE",
              type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
              help="整个正文，- 从标准输入读 (the whole text)")  # fmt: skip
@click.option("--show", is_flag=True, help="只把正文写出来，改好后用 --text 读回 (print the text to edit)")
@click.option("--revert", is_flag=True, help="恢复原文 (back to what was printed)")
@common
@pass_session
def correct(
    session: Session,
    article: int,
    title: str | None,
    kicker: str | None,
    subtitle: str | None,
    byline: str | None,
    replaced: tuple[tuple[str, str], ...],
    path: Path | None,
    show: bool,
    revert: bool,
) -> None:
    """更正一篇的标题、署名或正文；原文留着，两种都查得到 (correct what an article says)."""
    content = session.library.article(article).content
    if show:
        session.output.text(as_text(content.blocks))
        return
    if revert:
        done(session, session.library.filing.revert_text(article))
        return
    given = {"title": title, "kicker": kicker, "subtitle": subtitle, "byline": byline}
    changed = structs.replace(content, **{name: text or None for name, text in given.items() if text is not None})
    if title is not None and not title.strip():
        raise UsageError("稿件要有标题")
    if path is not None:
        data = sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
        text = data.decode("utf-8-sig", errors="replace")
        changed = structs.replace(changed, blocks=from_text(text, content.blocks))
    for old, new in replaced:
        changed = _replaced(changed, old, new)
    if not (replaced or path is not None or any(text is not None for text in given.values())):
        raise UsageError("要写改什么：--title、--byline、--replace、--text……（--show 把正文写出来）")
    done(session, session.library.filing.correct_text(article, changed))


def _replaced(content: Content, old: str, new: str) -> Content:
    """`UsageError` unless the words stand in one place of the text."""
    places = [
        number
        for number, block in enumerate(content.blocks)
        if isinstance(block, Paragraph | Heading)
        for _ in range(block.text.count(old) if old else 0)
    ]
    if len(places) != 1:
        raise UsageError(f"正文里有 {len(places)} 处“{old}”，要正好一处，请多写几个字")
    block = content.blocks[places[0]]
    assert isinstance(block, Paragraph | Heading)
    blocks = list(content.blocks)
    blocks[places[0]] = structs.replace(block, text=block.text.replace(old, new))
    return structs.replace(content, blocks=tuple(one for one in blocks if block_text(one).strip()))


@click.command()
@click.argument("ids", metavar="[ID…]", nargs=-1, type=int)
@click.option("--diff", is_flag=True, help="逐行写出改了什么，unified diff 格式 (as a unified diff)")
@click.option("--export", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="写成补丁文件（JSON），别的档案库可用 --apply 照改 (write a patch)")  # fmt: skip
@click.option("--apply", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
              help="照补丁文件更正 (apply a patch)")  # fmt: skip
@common
@pass_session
def corrections(session: Session, ids: tuple[int, ...], diff: bool, target: Path | None, source: Path | None) -> None:
    """哪些稿件的文字更正过；导出、应用补丁 (articles whose texts were corrected)."""
    library, output = session.library, session.output
    if source is not None:
        _apply(session, source)
        return
    articles = [library.article(number) for number in ids] if ids else library.corrected()
    if target is not None:
        patch = patch_of(library, [one.id for one in articles] if ids else None)
        write_atomically(target, write_patch(patch))
        output.remark(f"已导出 {len(patch.articles)} 篇的更正：{target}")
        return
    if diff:
        for article in articles:
            output.text(as_diff(article).rstrip("\n"))
        return
    for article in articles:
        changes = errata(article.printed, article.content) if article.printed else ()
        if session.as_json:
            output.line({"id": article.id, **_issue(article.key), "title": article.content.title, "errata": changes})
            continue
        output.text(f"[{article.id}] {' '.join(article.content.title.split())}  {article.key.words}")
        for change in changes:
            was, wanted = (" ".join(" ".join(map(block_text, part)).split()) for part in (change.before, change.after))
            output.text(f"    {_PLACES[change.place]}：{was or '（无）'} → {wanted or '（无）'}")
    if not articles and not session.as_json:
        output.remark("还没有更正过文字")


def _issue(key: IssueKey) -> dict[str, object]:
    return {"paper": key.paper, "date": str(key.date) if key.date else None, "edition": key.edition}


def _apply(session: Session, source: Path) -> None:
    found: list[Applied] = []
    for item in apply_patch(session.library, read_patch(source.read_bytes())):
        found.append(item)
        if session.as_json:
            record = {"id": item.article, **_issue(item.patched.issue), "title": item.patched.title}
            session.output.line({**record, "fate": item.fate, "misfits": item.misfits})
            continue
        session.output.text(f"{_FATES[item.fate]}：{item.patched.issue.words}《{item.patched.title}》")
        for change in item.misfits:
            session.output.text(f"    对不上：{_PLACES[change.place]} {' '.join(map(block_text, change.before))}")
    indexed(session)
    sys.exit(EXIT_ITEMS if any(item.fate in (Fate.MISFIT, Fate.UNKNOWN) for item in found) else 0)


COMMANDS: tuple[click.Command, ...] = (correct, corrections)

"""`dianzibao export --bagit`: the archive as a bag that other archives' tools can check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.errors import UsageError
from archive.keeping.bags import Bagged
from archive.keeping.copies import Lacking
from archive.progress import Progress
from ui.cli.backup import tell_lost
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session


@click.command()
@click.option("--bagit", "target", type=click.Path(path_type=Path), metavar="DIR", help="写成 BagIt 包 (as a bag)")
@click.option(
    "--info", "facts", multiple=True, metavar="NAME=VALUE", help="写进 bag-info.txt，如 Source-Organization=某馆"
)
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def export(session: Session, target: Path | None, facts: tuple[str, ...], with_progress: bool) -> None:
    """把整个档案库导出成一个新文件夹，别的档案软件也能核对和读 (hand the archive over).

    里面是原件、目录数据库、每篇稿件的文字，都有校验和；用 dianzibao restore 可以恢复
    (originals, catalogue, and every article's text, with checksums; `restore` reads it)。
    """
    if target is None:
        raise UsageError("写法：export --bagit 新文件夹")
    lost = 0
    done: Bagged | None = None
    with cancellable() as cancelled:
        for step in session.library.keeping.write_bag(target, _facts(facts), cancelled):
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, Lacking):
                lost += 1
                tell_lost(session, step.name, step.reason)
            else:
                done = step
    if done is None:
        session.output.remark("没有做完，什么也没有留下")
        sys.exit(EXIT_ITEMS)
    if session.as_json:
        counts = {"articles": done.articles, "objects": done.manifest.objects, "bytes": done.size}
        session.output.line({"bag": str(target.absolute()), **counts})
    else:
        session.output.text(
            f"已写到 {target.absolute()}：{done.manifest.issues} 期 {done.articles} 篇，"
            f"原件 {done.manifest.objects} 个，共 {done.size / 1e6:.1f} MB"
        )
    sys.exit(EXIT_ITEMS if lost else 0)


def _facts(facts: tuple[str, ...]) -> dict[str, str]:
    pairs = [fact.partition("=") for fact in facts]
    if wrong := [name for name, equals, _value in pairs if not (name.strip() and equals)]:
        raise UsageError(f"--info 要写成 名称=内容，而不是：{wrong[0]}")
    return {name.strip(): " ".join(value.split()) for name, _equals, value in pairs}


COMMANDS: tuple[click.Command, ...] = (export,)

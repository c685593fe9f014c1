"""`dianzibao verify`: is everything still there, and as it was?"""

from __future__ import annotations

import sys

import click

from archive.keeping.fixity import Finding
from archive.progress import Cancelled
from ui.cli.doctor import tell_finding
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session


@click.command()
@click.option("--full", is_flag=True, help="逐字节核对；中断后接着做 (read every byte; goes on where it was stopped)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def verify(session: Session, *, full: bool, with_progress: bool) -> None:
    """核对档案库：原件、目录、索引都在不在、变没变 (is everything there, and as it was).

    有东西丢失或损坏时退出码为 1 (exit code 1 if anything is missing or damaged)。
    """
    found: list[Finding] = []
    with cancellable() as cancelled:
        for event in session.library.health.verify(cancelled, full=full):
            if not isinstance(event, Finding):
                tell_progress(event, session.output, with_progress=with_progress)
                continue
            found.append(event)
            tell_finding(event, session)
    _tell_end(session, found, cancelled, full=full)
    if cancelled or any(finding.loss for finding in found):
        sys.exit(EXIT_ITEMS)


def _tell_end(session: Session, found: list[Finding], cancelled: Cancelled, *, full: bool) -> None:
    lost = sum(finding.loss for finding in found)
    if session.as_json:
        session.output.line({"findings": len(found), "lost": lost, "full": full, "finished": not cancelled})
        return
    if cancelled:
        session.output.remark("没有核对完；再运行一次" + ("，从停下的地方接着做" if full else ""))
        return
    how = "逐字节核对" if full else "核对了文件的有无和长度（逐字节核对：verify --full）"
    session.output.text(f"{how}：{'完好' if not found else f'{len(found)} 处不对，其中 {lost} 处丢失或损坏'}")


COMMANDS: tuple[click.Command, ...] = (verify,)

"""`dianzibao doctor`: the state of everything in an archive, and repair from a second copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click
from msgspec.structs import asdict

from archive.keeping.fixity import Finding, State
from archive.keeping.repair import NotRepaired, Repaired
from archive.progress import Progress
from reader.doctor import Doctor, Examination, Tally
from reader.keeping import last_backup
from reader.open import archive_folder, open_library
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session

_THINGS: Final = {"originals": "原件", "catalogue": "目录数据库", "index": "检索索引", "others": "其他文件"}
_STATES: Final = {
    State.MISSING: "不见了",
    State.DAMAGED: "损坏",
    State.NEWER: "更新的版本写的",
    State.ORPHANED: "没有稿件用到",
    State.FOREIGN: "外来",
    State.UNFINISHED: "没写完",
    State.UNINDEXED: "没跟上",
}
_UNITS: Final = {"originals": " 个", "catalogue": " 组行"}


@click.command()
@click.option("--full", is_flag=True, help="逐字节检查 (read every byte)")
@click.option(
    "--repair", "source", type=click.Path(path_type=Path), metavar="FROM", help="用备份或另一份档案库修复 (repair from)"
)
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def doctor(session: Session, *, full: bool, source: Path | None, with_progress: bool) -> None:
    """逐样检查档案库，打不开的也行；--repair 修复 (the state of everything, also where it cannot be opened).

    修复只用核对得上的内容，换下来的留在档案库的 damaged 文件夹里。有东西丢失或损坏时退出码为 1
    (repairs only with what agrees with its sums; exit code 1 if anything is missing or damaged)。
    """
    patient = Doctor(archive_folder(session.archive).absolute(), open_library)
    found: list[Finding] = []
    last: tuple[Examination, list[Finding]] | None = None
    failed = 0
    with cancellable() as cancelled:
        steps = patient.repair(source, cancelled) if source else patient.examine(full=full, cancelled=cancelled)
        for step in steps:
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, Finding):
                found.append(step)
                tell_finding(step, session)
            elif isinstance(step, Examination):
                last, found = (step, found), []
            else:
                failed += isinstance(step, NotRepaired)
                _tell_repair(step, session)
    if last is None or cancelled:
        session.output.remark("没有做完；再运行一次")
        sys.exit(EXIT_ITEMS)
    _tell_end(session, *last)
    if failed or any(finding.loss for finding in last[1]):
        sys.exit(EXIT_ITEMS)


def tell_finding(finding: Finding, session: Session) -> None:
    if session.as_json:
        session.output.line(asdict(finding))
    else:
        session.output.text(f"{finding.name}：{finding.sentence}。{finding.advice}。")


def _tell_repair(step: Repaired | NotRepaired, session: Session) -> None:
    if session.as_json:
        session.output.line({"repaired": isinstance(step, Repaired), **asdict(step)})
    elif isinstance(step, Repaired):
        session.output.text(f"修复 {step.name}：{step.sentence}")
    else:
        session.output.text(f"没有修复 {step.name}：{step.reason}")


def _tell_end(session: Session, examination: Examination, found: list[Finding]) -> None:
    lost = sum(finding.loss for finding in found)
    backup = last_backup(archive_folder(session.archive))
    if session.as_json:
        for tally in examination.tallies:
            session.output.line({"thing": tally.thing, "fine": tally.fine, "states": dict(tally.states)})
        at = {"at": backup.at, "folder": backup.folder, "sound": backup.sound} if backup else None
        end = {"findings": len(found), "lost": lost, "full": examination.full, "backup": at}
        session.output.line(end)
        return
    for tally in examination.tallies:
        if said := _said(tally):
            session.output.text(f"{_THINGS[tally.thing]}：{said}")
    if backup is None:
        session.output.text("备份：没有记录。用 dianzibao backup 备份到另一块硬盘")
    else:
        state = "试恢复完好" if backup.sound else "不完整，请再备份一次"
        session.output.text(f"备份：{backup.at[:10]}，在 {backup.folder}，{state}")
    how = "每个字节都查过" if examination.full else "只看了原件的有无和长度（逐字节：doctor --full）"
    session.output.text(f"{how}：{f'{len(found)} 处不对，其中 {lost} 处丢失或损坏' if found else '完好'}")


def _said(tally: Tally) -> str:
    """`完好 1200 个，不见了 1，损坏 2`; nothing where there is nothing."""
    parts = [f"{_STATES[state]} {count}" for state, count in tally.states.items()]
    if tally.thing in _UNITS:
        parts.insert(0, f"完好 {tally.fine}{_UNITS[tally.thing]}")
    elif tally.fine:
        parts.insert(0, "完好")
    return "，".join(parts)


COMMANDS: tuple[click.Command, ...] = (doctor,)

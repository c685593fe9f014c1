"""Keeping what there is: backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec

from archive.errors import UsageError
from archive.keeping.backup import KEPT, BackedUp
from archive.keeping.copies import Lacking
from archive.keeping.merge import Merged, SafetyCopy
from archive.keeping.restore import Comparison
from archive.progress import Progress
from reader import keeping
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session, common, pass_session

_STATES = {
    "proved": "完好",
    "flawed": "有问题",
    "unproved": "没有试恢复过",
    "unreadable": "说明文件读不出来",
    "newer": "更新的版本写的",
    "unfinished": "没有做完，不算",
}
_HEADINGS = {
    "time": "时间",
    "state": "状态",
    "issues": "期",
    "articles": "稿件",
    "objects": "原件",
    "proved_at": "试恢复",
}
_SHOWN = 20


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="列出那里的备份和状态 (list the backups there)")
@click.option("--full", is_flag=True, help="试恢复时逐个核对内容 (check every byte)")
@click.option("--keep", type=click.IntRange(min=1), default=KEPT, show_default=True, help="留几份 (how many)")
@click.option("--prune", is_flag=True, help="清除各份备份都不要的原件 (remove what no backup needs)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def backup(
    session: Session, target: Path, listing: bool, full: bool, keep: int, prune: bool, with_progress: bool
) -> None:
    """备份到一个文件夹，只添新的，做完试恢复 (back up, only what is new, and prove it)."""
    if listing:
        sys.exit(_list(session, target))
    lacking = 0
    done: BackedUp | None = None
    with cancellable() as cancelled:
        steps = session.library.keeping.back_up(target, full=full, keep=keep, prune=prune, cancelled=cancelled)
        for step in steps:
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, Lacking):
                lacking += 1
                tell_lost(session, step.name, step.reason)
            else:
                done = step
    if done is None:
        sys.exit(EXIT_ITEMS)
    _tell_backup(session, done)
    proof = done.manifest.proof
    sys.exit(EXIT_ITEMS if lacking or proof is None or proof.problems else 0)


@click.command()
@click.argument("source", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--at", metavar="TIME", help="哪一份，按它的时间；不写是最新的 (which backup)")
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="恢复成新的档案库 (make a new archive)")
@click.option("--apply", "applying", is_flag=True, help="取回现有档案库没有的期 (bring in what is missing here)")
@click.option("--theirs", is_flag=True, help="内容不同的也用备份里的，同 --apply (what differs too, with --apply)")
@click.option("--undo", "undoing", is_flag=True, help="撤销上一次 --apply (take the last --apply back)")
@click.option("--progress", "with_progress", is_flag=True, help="JSON 输出里带进度行 (progress lines, with --json)")
@common
@pass_session
def restore(
    session: Session,
    source: Path | None,
    at: str | None,
    into: Path | None,
    applying: bool,
    theirs: bool,
    undoing: bool,
    with_progress: bool,
) -> None:
    """备份与现有的有何不同；--apply 取回，--into 恢复成新的档案库 (compare with a backup, or restore from it)."""
    if sum((into is not None, applying, undoing)) > 1 or (theirs and not applying) or (source is None) != undoing:
        raise UsageError(
            "写法：restore DIR，restore DIR --apply [--theirs]，restore DIR --into 新文件夹，或 restore --undo"
        )
    if at is not None and not at.strip():
        raise UsageError("--at 要写备份的时间，例如 2026-11-23")
    if source is None:
        _undo(session)
    elif into is not None:
        sys.exit(_restore_into(session, source, at, into, with_progress=with_progress))
    elif applying:
        sys.exit(_apply(session, source, at, theirs=theirs, with_progress=with_progress))
    else:
        _tell_comparison(session, session.library.keeping.compare(source, at))
        if not session.as_json:
            session.output.text("没有改动什么。要取回，用 --apply 并入现有档案库，或用 --into 恢复成新的档案库")


def _undo(session: Session) -> None:
    done = session.library.keeping.undo_restore()
    _tell(session, {"undone": done.sentence}, f"已撤销：{done.sentence}")


def _apply(session: Session, source: Path, at: str | None, *, theirs: bool, with_progress: bool) -> int:
    """Merge a backup; the exit code."""
    lost = 0
    done: Merged | None = None
    with cancellable() as cancelled:
        for step in session.library.keeping.restore(source, at, theirs=theirs, cancelled=cancelled):
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, Comparison):
                _tell_comparison(session, step)
            elif isinstance(step, SafetyCopy):
                _tell(session, {"safety_copy": str(step.path)}, f"恢复前的目录数据库留在 {step.path}")
            elif isinstance(step, Lacking):
                lost += 1
                tell_lost(session, step.name, step.reason)
            else:
                done = step
    if done is None:
        return EXIT_ITEMS
    counts = {"restored": done.issues, "replaced": done.replaced, "originals": done.originals}
    said = f"取回 {done.issues} 期（其中 {done.replaced} 期换下了现有的），原件 {done.originals} 个"
    _tell(session, counts, f"{said}；用 dianzibao restore --undo 撤销" if done.issues else "没有要取回的")
    return EXIT_ITEMS if lost else 0


def _restore_into(session: Session, source: Path, at: str | None, into: Path, *, with_progress: bool) -> int:
    """Make an archive of a backup; the exit code."""
    lost = 0
    restored = False
    with cancellable() as cancelled:
        for step in keeping.restore_into(source, into, at, cancelled):
            if isinstance(step, Progress):
                tell_progress(step, session.output, with_progress=with_progress)
            elif isinstance(step, Lacking):
                lost += 1
                tell_lost(session, step.name, step.reason)
            else:
                restored = True
                if session.as_json:
                    session.output.line(
                        {"archive": str(into.absolute()), "time": step.manifest.time, "originals": step.originals}
                    )
                else:
                    session.output.text(
                        f"已恢复到 {into.absolute()}，原件 {step.originals} 个都核对过；索引在打开后重建"
                    )
    return 0 if restored and not lost else EXIT_ITEMS


def _list(session: Session, target: Path) -> int:
    found = keeping.backups(target)
    records = []
    for item in found:
        manifest = item.manifest
        proof = manifest.proof if manifest else None
        records.append(
            {
                "time": item.time,
                "state": item.state if session.as_json else _STATES[item.state],
                "issues": manifest and manifest.issues,
                "articles": manifest and manifest.articles,
                "objects": manifest and manifest.objects,
                "bytes": manifest and manifest.object_bytes + manifest.size,
                "proved_at": proof and proof.at,
                "full": proof and proof.full,
                "problems": proof.problems if proof else (),
            }
        )
    session.output.rows(records, _HEADINGS)
    return 0 if any(item.state == "proved" for item in found) else EXIT_ITEMS


def _tell(session: Session, record: dict[str, Any], sentence: str) -> None:
    if session.as_json:
        session.output.line(record)
    else:
        session.output.text(sentence)


def tell_lost(session: Session, sha: str, reason: str) -> None:
    if session.as_json:
        session.output.line({"original": sha, "reason": reason})
    else:
        session.output.text(f"原件{reason}：{sha}")


def _tell_backup(session: Session, done: BackedUp) -> None:
    manifest, proof = done.manifest, done.manifest.proof
    problems = proof.problems if proof else ("没有做完试恢复",)
    if session.as_json:
        counts: dict[str, Any] = {name: getattr(done, name) for name in done.__struct_fields__ if name != "manifest"}
        session.output.line({**counts, **msgspec.to_builtins(manifest)})
        return
    session.output.text(
        f"备份 {manifest.time}：{manifest.issues} 期 {manifest.articles} 篇，原件 {manifest.objects} 个，"
        f"这次新添 {done.copied} 个（{done.copied_bytes / 1e6:.1f} MB）"
    )
    if done.backups_removed or done.objects_removed:
        session.output.text(f"清除旧备份 {done.backups_removed} 份、不再要的原件 {done.objects_removed} 个")
    session.output.text("试恢复：完好" if not problems else "试恢复：有问题")
    for problem in problems[:_SHOWN]:
        session.output.text(f"    {problem}")
    if len(problems) > _SHOWN:
        session.output.text(f"    …… 共 {len(problems)} 项")


def _tell_comparison(session: Session, found: Comparison) -> None:
    groups = {"only_there": found.only_there, "only_here": found.only_here, "different": found.different}
    if session.as_json:
        for name, keys in groups.items():
            for key in keys:
                session.output.line(
                    {"issue": name, "kind": key.kind, "paper": key.paper, "date": key.date, "edition": key.edition}
                )
        counts = {name: len(keys) for name, keys in groups.items()}
        session.output.line({"time": found.manifest.time, **counts, "same": found.same})
        return
    session.output.text(f"备份 {found.manifest.time} 与现有档案库相比：相同 {found.same} 期")
    for name, words in (("only_there", "只在备份里"), ("only_here", "只在档案库里"), ("different", "内容不同")):
        keys = groups[name]
        session.output.text(f"{words} {len(keys)} 期")
        for key in keys[:_SHOWN]:
            session.output.text(f"    {key.words}")
        if len(keys) > _SHOWN:
            session.output.text(f"    …… 共 {len(keys)} 期")


COMMANDS: tuple[click.Command, ...] = (backup, restore)

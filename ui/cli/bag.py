"""`dianzibao export --bagit`: the archive as a bag that other archives' tools can check."""

from __future__ import annotations

import sys
from pathlib import Path

from archive.errors import UsageError
from archive.keeping.bags import Bagged
from archive.keeping.copies import Lacking
from archive.progress import Progress
from ui.cli.backup import tell_lost
from ui.cli.keep import cancellable
from ui.cli.report import tell_progress
from ui.cli.session import EXIT_ITEMS, Session


def write_bag(session: Session, target: Path, facts: tuple[str, ...], *, with_progress: bool) -> None:
    """The whole archive as a bag in the new folder `target`; ends the process."""
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

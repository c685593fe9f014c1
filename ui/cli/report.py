"""How the command line tells what became of imported items: one line, or one JSON object, for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from archive.errata import block_text
from archive.importing.decide import Action
from archive.model import Block
from archive.progress import Outcome, Progress
from archive.shown import shown
from reader.logs import OUTCOMES
from ui.cli.output import Output

if TYPE_CHECKING:
    from archive.formats.tables.fields import TablePreview
    from archive.importing.reparse import Reread  # it brings all parsers with it

WORDS = {"added": "新增", "same": "已有", "updated": "更新", "failed": "失败", "refused": "未导入"}

_CHANGES = {
    Action.NEW: "新增",
    Action.NEWER: "文字有变",
    Action.PLACED: "版面或热区有变",
    Action.HELD: "来源有变，保留人工的",
    Action.CARRIED: "文字有变，更正已移到新文字上",
    Action.SAME: "相同",
    None: "不再读出，保留原有的",
}
_SHOWN = 20


def report(steps: Iterable[Progress | Outcome], output: Output, *, with_progress: bool) -> int:
    """Say what became of each item; returns how many had a problem."""
    problems = 0
    for step in steps:
        if isinstance(step, Progress):
            tell_progress(step, output, with_progress=with_progress)
        else:
            if step.outcome.is_problem:
                problems += 1
                OUTCOMES.info("%s %s：%s", step.outcome.value, step.source, step.reason)
            if output.as_json:
                output.line(record(step))
            else:
                tell(step, output)
    return problems


def tell_progress(step: Progress, output: Output, *, with_progress: bool) -> None:
    if with_progress and output.as_json:
        output.line({"progress": {"what": step.what, "done": step.done, "total": step.total}})
    else:
        output.progress(step)


def record(item: Outcome) -> dict[str, object]:
    return {
        "source": item.source,
        "outcome": item.outcome,
        "kind": item.kind,
        "paper": item.paper,
        "date": item.date,
        "edition": item.edition,
        "pages": item.pages,
        "articles": item.articles,
        "missing": item.missing,
        "reason": item.reason,
        "left_out": item.left_out,
        "notes": item.notes,
        "conflict": item.conflict,
    }


def tell(item: Outcome, output: Output) -> None:
    what = " ".join(str(part) for part in (item.paper, item.date, item.edition) if part)
    counts = f"{item.pages} 版 {item.articles} 篇" if item.pages else f"{item.articles} 篇"
    parts = (WORDS[item.outcome], shown(item.source), what, counts if what else "", item.reason)
    output.text("  ".join(filter(None, parts)))
    for heading, names in (("缺", item.missing), ("未收", item.left_out), ("说明", item.notes)):
        if names:
            more = f" 等 {len(names)} 项" if len(names) > 10 else ""
            output.text(f"    {heading}：{'、'.join(map(shown, names[:10]))}{more}")


def tell_table(source: str, table: TablePreview, output: Output) -> None:
    """A table's columns, what each is read as, its first row (all first rows as JSON), and what it lacks."""
    if output.as_json:
        output.line(
            {
                "source": source,
                "columns": table.columns,
                "rows": table.rows,
                "mapping": table.mapping,
                "missing": table.missing,
                "fingerprint": table.fingerprint,
            }
        )
        return
    output.text(shown(source))
    fields = {column: name for name, column in table.mapping.items()}
    rows = [
        {"column": column, "field": fields.get(column), "first": first[:40]}
        for column, first in zip(table.columns, table.rows[0], strict=True)
    ]
    output.rows(rows, {"column": "列", "field": "读作", "first": "第一行"})
    if table.missing:
        output.text(f"    缺少字段：{'、'.join(table.missing)}")


def tell_no_table(source: str, reason: str, output: Output) -> None:
    if output.as_json:
        output.line({"source": source, "problem": reason})
    else:
        output.text(f"{shown(source)}  {reason}")


def tell_reread(item: Reread, output: Output) -> None:
    """What reading an arrival again changes."""
    changes = [
        {
            "id": change.id,
            "before": change.before,
            "after": change.after,
            "action": change.action,
            "misfits": [(_words(one.before), _words(one.after)) for one in change.misfits],
        }
        for change in item.changes
    ]
    if output.as_json:
        output.line(
            {
                "source": item.source,
                "format": item.format,
                "paper": item.key.paper,
                "date": item.key.date,
                "edition": item.key.edition,
                "changes": changes,
                "pages_changed": item.pages_changed,
                "read_as": str(item.read_as.date) if item.read_as else None,
                "problem": item.problem,
            }
        )
        return
    output.text(f"{item.key.paper} {item.key.date or ''}  {shown(item.source)}  {item.problem or ''}".rstrip())
    if item.read_as:
        output.text(f"    现在读作《{item.read_as.paper}》{item.read_as.date}；归档没有改动，可用 dianzibao file 移动")
    if item.pages_changed:
        output.text("    版面有变")
    for change in item.changes[:_SHOWN]:
        output.text(f"    {_CHANGES[change.action]}：{_flat(change.before)} → {_flat(change.after)}")
        for misfit in change.misfits:
            output.text(f"        更正不再对得上：{_words(misfit.before)} → {_words(misfit.after)}")
    if len(item.changes) > _SHOWN:
        output.text(f"    等 {len(item.changes)} 篇")


def _words(blocks: Sequence[Block]) -> str:
    return " ".join(" ".join(map(block_text, blocks)).split())


def _flat(title: str | None) -> str:
    return "（无）" if title is None else " ".join(title.split())

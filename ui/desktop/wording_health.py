"""How the archive's condition is worded in the interface's language."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QLocale

from reader.condition import LITTLE_ROOM, Condition, age
from reader.health import Check
from ui.desktop.wording import locale

translate = QCoreApplication.translate
_DOT = " · "


def ago(at: str) -> str:
    """`今天`, `昨天`, `12 天前`."""
    passed = age(at)
    if passed is None:
        return translate("health", "时间不明")
    if passed.days == 0:
        return translate("health", "一天之内")
    return translate("health", "{n} 天前").format(n=passed.days)


def room(free: int) -> str:
    return locale().formattedDataSize(free, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def is_grave(condition: Condition) -> bool:
    """Is something lost, or about to be?  That nobody has made a backup yet is said calmly."""
    return bool(_grave(condition))


def line(condition: Condition) -> str:
    """One line for the window's foot: what is wrong first, then the last backup, the last check, the index, the room.

    Empty where there is nothing to lose yet.
    """
    grave = _grave(condition)
    if condition.empty:
        return _DOT.join(grave)
    calm = []
    if condition.backup is None:
        calm.append(translate("health", "还没有备份"))
    elif condition.backup.sound:
        calm.append(translate("health", "备份：{when}").format(when=ago(condition.backup.at)))
    if not condition.lost:
        check = newest(condition)
        when = ago(check.at) if check else translate("health", "从未")
        calm.append(translate("health", "核对：{when}").format(when=when))
    if condition.pending:
        calm.append(translate("health", "索引差 {n} 处").format(n=condition.pending))
    else:
        calm.append(translate("health", "索引一致"))
    if condition.free >= LITTLE_ROOM:
        calm.append(translate("health", "剩余 {room}").format(room=room(condition.free)))
    return _DOT.join(grave + calm)


def _grave(condition: Condition) -> list[str]:
    """What the reader should do something about, gravest first."""
    found = []
    if condition.lost:
        found.append(translate("health", "核对发现 {n} 处丢失或损坏").format(n=condition.lost))
    if condition.free < LITTLE_ROOM:
        found.append(translate("health", "磁盘只剩 {room}").format(room=room(condition.free)))
    if condition.backup and not condition.backup.sound:
        found.append(translate("health", "上次备份不完整"))
    return found


def newest(condition: Condition) -> Check | None:
    """The last check of either kind."""
    checks = [check for check in (condition.checks.quick, condition.checks.full) if check]
    return max(checks, key=lambda check: check.at, default=None)


def checks(condition: Condition) -> str:
    quick, full = condition.checks.quick, condition.checks.full
    never = translate("health", "从未")
    said = translate("health", "有无和长度：{quick}。逐字节：{full}。").format(
        quick=_result(quick) if quick else never, full=_result(full) if full else never
    )
    if condition.checks.after:
        said += translate("health", "逐字节核对停在半路，再开始就接着做。")
    return said


def backup(condition: Condition) -> str:
    last = condition.backup
    if last is None:
        return translate("health", "还没有备份。硬盘总有坏的一天：请备份到另一块硬盘或网络文件夹。")
    state = translate("health", "试恢复完好") if last.sound else translate("health", "不完整，请再备份一次")
    return translate("health", "{when}，在 {folder}，{state}。").format(
        when=ago(last.at), folder=last.folder, state=state
    )


def backup_made(time: str, issues: int, state: str) -> str:
    """One of several backups: `2026-11-24 12:29，214 期`, in the local time; one that is not proved is called so."""
    moment = datetime.strptime(time, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone()
    said = translate("health", "{time}，{n} 期").format(time=f"{moment:%Y-%m-%d %H:%M}", n=issues)
    return said if state == "proved" else translate("health", "{backup}，没有试恢复成功").format(backup=said)


def index(condition: Condition) -> str:
    if not condition.pending:
        return translate("health", "与档案库一致。")
    return translate("health", "{n} 处变动还没有进检索索引。").format(n=condition.pending)


def disk(condition: Condition) -> str:
    said = translate("health", "剩余 {room}。").format(room=room(condition.free))
    return said + translate("health", "快满了，导入和备份会停下。") if condition.free < LITTLE_ROOM else said


def _result(check: Check) -> str:
    if check.lost:
        found = translate("health", "{n} 处丢失或损坏").format(n=check.lost)
    elif check.findings:
        found = translate("health", "没有丢失，{n} 处可留意").format(n=check.findings)
    else:
        found = translate("health", "完好")
    return f"{ago(check.at)}，{found}" if locale().name().startswith("zh") else f"{ago(check.at)}, {found}"

"""How coverage is worded in the interface's language: days, reasons, periods."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QCoreApplication

from archive.newspaper.coverage import MOST_RUNS, Coverage, Day, DayState, Flaw, Reason, missing_runs
from ui.desktop import wording

translate = QCoreApplication.translate


def mark(state: DayState) -> str:
    """The one character that stands in a calendar's cell."""
    return {
        DayState.COMPLETE: translate("coverage", "全"),
        DayState.INCOMPLETE: translate("coverage", "缺"),
        DayState.PAUSE: translate("coverage", "无"),
        DayState.UNKNOWN: translate("coverage", "？"),
    }[state]


def day(found: Day) -> str:
    """`2026-03-04 星期三：应有一期，没有收到`."""
    return f"{date(found.date)}：{known(found)}"


def date(found: dt.date) -> str:
    return f"{found.isoformat()} {wording.weekday(found.weekday())}"


def known(found: Day) -> str:
    """What is known of a day and why, in one line."""
    states = {
        DayState.COMPLETE: translate("coverage", "收全"),
        DayState.INCOMPLETE: translate("coverage", "不全"),
        DayState.PAUSE: translate("coverage", "不出报"),
        DayState.UNKNOWN: translate("coverage", "不知是否出报"),
    }
    said = list(map(reason, found.reasons)) or [states[found.state]]
    if found.state is DayState.COMPLETE and found.reasons:
        said.insert(0, states[found.state])
    if found.issues > 1:
        said.insert(0, translate("coverage", "{n} 种版本").format(n=found.issues))
    return translate("coverage", "；").join(said)


def reason(found: Reason) -> str:
    templates = {
        Flaw.NOT_KEPT: translate("coverage", "应有一期，没有收到"),
        Flaw.MISSING_PAGES: translate("coverage", "缺第{names}版"),
        Flaw.EMPTY_PAGES: translate("coverage", "第{names}版没有稿件"),
        Flaw.SOURCE_MISSING: translate("coverage", "来源提到而没有带来：{names}"),
        Flaw.PICTURE_PAGES: translate("coverage", "第{names}版只有版面图"),
        Flaw.HOLIDAY: translate("coverage", "{names}前后，不知是否出报"),
    }
    text = templates[found.flaw].format(names="、".join(found.names))
    return f"{found.edition}：{text}" if found.edition else text


def period(found: Coverage) -> str:
    if found.first == found.last:
        return found.first.isoformat()
    return translate("coverage", "{first} 至 {last}").format(first=found.first, last=found.last)


def sentence(found: Coverage) -> str:
    """`应有 31 期，收 29 期（缺 08-03、08-10），其中 2 期缺版`."""
    if not found.due:
        nothing = translate("coverage", "没有收到任何一期，应有几期不详")
        return nothing if found.unknown else translate("coverage", "不出报")
    parts = [translate("coverage", "应有 {due} 期，收 {kept} 期").format(due=found.due, kept=found.kept)]
    if found.missing:
        parts[0] += translate("coverage", "（缺 {days}）").format(days=_missing(found))
    if found.incomplete:
        parts.append(translate("coverage", "其中 {n} 期缺版").format(n=found.incomplete))
    if found.unknown:
        parts.append(translate("coverage", "另有 {n} 天不详").format(n=found.unknown))
    return translate("coverage", "，").join(parts)


def _missing(found: Coverage) -> str:
    one_year = found.first.year == found.last.year

    def said(missing: dt.date) -> str:
        return f"{missing:%m-%d}" if one_year else missing.isoformat()

    runs = missing_runs(found)
    run = translate("coverage", "{first} 至 {last}")
    names = [
        said(first) if first == last else run.format(first=said(first), last=said(last))
        for first, last in runs[:MOST_RUNS]
    ]
    more = translate("coverage", " 等 {n} 期").format(n=len(found.missing)) if len(runs) > MOST_RUNS else ""
    return "、".join(names) + more

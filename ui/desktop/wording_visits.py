"""Words for what was read and what reading leaves behind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from archive.labels import printed_labels
from archive.personal import Visit
from reader.traces import Trace
from ui.desktop import wording

translate = QCoreApplication.translate


def place(visit: Visit) -> str:
    """《报名》 date, page, title."""
    anchor = visit.anchor
    facts = (f"《{anchor.key.paper}》", wording.issue_date(anchor.key), " ".join(anchor.title.split()))
    return " ".join(fact for fact in facts if fact)


def where(visit: Visit) -> str:
    """Paper, date and page."""
    anchor = visit.anchor
    facts = (anchor.key.paper, wording.issue_date(anchor.key), printed_labels([anchor.page]) if anchor.page else "")
    return " · ".join(fact for fact in facts if fact)


def when(visit: Visit) -> str:
    """Day and time, here."""
    moment = QDateTime.fromString(visit.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale().toString(moment, "yyyy-MM-dd HH:mm")


def how_far(visit: Visit) -> str:
    if visit.place >= 0.99:
        return translate("wording", "读完")
    return f"{round(visit.place * 100)}%"


def trace(found: Trace) -> str:
    """What it is and how many."""
    words = {
        "visits": translate("wording", "阅读历史：{n} 篇读过的稿件，各读到哪里"),
        "queries": translate("wording", "检索历史：{n} 条查过的词"),
        "archives": translate("wording", "打开过的档案库：{n} 个"),
        "places": translate("wording", "上次打开的报纸、窗口关上时的样子、各报版面的放大倍数：{n} 项"),
    }
    return words[found.name].format(n=found.count)


def cleared(traces: Sequence[Trace]) -> str:
    return translate("wording", "已清除 {n} 项痕迹").format(n=sum(trace.count for trace in traces))

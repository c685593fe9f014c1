"""Words for reprints, and for a day over all papers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from archive.model import PartialDate
from reader.reprints import Elsewhere, Printing, Role
from ui.desktop.wording import weekday

translate = QCoreApplication.translate


def elsewhere(found: Elsewhere | None) -> str:
    """`另有 3 家刊登`, `本报另登 2 次`; empty for nothing."""
    if found is None:
        return ""
    papers = translate("reprints", "另有 {n} 家刊登").format(n=found.papers) if found.papers else ""
    again = translate("reprints", "本报另登 {n} 次").format(n=found.again) if found.again else ""
    return translate("reprints", "，").join(filter(None, (papers, again)))


def role(printing: Printing) -> str:
    """`这一篇`, `同一稿 93%`, `摘登 95%`."""
    words = {
        Role.ITSELF: translate("reprints", "这一篇"),
        Role.SAME: translate("reprints", "同一稿"),
        Role.EXTRACT: translate("reprints", "摘登"),
        Role.LONGER: translate("reprints", "摘自这篇"),
    }[printing.role]
    return words if printing.role is Role.ITSELF or printing.alike is None else f"{words} {printing.alike}%"


def day(date: PartialDate) -> str:
    """`2026-03-05 星期四`"""
    return f"{date} {weekday(date.first.weekday())}"

"""How marks are worded in the interface's language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from archive.personal import Mark, MarkKind

translate = QCoreApplication.translate


def kind(which: MarkKind) -> str:
    return {
        MarkKind.STAR: translate("marks", "星标"),
        MarkKind.LATER: translate("marks", "待读"),
        MarkKind.HIGHLIGHT: translate("marks", "划线"),
        MarkKind.NOTE: translate("marks", "批注"),
        MarkKind.TAG: translate("marks", "标签"),
    }[which]


def detail(mark: Mark) -> str:
    """`批注：查一查`"""
    text = " ".join(mark.text.split())
    return translate("marks", "{kind}：{text}").format(kind=kind(mark.kind), text=text) if text else kind(mark.kind)


def line(mark: Mark) -> str:
    """All of it, for who cannot see the row."""
    words = " ".join((mark.quote.words if mark.quote else mark.anchor.title).split())
    key = mark.anchor.key
    return "，".join(filter(None, (detail(mark), words, key.paper, str(key.date or ""))))


def of_article(marks: Sequence[Mark], lost: Sequence[Mark]) -> str:
    """What stands below an article's head: `★ 待读 · 标签：水运 · 批注：……`; empty without marks."""
    parts = []
    if any(mark.kind is MarkKind.STAR for mark in marks):
        parts.append(f"★ {kind(MarkKind.STAR)}")
    if any(mark.kind is MarkKind.LATER for mark in marks):
        parts.append(kind(MarkKind.LATER))
    if tags := [mark.text for mark in marks if mark.kind is MarkKind.TAG]:
        parts.append(translate("marks", "{kind}：{text}").format(kind=kind(MarkKind.TAG), text="、".join(tags)))
    parts += [detail(mark) for mark in marks if mark.kind is MarkKind.NOTE]
    if lost:
        parts.append(translate("marks", "{n} 处划线的文字已经不在了").format(n=len(lost)))
    return " · ".join(parts)

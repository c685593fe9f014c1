"""How clippings are worded in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from archive.personal import ClipKind, Clipping
from reader.proving import Finding, Verdict

translate = QCoreApplication.translate


def kind(which: ClipKind) -> str:
    return {
        ClipKind.ARTICLE: translate("clippings", "整篇"),
        ClipKind.WORDS: translate("clippings", "文字"),
        ClipKind.ZONE: translate("clippings", "版面"),
    }[which]


def finding(which: Finding) -> str:
    return {
        Finding.SAME: translate("clippings", "相符"),
        Finding.CHANGED: translate("clippings", "变了"),
        Finding.GONE: translate("clippings", "不在"),
    }[which]


def title(clipping: Clipping) -> str:
    return " ".join(clipping.anchor.title.split())


def head(clipping: Clipping) -> str:
    """The words that were clipped, else the title."""
    return " ".join(clipping.kept.text.split()) if clipping.kind is ClipKind.WORDS else title(clipping)


def line(clipping: Clipping, verdict: Verdict | None) -> str:
    """All of it, for who cannot see the row."""
    noted = translate("clippings", "批注：{text}").format(text=clipping.note) if clipping.note else ""
    found = finding(verdict.finding) if verdict else ""
    return "，".join(filter(None, (kind(clipping.kind), head(clipping), noted, clipping.kept.source, found)))


def tip(clipping: Clipping, verdict: Verdict | None) -> str:
    reasons = [f"{finding(verdict.finding)}：{reason}" for reason in verdict.reasons] if verdict else []
    return "\n".join(filter(None, (title(clipping), clipping.kept.source, clipping.note, *reasons)))


def with_source(clipping: Clipping) -> str:
    """To be pasted elsewhere."""
    return f"{clipping.kept.text}\n——《{title(clipping)}》，{clipping.kept.source}"


def counted(verdicts: list[Verdict]) -> str:
    """`相符 7 条，变了 1 条`"""
    counts = [(which, sum(verdict.finding is which for verdict in verdicts)) for which in Finding]
    one = translate("clippings", "{finding} {n} 条")
    return translate("clippings", "，").join(one.format(finding=finding(which), n=n) for which, n in counts if n)

"""工具: coverage, reading again, health."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec(
        "coverage",
        QT_TRANSLATE_NOOP("actions", "收录情况…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "收到哪些期、缺哪些期和版面"),
    ),
    Spec(
        "reparse",
        QT_TRANSLATE_NOOP("actions", "重读原件…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "用现在的导入器重新读存着的原件，先看会变什么"),
    ),
    Spec(
        "health",
        QT_TRANSLATE_NOOP("actions", "档案库的健康…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "核对、备份、索引和磁盘的情况"),
    ),
)

"""检索: the full text, results, this article."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("search", QT_TRANSLATE_NOOP("actions", "全文检索"), "search", ("Ctrl+Shift+F",), "search"),
    Spec("previous_result", QT_TRANSLATE_NOOP("actions", "上一条结果"), "search", ("Shift+F4",)),
    Spec("next_result", QT_TRANSLATE_NOOP("actions", "下一条结果"), "search", ("F4",)),
    Spec(
        "reprints",
        QT_TRANSLATE_NOOP("actions", "转载情况…"),
        "search",
        ("Ctrl+R",),
        tip=QT_TRANSLATE_NOOP("actions", "这一篇还登在哪些报纸上，哪天、哪版、什么标题，逐段对照"),
        group="reprints",
    ),
    Spec("find", QT_TRANSLATE_NOOP("actions", "在本篇中查找"), "search", ("Ctrl+F",), group="find"),
    Spec("find_previous", QT_TRANSLATE_NOOP("actions", "上一处"), "search", ("Shift+F3",), group="find"),
    Spec("find_next", QT_TRANSLATE_NOOP("actions", "下一处"), "search", ("F3",), group="find"),
    Spec("rebuild_index", QT_TRANSLATE_NOOP("actions", "重建检索索引…"), "search", group="index"),
)

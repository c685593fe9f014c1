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
    Spec(
        "save_search",
        QT_TRANSLATE_NOOP("actions", "保存检索…"),
        "search",
        ("Ctrl+S",),
        tip=QT_TRANSLATE_NOOP("actions", "存下现在的检索，以后看有什么新到的"),
        group="saved",
    ),
    Spec("my_searches", QT_TRANSLATE_NOOP("actions", "我的检索"), "search", ("Ctrl+Shift+U",), group="saved"),
    Spec(
        "only_new",
        QT_TRANSLATE_NOOP("actions", "只看新到的"),
        "search",
        tip=QT_TRANSLATE_NOOP("actions", "打开存着的检索时，只列上次看过以后新到的"),
        checkable=True,
        group="saved",
    ),
    Spec(
        "digest",
        QT_TRANSLATE_NOOP("actions", "每日摘要…"),
        "search",
        tip=QT_TRANSLATE_NOOP("actions", "各个存着的检索新到了什么"),
        group="reports",
    ),
    Spec(
        "search_report",
        QT_TRANSLATE_NOOP("actions", "检索报告…"),
        "search",
        tip=QT_TRANSLATE_NOOP("actions", "怎样查的，收录了什么，各报各年多少篇，一篇篇的出处"),
        group="reports",
    ),
    Spec(
        "trends",
        QT_TRANSLATE_NOOP("actions", "趋势…"),
        "search",
        ("Ctrl+Alt+T",),
        tip=QT_TRANSLATE_NOOP("actions", "每天、每月、每年有多少篇，几个检索词、几份报纸相比"),
        group="reports",
    ),
    Spec("rebuild_index", QT_TRANSLATE_NOOP("actions", "重建检索索引…"), "search", group="index"),
)

"""浏览: articles, pages, issues, history."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("back", QT_TRANSLATE_NOOP("actions", "后退"), "go", ("Alt+Left",), "back"),
    Spec("forward", QT_TRANSLATE_NOOP("actions", "前进"), "go", ("Alt+Right",), "forward"),
    Spec(
        "previous_article",
        QT_TRANSLATE_NOOP("actions", "上一篇"),
        "go",
        ("Alt+Up",),
        "article-previous",
        group="article",
        short=QT_TRANSLATE_NOOP("tools", "上一篇"),
    ),
    Spec(
        "next_article",
        QT_TRANSLATE_NOOP("actions", "下一篇"),
        "go",
        ("Alt+Down",),
        "article-next",
        group="article",
        short=QT_TRANSLATE_NOOP("tools", "下一篇"),
    ),
    Spec(
        "previous_page",
        QT_TRANSLATE_NOOP("actions", "上一版"),
        "go",
        ("PgUp",),
        "page-previous",
        group="page",
        short=QT_TRANSLATE_NOOP("tools", "上一版"),
    ),
    Spec(
        "next_page",
        QT_TRANSLATE_NOOP("actions", "下一版"),
        "go",
        ("PgDown",),
        "page-next",
        group="page",
        short=QT_TRANSLATE_NOOP("tools", "下一版"),
    ),
    Spec("first_page", QT_TRANSLATE_NOOP("actions", "第一版"), "go", ("Ctrl+Home",), group="page"),
    Spec("last_page", QT_TRANSLATE_NOOP("actions", "最后一版"), "go", ("Ctrl+End",), group="page"),
    Spec(
        "previous_issue",
        QT_TRANSLATE_NOOP("actions", "上一期"),
        "go",
        ("Ctrl+Left",),
        "issue-previous",
        group="issue",
        short=QT_TRANSLATE_NOOP("tools", "上一期"),
    ),
    Spec(
        "next_issue",
        QT_TRANSLATE_NOOP("actions", "下一期"),
        "go",
        ("Ctrl+Right",),
        "issue-next",
        group="issue",
        short=QT_TRANSLATE_NOOP("tools", "下一期"),
    ),
    Spec(
        "go_to",
        QT_TRANSLATE_NOOP("actions", "按日期查找…"),
        "go",
        ("Ctrl+G",),
        "go-to",
        QT_TRANSLATE_NOOP("actions", "去某一天、某一版"),
        group="to",
        short=QT_TRANSLATE_NOOP("tools", "日期"),
    ),
    Spec("contents", QT_TRANSLATE_NOOP("actions", "返回目录"), "go", ("Ctrl+L",), group="to"),
    Spec("where_am_i", QT_TRANSLATE_NOOP("actions", "我在哪里"), "go", ("Ctrl+Shift+I",), group="to"),
)

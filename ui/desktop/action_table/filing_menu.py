"""归档: where articles, pages, issues belong."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("move_article", QT_TRANSLATE_NOOP("actions", "移动这一篇…"), "filing", ("F6",)),
    Spec("split_article", QT_TRANSLATE_NOOP("actions", "拆成两篇…"), "filing", ("Ctrl+Shift+D",)),
    Spec("join_articles", QT_TRANSLATE_NOOP("actions", "与下一篇合成一篇"), "filing", ("Ctrl+Shift+J",)),
    Spec("link_article", QT_TRANSLATE_NOOP("actions", "接在另一篇后面…"), "filing", ("Ctrl+Shift+K",)),
    Spec("unlink_article", QT_TRANSLATE_NOOP("actions", "不相接"), "filing"),
    Spec("trash_article", QT_TRANSLATE_NOOP("actions", "删除这一篇"), "filing", ("Ctrl+Del",)),
    Spec("move_page", QT_TRANSLATE_NOOP("actions", "移动这一版…"), "filing", ("Shift+F6",), group="page"),
    Spec("trash_page", QT_TRANSLATE_NOOP("actions", "删除这一版"), "filing", group="page"),
    Spec("move_issue", QT_TRANSLATE_NOOP("actions", "移到别的报纸或日期…"), "filing", ("Ctrl+F6",), group="issue"),
    Spec("trash_issue", QT_TRANSLATE_NOOP("actions", "删除这一期"), "filing", group="issue"),
    Spec("merge_paper", QT_TRANSLATE_NOOP("actions", "并入另一份报纸…"), "filing", group="paper"),
)

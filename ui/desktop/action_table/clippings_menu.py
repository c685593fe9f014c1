"""剪报: clipping books."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec(
        "clip",
        QT_TRANSLATE_NOOP("actions", "剪下"),
        "clippings",
        ("Ctrl+J",),
        tip=QT_TRANSLATE_NOOP("actions", "把选中的文字（没有选中就是这一篇）剪进剪报本"),
    ),
    Spec(
        "clip_zone",
        QT_TRANSLATE_NOOP("actions", "剪下版面上这一块"),
        "clippings",
        ("Ctrl+Alt+J",),
        tip=QT_TRANSLATE_NOOP("actions", "把这一篇在版面图上的样子剪进剪报本"),
    ),
    Spec(
        "clippings",
        QT_TRANSLATE_NOOP("actions", "剪报本"),
        "clippings",
        ("Ctrl+B",),
        "clippings",
        tip=QT_TRANSLATE_NOOP("actions", "打开或收起剪报本；稿件、选中的文字、版面上的一块都可以拖进去"),
        checkable=True,
        group="books",
        short=QT_TRANSLATE_NOOP("tools", "剪报"),
    ),
    Spec("new_book", QT_TRANSLATE_NOOP("actions", "新建剪报本…"), "clippings", group="books"),
    Spec("rename_book", QT_TRANSLATE_NOOP("actions", "给剪报本改名…"), "clippings", group="books"),
    Spec("remove_book", QT_TRANSLATE_NOOP("actions", "删除这一本"), "clippings", group="books"),
    Spec(
        "export_book",
        QT_TRANSLATE_NOOP("actions", "导出这一本…"),
        "clippings",
        tip=QT_TRANSLATE_NOOP("actions", "写成 Word、PDF、网页、电子书、Markdown 或 JSON，每条都有出处和原件的校验和"),
        group="files",
    ),
    Spec(
        "prove_book",
        QT_TRANSLATE_NOOP("actions", "核对这一本…"),
        "clippings",
        tip=QT_TRANSLATE_NOOP("actions", "原件还在不在、变没变，文字还是不是剪下时那样"),
        group="files",
    ),
    Spec(
        "prove_file",
        QT_TRANSLATE_NOOP("actions", "核对导出的剪报本…"),
        "clippings",
        tip=QT_TRANSLATE_NOOP("actions", "用导出的 JSON 或网页核对"),
        group="files",
    ),
    Spec("clear_books", QT_TRANSLATE_NOOP("actions", "清除全部剪报…"), "clippings", group="clear"),
)

"""标记: stars, reading list, highlights, notes, tags."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("star", QT_TRANSLATE_NOOP("actions", "加星标"), "marks", ("Ctrl+D",), checkable=True),
    Spec("later", QT_TRANSLATE_NOOP("actions", "放进待读"), "marks", ("Ctrl+Shift+L",), checkable=True),
    Spec(
        "highlight",
        QT_TRANSLATE_NOOP("actions", "划线"),
        "marks",
        ("Ctrl+H",),
        tip=QT_TRANSLATE_NOOP("actions", "标出选中的文字"),
        group="words",
    ),
    Spec("note_words", QT_TRANSLATE_NOOP("actions", "划线并批注…"), "marks", ("Ctrl+Shift+H",), group="words"),
    Spec("unmark", QT_TRANSLATE_NOOP("actions", "去掉划线"), "marks", group="words"),
    Spec("pen_yellow", QT_TRANSLATE_NOOP("actions", "黄"), "pen"),
    Spec("pen_green", QT_TRANSLATE_NOOP("actions", "绿"), "pen"),
    Spec("pen_blue", QT_TRANSLATE_NOOP("actions", "蓝"), "pen"),
    Spec("pen_red", QT_TRANSLATE_NOOP("actions", "红"), "pen"),
    Spec("note", QT_TRANSLATE_NOOP("actions", "批注这一篇…"), "marks", ("Ctrl+M",), group="article"),
    Spec("tags", QT_TRANSLATE_NOOP("actions", "标签…"), "marks", ("Ctrl+Shift+G",), group="article"),
    Spec("my_marks", QT_TRANSLATE_NOOP("actions", "我的标记"), "marks", ("Ctrl+Shift+B",), group="all"),
    Spec("undo_mark", QT_TRANSLATE_NOOP("actions", "撤销标记和剪报"), "marks", ("Ctrl+Shift+Z",), group="all"),
    Spec("export_marks", QT_TRANSLATE_NOOP("actions", "导出标记…"), "marks", group="files"),
    Spec("import_marks", QT_TRANSLATE_NOOP("actions", "导入标记…"), "marks", group="files"),
    Spec("clear_marks", QT_TRANSLATE_NOOP("actions", "清除我的标记…"), "marks", group="files"),
)

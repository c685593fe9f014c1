"""文件: what comes in, what goes out, the archive, the program."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("import_files", QT_TRANSLATE_NOOP("actions", "导入文件…"), "file", ("Ctrl+O",), "import"),
    Spec("import_folder", QT_TRANSLATE_NOOP("actions", "导入文件夹…"), "file", ("Ctrl+Shift+O",)),
    Spec(
        "import_table",
        QT_TRANSLATE_NOOP("actions", "导入表格…"),
        "file",
        tip=QT_TRANSLATE_NOOP("actions", "导入 CSV、Excel、JSON 表格，先指定各列是什么"),
    ),
    Spec("import_samples", QT_TRANSLATE_NOOP("actions", "导入样报"), "file"),
    Spec(
        "export",
        QT_TRANSLATE_NOOP("actions", "导出…"),
        "file",
        ("Ctrl+E",),
        tip=QT_TRANSLATE_NOOP("actions", "把稿件、版面、一期、几期或检索结果写成网站、电子书、文本、表格"),
        group="export",
    ),
    Spec(
        "print",
        QT_TRANSLATE_NOOP("actions", "打印…"),
        "file",
        ("Ctrl+P",),
        tip=QT_TRANSLATE_NOOP("actions", "打印这一篇；光标在版面图上就打印版面图，在剪报本里就打印这一本"),
        group="print",
    ),
    Spec(
        "print_preview",
        QT_TRANSLATE_NOOP("actions", "打印预览…"),
        "file",
        ("Ctrl+Alt+P",),
        tip=QT_TRANSLATE_NOOP("actions", "先看印出来是什么样，也可以存为 PDF"),
        group="print",
    ),
    Spec("open_archive", QT_TRANSLATE_NOOP("actions", "打开另一个档案库…"), "file", group="archive"),
    Spec("recent_archives", QT_TRANSLATE_NOOP("actions", "打开过的档案库"), "file", group="archive"),
    Spec("new_archive", QT_TRANSLATE_NOOP("actions", "新建档案库…"), "file", group="archive"),
    Spec("move_archive", QT_TRANSLATE_NOOP("actions", "把档案库移到…"), "file", group="archive"),
    Spec("settings", QT_TRANSLATE_NOOP("actions", "设置…"), "file", ("Ctrl+,",), group="program"),
    Spec("quit", QT_TRANSLATE_NOOP("actions", "退出"), "file", ("Ctrl+Q",), group="program"),
)

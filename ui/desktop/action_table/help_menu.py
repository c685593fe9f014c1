"""帮助."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec("help", QT_TRANSLATE_NOOP("actions", "使用说明"), "help", ("F1",), "help"),
    Spec(
        "copy_diagnostics",
        QT_TRANSLATE_NOOP("actions", "复制诊断信息"),
        "help",
        tip=QT_TRANSLATE_NOOP("actions", "版本、系统、档案库状态和日志末尾，没有稿件内容；求助时贴给别人看"),
        group="trouble",
    ),
    Spec("open_log_folder", QT_TRANSLATE_NOOP("actions", "打开日志文件夹"), "help", group="trouble"),
    Spec("about", QT_TRANSLATE_NOOP("actions", "关于电子报阅读机"), "help", group="about"),
)

"""查看: columns, font size, colours, language."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec(
        "side_bar",
        QT_TRANSLATE_NOOP("actions", "报纸和日历"),
        "view",
        ("F7",),
        "side-bar",
        checkable=True,
        short=QT_TRANSLATE_NOOP("tools", "报纸"),
    ),
    Spec("middle", QT_TRANSLATE_NOOP("actions", "版面栏"), "view", ("F8",), checkable=True),
    Spec("article", QT_TRANSLATE_NOOP("actions", "文章栏"), "view", ("F9",), checkable=True),
    Spec("page_picture", QT_TRANSLATE_NOOP("actions", "版面图"), "view", checkable=True, group="page"),
    Spec("page_list", QT_TRANSLATE_NOOP("actions", "本期目录"), "view", checkable=True, group="page"),
    Spec("full_screen", QT_TRANSLATE_NOOP("actions", "全屏"), "view", ("F11",), checkable=True, group="screen"),
    Spec(
        "larger",
        QT_TRANSLATE_NOOP("actions", "放大字号"),
        "size",
        ("Ctrl++", "Ctrl+="),
        "larger",
        short=QT_TRANSLATE_NOOP("tools", "放大"),
    ),
    Spec(
        "smaller",
        QT_TRANSLATE_NOOP("actions", "缩小字号"),
        "size",
        ("Ctrl+-",),
        "smaller",
        short=QT_TRANSLATE_NOOP("tools", "缩小"),
    ),
    Spec("size_reset", QT_TRANSLATE_NOOP("actions", "默认字号"), "size", ("Ctrl+0",)),
    Spec("size_small", QT_TRANSLATE_NOOP("actions", "小"), "size", group="steps"),
    Spec("size_medium", QT_TRANSLATE_NOOP("actions", "中"), "size", group="steps"),
    Spec("size_large", QT_TRANSLATE_NOOP("actions", "大"), "size", group="steps"),
    Spec(
        "toggle_script",
        QT_TRANSLATE_NOOP("actions", "原文和转换切换"),
        "script",
        ("F2",),
        tip=QT_TRANSLATE_NOOP("actions", "正文在原文和简体、繁体之间切换；只换显示，存的不变"),
    ),
    Spec("script_original", QT_TRANSLATE_NOOP("actions", "原文"), "script", checkable=True, group="scripts"),
    Spec("script_simplified", QT_TRANSLATE_NOOP("actions", "简体"), "script", checkable=True, group="scripts"),
    Spec("script_traditional", QT_TRANSLATE_NOOP("actions", "繁体"), "script", checkable=True, group="scripts"),
    Spec("script_hongkong", QT_TRANSLATE_NOOP("actions", "繁体，香港字形"), "script", checkable=True, group="scripts"),
    Spec("script_taiwan", QT_TRANSLATE_NOOP("actions", "繁体，台湾用词"), "script", checkable=True, group="scripts"),
    Spec("theme_system", QT_TRANSLATE_NOOP("actions", "跟随系统"), "theme", checkable=True),
    Spec("theme_light", QT_TRANSLATE_NOOP("actions", "浅色"), "theme", checkable=True),
    Spec("theme_sepia", QT_TRANSLATE_NOOP("actions", "护眼"), "theme", checkable=True),
    Spec("theme_dark", QT_TRANSLATE_NOOP("actions", "深色"), "theme", checkable=True),
    Spec("theme_contrast", QT_TRANSLATE_NOOP("actions", "高对比"), "theme", checkable=True),
    Spec("language_zh", "简体中文", "language", checkable=True),
    Spec("language_zh_hant", "繁體中文", "language", checkable=True),
    Spec("language_en", "English", "language", checkable=True),
)

"""Every action of the window, one module for each menu: id, words, shortcuts, group, icon.

Menus, tool bar and help are made from it.  The words are Chinese; English comes from the translation (contexts
`actions` and, for the short words below icons, `tools`).
"""

from __future__ import annotations

from ui.desktop.action_table import (
    clippings_menu,
    edit_menu,
    file_menu,
    filing_menu,
    go_menu,
    help_menu,
    marks_menu,
    page_menu,
    search_menu,
    speech_menu,
    tools_menu,
    view_menu,
)
from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

MENUS: dict[str, str] = {
    "file": QT_TRANSLATE_NOOP("actions", "文件(&F)"),
    "edit": QT_TRANSLATE_NOOP("actions", "编辑(&E)"),
    "go": QT_TRANSLATE_NOOP("actions", "浏览(&G)"),
    "search": QT_TRANSLATE_NOOP("actions", "检索(&S)"),
    "marks": QT_TRANSLATE_NOOP("actions", "标记(&M)"),
    "clippings": QT_TRANSLATE_NOOP("actions", "剪报(&C)"),
    "pen": QT_TRANSLATE_NOOP("actions", "划线的颜色"),
    "page": QT_TRANSLATE_NOOP("actions", "版面(&P)"),
    "filing": QT_TRANSLATE_NOOP("actions", "归档(&A)"),
    "view": QT_TRANSLATE_NOOP("actions", "查看(&V)"),
    "cite": QT_TRANSLATE_NOOP("actions", "复制引文"),
    "size": QT_TRANSLATE_NOOP("actions", "字号"),
    "scale": QT_TRANSLATE_NOOP("actions", "界面大小"),
    "script": QT_TRANSLATE_NOOP("actions", "繁简"),
    "pinyin": QT_TRANSLATE_NOOP("actions", "注音"),
    "theme": QT_TRANSLATE_NOOP("actions", "配色"),
    "speech": QT_TRANSLATE_NOOP("actions", "朗读"),
    "language": QT_TRANSLATE_NOOP("actions", "语言 Language"),
    "tools": QT_TRANSLATE_NOOP("actions", "工具(&T)"),
    "help": QT_TRANSLATE_NOOP("actions", "帮助(&H)"),
}
SUBMENUS = {
    "cite": "edit",
    "pen": "marks",
    **dict.fromkeys(("size", "scale", "script", "pinyin", "theme", "speech", "language"), "view"),
}

SPECS: tuple[Spec, ...] = (
    *file_menu.SPECS,
    *edit_menu.SPECS,
    *go_menu.SPECS,
    *search_menu.SPECS,
    *marks_menu.SPECS,
    *clippings_menu.SPECS,
    *page_menu.SPECS,
    *filing_menu.SPECS,
    *view_menu.SPECS,
    *speech_menu.SPECS,
    *tools_menu.SPECS,
    *help_menu.SPECS,
)

READING_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("actions", "往下翻；到了末尾，下一篇"), "Space"),
    (QT_TRANSLATE_NOOP("actions", "往上翻；到了开头，上一篇"), "Shift+Space"),
    (QT_TRANSLATE_NOOP("actions", "在版面图上：下一块、上一块；打开"), "↓ ↑ Enter"),
    (QT_TRANSLATE_NOOP("actions", "在版面图上：放大、缩小、整版"), "+ − 0"),
    (QT_TRANSLATE_NOOP("actions", "选文字时：全选、复制"), "Ctrl+A Ctrl+C"),
    (QT_TRANSLATE_NOOP("actions", "文章里放大、缩小字号"), "Ctrl+滚轮"),
    (QT_TRANSLATE_NOOP("actions", "竖排时：下一页、上一页"), "← →"),
    (QT_TRANSLATE_NOOP("actions", "点一个字，看它怎么读"), "Alt+点击"),
)
"""Keys that belong to one part of the window, for the help page."""

"""Words for the preferences: their sections, names, choices and units."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from reader.settings import Key, Value
from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP

SECTIONS: Final[dict[str, str]] = {
    "window": QT_TRANSLATE_NOOP("settings", "外观"),
    "article": QT_TRANSLATE_NOOP("settings", "正文"),
    "reading": QT_TRANSLATE_NOOP("settings", "阅读"),
    "speech": QT_TRANSLATE_NOOP("settings", "朗读"),
    "page": QT_TRANSLATE_NOOP("settings", "版面"),
    "search": QT_TRANSLATE_NOOP("settings", "检索"),
    "import": QT_TRANSLATE_NOOP("settings", "导入"),
    "index": QT_TRANSLATE_NOOP("settings", "索引"),
    "backup": QT_TRANSLATE_NOOP("settings", "备份"),
}
_NAMES: Final[dict[str, str]] = {
    "window.language": QT_TRANSLATE_NOOP("settings", "语言"),
    "window.theme": QT_TRANSLATE_NOOP("settings", "配色"),
    "window.scale": QT_TRANSLATE_NOOP("settings", "界面大小"),
    "reading.history": QT_TRANSLATE_NOOP("settings", "记住读过哪些稿件、读到哪里"),
    "article.size": QT_TRANSLATE_NOOP("settings", "正文字号"),
    "article.line": QT_TRANSLATE_NOOP("settings", "行距"),
    "article.measure": QT_TRANSLATE_NOOP("settings", "一行最多"),
    "article.font": QT_TRANSLATE_NOOP("settings", "正文字体"),
    "article.script": QT_TRANSLATE_NOOP("settings", "正文用字"),
    "article.pinyin": QT_TRANSLATE_NOOP("settings", "注音"),
    "article.vertical": QT_TRANSLATE_NOOP("settings", "正文竖排"),
    "speech.rate": QT_TRANSLATE_NOOP("settings", "语速"),
    "page.picture": QT_TRANSLATE_NOOP("settings", "显示版面图"),
    "page.mode": QT_TRANSLATE_NOOP("settings", "版面的排法"),
    "page.list": QT_TRANSLATE_NOOP("settings", "显示本期目录"),
    "page.seconds": QT_TRANSLATE_NOOP("settings", "画一张版面图最多等"),
    "page.memory": QT_TRANSLATE_NOOP("settings", "画版面图最多用内存"),
    "import.recognise": QT_TRANSLATE_NOOP("settings", "识别没有文字的版面图（要装文字识别组件）"),
    "import.seconds": QT_TRANSLATE_NOOP("settings", "读一个文件最多等"),
    "import.memory": QT_TRANSLATE_NOOP("settings", "读一个文件最多用内存"),
    "import.answer": QT_TRANSLATE_NOOP("settings", "一期连同图片最多"),
    "import.drafts": QT_TRANSLATE_NOOP("settings", "一个文件里最多读出"),
    "index.memory": QT_TRANSLATE_NOOP("settings", "编检索索引大约用内存"),
    "search.sort": QT_TRANSLATE_NOOP("settings", "结果的次序"),
    "search.collapse": QT_TRANSLATE_NOOP("settings", "转载的稿件合并成一条"),
    "search.only_new": QT_TRANSLATE_NOOP("settings", "打开存着的检索时只列新到的"),
    "backup.folder": QT_TRANSLATE_NOOP("settings", "备份放在"),
    "backup.every": QT_TRANSLATE_NOOP("settings", "每几天自动备份（0 为不备份）"),
}
_UNITS: Final[dict[str, str]] = {
    "article.size": QT_TRANSLATE_NOOP("settings", "像素"),
    "article.line": QT_TRANSLATE_NOOP("settings", "倍"),
    "article.measure": QT_TRANSLATE_NOOP("settings", "字"),
    "speech.rate": QT_TRANSLATE_NOOP("settings", "倍"),
    "page.seconds": QT_TRANSLATE_NOOP("settings", "秒"),
    "page.memory": "MB",
    "import.seconds": QT_TRANSLATE_NOOP("settings", "秒"),
    "import.memory": "MB",
    "import.answer": "MB",
    "import.drafts": QT_TRANSLATE_NOOP("settings", "份"),
    "index.memory": "MB",
    "backup.every": QT_TRANSLATE_NOOP("settings", "天"),
}
_CHOICES: Final[dict[str, dict[Value, str]]] = {
    "window.language": {"zh": "简体中文", "zh_hant": "繁體中文", "en": "English"},
    "article.script": {
        "original": QT_TRANSLATE_NOOP("settings", "原文"),
        "simplified": QT_TRANSLATE_NOOP("settings", "简体"),
        "traditional": QT_TRANSLATE_NOOP("settings", "繁体"),
        "hongkong": QT_TRANSLATE_NOOP("settings", "繁体，香港字形"),
        "taiwan": QT_TRANSLATE_NOOP("settings", "繁体，台湾用词"),
    },
    "article.pinyin": {
        "none": QT_TRANSLATE_NOOP("settings", "不注音"),
        "rare": QT_TRANSLATE_NOOP("settings", "生僻字注音"),
        "all": QT_TRANSLATE_NOOP("settings", "全部注音"),
    },
    "window.theme": {
        "system": QT_TRANSLATE_NOOP("settings", "跟随系统"),
        "light": QT_TRANSLATE_NOOP("settings", "浅色"),
        "sepia": QT_TRANSLATE_NOOP("settings", "护眼"),
        "dark": QT_TRANSLATE_NOOP("settings", "深色"),
        "contrast": QT_TRANSLATE_NOOP("settings", "高对比"),
    },
    "page.mode": {
        "single": QT_TRANSLATE_NOOP("settings", "一次一版"),
        "strip": QT_TRANSLATE_NOOP("settings", "各版连续"),
        "spread": QT_TRANSLATE_NOOP("settings", "两版对开"),
    },
    "search.sort": {
        "relevance": QT_TRANSLATE_NOOP("settings", "最相关"),
        "fresh": QT_TRANSLATE_NOOP("settings", "新近相关"),
        "newest": QT_TRANSLATE_NOOP("settings", "最新"),
        "oldest": QT_TRANSLATE_NOOP("settings", "最早"),
    },
}


def section(name: str) -> str:
    return _translated(SECTIONS[name])


def name(key: Key) -> str:
    return _translated(_NAMES[key.name])


def unit(key: Key) -> str:
    """With a space before it; empty for none."""
    found = _UNITS.get(key.name, "")
    return f" {_translated(found)}" if found else ""


def choice(key: Key, value: Value) -> str:
    if key.name == "window.scale":
        return f"{value} %"
    return _translated(_CHOICES[key.name][value])


def _translated(text: str) -> str:
    return QCoreApplication.translate("settings", text)

"""Every action of the window in one table: id, words, shortcuts, menu, icon.  Menus, tool bar, help are made from it.

The words are Chinese; English comes from the translation (contexts `actions` and, for the
short words below icons, `tools`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the call
    """Marks words of a table for translation; Qt's own function of this name has no types."""
    return text


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.  `tip` is what it does in a few words more; `icon` names a file in resources/icons,
    `short` are the words below it."""

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    group: str = ""
    short: str = ""


MENUS: dict[str, str] = {
    "file": QT_TRANSLATE_NOOP("actions", "文件(&F)"),
    "edit": QT_TRANSLATE_NOOP("actions", "编辑(&E)"),
    "go": QT_TRANSLATE_NOOP("actions", "浏览(&G)"),
    "search": QT_TRANSLATE_NOOP("actions", "检索(&S)"),
    "marks": QT_TRANSLATE_NOOP("actions", "标记(&M)"),
    "pen": QT_TRANSLATE_NOOP("actions", "划线的颜色"),
    "page": QT_TRANSLATE_NOOP("actions", "版面(&P)"),
    "filing": QT_TRANSLATE_NOOP("actions", "归档(&A)"),
    "view": QT_TRANSLATE_NOOP("actions", "查看(&V)"),
    "cite": QT_TRANSLATE_NOOP("actions", "复制引文"),
    "size": QT_TRANSLATE_NOOP("actions", "字号"),
    "theme": QT_TRANSLATE_NOOP("actions", "配色"),
    "language": QT_TRANSLATE_NOOP("actions", "语言 Language"),
    "tools": QT_TRANSLATE_NOOP("actions", "工具(&T)"),
    "help": QT_TRANSLATE_NOOP("actions", "帮助(&H)"),
}
SUBMENUS = {"cite": "edit", "pen": "marks", "size": "view", "theme": "view", "language": "view"}

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
    Spec("open_archive", QT_TRANSLATE_NOOP("actions", "打开另一个档案库…"), "file", group="archive"),
    Spec("recent_archives", QT_TRANSLATE_NOOP("actions", "打开过的档案库"), "file", group="archive"),
    Spec("new_archive", QT_TRANSLATE_NOOP("actions", "新建档案库…"), "file", group="archive"),
    Spec("move_archive", QT_TRANSLATE_NOOP("actions", "把档案库移到…"), "file", group="archive"),
    Spec("settings", QT_TRANSLATE_NOOP("actions", "设置…"), "file", ("Ctrl+,",), group="program"),
    Spec("quit", QT_TRANSLATE_NOOP("actions", "退出"), "file", ("Ctrl+Q",), group="program"),
    Spec(
        "undo_correction",
        QT_TRANSLATE_NOOP("actions", "撤销更正"),
        "edit",
        ("Ctrl+Z",),
        tip=QT_TRANSLATE_NOOP("actions", "撤销最近的一步更正"),
    ),
    Spec(
        "copy_with_source",
        QT_TRANSLATE_NOOP("actions", "复制并注明出处"),
        "edit",
        ("Ctrl+Shift+C",),
        tip=QT_TRANSLATE_NOOP("actions", "复制选中的文字（没有选中就是全文），后面写明报纸、日期和版面"),
        group="clipboard",
    ),
    Spec("copy_markdown", QT_TRANSLATE_NOOP("actions", "复制为 Markdown"), "edit", group="clipboard"),
    Spec("cite_gb7714", "GB/T 7714", "cite"),
    Spec("cite_bibtex", "BibTeX", "cite"),
    Spec("cite_ris", "RIS", "cite"),
    Spec("cite_csl", "CSL-JSON", "cite"),
    Spec(
        "paste_article",
        QT_TRANSLATE_NOOP("actions", "粘贴为稿件…"),
        "edit",
        ("Ctrl+Shift+V",),
        tip=QT_TRANSLATE_NOOP("actions", "把剪贴板里的文字、网页或图片收进档案库"),
        group="clipboard",
    ),
    Spec("corrections", QT_TRANSLATE_NOOP("actions", "更正记录…"), "edit", group="records"),
    Spec("trash", QT_TRANSLATE_NOOP("actions", "回收站…"), "edit", group="records"),
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
    Spec("search", QT_TRANSLATE_NOOP("actions", "全文检索"), "search", ("Ctrl+Shift+F",), "search"),
    Spec("previous_result", QT_TRANSLATE_NOOP("actions", "上一条结果"), "search", ("Shift+F4",)),
    Spec("next_result", QT_TRANSLATE_NOOP("actions", "下一条结果"), "search", ("F4",)),
    Spec("find", QT_TRANSLATE_NOOP("actions", "在本篇中查找"), "search", ("Ctrl+F",), group="find"),
    Spec("find_previous", QT_TRANSLATE_NOOP("actions", "上一处"), "search", ("Shift+F3",), group="find"),
    Spec("find_next", QT_TRANSLATE_NOOP("actions", "下一处"), "search", ("F3",), group="find"),
    Spec("rebuild_index", QT_TRANSLATE_NOOP("actions", "重建检索索引…"), "search", group="index"),
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
    Spec("undo_mark", QT_TRANSLATE_NOOP("actions", "撤销标记"), "marks", ("Ctrl+Shift+Z",), group="all"),
    Spec("export_marks", QT_TRANSLATE_NOOP("actions", "导出标记…"), "marks", group="files"),
    Spec("import_marks", QT_TRANSLATE_NOOP("actions", "导入标记…"), "marks", group="files"),
    Spec("clear_marks", QT_TRANSLATE_NOOP("actions", "清除我的标记…"), "marks", group="files"),
    Spec(
        "fit_page",
        QT_TRANSLATE_NOOP("actions", "整版适合窗口"),
        "page",
        ("Ctrl+1",),
        short=QT_TRANSLATE_NOOP("tools", "整版"),
    ),
    Spec(
        "fit_width",
        QT_TRANSLATE_NOOP("actions", "版面适合宽度"),
        "page",
        ("Ctrl+2",),
        short=QT_TRANSLATE_NOOP("tools", "适宽"),
    ),
    Spec("fit_zone", QT_TRANSLATE_NOOP("actions", "这一篇适合窗口"), "page", ("Ctrl+3",)),
    Spec(
        "zoom_out",
        QT_TRANSLATE_NOOP("actions", "缩小版面"),
        "page",
        ("Ctrl+Alt+-",),
        short=QT_TRANSLATE_NOOP("tools", "－"),
    ),
    Spec(
        "zoom_in",
        QT_TRANSLATE_NOOP("actions", "放大版面"),
        "page",
        ("Ctrl+Alt++", "Ctrl+Alt+="),
        short=QT_TRANSLATE_NOOP("tools", "＋"),
    ),
    Spec(
        "mode_single",
        QT_TRANSLATE_NOOP("actions", "一次一版"),
        "page",
        ("Ctrl+4",),
        checkable=True,
        group="mode",
        short=QT_TRANSLATE_NOOP("tools", "单版"),
    ),
    Spec(
        "mode_strip",
        QT_TRANSLATE_NOOP("actions", "各版连续"),
        "page",
        ("Ctrl+5",),
        tip=QT_TRANSLATE_NOOP("actions", "各版从上到下连成一条；滚轮往下翻，按住 Ctrl 缩放"),
        checkable=True,
        group="mode",
        short=QT_TRANSLATE_NOOP("tools", "连续"),
    ),
    Spec(
        "mode_spread",
        QT_TRANSLATE_NOOP("actions", "两版对开"),
        "page",
        ("Ctrl+6",),
        checkable=True,
        group="mode",
        short=QT_TRANSLATE_NOOP("tools", "对开"),
    ),
    Spec(
        "select_text",
        QT_TRANSLATE_NOOP("actions", "在版面上选文字"),
        "page",
        ("Ctrl+Shift+T",),
        tip=QT_TRANSLATE_NOOP("actions", "在版面图上拖动选文字，Ctrl+C 复制；再点一次回到拖动版面"),
        checkable=True,
        group="copy",
        short=QT_TRANSLATE_NOOP("tools", "选文字"),
    ),
    Spec("copy_page_text", QT_TRANSLATE_NOOP("actions", "复制版面上选中的文字"), "page", group="copy"),
    Spec("copy_zone", QT_TRANSLATE_NOOP("actions", "复制这一块为图片"), "page", ("Ctrl+Shift+P",), group="copy"),
    Spec("save_page", QT_TRANSLATE_NOOP("actions", "另存版面图…"), "page", ("Ctrl+Shift+S",), group="file"),
    Spec("open_pdf", QT_TRANSLATE_NOOP("actions", "打开这一版的 PDF"), "page", ("Ctrl+Shift+E",), group="file"),
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
    Spec("theme_system", QT_TRANSLATE_NOOP("actions", "跟随系统"), "theme", checkable=True),
    Spec("theme_light", QT_TRANSLATE_NOOP("actions", "浅色"), "theme", checkable=True),
    Spec("theme_sepia", QT_TRANSLATE_NOOP("actions", "护眼"), "theme", checkable=True),
    Spec("theme_dark", QT_TRANSLATE_NOOP("actions", "深色"), "theme", checkable=True),
    Spec("theme_contrast", QT_TRANSLATE_NOOP("actions", "高对比"), "theme", checkable=True),
    Spec("language_zh", QT_TRANSLATE_NOOP("actions", "中文"), "language", checkable=True),
    Spec("language_en", QT_TRANSLATE_NOOP("actions", "英文 English"), "language", checkable=True),
    Spec(
        "coverage",
        QT_TRANSLATE_NOOP("actions", "收录情况…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "收到哪些期、缺哪些期和版面"),
    ),
    Spec(
        "reparse",
        QT_TRANSLATE_NOOP("actions", "重读原件…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "用现在的导入器重新读存着的原件，先看会变什么"),
    ),
    Spec(
        "health",
        QT_TRANSLATE_NOOP("actions", "档案库的健康…"),
        "tools",
        tip=QT_TRANSLATE_NOOP("actions", "核对、备份、索引和磁盘的情况"),
    ),
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

READING_KEYS: tuple[tuple[str, str], ...] = (
    (QT_TRANSLATE_NOOP("actions", "往下翻；到了末尾，下一篇"), "Space"),
    (QT_TRANSLATE_NOOP("actions", "往上翻；到了开头，上一篇"), "Shift+Space"),
    (QT_TRANSLATE_NOOP("actions", "在版面图上：下一块、上一块；打开"), "↓ ↑ Enter"),
    (QT_TRANSLATE_NOOP("actions", "在版面图上：放大、缩小、整版"), "+ − 0"),
    (QT_TRANSLATE_NOOP("actions", "选文字时：全选、复制"), "Ctrl+A Ctrl+C"),
    (QT_TRANSLATE_NOOP("actions", "文章里放大、缩小字号"), "Ctrl+滚轮"),
)
"""Keys that belong to one part of the window, for the help page."""

Actions = Mapping[str, QAction]


def words(text: str) -> str:
    """The words of the table in the interface's language."""
    return QCoreApplication.translate("actions", text)


def without_key(title: str) -> str:
    """A menu's title without its access key: `文件(&F)` → `文件`, `&File` → `File`."""
    return re.sub(r"\(&\w\)|&", "", title)


def make_actions(parent: QObject, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """A QAction for each entry, bound to the handler of the same id."""
    result: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(words(spec.text), parent)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        short = QCoreApplication.translate("tools", spec.short) if spec.short else words(spec.text).rstrip("…")
        action.setIconText(short)
        tip = words(spec.tip) if spec.tip else words(spec.text).rstrip("…")
        action.setToolTip(f"{tip}（{shown_keys(spec)}）" if spec.keys else tip)
        action.setStatusTip("")
        handler = handlers[spec.id]
        action.triggered.connect(lambda _checked=False, call=handler: call())
        result[spec.id] = action
    return result


def shown_keys(spec: Spec) -> str:
    """The first shortcut, arrows as arrows."""
    text = spec.keys[0] if spec.keys else ""
    for name, sign in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        text = re.sub(rf"\+{name}$", f"+{sign}", text)
    return text

"""版面: the page's picture."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
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
)

"""编辑: corrections, the clipboard, citations."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
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
    Spec(
        "correct_text",
        QT_TRANSLATE_NOOP("actions", "更正文字…"),
        "edit",
        ("F2",),
        tip=QT_TRANSLATE_NOOP("actions", "改这一篇的标题、署名和正文；原文留着，两种都查得到"),
        group="text",
    ),
    Spec(
        "printed_text",
        QT_TRANSLATE_NOOP("actions", "看原文"),
        "edit",
        ("Shift+F2",),
        tip=QT_TRANSLATE_NOOP("actions", "更正过的稿件：看更正前的原文，再按一次回来"),
        checkable=True,
        group="text",
    ),
    Spec("export_corrections", QT_TRANSLATE_NOOP("actions", "导出文字更正…"), "edit", group="text"),
    Spec("apply_corrections", QT_TRANSLATE_NOOP("actions", "照补丁更正文字…"), "edit", group="text"),
    Spec("corrections", QT_TRANSLATE_NOOP("actions", "更正记录…"), "edit", group="records"),
    Spec("trash", QT_TRANSLATE_NOOP("actions", "回收站…"), "edit", group="records"),
)

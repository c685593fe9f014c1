"""朗读: the voice."""

from __future__ import annotations

from ui.desktop.action_table.spec import QT_TRANSLATE_NOOP, Spec

SPECS: tuple[Spec, ...] = (
    Spec(
        "read_aloud",
        QT_TRANSLATE_NOOP("actions", "朗读"),
        "speech",
        ("Alt+Shift+A",),
        tip=QT_TRANSLATE_NOOP("actions", "从光标处（没有就从标题）朗读这一篇；再按一次暂停"),
    ),
    Spec("read_page", QT_TRANSLATE_NOOP("actions", "朗读这一版"), "speech"),
    Spec("read_issue", QT_TRANSLATE_NOOP("actions", "朗读整期"), "speech"),
    Spec("read_previous", QT_TRANSLATE_NOOP("actions", "上一句"), "speech", ("Alt+Shift+Left",), group="steps"),
    Spec("read_next", QT_TRANSLATE_NOOP("actions", "下一句"), "speech", ("Alt+Shift+Right",), group="steps"),
    Spec("read_stop", QT_TRANSLATE_NOOP("actions", "停止朗读"), "speech", ("Alt+Shift+X",), group="steps"),
    Spec(
        "reading_words",
        QT_TRANSLATE_NOOP("actions", "读音…"),
        "speech",
        tip=QT_TRANSLATE_NOOP("actions", "念错的词怎么念"),
        group="words",
    ),
)

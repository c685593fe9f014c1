"""Kicker, title, subtitle and who wrote it, as columns at the right of the first page; the line above each page."""

from __future__ import annotations

from PySide6.QtGui import QColor

from archive.model import Article
from reader.navigation import page_line
from reader.searching import Finder
from ui.desktop import wording
from ui.desktop.theme import Scheme, text_font
from ui.desktop.views.article_head import ArticleHead
from ui.desktop.views.article_text import Setting
from ui.desktop.views.vertical.pieces import HeadLine, vertical

_LONG_TITLE = 26
"""Characters from which a title is set smaller."""


def head_lines(head: ArticleHead, find: Finder | None, setting: Setting, scheme: Scheme) -> list[HeadLine]:
    """Those that the article has, as `head` shows them, with what `find` finds."""
    em = setting.em
    title = 2.1 if len(head.text(head.title)) <= _LONG_TITLE else 1.7
    forms = (
        (head.kicker, 1.05, 1.0, scheme.muted, False), (head.title, title, 1.0, scheme.text, False),
        (head.subtitle, 1.15, 3.0, scheme.text, False), (head.byline, 0.92, 2.0, scheme.text, True),
        (head.source, 0.86, 2.0, scheme.muted, True),
    )  # fmt: skip
    lines = []
    for label, size, top, colour, from_foot in forms:
        text = head.text(label)
        if text:
            bold = label is head.title
            font = vertical(text_font(setting.family, round(em * size), bold=bold))
            lines.append(HeadLine(text, head.found(label, find), font, QColor(colour), top, from_foot))
    return lines


def running_head(article: Article, marks: str) -> str:
    """`青湾晚报 · 2026-03-13 星期五 · 第01版:要闻`, and what the reader noted of it."""
    parts = (article.key.paper, wording.issue_date(article.key), page_line(article.pages), " ".join(marks.split()))
    return " · ".join(part for part in parts if part)

"""Which actions are possible here: at an edge the control is disabled, never a dead click."""

from __future__ import annotations

from collections.abc import Callable

from ui.desktop.copying import CopyCommands
from ui.desktop.desk import Desk

SMALLEST, LARGEST = 12, 72
"""Font sizes of the body, in pixels."""


def possible(desk: Desk, can_step_result: Callable[[int], bool], size: int) -> dict[str, bool]:
    """By action id; actions that are always possible are not named."""
    earlier_page, later_page = desk.page_beside(-1) is not None, desk.page_beside(1) is not None
    has_article = desk.article is not None
    return {
        "back": desk.can_back,
        "forward": desk.can_forward,
        "previous_article": desk.article_beside(-1) is not None,
        "next_article": desk.article_beside(1) is not None,
        "previous_page": earlier_page,
        "first_page": earlier_page,
        "next_page": later_page,
        "last_page": later_page,
        "previous_issue": desk.previous_issue_key is not None,
        "next_issue": desk.next_issue_key is not None,
        "go_to": bool(desk.papers),
        "coverage": bool(desk.papers),
        "export": bool(desk.papers),
        "reparse": bool(desk.papers),
        "search": bool(desk.papers),
        "trends": bool(desk.papers),
        "contents": desk.issue is not None,
        "where_am_i": desk.issue is not None,
        "continue_reading": desk.issue is not None,
        "next_unread": desk.issue is not None,
        "open_beside": has_article,
        "open_picture": desk.article is not None and bool(desk.article.content.pictures()),
        "find": has_article,
        "find_next": has_article,
        "find_previous": has_article,
        **dict.fromkeys(CopyCommands.NAMES, has_article),
        "previous_result": can_step_result(-1),
        "next_result": can_step_result(1),
        "larger": size < LARGEST,
        "smaller": size > SMALLEST,
    }

"""Is the catalogue as it was written?  SQLite checks the structure, the sums of `digests` what stands in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from archive.catalogue import browse, digests
from archive.catalogue.digests import Sum
from archive.catalogue.rows import DAMAGE
from archive.model import IssueKey

_MOST_COMPLAINTS: Final = 20
_ISSUES: Final = {
    "issues": "SELECT id FROM issues WHERE {rows}",
    "pages": "SELECT DISTINCT issue_id FROM pages WHERE {rows}",
    "page_words": "SELECT DISTINCT issue_id FROM pages WHERE id IN (SELECT page_id FROM page_words WHERE {rows})",
    "articles": "SELECT DISTINCT issue_id FROM articles WHERE {rows}",
    **{
        name: f"SELECT DISTINCT issue_id FROM articles WHERE id IN (SELECT article_id FROM {name} WHERE {{rows}})"
        for name in ("versions", "article_pages", "zones")
    },
    "links": "SELECT DISTINCT issue_id FROM links WHERE {rows}",
    "arrivals": "SELECT DISTINCT issue_id FROM arrivals WHERE {rows}",
    "arrival_originals": "SELECT DISTINCT issue_id FROM arrivals WHERE id IN"
    " (SELECT arrival_id FROM arrival_originals WHERE {rows})",
}
"""From the rows behind a sum to the issues that they belong to."""


class Damage(msgspec.Struct, frozen=True):
    """Rows of a table that are not as they were written (`issues`: whose they may be, as far as that can be read), or
    (`table` empty) what SQLite says of the structure of its file."""

    table: str
    complaint: str = ""
    issues: tuple[IssueKey, ...] = ()


def check(connection: Connection) -> Iterator[tuple[int, int, Damage | None]]:
    """How many steps are done, how many there are, and the damage that the step has found.  Never raises for damage."""
    plain = digests.driver(connection)
    for complaint in _complaints(plain):
        yield 0, 0, Damage("", complaint)
    for done, total, wrong in digests.check(plain):
        yield done, total, None if wrong is None else Damage(wrong.table, issues=_issues_of(connection, wrong))


def _complaints(plain: sqlite3.Connection) -> list[str]:
    try:
        said = [str(row[0]) for row in plain.execute(f"PRAGMA integrity_check({_MOST_COMPLAINTS})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if said == ["ok"] else said


def _issues_of(connection: Connection, wrong: Sum) -> tuple[IssueKey, ...]:
    found: list[IssueKey] = []
    if wrong.table in _ISSUES:
        query = _ISSUES[wrong.table].format(rows=digests.rows_of(wrong))
        with suppress(SQLAlchemyError):  # what is damaged may not be readable
            for (issue,) in connection.exec_driver_sql(query).all():
                with suppress(SQLAlchemyError, *DAMAGE):
                    found.append(browse.issue_key(connection, issue))
    return tuple(found)

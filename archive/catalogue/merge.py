"""Issues of another catalogue brought into this one, whole and with new ids, as one correction that can be undone.

The other catalogue is one of our own schema (`snapshot.Snapshot.fill` makes it of a stranger's).  Issues come in out of
sight and are then shown, so that undoing only has to put them out of sight again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import arrivals
from archive.catalogue import schema as t
from archive.catalogue.corrections import Correction, Journal, undo
from archive.catalogue.rows import is_issue
from archive.errors import UsageError
from archive.model import IssueKey
from archive.wording import _

RESTORED = "restore"
"""What the journal calls it."""
_OF_AN_ISSUE = (
    t.arrivals,
    t.arrival_originals,
    t.pages,
    t.page_words,
    t.articles,
    t.versions,
    t.article_pages,
    t.zones,
    t.links,
)
"""Each after those whose rows it names."""
_PICTURES = ("picture", "preview", "document", "original")


def originals_of(connection: Connection, keys: Iterable[IssueKey]) -> dict[str, int]:
    """SHA-256 → bytes of the originals that living issues need."""
    needed: set[str | None] = set()
    for key in keys:
        issue = _find(connection, key)
        needed.update(row["sha256"] for row in _rows(connection, t.arrival_originals, issue))
        needed.update(row["original"] for row in _rows(connection, t.versions, issue))
        needed.update(row[name] for row in _rows(connection, t.pages, issue) for name in _PICTURES)
    return {sha: size for sha, size in arrivals.originals(connection).items() if sha in needed}


def bring_in(connection: Connection, source: Connection, keys: Sequence[IssueKey], sentence: str) -> Correction | None:
    """Bring living issues of `source` in; what is filed in their places is put out of sight.

    The rows of their originals come too.  `IntegrityError` for rows that contradict each other.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # an article may be part of one that comes later
    journal = Journal(connection)
    needed = originals_of(source, keys)
    for original in source.execute(select(t.originals)).mappings():
        if original["sha256"] in needed:
            connection.execute(upsert(t.originals).values(dict(original)).on_conflict_do_nothing())
    issues = {key: _find(source, key) for key in keys}
    copier = _Copier(connection, source, list(issues.values()))
    for key, issue in issues.items():
        paper = _paper(journal, source, key)
        present = connection.scalar(select(t.issues.c.id).join(t.papers).where(is_issue(key)))
        new = copier.copy(issue, paper)
        if present is not None:
            journal.set(t.issues, present, replaced=present)
            journal.touch(_articles(connection, present))
        journal.set(t.issues, new, replaced=0)
        journal.touch(_articles(connection, new))
        journal.guard(new)
    return journal.close(RESTORED, sentence)


def take_back(connection: Connection) -> Correction:
    """Undo the last restore that still stands.  `UsageError` when there is none or its issues were changed since."""
    last = connection.scalar(
        select(func.max(t.corrections.c.id)).where(
            t.corrections.c.kind == RESTORED, t.corrections.c.undone_at.is_(None)
        )
    )
    if last is None:
        raise UsageError(_("没有可撤销的恢复"))
    return undo(connection, last)


class _Copier:
    """Copies rows that belong to issues, each id exchanged for a new one wherever it is named."""

    def __init__(self, connection: Connection, source: Connection, issues: Sequence[int]) -> None:
        self._connection = connection
        self._source = source
        self._ids = {t.issues.name: _numbered(issues, _last_id(connection, t.issues))}
        for table in _OF_AN_ISSUE:
            if "id" in table.c:
                old = [row["id"] for issue in issues for row in _rows(source, table, issue)]
                self._ids[table.name] = _numbered(old, _last_id(connection, table))

    def copy(self, issue: int, paper: int) -> int:
        """Copy an issue, out of sight, with all that belongs to it; its new id."""
        new = self._ids[t.issues.name][issue]
        row = self._source.execute(select(t.issues).where(t.issues.c.id == issue)).mappings().one()
        values = {**row, "id": new, "paper_id": paper, "replaced": new}
        self._connection.execute(insert(t.issues).values(values))
        for table in _OF_AN_ISSUE:
            if rows := [self._renumbered(table, row) for row in _rows(self._source, table, issue)]:
                self._connection.execute(insert(table), rows)
        return new

    def _renumbered(self, table: Table, row: dict[str, Any]) -> dict[str, Any]:
        new = dict(row)
        if "id" in table.c:
            new["id"] = self._ids[table.name][row["id"]]
        for column in table.c:
            for key in column.foreign_keys:
                if (ids := self._ids.get(key.column.table.name)) is not None:
                    new[column.name] = ids.get(row[column.name])  # None: it names what does not come along
        if (home := row.get("home_issue_id")) is not None:
            new["home_issue_id"] = at_home = self._ids[t.issues.name].get(home)
            if at_home is not None and "identity" in row:
                new["identity"] = f"{row['identity'].removesuffix(f'@{home}')}@{at_home}"
        return new


def _rows(connection: Connection, table: Table, issue: int) -> list[dict[str, Any]]:
    rows = connection.execute(_belonging(table, issue)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def _belonging(table: Table, issue: int) -> Select[Any]:
    """The rows of a table that belong to an issue, themselves or by the row that their key names."""
    if "issue_id" in table.c:
        return select(table).where(table.c.issue_id == issue).order_by(table.c.id)
    [(column, owner)] = [(column, key.column.table) for column in table.primary_key for key in column.foreign_keys]
    return select(table).join(owner, owner.c.id == column).where(owner.c.issue_id == issue)


def _find(connection: Connection, key: IssueKey) -> int:
    return int(connection.execute(select(t.issues.c.id).join(t.papers).where(is_issue(key))).scalar_one())


def _articles(connection: Connection, issue: int) -> list[int]:
    return list(connection.scalars(select(t.articles.c.id).where(t.articles.c.issue_id == issue)))


def _paper(journal: Journal, source: Connection, key: IssueKey) -> int:
    """The paper's row here; a new one comes with the other names under which it is known, as far as they are free."""
    here = select(t.papers.c.id).where(t.papers.c.kind == key.kind, t.papers.c.name == key.paper)
    found: int | None = journal.connection.scalar(here)
    if found is not None:
        return found
    journal.connection.execute(insert(t.papers).values(kind=key.kind, name=key.paper))
    made = int(journal.connection.execute(here).scalar_one())
    names = select(t.paper_names.c.name).where(t.paper_names.c.kind == key.kind)
    taken = set(journal.connection.scalars(names))
    for name in source.scalars(names.where(t.paper_names.c.paper_id == source.scalar(here))):
        if name not in taken:
            journal.add_keyed(t.paper_names, {"kind": key.kind.value, "name": name}, paper_id=made)
    return made


def _last_id(connection: Connection, table: Table) -> int:
    """The last id that was given out, also to a row that is gone."""
    given = connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
    return max(int(given or 0), connection.scalar(select(func.max(table.c.id))) or 0)


def _numbered(old: Iterable[int], last: int) -> dict[int, int]:
    return {number: new for new, number in enumerate(old, last + 1)}

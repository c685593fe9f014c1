"""The journal of corrections: every change that a person makes to how things are filed, so that each can be undone.

A correction notes, value by value, what stood there before and what it put there.  Undoing puts the old values back
where the new ones still stand; where something else changed them since, it is refused in words.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, and_, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from archive.catalogue import schema as t
from archive.catalogue.arrivals import insert_row, now
from archive.catalogue.contents import state
from archive.errata import Erratum
from archive.errors import UnknownItemError, UsageError
from archive.wording import _


class Correction(msgspec.Struct, frozen=True):
    """One entry of the journal; `sentence` says for the user what was done, `undone_at` when it was taken back.

    `who`: the name under which they were logged in; empty where it is not known.  `errata`: of a text.
    """

    id: int
    at: str
    kind: str
    sentence: str
    undone_at: str | None
    who: str = ""
    errata: tuple[Erratum, ...] = ()


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing done: columns of one row changed, a row added, or an article's rows in a table exchanged."""

    table: str
    key: dict[str, int | str]
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    rows_before: list[dict[str, Any]] | None = None
    rows_after: list[dict[str, Any]] | None = None


class _Deed(msgspec.Struct, frozen=True, omit_defaults=True):
    """`guarded`: issues that must still hold what they held (`state`) for the deed to be taken back."""

    steps: list[Step]
    articles: list[int]
    guarded: list[int] = []
    state: str = ""
    who: str = ""
    errata: tuple[Erratum, ...] = ()


_PORTION = 10_000
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Deed).decode
_errata = msgspec.json.Decoder(tuple[Erratum, ...]).decode


class Journal:
    """Changes rows and writes down how; `close` enters what was done as one correction and into the change feed."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._steps: list[Step] = []
        self._articles: dict[int, None] = {}
        self._guarded: list[int] = []

    def touch(self, articles: Sequence[int]) -> None:
        """These articles are to be indexed anew."""
        self._articles |= dict.fromkeys(articles)

    def guard(self, issue_id: int) -> None:
        """Only while the issue holds what it does at the end of this correction can that be undone."""
        self._guarded.append(issue_id)

    def set(self, table: Table, row_id: int, **values: Any) -> None:
        """Change columns of the row with this id."""
        row = self.connection.execute(select(table).where(table.c.id == row_id)).mappings().one()
        changed = {name: value for name, value in values.items() if row[name] != value}
        if changed:
            before = {str(name): row[name] for name in changed}
            self.connection.execute(update(table).where(table.c.id == row_id).values(changed))
            self._steps.append(Step(str(table.name), {"id": row_id}, before, changed))

    def add(self, table: Table, **values: Any) -> int:
        """Add a row; its id."""
        row_id = insert_row(self.connection, insert(table).values(values))
        self._steps.append(Step(str(table.name), {"id": row_id}, None, {}))
        return row_id

    def add_keyed(self, table: Table, key: dict[str, int | str], **values: Any) -> None:
        """Add a row of a table that has no id of its own."""
        self.connection.execute(insert(table).values({**key, **values}))
        self._steps.append(Step(str(table.name), key, None, values))

    def exchange(self, table: Table, article_id: int, rows: Sequence[dict[str, Any]]) -> None:
        """Give the article other rows in a table of its places."""
        before = places(self.connection, table, article_id)
        after = [{**row, "article_id": article_id} for row in rows]
        if before != after:
            _put(self.connection, table, article_id, after)
            self._steps.append(Step(str(table.name), {"article_id": article_id}, rows_before=before, rows_after=after))

    def close(self, kind: str, sentence: str, errata: tuple[Erratum, ...] = ()) -> Correction | None:
        """Enter the correction; None when nothing was changed."""
        if not self._steps:
            return None
        state = _state(self.connection, self._guarded)
        deed = _Deed(self._steps, list(self._articles), self._guarded, state, _user(), errata)
        at = now()
        row_id = insert_row(
            self.connection,
            insert(t.corrections).values(at=at, kind=kind, sentence=sentence, before=_encode(deed).decode()),
        )
        announce(self.connection, deed.articles)
        return Correction(row_id, at, kind, sentence, None, deed.who, errata)


def corrections(connection: Connection, limit: int) -> list[Correction]:
    """The newest corrections first."""
    before = t.corrections.c.before
    sound = func.json_valid(before) == 1  # where a bit has flipped the entry is still told
    facts = (case((sound, func.json_extract(before, f"$.{name}"))).label(name) for name in ("who", "errata"))
    rows = connection.execute(select(t.corrections, *facts).order_by(t.corrections.c.id.desc()).limit(limit))
    return [
        Correction(row.id, row.at, row.kind, row.sentence, row.undone_at, str(row.who or ""), _told(row.errata))
        for row in rows
    ]


def _told(errata: object) -> tuple[Erratum, ...]:
    """What was corrected in a text, as far as it can be read."""
    try:
        return _errata(errata) if isinstance(errata, str) else ()
    except msgspec.MsgspecError:
        return ()


def undo(connection: Connection, correction_id: int | None) -> Correction:
    """Take back a correction, the newest that still stands when no id is given.

    `UnknownItemError` when there is none, `UsageError` when it is undone already or something changed since.
    """
    query = select(t.corrections).order_by(t.corrections.c.id.desc()).limit(1)
    query = query.where(
        t.corrections.c.undone_at.is_(None) if correction_id is None else t.corrections.c.id == correction_id
    )
    row = connection.execute(query).first()
    if row is None:
        raise UnknownItemError(_("更正"), _("没有可撤销的") if correction_id is None else str(correction_id))
    if row.undone_at is not None:
        raise UsageError(_("这一步已经撤销过了：{sentence}").format(sentence=row.sentence))
    deed = _decode(row.before)
    try:
        taken = _state(connection, deed.guarded) == deed.state and all(
            _take_back(connection, step) for step in reversed(deed.steps)
        )
    except IntegrityError:  # something came to hang on a row that was added
        taken = False
    if not taken:
        raise UsageError(_("这之后又有改动，不能单独撤销，请先撤销后来的：{sentence}").format(sentence=row.sentence))
    connection.execute(update(t.corrections).where(t.corrections.c.id == row.id).values(undone_at=(at := now())))
    announce(connection, deed.articles)
    for some in _portions(deed.articles):
        issues = select(t.articles.c.issue_id).where(t.articles.c.id.in_(some))
        connection.execute(update(t.issues).where(t.issues.c.id.in_(issues)).values(links_due=True))
    return Correction(row.id, row.at, row.kind, row.sentence, at, deed.who, deed.errata)


def last_steps(connection: Connection, kind: str, table: Table, row_id: int) -> list[Step]:
    """What the newest standing correction of this kind that touched the row did; nothing when there is none."""
    query = select(t.corrections.c.before).where(t.corrections.c.kind == kind, t.corrections.c.undone_at.is_(None))
    for before in connection.scalars(query.order_by(t.corrections.c.id.desc())):
        steps = _decode(before).steps
        if any(step.table == table.name and step.key == {"id": row_id} for step in steps):
            return steps
    return []


def announce(connection: Connection, articles: Sequence[int]) -> None:
    """Enter articles into the change feed: as written where they are still to be seen, else as gone."""
    for some in _portions(articles):
        shown = set(
            connection.scalars(
                select(t.articles.c.id)
                .join(t.issues, t.issues.c.id == t.articles.c.issue_id)
                .where(t.articles.c.id.in_(some), t.articles.c.trashed_at.is_(None), t.issues.c.replaced == 0)
            )
        )
        rows = [{"article_id": article, "deleted": article not in shown} for article in some]
        connection.execute(insert(t.changes), rows)


def _user() -> str:
    """Who is logged in; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a service without a name, Windows without the variables
        return ""


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many as SQLite takes in one statement."""
    for start in range(0, len(ids), _PORTION):
        yield ids[start : start + _PORTION]


def _state(connection: Connection, issues: Sequence[int]) -> str:
    return state(connection, issues) if issues else ""


def _take_back(connection: Connection, step: Step) -> bool:
    """Undo one step; False when what it put there no longer stands."""
    table = t.metadata.tables[step.table]
    if step.rows_before is not None:
        article_id = int(step.key["article_id"])
        if places(connection, table, article_id) != step.rows_after:
            return False
        _put(connection, table, article_id, step.rows_before)
        return True
    here = and_(*(table.c[name] == value for name, value in step.key.items()))
    row = connection.execute(select(table).where(here)).mappings().first()
    changed = ((name, value) for name, value in (step.after or {}).items() if name != "source_digest")
    if row is None or any(row[name] != value for name, value in changed):
        return False  # what a source said since does not count: the next import will see it again
    if step.before is not None:
        connection.execute(update(table).where(here).values(step.before))
    elif table is t.articles:  # an id that was given out is never taken back: marks may hang on it
        connection.execute(update(table).where(here).values(trashed_at=now()))
    else:
        if table is t.issues:  # links are found anew, they hold nothing fast
            connection.execute(delete(t.links).where(t.links.c.issue_id == row["id"]))
        connection.execute(delete(table).where(here))
    return True


def places(connection: Connection, table: Table, article_id: int) -> list[dict[str, Any]]:
    """The article's rows in a table of its places (`article_pages`, `zones`), in order."""
    query = select(table).where(table.c.article_id == article_id).order_by(table.c.position)
    return [{str(name): value for name, value in row.items()} for row in connection.execute(query).mappings()]


def _put(connection: Connection, table: Table, article_id: int, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(table.c.article_id == article_id))
    if rows:
        connection.execute(insert(table), list(rows))

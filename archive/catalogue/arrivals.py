"""Where things came from: each source that brought something to an issue, with the names its files had.

With it an issue can be read again as it came in (`archive.importing.reparse`) and it is known what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, Insert, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.formats.base import Hints
from archive.model import DraftIssue, IssueKey, PaperKind, PartialDate

_encode = msgspec.json.Encoder().encode
_names = msgspec.json.Decoder(tuple[str, ...])
_hints = msgspec.json.Decoder(Hints)


class Provenance(msgspec.Struct, frozen=True):
    """Which importer read which source, in which version; `collective`: as a whole issue or from a table.

    `source` is what the user called it (`tree`: a folder or zip), `hints` what was said beforehand.
    """

    format: str
    format_version: int
    collective: bool
    source: str = ""
    tree: bool = False
    hints: Hints = msgspec.field(default_factory=Hints)
    unsure: bool = False


class Arrival(msgspec.Struct, frozen=True):
    """One source of an issue as it came in: `files` are (name in the source, SHA-256)."""

    id: int
    issue: int
    provenance: Provenance
    files: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]
    added_at: str


def write_arrival(
    connection: Connection, issue_id: int, draft: DraftIssue, provenance: Provenance, sizes: Mapping[str, int]
) -> int:
    """Keep what a source brought to the issue; the same source coming again brings its arrival up to date."""
    if sizes:
        rows = [{"sha256": sha, "size": size, "added_at": now()} for sha, size in sizes.items()]
        connection.execute(upsert(t.originals).on_conflict_do_nothing(), rows)
    facts = {
        "tree": provenance.tree,
        "format_version": provenance.format_version,
        "hints": _encode(provenance.hints).decode(),
        "missing": _encode(draft.missing).decode(),
        "left_out": _encode(draft.left_out).decode(),
        "notes": _encode(draft.notes).decode(),
    }
    known = connection.execute(
        select(t.arrivals).where(
            t.arrivals.c.issue_id == issue_id,
            t.arrivals.c.source == provenance.source,
            t.arrivals.c.format == provenance.format,
        )
    ).first()
    if known is None:
        arrival_id = insert_row(
            connection,
            insert(t.arrivals).values(
                issue_id=issue_id, source=provenance.source, format=provenance.format, added_at=now(), **facts
            ),
        )
    else:
        arrival_id = known.id
        if any(getattr(known, name) != value for name, value in facts.items()):
            connection.execute(update(t.arrivals).where(t.arrivals.c.id == arrival_id).values(facts))
    files = {blob.name: blob.sha256 for blob in draft.blobs}
    if streamed := set(sizes) - set(files.values()):  # a table was kept as a stream: its name is the source's
        files |= {provenance.source.replace("\\", "/").rpartition("/")[2]: sha for sha in streamed}
    if files:
        row = upsert(t.arrival_originals)
        connection.execute(
            row.on_conflict_do_update(index_elements=["arrival_id", "name"], set_={"sha256": row.excluded.sha256}),
            [{"arrival_id": arrival_id, "name": name, "sha256": sha} for name, sha in sorted(files.items())],
        )
    return arrival_id


def arrivals(connection: Connection, *, paper: str | None = None, issue_id: int | None = None) -> list[Arrival]:
    """The arrivals of all living issues, of one paper's or of one issue, oldest first."""
    query = (
        select(t.arrivals, t.issues.c.collective, t.issues.c.unsure)
        .select_from(t.arrivals.join(t.issues).join(t.papers))
        .where(t.issues.c.replaced == 0)
        .order_by(t.arrivals.c.issue_id, t.arrivals.c.id)
    )
    if issue_id is not None:
        query = query.where(t.arrivals.c.issue_id == issue_id)
    if paper is not None:
        query = query.where(t.papers.c.name == paper)
    found: list[Arrival] = []
    for row in connection.execute(query).all():
        files = connection.execute(
            select(t.arrival_originals.c.name, t.arrival_originals.c.sha256)
            .where(t.arrival_originals.c.arrival_id == row.id)
            .order_by(t.arrival_originals.c.name)
        )
        provenance = Provenance(
            row.format, row.format_version, row.collective, row.source, row.tree, _hints.decode(row.hints), row.unsure
        )
        found.append(
            Arrival(
                row.id,
                row.issue_id,
                provenance,
                tuple((name, sha) for name, sha in files),
                _names.decode(row.missing),
                _names.decode(row.left_out),
                _names.decode(row.notes),
                row.added_at,
            )
        )
    return found


def missing(connection: Connection, paper: str) -> dict[IssueKey, tuple[str, ...]]:
    """By issue of the paper, the names that its sources speak of and did not bring."""
    rows = connection.execute(
        select(t.papers.c.kind, t.issues.c.date, t.issues.c.edition, t.arrivals.c.missing)
        .select_from(t.arrivals.join(t.issues).join(t.papers))
        .where(t.papers.c.name == paper, t.issues.c.replaced == 0, t.arrivals.c.missing != "[]")
    )
    found: dict[IssueKey, tuple[str, ...]] = {}
    for row in rows:
        key = IssueKey(PaperKind(row.kind), paper, PartialDate.parse(row.date) if row.date else None, row.edition)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *_names.decode(row.missing))))
    return found


def insert_row(connection: Connection, statement: Insert) -> int:
    """Insert one row; its id."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def originals(connection: Connection) -> dict[str, int]:
    """SHA-256 → bytes of all that came in."""
    return {row.sha256: row.size for row in connection.execute(select(t.originals.c.sha256, t.originals.c.size))}


def now() -> str:
    """The present moment as the catalogue keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

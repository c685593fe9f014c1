"""The catalogue's tables.  Each index names the query it serves.

Dates are ISO text (`2022`, `2022-08`, `2022-08-28`; `''` undated), so that text order is date order and a partial date
sorts before its first day.  `issues.replaced` is 0 for a living issue and its own id for one that another source
replaced: nothing that came in is deleted.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_REVISION = "0001"
"""The newest migration; a fresh catalogue is stamped with it."""

metadata = MetaData()

papers = Table(
    "papers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    UniqueConstraint("name", "kind"),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("paper_id", ForeignKey("papers.id"), nullable=False),
    Column("date", Text, nullable=False),
    Column("edition", Text, nullable=False),
    Column("replaced", Integer, nullable=False, server_default="0"),
    Column("format", Text, nullable=False),
    Column("collective", Boolean, nullable=False),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("paper_id", "date", "edition", "replaced"),  # calendar, next and previous issue
    sqlite_autoincrement=True,
)

pages = Table(
    "pages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("label", Text, nullable=False),
    Column("name", Text),
    Column("position", Integer, nullable=False),
    Column("picture", Text),
    Column("preview", Text),
    Column("document", Text),
    UniqueConstraint("issue_id", "label"),  # the pages of an issue
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("identity", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kicker", Text),
    Column("title", Text, nullable=False),
    Column("subtitle", Text),
    Column("byline", Text),
    Column("version", Integer, nullable=False),
    Column("placement", Text, nullable=False),  # digest of pages and zones: has the article moved?
    UniqueConstraint("issue_id", "identity"),  # is this article known?
    Index("articles_in_order", "issue_id", "position"),  # the articles of an issue, next and previous
    sqlite_autoincrement=True,  # an id is never used twice
)

versions = Table(
    "versions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("content", Text, nullable=False),  # canonical JSON of archive.model.Content
    Column("digest", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("format_version", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

article_pages = Table(
    "article_pages",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Index("articles_of_page", "page_id"),  # the articles of a page
    sqlite_with_rowid=False,
)

zones = Table(
    "zones",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("page_id", ForeignKey("pages.id"), nullable=False),
    Column("polygon", Text, nullable=False),  # JSON [[x, y], …] in fractions of the page picture
    Index("zones_of_page", "page_id"),  # what lies under the pointer
    sqlite_with_rowid=False,
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

issue_originals = Table(
    "issue_originals",
    metadata,
    Column("issue_id", ForeignKey("issues.id"), primary_key=True),
    Column("sha256", ForeignKey("originals.sha256"), primary_key=True),
    Column("name", Text, primary_key=True),  # as it was called in its source
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

index_state = Table(
    "index_state",
    metadata,
    Column("id", Integer, primary_key=True),  # always 1
    Column("generation", Text, nullable=False),
    Column("seq", Integer, nullable=False),
)

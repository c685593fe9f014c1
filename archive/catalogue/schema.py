"""The catalogue's tables.  Each index names the query it serves.

Dates are ISO text (`2022`, `2022-08`, `2022-08-28`; `''` undated), so that text order is date order and a partial date
sorts before its first day.  `issues.replaced` is 0 for a living issue and its own id for one that is out of sight
(another source replaced it, or it lies in the trash, then with `trashed_at`): nothing that came in is deleted.

What people correct stays apart from what sources say, so that importing again neither undoes it nor doubles anything:
`home_…` is the place that the source gives to a moved issue or article, `source_digest` the source's own text of an
article that was edited, `placement` always the source's placement.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    or_,
    text,
)

SCHEMA_REVISION = "0004"
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

paper_names = Table(
    "paper_names",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),  # a name under which the paper comes in, besides its own
    Column("paper_id", ForeignKey("papers.id"), nullable=False),
    sqlite_with_rowid=False,
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
    Column("unsure", Boolean, nullable=False, server_default="0"),
    Column("links_due", Boolean, nullable=False, server_default="0"),  # written since its links were last looked for
    Column("trashed_at", Text),
    Column("home_paper", Text),
    Column("home_date", Text),
    Column("home_edition", Text),
    UniqueConstraint("paper_id", "date", "edition", "replaced"),  # calendar, next and previous issue
    Index("issues_by_home", "home_paper", "home_date", sqlite_where=text("home_paper IS NOT NULL")),  # coming in again
    Index("issues_with_links_due", "links_due", sqlite_where=text("links_due = 1")),
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
    Column("frame", Integer, nullable=False, server_default="0"),
    Column("recognised", Boolean, nullable=False, server_default="0"),
    Column("original", Text),
    Column("home_issue_id", Integer),  # where the source has it, when the page was moved
    Column("home_label", Text),
    Column("trashed_at", Text),
    UniqueConstraint("issue_id", "label"),  # the pages of an issue
    Index("pages_by_home", "home_issue_id", sqlite_where=text("home_issue_id IS NOT NULL")),  # coming in again
)

page_words = Table(
    "page_words",
    metadata,
    Column("page_id", ForeignKey("pages.id"), primary_key=True),
    Column("words", LargeBinary, nullable=False),  # zlib of the MessagePack of tuple[archive.model.Word, ...]
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
    Column("placement", Text, nullable=False),  # digest of pages and zones as the source has them: has it moved?
    Column("certainty", Text, nullable=False, server_default=""),
    Column("part_of", ForeignKey("articles.id")),  # the article that this one continues or repeats: counted once
    Column("source_digest", Text),  # of the source's text, where people edited the article
    Column("placed_by_hand", Boolean, nullable=False, server_default="0"),
    Column("home_issue_id", Integer),  # where the source has it, when it was moved to another issue
    Column("trashed_at", Text),
    UniqueConstraint("issue_id", "identity"),  # is this article known?
    Index("articles_in_order", "issue_id", "position"),  # the articles of an issue, next and previous
    Index("articles_by_home", "home_issue_id", sqlite_where=text("home_issue_id IS NOT NULL")),  # coming in again
    Index("parts_of_article", "part_of", sqlite_where=text("part_of IS NOT NULL")),  # what continues an article
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
    Column("arrival_id", ForeignKey("arrivals.id")),  # None: written by hand
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("kind", Text, nullable=False),  # archive.model.LinkKind
    Column("first", ForeignKey("articles.id"), nullable=False),
    Column("second", ForeignKey("articles.id")),  # None: the page that is spoken of is not here, see label
    Column("label", Text),
    Column("certainty", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False, server_default="0"),
    Index("links_of_issue", "issue_id"),  # the jumps of an issue
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

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issues.id"), nullable=False),
    Column("source", Text, nullable=False),  # what the user called it: path of a file, folder or zip
    Column("tree", Boolean, nullable=False),
    Column("format", Text, nullable=False),
    Column("format_version", Integer, nullable=False),
    Column("hints", Text, nullable=False, server_default="{}"),  # JSON of archive.formats.base.Hints
    Column("missing", Text, nullable=False, server_default="[]"),  # JSON lists of names and sentences
    Column("left_out", Text, nullable=False, server_default="[]"),
    Column("notes", Text, nullable=False, server_default="[]"),
    Column("added_at", Text, nullable=False),
    UniqueConstraint("issue_id", "source", "format"),  # has this source come before?
)

arrival_originals = Table(
    "arrival_originals",
    metadata,
    Column("arrival_id", ForeignKey("arrivals.id"), primary_key=True),
    Column("name", Text, primary_key=True),  # as it was called in its source
    Column("sha256", ForeignKey("originals.sha256"), nullable=False),
    sqlite_with_rowid=False,
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("before", Text, nullable=False),  # JSON: what undoing puts back
    Column("undone_at", Text),
    sqlite_autoincrement=True,
)

digests = Table(
    "digests",
    metadata,
    Column("part", Text, primary_key=True),  # a table, see archive.catalogue.digests
    Column("bucket", Integer, primary_key=True),
    Column("value", LargeBinary, nullable=False),
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


def at_home(table: Table, issue_id: int) -> ColumnElement[bool]:
    """That the source gives a page or an article to this issue, wherever people have moved it.

    Spelled so that both indexes serve it; `coalesce` would read the whole table.
    """
    stayed = and_(table.c.home_issue_id.is_(None), table.c.issue_id == issue_id)
    return or_(stayed, table.c.home_issue_id == issue_id)

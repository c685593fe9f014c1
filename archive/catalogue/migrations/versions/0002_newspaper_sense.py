"""Where things came from, words on pages, links between articles, corrections by people."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "paper_names",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"]),
        sa.PrimaryKeyConstraint("kind", "name"),
        sqlite_with_rowid=False,
    )
    _add("issues", "unsure BOOLEAN DEFAULT '0' NOT NULL", "links_due BOOLEAN DEFAULT '0' NOT NULL", "trashed_at TEXT")
    _add("issues", "home_paper TEXT", "home_date TEXT", "home_edition TEXT")
    op.execute("CREATE INDEX issues_by_home ON issues (home_paper, home_date) WHERE home_paper IS NOT NULL")
    _add("pages", "frame INTEGER DEFAULT '0' NOT NULL", "recognised BOOLEAN DEFAULT '0' NOT NULL", "original TEXT")
    _add("pages", "home_issue_id INTEGER", "home_label TEXT", "trashed_at TEXT")
    op.create_table(
        "page_words",
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"]),
        sa.PrimaryKeyConstraint("page_id"),
    )
    _add("articles", "certainty TEXT DEFAULT '' NOT NULL", "part_of INTEGER REFERENCES articles (id)")
    _add("articles", "source_digest TEXT", "placed_by_hand BOOLEAN DEFAULT '0' NOT NULL")
    _add("articles", "home_issue_id INTEGER", "trashed_at TEXT")
    op.execute("CREATE INDEX articles_by_home ON articles (home_issue_id) WHERE home_issue_id IS NOT NULL")
    op.execute("CREATE INDEX parts_of_article ON articles (part_of) WHERE part_of IS NOT NULL")
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"]),
        sa.ForeignKeyConstraint(["first"], ["articles.id"]),
        sa.ForeignKeyConstraint(["second"], ["articles.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("links_of_issue", "links", ["issue_id"])
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("tree", sa.Boolean(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("format_version", sa.Integer(), nullable=False),
        sa.Column("hints", sa.Text(), server_default="{}", nullable=False),
        sa.Column("missing", sa.Text(), server_default="[]", nullable=False),
        sa.Column("left_out", sa.Text(), server_default="[]", nullable=False),
        sa.Column("notes", sa.Text(), server_default="[]", nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("issue_id", "source", "format"),
    )
    op.create_table(
        "arrival_originals",
        sa.Column("arrival_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["arrival_id"], ["arrivals.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["originals.sha256"]),
        sa.PrimaryKeyConstraint("arrival_id", "name"),
        sqlite_with_rowid=False,
    )
    _add("versions", "arrival_id INTEGER REFERENCES arrivals (id)")
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    _carry_over()


def _add(table: str, *columns: str) -> None:
    for column in columns:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")


_FILES = """
    WITH named AS (
        SELECT issue_id, sha256,
               CASE WHEN row_number() OVER (PARTITION BY issue_id, name ORDER BY sha256) = 1 AND name <> ''
                    THEN name ELSE name || '#' || sha256 END AS name
        FROM issue_originals
    ),
    single AS (
        SELECT n.issue_id, n.sha256, n.name, v.format, v.format_version, v.content, v.version = a.version AS newest
        FROM named n JOIN articles a ON a.issue_id = n.issue_id
             JOIN versions v ON v.article_id = a.id AND v.original = n.sha256
        WHERE v.format <> 'founder'
    ),
    alone AS (
        SELECT issue_id, sha256, name, max(format) AS format, max(format_version) AS format_version
        FROM single GROUP BY issue_id, sha256, name HAVING min(newest)
    ),
    shown AS (
        SELECT DISTINCT s.issue_id, s.name AS page, n.name, n.sha256
        FROM single s JOIN named n ON n.issue_id = s.issue_id AND n.sha256 <> s.sha256
        WHERE s.format = 'html-page' AND instr(s.content, n.sha256)
    ),
    together AS (
        SELECT issue_id, name, sha256 FROM named
        WHERE (issue_id, sha256) NOT IN (SELECT issue_id, sha256 FROM single)
          AND (issue_id, sha256) NOT IN (SELECT issue_id, sha256 FROM shown)
    )
"""
"""`named`: several files of one name in an issue keep their hash in the name.  `single`: files that were read one by
one.  `alone`: each of them an arrival of its own, with the pictures that it shows (`shown`), but for those that a newer
file has replaced in part: read again, they would bring old texts back.  `together`: what came as one folder.
"""


def _carry_over() -> None:
    """What came in before has its arrivals, made of the names that were kept for each issue."""
    op.execute(
        f"""{_FILES}
        INSERT INTO arrivals (id, issue_id, source, tree, format, format_version, added_at)
        SELECT id, id, '', (SELECT count(*) > 1 FROM together o WHERE o.issue_id = issues.id), format,
               coalesce((SELECT max(v.format_version) FROM articles a JOIN versions v ON v.article_id = a.id
                         WHERE a.issue_id = issues.id), 1), added_at
        FROM issues
        WHERE id IN (SELECT issue_id FROM together) OR id NOT IN (SELECT issue_id FROM alone)
        """  # noqa: S608
    )
    op.execute(
        f"""{_FILES}
        INSERT INTO arrivals (issue_id, source, tree, format, format_version, added_at)
        SELECT issue_id, name,
               EXISTS (SELECT 1 FROM shown WHERE shown.issue_id = alone.issue_id AND shown.page = alone.name),
               alone.format, format_version, added_at
        FROM alone JOIN issues ON issues.id = issue_id ORDER BY issue_id, name
        """  # noqa: S608
    )
    op.execute(
        f"""{_FILES}
        INSERT INTO arrival_originals (arrival_id, name, sha256)
        SELECT issue_id, name, sha256 FROM together
        UNION ALL
        SELECT arrivals.id, name, sha256
        FROM alone JOIN arrivals ON arrivals.issue_id = alone.issue_id AND arrivals.source = alone.name
        UNION ALL
        SELECT arrivals.id, shown.name, shown.sha256
        FROM shown JOIN arrivals ON arrivals.issue_id = shown.issue_id AND arrivals.source = shown.page
        """  # noqa: S608
    )
    op.execute(
        """
        UPDATE versions SET arrival_id = (
            SELECT arrivals.id FROM articles JOIN arrivals ON arrivals.issue_id = articles.issue_id
            LEFT JOIN arrival_originals brought
                 ON brought.arrival_id = arrivals.id AND brought.sha256 = versions.original
            WHERE articles.id = versions.article_id ORDER BY brought.sha256 IS NULL, arrivals.id LIMIT 1
        )
        """
    )
    op.execute("UPDATE issues SET links_due = 1 WHERE replaced = 0")
    op.drop_table("issue_originals")

"""Sums over all rows, so that damage to the catalogue is found; `migrations.upgrade` fills them in."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute(
        "CREATE TABLE digests (part TEXT NOT NULL, bucket INTEGER NOT NULL, value BLOB NOT NULL,"
        " PRIMARY KEY (part, bucket)) WITHOUT ROWID"
    )

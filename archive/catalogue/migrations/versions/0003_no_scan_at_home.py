"""What comes in again, and issues whose links are due, are found without reading all pages and issues."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("CREATE INDEX pages_by_home ON pages (home_issue_id) WHERE home_issue_id IS NOT NULL")
    op.execute("CREATE INDEX issues_with_links_due ON issues (links_due) WHERE links_due = 1")

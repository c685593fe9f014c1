"""An archive written by an older version opens, with all that was in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from archive.catalogue import Catalogue, migrations
from archive.model import IssueKey, PaperKind, PartialDate

FIRST = """
INSERT INTO papers VALUES (1, '青湾晚报', 'newspaper');
INSERT INTO issues VALUES (7, 1, '2026-03-02', '', 0, 'founder', 1, '2026-03-02T08:00:00+00:00');
INSERT INTO pages VALUES (3, 7, '01', '要闻', 1, NULL, NULL, NULL);
INSERT INTO articles VALUES (9, 7, 'id:1', 1, NULL, '渡口复航', NULL, NULL, 1, 'p');
INSERT INTO articles VALUES (10, 7, 'id:2', 2, NULL, '夜市开张', NULL, NULL, 1, 'p');
INSERT INTO versions VALUES (9, 1, '{"title":"渡口复航"}', 'd', 'aa', 'founder', 1, '2026-03-02T08:00:00+00:00');
INSERT INTO versions VALUES (10, 1, '{"title":"夜市开张"}', 'd', 'bb', 'founder', 1, '2026-03-02T08:00:00+00:00');
INSERT INTO article_pages VALUES (9, 0, 3), (10, 0, 3);
INSERT INTO zones VALUES (9, 0, 3, '[[0.0,0.0],[1.0,0.0],[1.0,1.0]]');
INSERT INTO originals VALUES ('aa', 3, ''), ('bb', 3, '');
INSERT INTO issue_originals VALUES (7, 'aa', 'content_1.htm'), (7, 'bb', 'content_2.htm'), (7, 'bb', '');
"""


def test_the_first_schema(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    config = migrations._config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as plain:
        plain.executescript(FIRST)
    catalogue = Catalogue(path)
    key = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))
    assert [(head.id, head.title) for head in catalogue.articles(key)] == [(9, "渡口复航"), (10, "夜市开张")]
    assert len(catalogue.zones(key, "01")) == 1
    [arrival] = catalogue.arrivals()
    assert (arrival.provenance.format, arrival.provenance.tree, arrival.issue) == ("founder", True, 7)
    assert dict(arrival.files) == {"content_1.htm": "aa", "content_2.htm": "bb", "#bb": "bb"}
    assert catalogue.links_due() == [7]
    with catalogue.writing() as writer:
        writer.refresh_links(7)
        known = writer.known_issue(key)
    assert known is not None
    assert set(known.articles) == {"id:1", "id:2"}
    catalogue.close()
    assert (tmp_path / "catalogue.sqlite.before-migration").is_file()

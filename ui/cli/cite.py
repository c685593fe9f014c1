"""`dianzibao cite`: references to articles, for papers and for Zotero."""

from __future__ import annotations

import click

from reader.citing import STYLES, csl_items
from ui.cli.session import Session, common, pass_session


@click.command()
@click.argument("article_ids", metavar="ID...", type=int, nargs=-1, required=True)
@click.option("--style", type=click.Choice(list(STYLES)), default="gb7714", show_default=True, help="格式 (style)")
@common
@pass_session
def cite(session: Session, article_ids: tuple[int, ...], style: str) -> None:
    """稿件的引文：GB/T 7714、BibTeX、RIS、CSL-JSON (references)."""
    library = session.library
    articles = [library.whole_article(library.article(number)) for number in article_ids]
    if style == "csl":
        session.output.text(csl_items(articles).rstrip("\n"))
        return
    _, write = STYLES[style]
    for article in articles:
        if session.as_json:
            session.output.line({"id": article.id, "style": style, "reference": write(article)})
        else:
            session.output.text(write(article).replace("\r\n", "\n").rstrip("\n"))


COMMANDS: tuple[click.Command, ...] = (cite,)

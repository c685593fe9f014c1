"""An article in the layout of the reading machine (the format itself is `archive.formats.texts.machine_text`)."""

from __future__ import annotations

from archive.formats.texts.machine_text import write_machine_text
from archive.model import Article


def render_machine_text(article: Article) -> str:
    """The mirrored layout as text: reads back into the same article."""
    return write_machine_text(article.key, article.pages, article.content)

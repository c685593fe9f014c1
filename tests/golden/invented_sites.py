"""Sites of the families beside Founder, made here of a few lines each, and what tests read of them."""

from __future__ import annotations

import io
from typing import Any

from archive.formats.base import Hints
from archive.model import DraftArticle, DraftIssue, Paragraph

SET = Hints({"paper": "岚屿日报", "date": "2024-05-06"})
BOX = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))


def picture(width: int, height: int) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (width, height), 255).save(stream, "PNG")
    return stream.getvalue()


def html(body: str, title: str = "岚屿日报数字报") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


def read(golden: Any, files: dict[str, str | bytes], form: str, hints: Hints = SET) -> DraftIssue:
    data = {name: html(text) if isinstance(text, str) else text for name, text in files.items()}
    [draft] = golden.read_all(golden.Source(data, "site", is_tree=True), hints, form)
    return draft  # type: ignore[no-any-return]


def pages(draft: DraftIssue) -> list[tuple[str, str | None]]:
    return [(page.label, page.name) for page in draft.pages]


def titles(draft: DraftIssue) -> list[tuple[str, str]]:
    return [(article.content.title, article.pages[0].label) for article in draft.articles]


def texts(article: DraftArticle) -> list[str]:
    return [block.text for block in article.content.blocks if isinstance(block, Paragraph)]

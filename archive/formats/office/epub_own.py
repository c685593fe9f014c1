"""What one document of our own e-books says: the head by its classes, where it stands, the rest as blocks.

Written by `reader.exporting.book`.
"""

from __future__ import annotations

from typing import Final

import msgspec

from archive.formats.markup import Element, Found, Picture, blocks_of, select
from archive.labels import parse_pages
from archive.model import Block, Content, Heading
from archive.text import tidy

PAGES: Final = "dianzibao:pages"
"""The meta element that names an article's pages."""
_ABSENT: Final = "absent"
"""Where a figure has no picture, so that its words stay a figure's."""
_HEAD: Final = ("kicker", "subtitle", "byline", "source", "dateline")


def own_labels(root: Element) -> tuple[str, ...]:
    """The pages that the article stands on."""
    said = next((meta.get("content") or "" for meta in select(root, f"descendant::meta[@name='{PAGES}']")), "")
    return tuple(page.label for page in parse_pages(said))


def own_content(root: Element, picture: Picture) -> Content | None:
    """The article; None when it has not the form of ours.  Takes the head out of the tree."""
    article = next(select(root, "descendant::article"), None)
    header = next(select(article, "header"), None) if article is not None else None
    if article is None or header is None:
        return None
    title = _words(next(select(header, "h1"), None))
    said = {name: _words(next(select(article, f"descendant::p[contains(@class, '{name}')]"), None)) for name in _HEAD}
    names, values = (tuple(map(_words, select(header, f"dl/{tag}"))) for tag in ("dt", "dd"))
    for gone in (header, *select(article, "p[@class='dateline']")):
        article.remove(gone)
    for bare in select(article, "descendant::figure[not(descendant::img)]"):
        bare.insert(0, bare.makeelement("img", {"src": _ABSENT}))

    def found(address: str) -> Found | None:
        return Found(None) if address == _ABSENT else picture(address)

    return Content(
        title,
        **{name: text or None for name, text in said.items()},  # type: ignore[arg-type]
        fields=dict(zip(names, values, strict=False)),
        blocks=tuple(map(_as_it_was, blocks_of(article, found))),
    )


def _words(element: Element | None) -> str:
    """The text with its line breaks."""
    text = "" if element is None else "".join(map(str, element.itertext()))
    return "\n".join(filter(None, map(tidy, text.split("\n"))))


def _as_it_was(block: Block) -> Block:
    """A headline is `h1`, so that the highest heading of the text is `h2`."""
    return msgspec.structs.replace(block, level=max(1, block.level - 1)) if isinstance(block, Heading) else block

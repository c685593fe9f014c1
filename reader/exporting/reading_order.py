"""The order in which an issue is read: page by page, each article where it stands first."""

from __future__ import annotations

from reader.exporting.contents import Section


def begins(section: Section) -> dict[str | None, list[int]]:
    """Which articles are read with each page: those that stand there first; None: on none of the pages."""
    found: dict[str | None, list[int]] = {page.label: [] for page in section.pages} | {None: []}
    left = dict.fromkeys(section.articles)
    for page in section.pages:
        for article in section.on[page.label]:
            if article in left:
                del left[article]
                found[page.label].append(article)
    found[None] = list(left)
    return found

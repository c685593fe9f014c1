"""Names of what is written: such as every disk takes, each once in its folder."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from archive.model import Article, IssueKey
from archive.shown import file_name

_LONGEST = 40
"""Characters of a title in a file's name; the whole path has to fit, too (Windows: 260)."""
UNDATED = "没有日期"


class Names:
    """Gives out names; two that a disk may take for one (case, composed or not) never stand in the same folder."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, folder: str, words: str, suffix: str = "") -> str:
        """`folder/words.suffix`, numbered where that is taken; `folder` may be empty."""
        words = words[:_LONGEST]
        name, number = file_name(words, suffix), 1
        while (path := _join(folder, name)) and _folded(path) in self._taken:
            number += 1
            name = file_name(words, f" ({number}){suffix}")
        self._taken.add(_folded(path))
        return path


class Folders:
    """One folder for each issue: `厦门日报/2025-08-28`."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._papers: dict[str, str] = {}
        self._issues: dict[IssueKey, str] = {}

    def paper(self, name: str) -> str:
        if name not in self._papers:
            self._papers[name] = self._names.new("", name)
        return self._papers[name]

    def issue(self, key: IssueKey) -> str:
        if key not in self._issues:
            words = " ".join(filter(None, (str(key.date) if key.date else UNDATED, key.edition)))
            self._issues[key] = self._names.new(self.paper(key.paper), words)
        return self._issues[key]


def article_words(article: Article) -> str:
    """`A06-03 标题`: page, place in the issue, title."""
    label = article.pages[0].label if article.pages else ""
    place = "-".join(filter(None, (label, f"{article.order:02}")))
    return f"{place} {' '.join(article.content.title.split())}"


def address(path: str, start: str = "") -> str:
    """The relative URL of `path` as seen from a file in the folder `start`; both with `/`, below one root."""
    here, there = [part for part in start.split("/") if part], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return quote("/".join([".."] * (len(here) - shared) + there[shared:]))


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()

"""What marks mean: whose they are, how they are made, changed and taken back, and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec

from archive.errors import UnknownItemError, UsageError
from archive.model import Article, ArticleHead, IssueKey
from archive.personal import (
    Anchor,
    Deed,
    Mark,
    MarkKind,
    Personal,
    Quote,
    all_marks,
    change_marks,
    marks_near,
    new_mark,
)
from archive.personal.tables import MARKS
from archive.wording import N_, _, listed
from indexer import analysis
from indexer.query.nodes import Marked, Own

if TYPE_CHECKING:
    from reader.library import Library

COLOURS: Final = ("yellow", "green", "blue", "red")
"""Names of the colours of highlights; the first is taken unless another is asked for."""


class Marks:
    """The marks of one reader in one archive."""

    def __init__(self, personal: Personal, library: Library) -> None:
        self._personal, self._library = personal, library

    def all(self) -> list[Mark]:
        """Newest first, also those of articles that are not in this archive."""
        return all_marks(self._personal)[::-1]

    def of(self, article: Article) -> list[Mark]:
        """The article's marks, oldest first."""
        near = marks_near(self._personal, article.key, article.id)
        if not near:
            return []
        heads = self._library.articles(article.key)
        return [mark for mark in near if whose(mark.anchor, heads, article.key) == article.id]

    def article_of(self, mark: Mark) -> int | None:
        """The id of the mark's article in this archive; None when it is not here."""
        return article_named(mark.anchor, self._library)

    def owned(self, asked: Marked) -> frozenset[int]:
        """The ids of the articles in this archive that are marked so; of a continued article that of the whole.

        A tag is the whole tag, a note (also of a highlight) has the text in it, whatever their 繁简, case and width.
        """
        kinds = _KINDS[asked.own] if asked.text else (MarkKind(asked.own.value),)
        meant = [mark for mark in all_marks(self._personal) if mark.kind in kinds and _says(mark, asked)]
        return frozenset(self._library.wholes(self._articles_of(meant)))

    def _articles_of(self, marks: Sequence[Mark]) -> set[int]:
        """As `article_of`, each issue asked once."""
        found: set[int] = set()
        by_issue: dict[IssueKey, list[Mark]] = {}
        for mark in marks:
            by_issue.setdefault(mark.anchor.key, []).append(mark)
        for key, several in by_issue.items():
            heads: list[ArticleHead] = []
            with suppress(UnknownItemError):
                heads = self._library.articles(key)
            for mark in several:
                number = whose(mark.anchor, heads, key)
                number = self.article_of(mark) if number is None else number
                found |= set() if number is None else {number}
        return found

    # ── making and changing ────────────────────────────────────────────────────────────────────────────────────────

    def toggle(self, article: Article, kind: MarkKind) -> bool:
        """A star or a place on the reading list, or none any more; whether it has one now."""
        there = [mark.id for mark in self.of(article) if mark.kind is kind]
        if there:
            change_marks(
                self._personal,
                _("{kind}取消：{article}").format(kind=_(_NAMES[kind]), article=_called(article)),
                remove=there,
            )
        else:
            change_marks(
                self._personal, f"{_NAMES[kind]}：{_called(article)}", put=[new_mark(kind, anchor_of(article))]
            )
        return not there

    def highlight(self, article: Article, quote: Quote, *, colour: str = COLOURS[0], text: str = "") -> Mark:
        """Words marked with a colour, and perhaps a note.  `UsageError` for no words or an unknown colour."""
        if not quote.words:
            raise UsageError(_("先选中要标出的文字"))
        if colour not in COLOURS:
            raise UsageError(_("没有这种颜色：{colour}（有 {known}）").format(colour=colour, known=listed(COLOURS)))
        mark = new_mark(MarkKind.HIGHLIGHT, anchor_of(article), quote=quote, colour=colour, text=text)
        change_marks(self._personal, _("标出“{words}”").format(words=short(quote.words)), put=[mark])
        return mark

    def note(self, article: Article, text: str) -> None:
        """What the reader says of the whole article; empty takes it away."""
        there = [mark for mark in self.of(article) if mark.kind is MarkKind.NOTE]
        if not text.strip():
            change_marks(
                self._personal,
                _("删除批注：{article}").format(article=_called(article)),
                remove=[mark.id for mark in there],
            )
            return
        mark = there[0] if there else new_mark(MarkKind.NOTE, anchor_of(article))
        change_marks(
            self._personal,
            _("批注：{article}").format(article=_called(article)),
            put=[msgspec.structs.replace(mark, text=text.strip())],
        )

    def tag(self, article: Article, names: Iterable[str]) -> None:
        """The article's tags are these."""
        wanted = list(dict.fromkeys(name for name in (" ".join(name.split()) for name in names) if name))
        there = {mark.text: mark for mark in self.of(article) if mark.kind is MarkKind.TAG}
        put = [new_mark(MarkKind.TAG, anchor_of(article), text=name) for name in wanted if name not in there]
        remove = [mark.id for name, mark in there.items() if name not in wanted]
        if put or remove:
            change_marks(self._personal, _("标签：{article}").format(article=_called(article)), put=put, remove=remove)

    def edit(self, mark: Mark, *, text: str | None = None, colour: str | None = None) -> None:
        """Another note or colour."""
        changed = msgspec.structs.replace(
            mark, text=mark.text if text is None else text.strip(), colour=colour or mark.colour
        )
        change_marks(
            self._personal,
            _("修改{kind}：{title}").format(kind=_(_NAMES[mark.kind]), title=short(mark.anchor.title)),
            put=[changed],
        )

    def remove(self, marks: Sequence[Mark]) -> None:
        named = short(marks[0].anchor.title) if len(marks) == 1 else _("{count} 处").format(count=len(marks))
        change_marks(self._personal, _("删除标记：{what}").format(what=named), remove=[mark.id for mark in marks])

    def add(self, marks: Sequence[Mark]) -> int:
        """Marks from elsewhere; those that are there already, to the letter, are passed over; how many came."""
        there = {_content(mark) for mark in all_marks(self._personal)}
        new = [mark for mark in marks if _content(mark) not in there]
        if new:
            change_marks(self._personal, _("收进 {count} 处标记").format(count=len(new)), put=new)
        return len(new)

    def undo(self) -> Deed | None:
        """Take back the last change; None when there is nothing to take back."""
        return self._personal.undo()

    def deeds(self) -> list[Deed]:
        return self._personal.deeds()

    def tags(self) -> list[str]:
        """All tags there are, in the order of their text."""
        return sorted({mark.text for mark in all_marks(self._personal) if mark.kind is MarkKind.TAG})

    def forget(self) -> int:
        """Remove all marks for good; how many."""
        return self._personal.forget((MARKS,))


def anchor_of(article: Article) -> Anchor:
    page = article.pages[0].label if article.pages else ""
    return Anchor(article.key, article.content.title, page, article.id)


def article_named(anchor: Anchor, library: Library) -> int | None:
    """The id of the article in this archive; None when it is not here."""
    with suppress(UnknownItemError):
        found = whose(anchor, library.articles(anchor.key), anchor.key)
        if found is not None:
            return found
    if anchor.article is None:
        return None
    with suppress(UnknownItemError):  # filed elsewhere since?
        if _same_title(library.article(anchor.article).content.title, anchor.title):
            return anchor.article
    return None


def whose(anchor: Anchor, heads: Sequence[ArticleHead], key: IssueKey) -> int | None:
    """The article of an issue that is named: the one of this title (of several that of the same id, or page), else
    the one of its id, whose title has changed."""
    same = [head for head in heads if _same_title(head.title, anchor.title)]
    if anchor.key != key:  # filed elsewhere since
        return anchor.article if any(head.id == anchor.article for head in same) else None
    if same:
        return min(same, key=lambda head: (head.id != anchor.article, anchor.page not in head.pages)).id
    return anchor.article if any(head.id == anchor.article for head in heads) else None


_NAMES: Final = {
    MarkKind.STAR: N_("星标"),
    MarkKind.LATER: N_("待读"),
    MarkKind.HIGHLIGHT: N_("划线"),
    MarkKind.NOTE: N_("批注"),
    MarkKind.TAG: N_("标签"),
}


_KINDS: Final = {
    **{own: (MarkKind(own.value),) for own in Own},
    Own.NOTE: (MarkKind.NOTE, MarkKind.HIGHLIGHT),
}
"""The marks that may have a text that is asked for."""


def _says(mark: Mark, asked: Marked) -> bool:
    text = analysis.fold(mark.text).strip()
    return text == asked.text if asked.own is Own.TAG and asked.text else asked.text in text


def _same_title(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _called(article: Article) -> str:
    return short(article.content.title)


def short(text: str) -> str:
    """On one line, and no longer than a sentence about it can bear."""
    line = " ".join(text.split())
    return line if len(line) <= 24 else f"{line[:23]}…"


def _content(mark: Mark) -> Mark:
    """The mark without its name, and without what another archive calls its article."""
    anchor = msgspec.structs.replace(mark.anchor, article=None)
    return msgspec.structs.replace(mark, id="", anchor=anchor)

"""Proving clippings: are the originals still there and unchanged, and does the article still say what was clipped?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from archive.errors import UnknownItemError
from archive.files import environment_problem
from archive.keeping.copies import hash_of
from archive.model import Article
from archive.personal import ClipKind, Clipping, Original, Role
from archive.progress import Cancelled, Progress
from archive.wording import N_, _
from reader.clippings import body_of
from reader.exporting.markup import flat
from reader.navigation import source_of
from reader.quoting import locate

if TYPE_CHECKING:
    from reader.library import Library

PROVING: Final = N_("核对剪报")
_ROLES: Final = {Role.ARTICLE: N_("稿件的原件"), Role.PAGE: N_("版面图的原件"), Role.PICTURE: N_("插图的原件")}
_SPACE: Final = re.compile(r"[\s\ufffc\u2028\u2029]")
_SHOWN: Final = 24
"""Characters shown of what changed."""


class Finding(StrEnum):
    """What became of a clipping; the worst thing found says it."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


class Verdict(msgspec.Struct, frozen=True):
    """`reasons`: what is not as it was, a sentence each; empty where all is."""

    clipping: Clipping
    finding: Finding
    reasons: tuple[str, ...] = ()


def prove(library: Library, clippings: Sequence[Clipping], cancelled: Cancelled) -> Iterator[Progress | Verdict]:
    """One verdict for each.  Every original is read once, in constant memory.

    Raises:
        EnvironmentProblemError: an original that cannot be read.
    """
    sums: dict[str, str | None] = {}
    for number, clipping in enumerate(clippings):
        if cancelled:
            return
        yield Progress(_(PROVING), number, len(clippings))
        yield _verdict(library, clipping, sums)


def _verdict(library: Library, clipping: Clipping, sums: dict[str, str | None]) -> Verdict:
    gone: list[str] = []
    changed: list[str] = []
    for original in clipping.kept.originals:
        found = _sum_of(library, original, sums)
        if found is None:
            gone.append(
                _("{original}不在档案库里：{sha256}").format(original=_(_ROLES[original.role]), sha256=original.sha256)
            )
        elif found != original.sha256:
            changed.append(
                _("{original}的内容变了：{sha256}，现在的校验和是 {found}").format(
                    original=_(_ROLES[original.role]), sha256=original.sha256, found=found
                )
            )
    article_id = library.clippings.article_of(clipping)
    if article_id is None:
        gone.append(_("稿件不在档案库里了"))
    else:
        article = library.whole_article(library.article(article_id))
        changed += _changes(clipping, article)
    finding = Finding.GONE if gone else Finding.CHANGED if changed else Finding.SAME
    return Verdict(clipping, finding, (*gone, *changed))


def _sum_of(library: Library, original: Original, sums: dict[str, str | None]) -> str | None:
    sha = original.sha256
    if sha not in sums:
        try:
            path = library.original(sha)
        except UnknownItemError:
            sums[sha] = None
        else:
            try:
                sums[sha] = hash_of(path)
            except OSError as error:
                raise environment_problem(error, path) from error
    return sums[sha]


def _changes(clipping: Clipping, article: Article) -> Iterator[str]:
    """What the article says otherwise than when it was clipped."""
    if flat(article.content.title) != flat(clipping.anchor.title):
        yield _("标题现在是“{title}”").format(title=flat(article.content.title))
    source = source_of(article.key, article.pages)
    if source != clipping.kept.source:
        yield _("出处现在是{source}").format(source=source)
    text = body_of(article)
    if clipping.kind is not ClipKind.WORDS:
        yield from _difference(clipping.kept.text, text)
        byline = flat(article.content.byline or "")
        if byline != clipping.kept.byline:
            yield _("署名现在是“{byline}”").format(byline=byline) if byline else _("现在没有署名")
    elif clipping.quote is not None:
        where = locate(text, clipping.quote)
        if where is None:
            yield _("这些字不在稿件里了")
        else:
            yield from _difference(clipping.quote.words, text[slice(*where)])


def _difference(old: str, new: str) -> Iterator[str]:
    """The stretch that is not the same, in a sentence; white space does not count."""
    was, now = _plain(old), _plain(new)
    if was == now:
        return
    shorter = min(len(was), len(now))
    start = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    tail = 0
    while tail < shorter - start and was[-1 - tail] == now[-1 - tail]:
        tail += 1
    cut_was, cut_now = was[start : len(was) - tail], now[start : len(now) - tail]
    near = was[max(0, start - 6) : start]
    where = _("“{near}”后面").format(near=near) if near else _("开头")
    if not cut_was:
        yield _("{where}多了“{now}”").format(where=where, now=_shown(cut_now))
    elif not cut_now:
        yield _("{where}少了“{was}”").format(where=where, was=_shown(cut_was))
    else:
        yield _("{where}的“{was}”现在是“{now}”").format(where=where, was=_shown(cut_was), now=_shown(cut_now))


def _plain(text: str) -> str:
    return _SPACE.sub("", text)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"

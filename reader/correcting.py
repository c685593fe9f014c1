"""An editor's corrections as text to edit, as differences to read, and as a patch for another archive.

In the text a blank line ends a block; `# ` begins a subhead (as many as its level), `〔图1〕` stands for the first
figure with its caption behind it, `〔列表1〕` and `〔表1〕` for lists and tables, which stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from archive.catalogue import Correction
from archive.errata import Erratum, apply, errata
from archive.errors import UsageError
from archive.labels import printed_labels
from archive.model import (
    Article,
    Block,
    Content,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from archive.wording import _

if TYPE_CHECKING:
    from reader.library import Library

FORMAT: Final = "dianzibao-errata"
VERSION: Final = 1
_EVERY: Final = 1_000_000
_NAMES: Final[dict[type[Block], str]] = {Figure: "图", ListBlock: "列表", Table: "表"}
_STANDS_FOR: Final = re.compile(r"〔(图|列表|表)(\d+)〕\s*")
_SUBHEAD: Final = re.compile(r"(#{1,4}) +")


# ── the text to edit ───────────────────────────────────────────────────────────────────────────────────────────────


def as_text(blocks: Sequence[Block]) -> str:
    """The body as one text."""
    return "\n\n".join(_said(block, number) for block, number in _numbered(blocks))


def from_text(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The body that the edited text stands for; `blocks` as they were before.

    `UsageError` where the text speaks of a figure, list or table that there is not, or of one twice.
    """
    known = {(_NAMES[type(block)], number): block for block, number in _numbered(blocks) if number}
    unedited = {_said(block, number): block for block, number in _numbered(blocks) if not number}
    found: list[Block] = []
    for part in re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").strip("\n")):
        part = part.strip("\n ")
        if not part.strip():
            continue
        if part in unedited:
            found.append(unedited[part])
        elif match := _STANDS_FOR.match(part):
            block = known.pop((match[1], int(match[2])), None)
            if block is None:
                raise UsageError(_("原来没有{mark}，或者写了两次").format(mark=match[0].strip()))
            caption = part[match.end() :].strip()
            if isinstance(block, Figure) and caption != (block.caption or ""):
                block = msgspec.structs.replace(block, caption=caption or None)
            found.append(block)
        elif match := _SUBHEAD.match(part):
            found.append(Heading(len(match[1]), part[match.end() :].strip()))
        else:
            found.append(Paragraph(part))
    return tuple(found)


def _numbered(blocks: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    """Each block with its number among its kind; 0 for words."""
    counts: dict[type[Block], int] = {}
    for block in blocks:
        kind = type(block)
        if kind in _NAMES:
            counts[kind] = counts.get(kind, 0) + 1
        yield block, counts.get(kind, 0)


def _said(block: Block, number: int) -> str:
    match block:
        case Paragraph(text=text):
            return re.sub(r"\n\s*\n+", "\n", text).strip("\n ")
        case Heading(level=level, text=text):
            return f"{'#' * level} {text}"
        case Figure(caption=caption):
            return f"〔图{number}〕{caption or ''}"
        case ListBlock() | Table():
            return f"〔{_NAMES[type(block)]}{number}〕"


# ── differences ────────────────────────────────────────────────────────────────────────────────────────────────────


def as_diff(article: Article) -> str:
    """What was corrected, as a unified diff of title lines and paragraphs; empty where nothing was."""
    if article.printed is None:
        return ""
    name = f"{article.key.words} {printed_labels([page.label for page in article.pages])} [{article.id}]".strip()
    before, after = _lines(article.printed), _lines(article.content)
    return "".join(f"{line}\n" for line in unified_diff(before, after, f"原文 {name}", f"更正 {name}", lineterm=""))


def _lines(content: Content) -> list[str]:
    head = (("引题", content.kicker), ("主题", content.title), ("副题", content.subtitle), ("署名", content.byline))
    body = as_text(content.blocks).split("\n")
    return [f"{name}：{text}".replace("\n", " / ") for name, text in head if text] + ["", *body]


# ── patches ────────────────────────────────────────────────────────────────────────────────────────────────────────


class PatchedArticle(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was corrected in one article, which is known again by its issue and its printed title."""

    paper: str
    date: str
    pages: tuple[str, ...]
    title: str
    errata: tuple[Erratum, ...]
    edition: str = ""
    kind: PaperKind = PaperKind.NEWSPAPER

    @property
    def issue(self) -> IssueKey:
        return IssueKey(self.kind, self.paper, PartialDate.parse(self.date) if self.date else None, self.edition)


class LoggedStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step as it was logged: when, by whom, what was there before and after."""

    at: str
    sentence: str
    errata: tuple[Erratum, ...]
    who: str = ""
    undone_at: str | None = None


class Patch(msgspec.Struct, frozen=True):
    """All corrections of texts of an archive, for another one; `log` tells how they came about."""

    articles: tuple[PatchedArticle, ...]
    log: tuple[LoggedStep, ...] = ()
    format: str = FORMAT
    version: int = VERSION


class Fate(StrEnum):
    """What became of one article of a patch."""

    APPLIED = "applied"
    SAME = "same"
    MISFIT = "misfit"
    UNKNOWN = "unknown"


class Applied(msgspec.Struct, frozen=True):
    """One article of a patch and what became of it; `misfits` did not fit its text and were left out."""

    patched: PatchedArticle
    fate: Fate
    article: int | None = None
    misfits: tuple[Erratum, ...] = ()
    entry: Correction | None = None


def patch_of(library: Library, ids: Sequence[int] | None = None) -> Patch:
    """The corrections of these articles, or of all."""
    chosen = library.corrected() if ids is None else [library.article(number) for number in ids]
    articles = tuple(
        PatchedArticle(
            article.key.paper,
            str(article.key.date or ""),
            tuple(page.label for page in article.pages),
            article.printed.title,
            errata(article.printed, article.content),
            article.key.edition,
            article.key.kind,
        )
        for article in chosen
        if article.printed is not None
    )
    steps = tuple(
        LoggedStep(entry.at, entry.sentence, entry.errata, entry.who, entry.undone_at)
        for entry in library.filing.journal(_EVERY)
        if entry.errata and ids is None
    )
    return Patch(articles, steps)


def write_patch(patch: Patch) -> bytes:
    """JSON, readable."""
    return msgspec.json.format(msgspec.json.encode(patch), indent=1) + b"\n"


def read_patch(data: bytes) -> Patch:
    """`UsageError` for what is no patch, or one of a newer version."""
    try:
        patch = msgspec.json.decode(data, type=Patch)
        _issues = [patched.issue for patched in patch.articles]
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise UsageError(_("这不是更正的补丁文件")) from error
    if patch.format != FORMAT or patch.version > VERSION:
        raise UsageError(_("这不是更正的补丁文件，或者由更新版本的程序写成"))
    return patch


def apply_patch(library: Library, patch: Patch) -> Iterator[Applied]:
    """Make a patch's corrections here, article by article, each of them a correction that can be undone."""
    for patched in patch.articles:
        article = _known(library, patched)
        if article is None:
            yield Applied(patched, Fate.UNKNOWN)
            continue
        content, misfits = apply(article.content, patched.errata)
        entry = library.filing.correct_text(article.id, content)
        fate = Fate.MISFIT if misfits else Fate.APPLIED if entry else Fate.SAME
        yield Applied(patched, fate, article.id, misfits, entry)


def _known(library: Library, patched: PatchedArticle) -> Article | None:
    """The issue's article of that printed title, on those pages rather than on others."""
    if patched.issue not in {issue.key for issue in library.issues(patched.issue.paper)}:
        return None
    heads = library.articles(patched.issue)
    articles = [library.article(head.id) for head in heads]
    named = [one for one in articles if (one.printed or one.content).title == patched.title]
    there = [one for one in named if tuple(page.label for page in one.pages) == patched.pages]
    return next(iter(there or named), None)

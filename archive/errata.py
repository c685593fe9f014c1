"""What people corrected in a text, apart from the text itself, so that it can be shown, handed on, and applied again.

Pure: two contents → errata; another content + errata → corrected content, and those that no longer fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import msgspec

from archive.model import Block, Content, Paragraph, block_texts

HEAD: Final = ("kicker", "title", "subtitle", "byline")
BODY: Final = "body"
_CONTEXT: Final = 6
"""Characters on either side of a changed passage by which it is found again in a paragraph that differs elsewhere."""


class Erratum(msgspec.Struct, frozen=True, omit_defaults=True):
    """At `place` (one of `HEAD`, or `BODY`) stood `before`, it should be `after`; either may be empty.

    A line of the head is one paragraph here.  In the body `at` is the number of its block as printed, from 0, `follows`
    and `precedes` are the texts of the blocks in front of it and behind it, empty at the edges.
    """

    place: str
    before: tuple[Block, ...]
    after: tuple[Block, ...]
    at: int = 0
    follows: str = ""
    precedes: str = ""


def errata(printed: Content, corrected: Content) -> tuple[Erratum, ...]:
    """What has to be changed in the one to get the other: lines of the head, then blocks in their order."""
    return (*_head_errata(printed, corrected), *_body_errata(printed.blocks, corrected.blocks))


def apply(content: Content, changes: Sequence[Erratum]) -> tuple[Content, tuple[Erratum, ...]]:
    """The content with the changes whose words stand in it, and the changes that no longer fit.

    What already is as it should be fits.
    """
    head: dict[str, Any] = {}
    spans: list[tuple[int, int, tuple[Block, ...]]] = []
    misfits: list[Erratum] = []
    for change in changes:
        if change.place == BODY:
            found = _place(content.blocks, change)
            fits = found is not None and not any(_overlap(found, span) for span in spans)
            if found is not None and fits:
                spans.append(found)
        else:
            line = _line(getattr(content, change.place, None))
            fits = change.place in HEAD and line in (change.before, change.after)
            if fits:
                head[change.place] = _text(change.after) or None
        if not fits:
            misfits.append(change)
    if not head.get("title", content.title):
        del head["title"]
    blocks = list(content.blocks)
    for start, end, after in sorted(spans, key=lambda span: span[:2], reverse=True):
        blocks[start:end] = after
    return msgspec.structs.replace(content, **head, blocks=tuple(blocks)), tuple(misfits)


def block_text(block: Block) -> str:
    """A block in one string, for comparing and for showing what was changed."""
    return "\n".join(block_texts(block))


def _head_errata(printed: Content, corrected: Content) -> Iterator[Erratum]:
    for place in HEAD:
        before, after = _line(getattr(printed, place)), _line(getattr(corrected, place))
        if before != after:
            yield Erratum(place, before, after)


def _body_errata(printed: Sequence[Block], corrected: Sequence[Block]) -> Iterator[Erratum]:
    for kind, start, end, other, stop in SequenceMatcher(None, printed, corrected, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = min(end - start, stop - other)
        for step in range(paired):  # paragraph for paragraph: each counts
            yield _body_erratum(printed, start + step, start + step + 1, (corrected[other + step],))
        if max(end - start, stop - other) > paired:
            yield _body_erratum(printed, start + paired, end, tuple(corrected[other + paired : stop]))


def _body_erratum(printed: Sequence[Block], start: int, end: int, after: tuple[Block, ...]) -> Erratum:
    beside = (_text_at(printed, start - 1), _text_at(printed, end))
    return Erratum(BODY, tuple(printed[start:end]), after, start, *beside)


def _place(blocks: Sequence[Block], change: Erratum) -> tuple[int, int, tuple[Block, ...]] | None:
    """Which blocks are to be replaced by which; None where the change does not fit."""
    if not change.before:
        return _gap(blocks, change)
    for wanted in (change.before, change.after):  # as printed, or as it should be already
        if not wanted:
            continue  # that a paragraph is gone cannot be told from its having changed
        length = len(wanted)
        places = [at for at in range(len(blocks) - length + 1) if tuple(blocks[at : at + length]) == wanted]
        beside = [at for at in places if _text_at(blocks, at - 1) == change.follows]
        if beside or len(places) == 1:
            at = change.at if change.at in beside else (beside or places)[0]
            return at, at + length, change.after
    return _passage(blocks, change)


def _gap(blocks: Sequence[Block], change: Erratum) -> tuple[int, int, tuple[Block, ...]] | None:
    """Where blocks are to be put in, between the two that stood there or behind the first; or where they are."""
    length = len(change.after)
    beside = [at for at in range(len(blocks) + 1) if _text_at(blocks, at - 1) == change.follows]
    between = [at for at in beside if _text_at(blocks, at) == change.precedes]
    if between:
        at = change.at if change.at in between else between[0]
        return at, at, change.after
    for at in beside:
        if tuple(blocks[at : at + length]) == change.after:
            return at, at + length, change.after
    return (beside[0], beside[0], change.after) if beside else None


def _passage(blocks: Sequence[Block], change: Erratum) -> tuple[int, int, tuple[Block, ...]] | None:
    """The one paragraph that has the changed words of a paragraph, though it differs elsewhere."""
    if len(change.before) != 1 or len(change.after) != 1:
        return None
    [before], [after] = change.before, change.after
    if not isinstance(before, Paragraph) or not isinstance(after, Paragraph):
        return None
    hunks = _hunks(before.text, after.text)
    found: list[tuple[int, int, tuple[Block, ...]]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and all(block.text.count(old) == 1 for old, _ in hunks):
            text = block.text
            for old, new in hunks:
                if text.count(old) != 1:
                    break
                text = text.replace(old, new)
            else:
                found.append((at, at + 1, (Paragraph(text),)))
    return found[0] if len(found) == 1 else None


def _hunks(before: str, after: str) -> list[tuple[str, str]]:
    """Passages with a little of what stands around them, as printed and as they should be."""
    parts: list[tuple[str, str]] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_CONTEXT):
        _, start, _, other, _ = group[0]
        _, _, end, _, stop = group[-1]
        parts.append((before[start:end], after[other:stop]))
    return parts


def _overlap(one: tuple[int, int, object], other: tuple[int, int, object]) -> bool:
    """Both replace the same block, or both insert at one place."""
    return one[:2] == other[:2] or (one[0] < other[1] and other[0] < one[1])


def _text_at(blocks: Sequence[Block], at: int) -> str:
    """A block's text; empty beyond the edges."""
    return block_text(blocks[at]) if 0 <= at < len(blocks) else ""


def _line(text: str | None) -> tuple[Block, ...]:
    return (Paragraph(text),) if text else ()


def _text(blocks: Sequence[Block]) -> str:
    return "\n".join(map(block_text, blocks))

"""The body of reading-machine text: blocks to lines and back, plain where a plain line reads back the same.

Marks and escapes are described in `machine_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from archive.model import Block, Figure, Heading, ListBlock, Paragraph, Table
from archive.text import blocks_of, clean, paragraphs, tidy

_MARK = re.compile(r"〔(段|题[1-4]|列|项|图|图源|表|行|块)(?:\s([0-9a-f]{64}))?〕(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(\\|n|t|s|u[0-9a-f]{1,6};)")
_KEEP = re.compile(r"[^\S ]|^ | $|(?<= ) |[〔〕\\\u0000-\u001f\u007f-\u009f]")
_BLOCKS: msgspec.json.Decoder[Block] = msgspec.json.Decoder(Block)


def escape(text: str) -> str:
    """One line that survives clean-up: line ends, tabs, odd spaces and brackets as `\\n`, `\\t`, `\\s`, `\\uXXXX;`."""
    named = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", " ": "\\s"}
    lone = _KEEP.sub(lambda hit: named.get(hit[0], f"\\u{ord(hit[0]):x};"), text)
    return "".join(char if clean(char) == char else f"\\u{ord(char):x};" for char in lone)


def unescape(text: str) -> str:
    def plain(hit: re.Match[str]) -> str:
        code = hit[1]
        if code[0] == "u":
            number = int(code[1:-1], 16)
            return chr(number) if number < 0x110000 else hit[0]
        return {"\\": "\\", "n": "\n", "t": "\t", "s": " "}[code]

    return _ESCAPE.sub(plain, text)


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_body(raw: Iterable[str]) -> tuple[Block, ...]:
    """Lines of the body as blocks; a mark that does not fit where it stands is read as plain text."""
    blocks: list[Block] = []
    plain: list[str] = []

    def flush() -> None:
        blocks.extend(blocks_of(plain))
        plain.clear()

    for line in raw:
        text = tidy(line)
        match = _MARK.fullmatch(text)
        if not match:
            plain.extend(paragraphs(line))
            continue
        flush()
        block = _marked(match[1], match[2], match[3], blocks)
        if block is None:
            plain.append(text)
        else:
            blocks.append(block)
    flush()
    return tuple(blocks)


def _marked(mark: str, picture: str | None, value: str, blocks: list[Block]) -> Block | None:
    """The block that a marked line makes; what it continues is taken off `blocks`."""
    last = blocks[-1] if blocks else None
    match mark:
        case "段":
            return Paragraph(unescape(value))
        case "题1" | "题2" | "题3" | "题4":
            return Heading(int(mark[1]), unescape(value))
        case "列":
            return ListBlock((unescape(value),))
        case "项" if isinstance(last, ListBlock):
            blocks.pop()
            return ListBlock((*last.items, unescape(value)))
        case "图":
            return Figure(picture, unescape(value) or None)
        case "图源" if isinstance(last, Figure) and last.credit is None:
            blocks.pop()
            return Figure(last.picture, last.caption, unescape(value))
        case "表":
            return Table((_cells(value),))
        case "行" if isinstance(last, Table):
            blocks.pop()
            return Table((*last.rows, _cells(value)))
        case "块":
            try:
                return _BLOCKS.decode(value)
            except (msgspec.DecodeError, RecursionError):
                return None
    return None


def _cells(value: str) -> tuple[str, ...]:
    return tuple(unescape(cell.strip()) for cell in value.split("｜"))


# ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_body(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines of a body, without indents; each block plain if that reads back, else marked, else as JSON."""
    after_list = False  # a plain list right after a plain list would run together with it
    for block in blocks:
        lines = _plain(block)
        is_list = isinstance(block, ListBlock)
        if lines and not (after_list and is_list) and read_body(lines) == (block,):
            yield from lines
            after_list = is_list
            continue
        after_list = False
        lines = _with_marks(block)
        if read_body(lines) != (block,):
            lines = ["〔块〕" + _json(block)]
        yield from lines


def _json(block: Block) -> str:
    """ASCII JSON, so that no clean-up can change a character of it."""
    text = msgspec.json.encode(block).decode()
    spaced = text.replace("\\ud", "\\uD")
    return "".join(_ascii(char) for char in spaced)


def _ascii(char: str) -> str:
    code = ord(char)
    if 32 < code < 127:
        return char
    if code == 32 or code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def _plain(block: Block) -> list[str]:
    match block:
        case Paragraph(text=text) | Heading(text=text):
            return [text]
        case ListBlock(items=items):
            return list(items)
    return []


def _with_marks(block: Block) -> list[str]:
    match block:
        case Paragraph(text=text):
            return [f"〔段〕{escape(text)}"]
        case Heading(level=level, text=text):
            return [f"〔题{level}〕{escape(text)}"]
        case ListBlock(items=items):
            return [f"〔{'项' if n else '列'}〕{escape(item)}" for n, item in enumerate(items)]
        case Figure(picture=picture, caption=caption, credit=credit):
            first = f"〔图{' ' + picture if picture else ''}〕{escape(caption or '')}"
            return [first] if credit is None else [first, f"〔图源〕{escape(credit)}"]
        case Table(rows=rows):
            cells = ["｜".join(escape(cell).replace("｜", "\\uff5c;") for cell in row) for row in rows]
            return [f"〔{'行' if n else '表'}〕{row}" for n, row in enumerate(cells)]

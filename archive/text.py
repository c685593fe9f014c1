"""Clean-up that formats share: decoding, invisible characters, indents, paragraph splitting, toolbar noise.

Not folding for search (that is `indexer.analysis`): what is returned here is shown, so wording and punctuation
stay as printed.
"""

from __future__ import annotations

import codecs
import re

import msgspec

from archive.model import Block, Figure, Heading, ListBlock, Paragraph

BULLETS = "●◆★◎•"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Controls, soft hyphens, zero-width spaces and BOMs inside text: never meant to be seen or searched.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufff9-\ufffb]")
# In nearly every Chinese sentence, simplified or traditional.
_COMMON = frozenset("的一是不了在有人我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也对對生能而于於年")
_TASTED = 20_000
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_PARAGRAPH_BREAK = re.compile(r"\n|(?<=\S)[\u3000]{2,}|(?<=\S)\xa0{4,}")
_META_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,20})""")
_TOOLBAR = re.compile(
    r"(?:【?(?:放大|缩小|默认|字号|字体|大|中|小|打印|打印文本|打印本页|关闭|关闭窗口|收藏|加入收藏|分享到|分享|朗读|评论|复制|上一篇|下一篇|上一版|下一版|返回目录|"
    r"[○+\-＋－:：|｜])】?\s*)+"
)
_HEADING_END = re.compile(r"[。！？!?；;，,、：:…—]$|摄[)）]?$")
_ROLE = (
    r"(?:驻\S{2,8}?)?(?:全媒体|全媒體|首席|见习|見習|特约|特約|实习|實習)*"
    r"(?:记者|記者|通讯员|通訊員|评论员|評論員|特约撰稿人?|撰稿)"
)
_OUTLET = r"(?:本报|本報|本刊|本台|新华社|新華社|中新社|[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|时报|日報|晚報|週報))"
_NAME = r"[\u4e00-\u9fffA-Za-z·]{2,20}"  # one way to match only: these patterns must not explode
_NAMES = rf"{_NAME}(?:[\s、]+(?!{_OUTLET}|{_ROLE}){_NAME})*"
_PERSON = rf"(?:{_OUTLET}\s?{_ROLE}[\s:：]*|{_ROLE}[\s:：]+){_NAMES}"
_BYLINE_START = re.compile(rf"[□■◎◇\s]*(?:本版|本报|本報)?(?:文[/／、]|图[/／]|(?:{_OUTLET}\s?)?{_ROLE}[\s:：])")
_BYLINE = re.compile(
    rf"[□■◎◇\s]*(?:(?:本版|本报)?(?:文|图|文、?图|图文)[/／]\s*)?(?P<who>{_PERSON}(?:[\s、]+{_PERSON})*)[\s/／]*(?:文|文/图|文图)?"
)
_CREDIT = re.compile(
    rf"(?:(?<=[。！？”」』）)])|(?<=\s))(?P<credit>[（(]?(?:{_OUTLET}|特约|见习|实习)?(?:{_ROLE})?\s*{_NAMES}"
    r"(?:\s*[/／]?\s*(?:摄影报道|攝影報道|摄影|攝影|摄|攝|供图|供圖|制图|製圖|绘|繪)|\s+(?:发|發|图|圖))[)）]?)$"
)
_ALL_CREDIT = re.compile(
    rf"[（(]?(?:{_OUTLET}\s?)?{_ROLE}\s*{_NAMES}\s*[/／]?\s*(?:摄影报道|攝影報道|摄影|攝影|摄|攝|供图|供圖)[)）]?"
)


class Decoded(msgspec.Struct, frozen=True):
    """Text, the encoding that was used, and how many characters had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


# ── decoding ───────────────────────────────────────────────────────────────────────────────────────────────────────


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode by evidence: BOM, strict UTF-8, declared gb*/big5, then GB18030 (or Big5, where its common characters are
    there) with a count of replaced characters.

    A text that is UTF-8 but for a few broken bytes stays UTF-8: read as GB18030 all of it would be wrong.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _replacing(data[len(bom) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    label = (declared or "").lower().replace("_", "-")
    if label.startswith("big5"):
        return _replacing(data, "big5hkscs")
    if not label.startswith(("gb", "hz", "cp936", "936")):
        damaged = _replacing(data, "utf-8")
        multibyte = sum(1 for char in damaged.text[:200_000] if char > "\x7f") - damaged.text[:200_000].count("�")
        if multibyte > 20 * damaged.text[:200_000].count("�"):
            return damaged
        if _is_big5(data[:_TASTED]):
            return _replacing(data, "big5hkscs")
    return _replacing(data, "gb18030")


def _is_big5(data: bytes) -> bool:
    """Undeclared Big5 is told by common characters: read in the wrong one of the two encodings there are hardly any."""
    traditional, simplified = (data.decode(encoding, "ignore") for encoding in ("big5hkscs", "gb18030"))
    found, wrong = (sum(char in _COMMON for char in text) for text in (traditional, simplified))
    return found * 20 > sum(char > "\x7f" for char in traditional) and found > 3 * wrong


def declared_encoding(head: bytes) -> str | None:
    """The encoding that an HTML or XML head names, lower case; None if it names none."""
    match = _XML_ENCODING.search(head[:200]) or _META_CHARSET.search(head[:8192])
    return match[1].decode("ascii").lower() if match else None


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("�") - _genuine(data, encoding))


def _genuine(data: bytes, encoding: str) -> int:
    """U+FFFD that already stood in the file is not ours."""
    mark = "�".encode(encoding) if encoding != "big5hkscs" else b""
    return data.count(mark) if mark else 0


# ── lines and paragraphs ───────────────────────────────────────────────────────────────────────────────────────────


def clean(text: str) -> str:
    """Line ends become `\\n`, invisible characters go; nothing else changes."""
    if text.isprintable():  # the common case, and much faster than looking for what is not there
        return text
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))


def tidy(text: str) -> str:
    """One printed line: runs of spaces of any kind become one space (an ideographic one stays), ends are stripped."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")
    return _SPACES.sub(_one_space, clean(text).replace("\n", " ")).strip()


def lines_of(text: str) -> list[str]:
    """The tidy lines of a text that are not blank."""
    return [line for line in (tidy(raw) for raw in clean(text).split("\n")) if line]


def paragraphs(text: str) -> list[str]:
    """Split at line ends, and at indents that stand in the middle of a line (`　　`, runs of no-break spaces)."""
    found: list[str] = []
    for line in _LINE_ENDS.sub("\n", text).split("\n"):
        parts = (line,) if line.isprintable() else _PARAGRAPH_BREAK.split(clean(line))
        found += [part for part in map(tidy, parts) if part]
    return found


def compact(text: str) -> str:
    """The text without any white space: what two copies are compared by."""
    return "".join(text.split())


def is_toolbar(line: str) -> bool:
    """Is the whole line buttons of a web page (`字号 大 中 小`, `【打印】`, `上一篇 下一篇`)?"""
    return len(line) <= 40 and _TOOLBAR.fullmatch(line) is not None


def _one_space(match: re.Match[str]) -> str:
    return "\u3000" if "\u3000" in match[0] else " "


# ── what a line is ─────────────────────────────────────────────────────────────────────────────────────────────────


def looks_like_heading(line: str, limit: int = 50) -> bool:
    """A short line without end punctuation that is neither a byline nor a list item."""
    return (
        len(line) <= limit
        and "。" not in line
        and not _HEADING_END.search(line)
        and line[0] not in BULLETS
        and not _BYLINE_START.match(line)
        and not byline_in(line)
        and any(char.isalnum() for char in line)
        and not re.search(r"[（(]?[上下](?:接|转)第?\s*[A-Z]?\d+\s*版", line)
    )


def byline_in(line: str) -> str | None:
    """The names of a line that is nothing but a byline (`本版文/本报记者 甲 通讯员 乙` → `本报记者 甲 通讯员 乙`)."""
    if len(line) > 80:
        return None
    match = _BYLINE.fullmatch(line)
    return match["who"].strip() if match else None


def byline_of(blocks: tuple[Block, ...]) -> str | None:
    """The byline that stands in a body's first or last lines, copied out; None if there is none."""
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    candidates = texts[:3] + texts[-1:] if len(texts) > 3 else texts
    return next((name for name in map(byline_in, candidates) if name), None)


def figure(caption: str, picture: str | None = None) -> Figure:
    """A figure whose caption may end in its photographer (`… 本报记者 某某 摄`)."""
    caption = tidy(caption)
    if _ALL_CREDIT.fullmatch(caption):
        return Figure(picture, None, caption)
    match = _CREDIT.search(caption, max(0, len(caption) - 60))
    if not match:
        return Figure(picture, caption or None)
    return Figure(picture, caption[: match.start("credit")].strip() or None, match["credit"].strip())


def blocks_of(lines: list[str], *, heading_level: int = 2) -> tuple[Block, ...]:
    """Lines of running text as blocks: `●` lines are lists, short open lines are headings, the rest paragraphs."""
    blocks: list[Block] = []
    items: list[str] = []
    for line in [*lines, ""]:
        if line and line[0] in BULLETS:
            items.append(line)
            continue
        if items:
            blocks.append(ListBlock(tuple(items)))
            items = []
        if line:
            blocks.append(Heading(heading_level, line) if looks_like_heading(line) else Paragraph(line))
    return tuple(blocks)

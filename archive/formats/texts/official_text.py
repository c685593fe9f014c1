"""Official document text (公文): issuer, title, 发文字号, addressee, numbered body, attachment, signature, date.

Kept by issuer and date.  A date is only what is printed: the day under the signature, or else the year in the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source
from archive.formats.texts.numbered import numbered_blocks
from archive.labels import parse_date
from archive.model import Block, Content, DraftIssue, Heading, PaperKind, Paragraph, PartialDate
from archive.wording import _

NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,20}\s?[〔﹝\[［【（(]\s?(?P<year>(?:19|20)\d\d)\s?[〕﹞\]］】）)]\s?(?:第\s?)?\d{1,5}\s?号"
)
_RESIDUE = re.compile(
    r"\[bookmark:\s?[^\]]{0,80}\]|\[endif\]|\[if [^\]]{0,80}\]|\b(?:HYPERLINK|PAGEREF|TOC) [\"\\][^\s]{0,200}|"
    r"Error! Reference source not found\."
)
_ORGAN = re.compile(
    r"(?:[\u4e00-\u9fff（）()]{2,40}(?:委员会|委|政府|办公室|办公厅|厅|局|部|院|会|署|司|处|科|集团|公司|大学|中心|指挥部|领导小组))"
    r"(?:[\s、]+[\u4e00-\u9fff（）()]{2,40}){0,6}"
)
_TITLED_BY = re.compile(r"(?P<issuer>[\u4e00-\u9fff（）()\s、]{2,60}?)关于")
_RED_HEAD = re.compile(r"(?P<issuer>[\u4e00-\u9fff\s]{2,40})文件")
ADDRESSEE = re.compile(r"[^。；！？]{2,160}[：:]")
_ATTACHMENT = re.compile(r"附\s*件\s*\d{0,2}\s*[：:]?.{0,80}")
_HEAD_LINES = 25
_SHORT_NAME = 16


class OfficialText:
    """Text of one official document, told by the 发文字号 on a line of its own near its top."""

    name: ClassVar[str] = "official-text"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return _number_line(single.head_lines(source, _HEAD_LINES)) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        file = single.read_text(source)
        reading = read_official_text(file.text)
        if reading is None:
            raise UnreadableSourceError(source.name, _("开头没有发文字号"))
        yield single.draft(source, file, reading, hints)


def read_official_text(text: str) -> single.Reading | None:
    """Read the document; None when no line near its top is a document number."""
    text, notes = without_residue(text)
    lines = single.body_lines(text.split("\n"))
    at = _number_line(lines[:_HEAD_LINES])
    if at is None:
        return None
    number = lines[at]
    title_lines, after = lines[:at], lines[at + 1 :]
    if title_lines and (red := _RED_HEAD.fullmatch(title_lines[0])):
        # 红头在上，文号之下才是标题
        count = _title_length(after)
        title_lines, after = title_lines + after[:count], after[count:]
        issuer: str | None = " ".join(red["issuer"].split())
    else:
        if not title_lines:
            count = _title_length(after)
            title_lines, after = after[:count], after[count:]
        issuer = _issuer_of(title_lines)
    fields = {"发文字号": number}
    if after and ADDRESSEE.fullmatch(after[0]):
        fields["主送"] = after[0].rstrip("：:")
    signature, signed = signature_of(after)
    tail = len(signature) + bool(signed)
    if not signed:
        signature, signed = signature_of(after[: _attachments_at(after)])
    if signature:
        fields["落款"] = " ".join(signature)
    if signed:
        fields["成文日期"] = signed
    blocks = body_blocks(after, tail=tail)
    match = NUMBER.fullmatch(number)
    date = parse_date(signed) if signed else None
    if date is None and match:
        date = PartialDate(int(match["year"]))
    content = Content(title="\n".join(title_lines), fields=fields, blocks=blocks)
    paper = issuer or " ".join(signature) or None
    return single.Reading(content, PaperKind.DOCUMENTS, paper or single.UNSORTED, date, notes=notes)


def without_residue(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what Word left in it, and a note for each piece."""
    found = _RESIDUE.findall(text)
    return _RESIDUE.sub("", text), tuple(_("去掉了文字处理软件的残留：{piece}").format(piece=piece) for piece in found)


def body_blocks(lines: list[str], tail: int = 0) -> tuple[Block, ...]:
    """Numbered headings and paragraphs; an attachment's title is a heading.  The last `tail` lines stay paragraphs."""
    end = len(lines) - tail
    blocks: list[Block] = []
    start = 0
    for number, line in enumerate(lines[:end]):
        if number < start or not _is_attachment(line, lines, number):
            continue
        blocks.extend(numbered_blocks(lines[start:number]))
        blocks.append(Paragraph(line))
        count = _title_length(lines[number + 1 : end])
        if count:
            blocks.append(Heading(1, "\n".join(lines[number + 1 : number + 1 + count])))
        start = number + 1 + count
    blocks.extend(numbered_blocks(lines[start:end]))
    blocks.extend(Paragraph(line) for line in lines[end:])
    return tuple(blocks)


def issuer_in(title: str) -> str | None:
    """`包头市国资委关于印发…的通知` → `包头市国资委`; None when the title does not begin with who speaks."""
    match = _TITLED_BY.match(title)
    issuer = " ".join(match["issuer"].split()) if match else ""
    return issuer if issuer and _ORGAN.fullmatch(issuer) else None


def _number_line(lines: list[str]) -> int | None:
    return next((n for n, line in enumerate(lines) if NUMBER.fullmatch(line)), None)


def _issuer_of(title_lines: list[str]) -> str | None:
    """Whole lines above the one that begins with 关于, or what stands before 关于 in the first line."""
    about = next((n for n, line in enumerate(title_lines) if line.startswith("关于")), None)
    if about:
        return " ".join(" ".join(line.split()) for line in title_lines[:about])
    title = "".join(title_lines)
    if issuer := issuer_in(title):
        return issuer
    # A document number stands below: who is named before 关于 speaks, whatever kind of body it is (图书馆, 第一小学).
    named = _TITLED_BY.match(title)
    return " ".join(named["issuer"].split()) if named and len(named["issuer"]) <= _SHORT_NAME else None


def _title_length(lines: list[str]) -> int:
    """How many lines make a title: short ones without end punctuation, up to one that names a kind of document."""
    for count, line in enumerate(lines[:6]):
        numbered = re.match(
            r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[章条]",
            line,
        )
        if len(line) > 45 or re.search(r"[。；：:，]$", line) or numbered:
            return count if count < 5 else 0
        if re.search(
            r"(?:通知|意见|方案|办法|决定|规定|报告|函|批复|细则|公告|通告|纲要|规划|清单|条例|要点|计划|措施|表|名单|复函)[）)》]?$",
            line,
        ):
            return count + 1
    return 0


def _is_attachment(line: str, lines: list[str], number: int) -> bool:
    """`附件：` on its own, or `附件1` before an attachment's title; not a list of attachments inside the letter."""
    if not _ATTACHMENT.fullmatch(line):
        return False
    return bool(re.fullmatch(r"附\s*件\s*\d{0,2}\s*[：:]?", line)) and number + 1 < len(lines)


def _attachments_at(lines: list[str]) -> int:
    """Where the attachments begin, which may stand below the signature; the number of lines without any."""
    return next((number for number, line in enumerate(lines) if _is_attachment(line, lines, number)), len(lines))


def signature_of(lines: list[str]) -> tuple[list[str], str | None]:
    """Who signed and the day, from the last lines; both stay in the body as well."""
    if not lines:
        return [], None
    last = lines[-1].strip("（）() ")
    date = parse_date(last)
    if date is None or not date.is_day or len(last) > 20:
        return [], None
    signers: list[str] = []
    for line in reversed(lines[:-1]):
        if len(signers) == 6 or len(line) > 40 or re.search(r"[。；：:，,！？]", line) or not _ORGAN.fullmatch(line):
            break
        signers.insert(0, line)
    return signers, lines[-1]

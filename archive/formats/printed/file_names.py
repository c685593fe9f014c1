"""What the names of a page's file and of its folders say: paper, date, page.  Names only; nothing is opened.

`rmrb2024010101.pdf`, `201707221_pdf.pdf`, `人民日报-2025-10-19-完整版.pdf`, `临岚日报/1985-06-02/第3版.jpg`.
"""

from __future__ import annotations

import re

import msgspec

from archive.labels import parse_pages
from archive.model import PageRef, PartialDate
from archive.newspaper.papers import known_paper

_YEAR = r"(?P<y>(?:18|19|20)\d\d)"
_DATES = (
    re.compile(rf"(?<!\d){_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])", re.ASCII),
    re.compile(rf"(?<!\d){_YEAR}(?P<sep>[-_.])(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)", re.ASCII),
    re.compile(rf"(?<!\d){_YEAR}\s?年\s?(?P<m>\d\d?)\s?月\s?(?P<d>\d\d?)\s?日", re.ASCII),
)
_FOLDER_DATES = (
    *_DATES,
    re.compile(rf"(?<!\d){_YEAR}[-_./年]?/?(?P<m>\d\d)月?/(?P<d>\d\d)日?(?=/|$)", re.ASCII),
    re.compile(rf"(?<!\d){_YEAR}年?/(?P<m>\d\d?)月?/(?P<d>\d\d?)日?(?=/|$)", re.ASCII),
)
_SMALL = re.compile(r"(?:[_.-](?:b|s|brief|small|thumb|thumbnail|icon|preview|缩略图)|缩略图)$", re.IGNORECASE)
_AFTER_DATE = re.compile(
    r"[-_ .]*第?(?P<label>[A-Z]{0,3}\d{1,3})(?:版|(?![0-9A-Z]))(?P<rest>.*)", re.IGNORECASE | re.ASCII
)
_RUNNING = re.compile(
    r"(?:page|pages|p|pg|scan|img|image|pic|扫描|图|图片|版面)[-_ ]*0*(?P<number>[1-9]\d{0,2})",
    re.IGNORECASE | re.ASCII,
)
_CODED = re.compile(r"(?:[a-z]{2,8}|[A-Za-z]{4,8})[-_ ]?0*(?P<number>[1-9]\d{0,2})", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{2,8}")
_NO_CODES = {
    "img", "image", "scan", "scans", "dsc", "dscn", "pxl", "pic", "photo", "page", "doc", "file", "mmexport", "wx",
    "screen", "vid", "pdf", "new", "copy", "untitled", "report",
}  # fmt: skip
_PAPER = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}(?:[报報]|[周週旬]刊|消息|文摘|周末|週末)|"
    r"[A-Za-z' -]{2,40}(?:Daily|News|Times|Post|Herald|Gazette))(?:海外版)?"
)
_NO_PAPER = re.compile(r"(?:简|海|情|(?<!文)汇|月|年|季|通|预|填|墙|板|壁|(?<!^)申|(?<!大)公|电子|数字)[报報]")


class FileName(msgspec.Struct, frozen=True):
    """`paper` is a name or a code as written, `code` whether it is a code; `small`: a reduced twin of another file.

    `running`: the page is the running number of a scanner, not a label.
    """

    paper: str | None = None
    date: PartialDate | None = None
    pages: tuple[PageRef, ...] = ()
    code: bool = False
    small: bool = False
    running: bool = False

    @property
    def is_placed(self) -> bool:
        """Does the name say which day and which page this is?"""
        return self.date is not None and bool(self.pages)


def read_file_name(path: str) -> FileName:
    """Read a path with `/` or `\\` between its folders; the file's own name counts before its folders."""
    folders, _, name = path.replace("\\", "/").rpartition("/")
    stem = name.rpartition(".")[0] if re.search(r"\.[A-Za-z0-9]{2,5}$", name) else name
    plain = _SMALL.sub("", stem)
    small = plain != stem
    date, start, end = _last_date(plain, _DATES)
    running = False
    if date is None:
        pages, running = _pages(plain)
        date = _last_date(folders, _FOLDER_DATES)[0]
        paper, code = None, False
    else:
        pages = _pages_after(plain[end:])
        paper, code = _paper_before(plain[:start].strip("-_ ."))
    return FileName(paper or _paper_in(folders), date, pages, code, small, running)


def paper_name(text: str) -> str | None:
    """The text when it is the name of a newspaper, known or by its form (`临岚日报`, not `工作简报`); else None."""
    text = text.strip()
    if known_paper(text):
        return text
    return text if _PAPER.fullmatch(text) and not _NO_PAPER.search(text) else None


def _last_date(text: str, patterns: tuple[re.Pattern[str], ...]) -> tuple[PartialDate | None, int, int]:
    """The last date in a name and where it stands."""
    found: tuple[PartialDate | None, int, int] = (None, 0, 0)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match.start() < found[1] or (found[0] is not None and match.start() == found[1]):
                continue
            try:
                date = PartialDate(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            found = date, match.start(), match.end()
    return found


def _pages(stem: str) -> tuple[tuple[PageRef, ...], bool]:
    """The page that a whole name is (`01`, `A06 要闻`, `第3版`, `lrb_03`), or the number of a scan."""
    stem = stem.strip()
    if match := _RUNNING.fullmatch(stem):
        return parse_pages(match["number"].zfill(2)), True
    if match := _CODED.fullmatch(stem):
        return parse_pages(match["number"].zfill(2)), False
    return parse_pages(stem.replace("_", " ")), False


def _pages_after(rest: str) -> tuple[PageRef, ...]:
    match = _AFTER_DATE.match(rest)
    if not match or not int(re.sub(r"\D", "", match["label"])):
        return ()
    name = re.sub(r"^[-_ .]*(?:pdf|ofd|full)?[-_ .]*", "", match["rest"], flags=re.IGNORECASE)
    pages = parse_pages(f"第{match['label']}版:{name}")
    return pages or parse_pages(f"第{match['label']}版")


def _paper_before(text: str) -> tuple[str | None, bool]:
    """The name or the code that stands before a date; a known code is as good as the name."""
    if name := paper_name(text):
        return known_paper(name) or name, False
    if _CODE.fullmatch(text) and text.lower() not in _NO_CODES:
        return text.lower(), True
    return None, False


def _paper_in(folders: str) -> str | None:
    """The nearest folder that has the name of a paper, a date in it set aside."""
    for folder in reversed(folders.split("/")):
        for pattern in _DATES:
            folder = pattern.sub("", folder)
        if name := paper_name(folder.strip("-_ .")):
            return known_paper(name) or name
    return None

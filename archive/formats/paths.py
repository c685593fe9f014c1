"""What the path of a saved file says: the day in it, the paper's code before the day, what kind of file it is."""

from __future__ import annotations

import re

from archive.model import PartialDate

HTML_NAME = re.compile(r"\.s?html?$", re.IGNORECASE)

_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_/]?(?P<m>0[1-9]|1[0-2])[-_/]?(?P<d>0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII
)
_PAPER_CODES = (
    re.compile(r"(?:^|/)([A-Za-z]{2,10})[-_]?(?:19|20)\d\d[-_]?\d\d[-_/]?\d\d"),
    re.compile(r"(?:^|/)n(?:bs|w)\.D\d{5,8}([A-Za-z]{2,10})_"),
)


def path_date(path: str) -> PartialDate | None:
    """The last day that stands in a path: `html/2023-02/10/`, `layout/202603/07/`, `2024/01/02/`, `kjrb-2023-02-10`."""
    return dated_folder(path)[1]


def dated_folder(path: str) -> tuple[str, PartialDate | None]:
    """The last day in a path and what stands before it: `a/html/2023-02/10/x/` → `a/html/`; all of it without a day."""
    for match in reversed(list(_DAY.finditer(path))):
        try:
            return path[: match.start()], PartialDate(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
    return path, None


def issue_folder(path: str) -> tuple[str, PartialDate | None]:
    """As `dated_folder`, but the outermost of folders that name the same day: `20240506/20240506_A01/` → ``."""
    before, day = dated_folder(path)
    while day and (outer := dated_folder(before))[1] == day:
        before = outer[0]
    return before, day


def paper_code(path: str) -> str | None:
    """The letters in a folder's or file's name: `kjrb-2023-02-10`, `nbs.D110000kjrb_01.htm` → `kjrb`."""
    found = (pattern.findall(path.replace("\\", "/")) for pattern in _PAPER_CODES)
    return next((codes[-1].lower() for codes in found if codes), None)

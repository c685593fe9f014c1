"""The names before a colon (`标题：`, `date:`): what each searches, and conditions that are not text."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum
from typing import Final

from archive.labels import canonical_label
from archive.wording import N_
from indexer import analysis
from indexer.query.dates import period
from indexer.query.nodes import Field, Marked, Own, Restrict
from indexer.request import Filters


class Name(StrEnum):
    """The Chinese name is the value."""

    TITLE = "标题"
    AUTHOR = "作者"
    BODY = "正文"
    NUMBER = "文号"
    PAPER = "报纸"
    SECTION = "栏目"
    PAGE = "版"
    DATE = "日期"
    NOTE = "批注"
    TAG = "标签"
    IS = "是"
    HAS = "有"


NAMES: Final = {
    **{str(name): name for name in Name},
    "title": Name.TITLE, "author": Name.AUTHOR, "body": Name.BODY, "number": Name.NUMBER, "paper": Name.PAPER,
    "section": Name.SECTION, "page": Name.PAGE, "date": Name.DATE, "note": Name.NOTE, "tag": Name.TAG,
    "is": Name.IS, "has": Name.HAS,
}  # fmt: skip
"""By folded name."""

TYPED: Final = {
    Name.TITLE: N_("标题："), Name.AUTHOR: N_("作者："), Name.BODY: N_("正文："), Name.NUMBER: N_("文号："),
    Name.PAPER: N_("报纸："), Name.SECTION: N_("栏目："), Name.PAGE: N_("版："), Name.DATE: N_("日期："),
    Name.NOTE: N_("批注："), Name.TAG: N_("标签："), Name.IS: N_("是："), Name.HAS: N_("有："),
}  # fmt: skip
"""As the program tells people to type them."""

TEXTS: Final = {
    Name.TITLE: (Field.TITLE, Field.KICKER, Field.SUBTITLE),
    Name.AUTHOR: (Field.BYLINE,),
    Name.BODY: (Field.BODY,),
    Name.NUMBER: (Field.NUMBER,),
}
"""Names that search text; all others are conditions."""

FRONT: Final = "头版"
LEAD: Final = "头条"
PICTURES: Final = "图"

MARKED: Final[dict[Name, dict[str, Filters]]] = {
    Name.IS: {
        FRONT: Filters(front=True), "front": Filters(front=True),
        LEAD: Filters(lead=True), "lead": Filters(lead=True),
    },
    Name.HAS: dict.fromkeys((PICTURES, "图片", "照片", "picture", "pictures"), Filters(pictures=True)),
    Name.PAGE: {FRONT: Filters(front=True)},
}  # fmt: skip
"""Conditions with a name of their own, by folded value."""

OWN: Final[dict[Name, dict[str, Own]]] = {
    Name.IS: {"星标": Own.STAR, "star": Own.STAR, "待读": Own.LATER, "later": Own.LATER},
    Name.HAS: {
        "批注": Own.NOTE, "note": Own.NOTE, "标签": Own.TAG, "tag": Own.TAG,
        "划线": Own.HIGHLIGHT, "highlight": Own.HIGHLIGHT,
    },
}  # fmt: skip
"""What a reader puts on articles, by folded value."""


def restriction(name: Name, value: str, today: datetime.date) -> Restrict | Marked | None:
    """The condition that `name：value` is; None when the value cannot be understood.

    A page that is no label is a section's name: `版：要闻` means `栏目：要闻`.
    """
    folded = re.sub(f"^[{analysis.punctuation()}]+|[{analysis.punctuation()}]+$", "", analysis.fold(value))
    if filters := MARKED.get(name, {}).get(folded):
        return Restrict(filters)
    if own := OWN.get(name, {}).get(folded):
        return Marked(own)
    if not folded:
        return None
    match name:
        case Name.PAPER:
            return Restrict(Filters(), paper_part=folded)
        case Name.SECTION:
            return Restrict(Filters(), section_part=folded)
        case Name.PAGE:
            label = _label(folded)
            return Restrict(Filters(page=label)) if label else Restrict(Filters(), section_part=folded)
        case Name.NOTE:
            return Marked(Own.NOTE, folded)
        case Name.TAG:
            return Marked(Own.TAG, folded)
        case Name.DATE if days := period(value, today):
            return Restrict(Filters(date_from=days[0], date_to=days[1]))
    return None


def _label(value: str) -> str | None:
    for printed in (value, f"第{value}版"):
        try:
            return canonical_label(printed)
        except ValueError:
            continue
    return None

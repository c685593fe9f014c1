"""How dates, pages and places are worded in the interface's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from archive.model import IssueKey, Page, PaperKind
from reader.navigation import Whereabouts

translate = QCoreApplication.translate


def locale() -> QLocale:
    """The interface's locale: that of the words, not of the system."""
    return QLocale()


def weekday(day: int) -> str:
    """Monday is 0."""
    return locale().standaloneDayName(day + 1)


def page_title(page: Page) -> str:
    label = translate("wording", "第{label}版").format(label=page.label)
    return f"{label} {page.name}" if page.name else label


def issue_date(key: IssueKey) -> str:
    """`2025-08-28 星期四`, a partial date as it is; the edition after it."""
    if key.date is None:
        text = translate("wording", "无日期")
    else:
        text = str(key.date)
        if key.date.is_day:
            text += f" {weekday(key.date.first.weekday())}"
    return f"{text} {key.edition}".rstrip()


def place(where: Whereabouts) -> str:
    """`厦门日报 · 2025-08-28 星期四 · 第A06版 都市新闻 · 3/7 篇`."""
    day = where.date or translate("wording", "无日期")
    if where.weekday is not None:
        day += f" {weekday(where.weekday)}"
    if where.edition:
        day += f" {where.edition}"
    parts = [where.paper, day]
    if where.page:
        page = translate("wording", "第{label}版").format(label=where.page)
        parts.append(f"{page} {where.page_name or ''}".rstrip())
    if where.index:
        parts.append(translate("wording", "{index}/{total} 篇").format(index=where.index, total=where.total))
    elif where.total:  # the open article stands on another page
        parts.append(translate("wording", "{articles} 篇").format(articles=where.total))
    return " · ".join(parts)


def kind(value: PaperKind | str) -> str:
    return translate("wording", "报纸") if value == PaperKind.NEWSPAPER else translate("wording", "文件资料")


def size(count: int, kind_: PaperKind) -> str:
    """How much a paper holds: issues, or dates of documents."""
    text = translate("wording", "{n} 期") if kind_ == PaperKind.NEWSPAPER else translate("wording", "{n} 个日期")
    return text.format(n=count)


def unread() -> str:
    return translate("wording", "没读过")


def issue_size(pages: int, articles: int) -> str:
    if pages:
        return translate("wording", "{pages} 版 · {articles} 篇").format(pages=pages, articles=articles)
    return translate("wording", "{articles} 篇").format(articles=articles)

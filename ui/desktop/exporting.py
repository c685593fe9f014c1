"""What may be exported from where one is, as words for a list and as options of the command line: pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication

from archive.labels import printed_labels
from archive.model import IssueKey, PartialDate
from indexer.request import SearchRequest
from ui.desktop.desk import Desk

translate = QCoreApplication.translate

PERIOD, RESULTS, ISSUE = "period", "results", "issue"


class Offer(msgspec.Struct, frozen=True):
    """`name` is what the file or folder may be called; `reason` says why it cannot be had, empty when it can.

    Of a period `dates` are those of the paper's issues (None: undated).
    """

    id: str
    words: str
    name: str = ""
    options: tuple[str, ...] = ()
    reason: str = ""
    dates: tuple[PartialDate | None, ...] = msgspec.field(default=())


class Form(msgspec.Struct, frozen=True):
    """`form` as the command line calls it; `suffix` of its file, empty for a folder."""

    form: str
    suffix: str
    words: str
    about: str


def forms() -> list[Form]:
    offline = translate("exporting", "一个文件夹，用浏览器打开其中的 index.html，不用联网；版面图上点得到稿件")
    machine = translate("exporting", "阅读机版式的文字，可以再导入")
    table = translate("exporting", "一篇一行，可以再导入")
    return [
        Form("html", "", translate("exporting", "HTML 网站"), offline),
        Form(
            "epub", ".epub", translate("exporting", "EPUB 电子书"),
            translate("exporting", "目录是版面和稿件，第一版的版面图作封面；可以再导入"),
        ),
        Form("pdf", ".pdf", "PDF", translate("exporting", "A4，字体嵌在文件里，文字可以复制；每页注明出处")),
        Form(
            "docx", ".docx", translate("exporting", "Word 文档"),
            translate("exporting", "DOCX，可以再改；标题是 Word 的标题样式，前面有目录"),
        ),
        Form(
            "markdown", "", translate("exporting", "Markdown，每篇一个文件"),
            translate("exporting", "一个文件夹，按报纸和日期分开，图片在旁边"),
        ),
        Form(
            "markdown", ".md", translate("exporting", "Markdown，一个文件"),
            translate("exporting", "图片放在旁边的文件夹里"),
        ),
        Form("machine", "", translate("exporting", "阅读机文本，每篇一个文件"), machine),
        Form("machine", ".txt", translate("exporting", "阅读机文本，一个文件"), machine),
        Form("csv", ".csv", translate("exporting", "CSV 表格"), table),
        Form("jsonl", ".jsonl", "JSONL", table),
    ]  # fmt: skip


def offers(desk: Desk, search: SearchRequest | None, found: int) -> list[Offer]:
    """From the smallest to the largest; `search` is the one whose `found` hits are listed."""
    return [_article(desk), _page(desk), _issue(desk), _period(desk), _results(search, found)]


def within(
    dates: Sequence[PartialDate | None], first: PartialDate | None, last: PartialDate | None
) -> list[PartialDate | None]:
    """The issues that a period takes in, by their dates."""
    if first is None and last is None:
        return list(dates)
    return [
        date
        for date in dates
        if date and (first is None or date.last >= first.first) and (last is None or date.first <= last.last)
    ]


def _article(desk: Desk) -> Offer:
    words = translate("exporting", "这一篇")
    if desk.article is None:
        return Offer("article", words, reason=translate("exporting", "没有打开稿件"))
    title = " ".join(desk.article.content.title.split())
    named = translate("exporting", "这一篇：{name}").format(name=title)
    return Offer("article", named, title, (f"--ids={desk.article.id}",))


def _page(desk: Desk) -> Offer:
    words = translate("exporting", "这一版的文章")
    if desk.issue is None or desk.page is None or not desk.issue.pages:
        return Offer("page", words, reason=translate("exporting", "没有打开版面"))
    heads = desk.issue.heads_on(desk.page)
    if not heads:
        return Offer("page", words, reason=translate("exporting", "这一版没有文章"))
    ids = ",".join(str(head.id) for head in heads)
    label = printed_labels([desk.page])
    named = translate("exporting", "这一版的文章：{name}").format(name=label)
    return Offer("page", named, f"{desk.issue.key.words} {label}", (f"--ids={ids}",))


def _issue(desk: Desk) -> Offer:
    words = translate("exporting", "这一期")
    if desk.issue is None or not desk.issue.heads:
        return Offer(ISSUE, words, reason=translate("exporting", "没有打开有稿件的一期"))
    key = desk.issue.key
    named = translate("exporting", "这一期：{name}").format(name=key.words)
    return Offer(ISSUE, named, key.words, _options(key, [head.id for head in desk.issue.heads]))


def _options(key: IssueKey, articles: Sequence[int]) -> tuple[str, ...]:
    """An issue by its name; what has no date by its articles."""
    if key.date is None:
        return (f"--ids={','.join(map(str, articles))}",)
    return (f"--paper={key.paper}", f"--date={key.date}", f"--edition={key.edition}")


def _period(desk: Desk) -> Offer:
    words = translate("exporting", "这份报纸的几期")
    if desk.paper is None or not desk.issues:
        return Offer(PERIOD, words, reason=translate("exporting", "没有打开报纸"))
    name = desk.paper.name
    named = translate("exporting", "这份报纸的几期：{name}").format(name=name)
    return Offer(PERIOD, named, name, (f"--paper={name}",), dates=tuple(issue.key.date for issue in desk.issues))


def _results(search: SearchRequest | None, found: int) -> Offer:
    words = translate("exporting", "检索结果")
    if search is None or not found:
        return Offer(RESULTS, words, reason=translate("exporting", "没有检索结果"))
    filters = search.filters
    valued = {
        "paper": filters.paper, "from": filters.date_from, "to": filters.date_to, "page": filters.page,
        "author": filters.author, "section": filters.section, "kind": filters.kind, "after": filters.after,
    }  # fmt: skip
    flags = {
        "front": filters.front, "lead": filters.lead, "pictures": filters.pictures, "exact": search.exact,
        "partial": search.partial,
    }  # fmt: skip
    options = [f"--{name}={value}" for name, value in valued.items() if value not in (None, "")]
    options += [f"--{name}" for name, on in flags.items() if on]
    named = translate("exporting", "检索结果：“{query}”，{n} 篇").format(query=search.query, n=found)
    return Offer(RESULTS, named, search.query, (f"--search={search.query}", f"--sort={search.sort.value}", *options))

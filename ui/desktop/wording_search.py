"""How a search is worded in the interface's language: periods, conditions, what took how much away."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from archive.model import PaperKind, PartialDate
from indexer.request import Counted, Explanation, Filters
from ui.desktop import wording

translate = QCoreApplication.translate


def articles(count: int) -> str:
    return translate("search", "{n} 篇").format(n=f"{count:,}")


def joined(*parts: str) -> str:
    """Parts of a sentence, those that say something, one after the other."""
    return translate("search", "，").join(filter(None, parts))


def date(value: PartialDate) -> str:
    """`2024年`, `2024年8月`, `2024年8月5日`."""
    if value.month is None:
        return translate("search", "{year}年").format(year=value.year)
    if value.day is None:
        return translate("search", "{year}年{month}月").format(year=value.year, month=value.month)
    text = translate("search", "{year}年{month}月{day}日")
    return text.format(year=value.year, month=value.month, day=value.day)


def period(first: PartialDate | None, last: PartialDate | None) -> str:
    """`2024年8月`, `2024年8月 至 2025年`, `2024年起`, `2025年为止`; empty without either."""
    if first and last:
        between = translate("search", "{first} 至 {last}").format(first=date(first), last=date(last))
        return date(first) if first == last else between
    if first:
        return translate("search", "{first}起").format(first=date(first))
    return translate("search", "{last}为止").format(last=date(last)) if last else ""


def kind(value: str) -> str:
    return wording.kind(value) if value in set(PaperKind) else value


def value(name: str, found: str) -> str:
    """A value as a list of counts shows it; `name` is that of a condition, or `month`."""
    match name:
        case "month":
            return date(PartialDate.parse(found))
        case "page":
            return translate("wording", "第{label}版").format(label=found)
        case "kind":
            return kind(found)
    return found


def condition(name: str) -> str:
    """What a condition is called; both ends of a period are one, `date`."""
    return {
        "paper": translate("search", "报纸"),
        "month": translate("search", "年月"),
        "date": translate("search", "日期"),
        "page": translate("search", "版次"),
        "author": translate("search", "作者"),
        "section": translate("search", "版名"),
        "kind": translate("search", "类别"),
        "front": translate("search", "头版"),
        "lead": translate("search", "头条"),
        "pictures": translate("search", "有图"),
        "after": translate("search", "新到的"),
    }.get(name, name)


def conditions(filters: Filters) -> dict[tuple[str, ...], str]:
    """The conditions that are set: their names (both ends of a period are one) and how they are said."""
    said = {
        ("paper",): f"《{filters.paper}》" if filters.paper else "",
        ("date_from", "date_to"): period(filters.date_from, filters.date_to),
        ("page",): value("page", filters.page) if filters.page else "",
    }
    for name, text in (("section", filters.section), ("author", filters.author)):
        said[name,] = translate("search", "{name}：{value}").format(name=condition(name), value=text) if text else ""
    said["kind",] = kind(filters.kind) if filters.kind else ""
    for name, on in (("front", filters.front), ("lead", filters.lead), ("pictures", filters.pictures)):
        said[name,] = condition(name) if on else ""
    said["after",] = condition("after") if filters.after is not None else ""
    return {names: text for names, text in said.items() if text}


def explanation(found: Explanation) -> tuple[str, ...]:
    """A line for each word, for all of them together, and for each condition that takes something away."""
    lines = [_word(phrase) for phrase in found.phrases]
    lines.append(translate("search", "合起来：{n} 篇").format(n=f"{found.matched:,}"))
    taken = translate("search", "只因“{name}”这一条少了 {n} 篇")
    lines += [taken.format(name=condition(one.value), n=f"{one.count:,}") for one in found.filters if one.count]
    return tuple(lines)


def _word(phrase: Counted) -> str:
    return translate("search", "“{word}”：{n} 篇有").format(word=phrase.value, n=f"{phrase.count:,}")

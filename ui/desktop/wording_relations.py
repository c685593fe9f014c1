"""How certainty and what belongs together are worded in the interface's language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from archive.model import ArticleHead, Certainty
from reader.relations import Relation, Role
from reader.whole import Seam

translate = QCoreApplication.translate


def certainty(value: Certainty) -> str:
    """A badge's words; empty for what is sure."""
    return {
        Certainty.SURE: "",
        Certainty.UNSURE: unsure(),
        Certainty.RECOGNISED: translate("relations", "识别文字"),
    }[value]


def unsure() -> str:
    return translate("relations", "未确认")


def certainty_explained(value: Certainty) -> str:
    return {
        Certainty.SURE: "",
        Certainty.UNSURE: translate(
            "relations", "这一页的样式不认识，稿件的起止和标题是推测的，或者整版文字收作了一篇；请以版面图为准。"
        ),
        Certainty.RECOGNISED: translate("relations", "文字是从图片上识别的，可能有错字；请以版面图为准。"),
    }[value]


def issue_unsure() -> str:
    return translate("relations", "本期未确认")


def issue_unsure_explained() -> str:
    return translate("relations", "这一期的来源样式不认识，版面和稿件是推测的。")


def part(head: ArticleHead, whole: ArticleHead) -> str:
    """Before a part's title in a list: `↪ 接第01版`; before a copy's: `↪ 同第02版`."""
    text = translate("relations", "↪ 同第{label}版") if head.repeats else translate("relations", "↪ 接第{label}版")
    return text.format(label=_labels(whole.pages))


def seam(found: Seam) -> str:
    """On the line where a later part begins."""
    words = translate("relations", "以下接第{label}版")
    if found.mended:
        words = translate("relations", "这一段转入第{label}版")
    return words.format(label=_labels(found.pages))


def relation(found: Relation) -> str:
    """`接第04版`, `可能接第04版`, `下转第09版：这一版不在档案库里`."""
    if found.article is None:
        return _absent(found)
    sure = {
        Role.NEXT: translate("relations", "接第{label}版"),
        Role.BEGINNING: translate("relations", "上接第{label}版"),
        Role.COPY: translate("relations", "同稿：第{label}版"),
        Role.DIGEST: translate("relations", "导读自第{label}版"),
        Role.FULL_TEXT: translate("relations", "全文：第{label}版"),
    }
    possible = {
        Role.NEXT: translate("relations", "可能接第{label}版"),
        Role.BEGINNING: translate("relations", "可能上接第{label}版"),
        Role.COPY: translate("relations", "可能同稿：第{label}版"),
        Role.DIGEST: translate("relations", "可能导读自第{label}版"),
        Role.FULL_TEXT: translate("relations", "全文可能在第{label}版"),
    }
    return (sure if found.sure else possible)[found.role].format(label=found.label)


def _absent(found: Relation) -> str:
    onward = found.role is Role.NEXT
    if found.page_kept:
        there = translate("relations", "下转第{label}版：那一版上没有找到下文")
        back = translate("relations", "上接第{label}版：那一版上没有找到上文")
    else:
        there = translate("relations", "下转第{label}版：这一版不在档案库里")
        back = translate("relations", "上接第{label}版：这一版不在档案库里")
    return (there if onward else back).format(label=found.label)


def _labels(pages: Sequence[str]) -> str:
    return "、".join(pages)

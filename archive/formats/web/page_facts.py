"""Lines that a web page prints around an article: facts to keep (发布时间, 来源, 责任编辑 …) and chrome to drop.

Used on pages saved as text and on pages saved as HTML.
"""

from __future__ import annotations

import re

import msgspec

from archive.text import is_toolbar
from archive.wording import _

# Printed names of facts, as they stand before a colon; the value goes to `Content.fields` under the same name.
_FACTS = (
    "发布时间|发布日期|发布机构|发布单位|发文机关|发文机构|发文单位|发文字号|文号|成文日期|印发日期|生效日期|有效性|索引号|主题分类|主题词|公文种类|"
    "名称|标题|来源|信息来源|文章来源|稿源|作者|撰稿|记者|时间|日期|责任编辑|责编|编辑|审核|校对|公开方式|公开范围|公开时限"
)
_FACT = re.compile(rf"[【\[]?(?P<name>(?:{_FACTS}))[】\]]?\s*[:：]\s*(?P<value>.*)")
_SPLIT = re.compile(rf"(?<=\S)[\s|｜]+(?=(?:{_FACTS}|访问量|浏览次数|点击数|阅读|字号|字体|打印|分享)\s*[:：])")
_CHROME = re.compile(
    r"(?:当前位置|您?现在的?位置|您所在的?位置|所在位置)\s*[:：]?.*|"
    r"(?:访问量|浏览次数|浏览量|点击数|点击率|点击量|阅读次数|阅读量|阅读|字号|字体大小|字体|分享到|分享|打印|收藏)\s*[:：]\s*"
    r"(?:[\d,]*\s*次?|[\s大中小默认超特\[\]【】|]*)|"
    r"【\s*(?:打印文本|打印本页|打印|关闭窗口|关闭|字体[：:].*|我要打印|收藏)\s*】|"
    r"扫一扫在手机(?:上)?(?:打开|阅读|浏览)?当前(?:页面|页)|用手机扫描二维码.*|"
    r"(?:相关新闻|相关文章|相关链接|相关阅读|相关稿件|相关附件|相关信息|附件下载|上一条|下一条|上一篇|下一篇)\s*[:：]?|"
    r"(?:返回顶部|返回首页|打印本页|关闭窗口|打印文本|保存|复制链接)"
)
_SOURCE = ("来源", "信息来源", "文章来源", "稿源")
_DATE = ("发布时间", "发布日期", "成文日期", "印发日期", "时间", "日期")


class PageFacts(msgspec.Struct):
    """What the lines said: facts by name, the facts word for word as printed, and the lines that were chrome."""

    fields: dict[str, str] = msgspec.field(default_factory=dict)
    chrome: list[str] = msgspec.field(default_factory=list)
    printed: list[str] = msgspec.field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take a line that is chrome, or nothing but printed facts; False for a line of text."""
        if is_chrome(line):
            self.chrome.append(line)
            return True
        if len(line) > 200:
            return False
        parts = _SPLIT.split(line)
        matches = [_FACT.fullmatch(part.strip()) for part in parts]
        if not all(match or is_chrome(part) for match, part in zip(matches, parts, strict=True)):
            return False
        if not any(matches):
            return False
        for match, part in zip(matches, parts, strict=True):
            if match is None:
                self.chrome.append(part)
            elif match["value"].strip():
                self.fields.setdefault(match["name"], match["value"].strip())
                self.printed.append(part.strip())
        return True

    @property
    def source(self) -> str | None:
        return next((self.fields[name] for name in _SOURCE if name in self.fields), None)

    @property
    def date(self) -> str | None:
        return next((self.fields[name] for name in _DATE if name in self.fields), None)

    @property
    def kept(self) -> dict[str, str]:
        """The fields that have no place of their own in an article."""
        return {name: value for name, value in self.fields.items() if name not in _SOURCE}

    def notes(self) -> tuple[str, ...]:
        return tuple(_("去掉了网页的界面文字：{line}").format(line=line) for line in self.chrome)


def is_chrome(line: str) -> bool:
    return len(line) <= 200 and (_CHROME.fullmatch(line.strip()) is not None or is_toolbar(line.strip()))

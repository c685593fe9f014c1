"""Text as it is read aloud: cut into sentences, figures and signs as words, the reader's own readings.  Pure.

Voices read figures each in their own way, and newspapers are full of them: what is handed to a voice has none left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from archive.errors import UsageError
from archive.labels import printed_labels
from archive.model import Article, Content, Page
from archive.wording import _
from indexer.request import Span

LONGEST: Final = 120
"""Characters of a sentence that is said in one go; longer ones are parted at a comma."""
_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_UNITS: Final = {
    "km²": "平方公里", "km/h": "公里每小时", "km": "公里", "m²": "平方米", "m³": "立方米", "㎡": "平方米",
    "m/s": "米每秒", "cm": "厘米", "mm": "毫米", "m": "米", "kg": "公斤", "mg": "毫克", "g": "克", "t": "吨",
    "ml": "毫升", "mL": "毫升", "L": "升", "kWh": "千瓦时", "kW·h": "千瓦时", "kW": "千瓦", "MW": "兆瓦", "W": "瓦",
    "V": "伏", "Hz": "赫兹", "GHz": "吉赫兹", "℃": "摄氏度", "°C": "摄氏度", "°": "度", "h": "小时", "min": "分钟",
    "s": "秒", "GB": "吉字节", "MB": "兆字节",
}  # fmt: skip
_MONEY: Final = {"¥": "元", "￥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑"}
_END: Final = re.compile(r"(?:[。！？!?…]+|[；;](?!\d))[”’」』）)》]*|[\n\u2028]+|(?<=[A-Za-z])\.(?=\s)")
_COMMA: Final = re.compile(r"[，,、：:]")
_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_WIDE: Final = {ord("０") + n: ord("0") + n for n in range(10)} | {ord("％"): "%", ord("．"): "."}


def sentences(text: str) -> list[Span]:
    """Where the sentences stand, in order; nothing but white space is left out."""
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        found += _parted(text, start, match.end())
        start = match.end()
    return found + _parted(text, start, len(text))


def _parted(text: str, start: int, end: int) -> list[Span]:
    """One sentence without the blanks around it, in parts if it is long."""
    found: list[Span] = []
    while end - start > LONGEST:
        cut = max((match.end() for match in _COMMA.finditer(text, start + 1, start + LONGEST)), default=start + LONGEST)
        found.append((start, cut))
        start = cut
    found.append((start, end))
    trimmed = []
    for first, last in found:
        piece = text[first:last]
        begin = first + len(piece) - len(piece.lstrip())
        stop = last - (len(piece) - len(piece.rstrip()))
        if any(char.isalnum() for char in text[begin:stop]):
            trimmed.append((begin, stop))
    return trimmed


def spoken(text: str, words: Mapping[str, str] | None = None) -> str:
    """As a voice should get it.  `words`: how the reader wants words said, see `reading_words`."""
    for word, said in sorted((words or {}).items(), key=lambda entry: -len(entry[0])):
        text = text.replace(word, said)
    text = text.translate(_WIDE)
    for pattern, said_as in _RULES:
        text = pattern.sub(said_as, text)
    return re.sub(r"[●■◆▲★☆※·\ufffc\u2028]+", " ", text).strip()


def reading_words(lines: Sequence[str]) -> dict[str, str]:
    """`重庆=chóngqìng` or `行长=航掌`, a line each: pinyin is said by common characters of that sound.

    Raises:
        UsageError: a line is not of this form, or no character sounds like this.
    """
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in lines)):
        word, equals, said = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not equals or not word or not said:
            raise UsageError(_("读音要写成“词=读音”，一行一个：{line}").format(line=line))
        found[word] = said if any("\u4e00" <= char <= "\u9fff" for char in said) else _by_sound(said, line)
    return found


def head_sentences(content: Content) -> list[str]:
    """Kicker, title, subtitle and who wrote it, as they are announced."""
    parts = (content.kicker, content.title, content.subtitle, content.byline)
    return [" ".join(part.split()) for part in parts if part and part.strip()]


def page_words(page: Page) -> str:
    """`第03版，要闻`"""
    return "，".join(filter(None, (printed_labels([page.label]), page.name)))


def article_text(article: Article) -> str:
    """The whole article as it is said, for who wants to read it first: a sentence a line."""
    texts = [*head_sentences(article.content), *article.content.texts()]
    return "\n".join(spoken(text[start:end]) for text in texts for start, end in sentences(text))


def number_words(number: int) -> str:
    """`一万零五十`; from 0 to below 10^16, longer ones digit by digit."""
    if number == 0:
        return "零"
    if number >= 10**16:
        return digit_words(str(number))
    words, gap = "", False
    for size, sign in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += "零" if words and (gap or group < 1000) else ""
            words += (number_words(group) if size == 10**8 else _group_words(group)) + sign
        gap = bool(words) and not group
    return words[1:] if words.startswith("一十") else words


def digit_words(digits: str) -> str:
    """`2026` → `二零二六`; what is no digit stays."""
    return "".join(_DIGITS[int(char)] if char in "0123456789" else char for char in digits)


def _group_words(group: int) -> str:
    """1…9999"""
    words, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words


def _number(text: str) -> str:
    """A number as printed: `1,234.50`, `007`."""
    whole, _, part = text.replace(",", "").partition(".")
    leading = len(whole) > 1 and whole.startswith("0")
    words = digit_words(whole) if leading or (len(whole) >= 7 and "," not in text) else number_words(int(whole))
    return f"{words}点{digit_words(part)}" if part else words


def _day(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f"{digit_words(year)}年{number_words(int(month))}月{number_words(int(day))}日"


def _clock(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    return f"{number_words(hour)}点" + (f"{'零' if minute < 10 else ''}{number_words(minute)}分" if minute else "整")


_UNIT_NAMES: Final = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_RULES: Final = tuple(
    (re.compile(pattern, re.ASCII), said)
    for pattern, said in (
        (r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", _day),
        (r"(?<!\d)(\d{4})[-—–~～](\d{4})(?=年)", lambda match: f"{digit_words(match[1])}到{digit_words(match[2])}"),
        (r"(?<!\d)(\d{4})(?=年)", lambda match: digit_words(match[1])),
        (r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)", _clock),
        (r"(?<![A-Za-z\d])0\d{2,3}[-—–]\d{7,8}(?!\d)", lambda match: digit_words(re.sub(r"\D", " ", match[0]))),
        (rf"({_NUMBER})[%‰]?[-—–~～]+({_NUMBER})([%‰])",
         lambda match: f"{_share(match[3])}{_number(match[1])}到{_number(match[2])}"),
        (r"(?<![\w.%‰])[-−](?=\d)", "负"),
        (rf"({_NUMBER})([%‰])", lambda match: f"{_share(match[2])}{_number(match[1])}"),
        (rf"([¥￥$＄€£])\s?({_NUMBER})(万|亿)?",
         lambda match: f"{_number(match[2])}{match[3] or ''}{_MONEY[match[1]]}"),
        (r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])",
         lambda match: f"{number_words(int(match[2]))}分之{number_words(int(match[1]))}"),
        (rf"({_NUMBER})[-—–~～]+(?={_NUMBER})", lambda match: f"{_number(match[1])}到"),
        (rf"({_NUMBER})\s?({_UNIT_NAMES})(?![A-Za-z])", lambda match: f"{_number(match[1])}{_UNITS[match[2]]}"),
        (r"(?<=[A-Za-z])[-\s]?(\d+)", lambda match: digit_words(match[1])),
        (_NUMBER, lambda match: _number(match[0])),
        (r"[%‰]", lambda match: _share(match[0])),
    )
)  # fmt: skip


def _share(sign: str) -> str:
    return "百分之" if sign == "%" else "千分之"


def _by_sound(pinyin: str, line: str) -> str:
    """Common characters that have these readings and no others."""
    from pypinyin.contrib.tone_convert import to_tone

    said, rest = "", re.sub(r"[\s'’\-]", "", pinyin.lower())
    sounds = _sounds()
    while rest:
        for length in range(min(7, len(rest)), 0, -1):
            char = sounds.get(rest[:length]) or sounds.get(to_tone(rest[:length]))
            if char:
                said, rest = said + char, rest[length:]
                break
        else:
            raise UsageError(_("不认得的读音，请写带声调的拼音（chóng 或 chong2）或同音的字：{line}").format(line=line))
    return said


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    """A common character for each syllable with its tone, `chóng` → `虫`; one with no other reading if there is one."""
    found: dict[str, str] = {}
    several: dict[str, str] = {}
    for char, ways in _common():
        target = found if len(ways) == 1 else several
        target.setdefault(ways[0], char)
    return several | found


def _common() -> Iterator[tuple[str, list[str]]]:
    from pypinyin import Style, pinyin

    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            char = bytes((row, cell)).decode("gb2312", "ignore")
            if char and (ways := pinyin(char, style=Style.TONE, heteronym=True)[0]):
                yield char, ways

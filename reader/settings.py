"""Preferences: declared once in `KEYS`, kept in a TOML file that a person may edit.

Keys that this version does not know are kept as they are; a value of the wrong type counts as absent.  Window geometry
is not here: it is the window's own affair.
"""

from __future__ import annotations

import datetime
import logging
import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec

Value = str | int | float | bool

log = logging.getLogger(__name__)

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


class Key(msgspec.Struct, frozen=True):
    """One preference: `section.name` in the file, its default (which gives the type), choices or bounds, a sentence.

    One that is not `shown` is set by the program on the way, and has no place in a dialog.
    """

    name: str
    default: Value
    sentence: str
    choices: tuple[Value, ...] = ()
    low: float | None = None
    high: float | None = None
    shown: bool = True


KEYS: tuple[Key, ...] = (
    Key("window.language", "zh", "界面语言：zh 简体中文，zh_hant 繁體中文，en English。",
        choices=("zh", "zh_hant", "en")),
    Key("window.theme", "system", "配色：system 跟随系统，light 浅色，sepia 护眼，dark 深色，contrast 高对比。",
        choices=("system", "light", "sepia", "dark", "contrast")),
    Key("window.scale", 100, "界面大小，百分数，字、图标、间距一起放大；重新打开程序后生效。",
        choices=tuple(range(100, 301, 25))),
    Key("window.last_paper", "", "上次打开的报纸，启动时先打开它；空着就打开第一份。", shown=False),
    Key("reading.history", default=True, sentence="记住读过哪些稿件、读到哪里。"),
    Key("article.size", 18, "正文字号，像素。", low=12, high=72),
    Key("article.line", 1.7, "正文行距，字号的倍数。", low=1.2, high=3.0),
    Key("article.measure", 36, "正文一行最多多少字。", low=12, high=80),
    Key("article.font", "serif", "正文字体：serif 宋体，sans 黑体，或者系统里一种字体的名字。"),
    Key("article.script", "original",
        "正文用什么字：original 原文，simplified 简体，traditional 繁体，hongkong 香港字形，taiwan 台湾用词。",
        choices=("original", "simplified", "traditional", "hongkong", "taiwan")),
    Key("article.script_last", "traditional", "从原文切换时换成什么字。", shown=False,
        choices=("simplified", "traditional", "hongkong", "taiwan")),
    Key("article.pinyin", "none", "给哪些字注音：none 不注，rare 生僻字，all 全部。", choices=("none", "rare", "all")),
    Key("article.vertical", default=False, sentence="正文竖排。"),
    Key("speech.rate", 1.0, "朗读的语速，1.0 为语音本来的快慢。", low=0.5, high=2.0),
    Key("page.picture", default=True, sentence="显示版面图。"),
    Key("page.mode", "single", "版面的排法：single 一次一版，strip 各版连成一条，spread 两版对开。",
        choices=("single", "strip", "spread")),
    Key("page.list", default=True, sentence="显示本期目录。"),
    Key("import.recognise", default=False, sentence="导入时识别没有文字的版面图（要装文字识别组件）。"),
    Key("import.seconds", 120, "导入时读一个文件，最多等多少秒没有结果（识别文字时等三十倍）。", low=5, high=86_400),
    Key("import.memory", 3_072, "导入时读一个文件最多用多少内存，MB（识别文字时加倍）。", low=512, high=64_000),
    Key("import.answer", 1_024, "导入时一期连同图片最多多大，MB。", low=16, high=4_096),
    Key("import.drafts", 1_000_000, "导入时一个文件里最多读出多少份。", low=1, high=100_000_000),
    Key("page.seconds", 30, "画一张版面图最多等多少秒。", low=2, high=3_600),
    Key("page.memory", 3_072, "画版面图最多用多少内存，MB。", low=512, high=64_000),
    Key("index.memory", 350, "编检索索引时大约用多少内存，MB。", low=200, high=16000),
    Key("backup.folder", "", "备份放在哪个文件夹；空着就不自动备份。"),
    Key("backup.every", 7, "窗口开着时每几天自动备份一次；0 为不自动备份。", low=0, high=366),
    Key("backup.advised", default=False, sentence="第一次导入以后，已经劝过备份。", shown=False),
    Key("archive.folder", "", "平时打开的档案库；空着就用程序默认的位置。移动档案库时自动改写。",
        shown=False),
    Key("search.sort", "relevance", "检索结果的次序：relevance 相关，fresh 新近相关，newest 最新，oldest 最早。",
        choices=("relevance", "fresh", "newest", "oldest")),
    Key("search.collapse", default=True, sentence="检索结果里，几家都登过的稿件只列一条。"),
    Key("search.only_new", default=False, sentence="打开存着的检索时，只列上次看过以后新到的。"),
)  # fmt: skip
TABLES: dict[str, str] = {"page.zoom": "每份报纸的版面图放大倍数（1 为整版适合窗口）。"}
LISTS: dict[str, str] = {
    "archive.recent": "打开过的档案库，新近的在前。",
    "speech.words": "朗读时怎样念，如 重庆=chóngqìng。",
}
RECORDS: dict[str, str] = {
    "tables": "导入表格时各列是什么，按列名的指纹：columns 是 字段 = 列名，values 是 字段 = 固定值。"
}

LIST_TABLES: dict[str, str] = {"keys": '改过的按键，按动作的编号：star = ["Ctrl+D"]；空的列表是没有按键。'}

_KEYS = {key.name: key for key in KEYS}


class Settings:
    """The preferences of one settings file; `path` None keeps them in memory only.

    A file that cannot be read as TOML is left alone and set aside as `….broken` before the first write.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._data: dict[str, Any] = {}
        self._kept: dict[str, Any] | None = None
        self._broken = False
        if path and path.exists():
            try:
                self._data = tomllib.loads(path.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
                log.error("设置文件读不出来，先用默认值：%s（%s）", path, error)
                self._broken = True

    @property
    def picture(self) -> Path | None:
        """Where, beside the file, a picture of the window as it was left is kept (`reader.traces`)."""
        return self.path and self.path.with_name("window.png")

    @property
    def private(self) -> bool:
        return self._kept is not None

    def set_private(self, *, on: bool) -> None:
        """From now on, changes are kept in memory; or they are forgotten, and all is as it is in the file."""
        if on and self._kept is None:
            self._kept = deepcopy(self._data)
        elif not on and self._kept is not None:
            self._data, self._kept = self._kept, None

    def get(self, name: str) -> Any:
        """The value, or the default when it is absent or unfit.  `KeyError` for a key that is not declared."""
        key = _KEYS[name]
        value = self._lookup(name)
        return value if _fits(key, value) else key.default

    def set(self, name: str, value: Value) -> None:
        """Remember and save.  `ValueError` for a value that does not fit."""
        key = _KEYS[name]
        if not _fits(key, value):
            raise ValueError(f"{name} = {value!r}")
        if self._lookup(name) != value:
            self._store(name, value)
            self.save()

    def update(self, values: Mapping[str, Value]) -> list[str]:
        """Remember several and save once; which of them were another before.  `ValueError` for what does not fit."""
        for name, value in values.items():
            if not _fits(_KEYS[name], value):
                raise ValueError(f"{name} = {value!r}")
        changed = [name for name, value in values.items() if self.get(name) != value]
        for name in changed:
            self._store(name, values[name])
        if changed:
            self.save()
        return changed

    def table(self, name: str) -> dict[str, float]:
        """A declared table of numbers by name (zoom by paper)."""
        if name not in TABLES:
            raise KeyError(name)
        found = self._lookup(name)
        if not isinstance(found, dict):
            return {}
        return {str(k): float(v) for k, v in found.items() if isinstance(v, (int, float)) and not isinstance(v, bool)}

    def set_in_table(self, name: str, entry: str, value: float) -> None:
        table = self.table(name)
        if table.get(entry) != value:
            self._store(name, {**table, entry: value})
            self.save()

    def texts(self, name: str) -> list[str]:
        """A declared list of texts; what is no text in it is passed over."""
        if name not in LISTS:
            raise KeyError(name)
        found = self._lookup(name)
        return [entry for entry in found if isinstance(entry, str)] if isinstance(found, list) else []

    def set_texts(self, name: str, entries: Sequence[str]) -> None:
        if self.texts(name) != list(entries):
            self._store(name, list(entries))
            self.save()

    def lists(self, name: str) -> dict[str, list[str]]:
        """A declared table of lists of texts; what is no such list in it is passed over."""
        if name not in LIST_TABLES:
            raise KeyError(name)
        found = self._lookup(name)
        entries = found.items() if isinstance(found, dict) else ()
        return {
            str(entry): list(texts)
            for entry, texts in entries
            if isinstance(texts, list) and all(isinstance(text, str) for text in texts)
        }

    def set_lists(self, name: str, entries: Mapping[str, Sequence[str]]) -> None:
        """The whole table anew."""
        if self.lists(name) != entries:
            self._store(name, {entry: list(texts) for entry, texts in entries.items()})
            self.save()

    def record(self, name: str, entry: str) -> dict[str, dict[str, str]] | None:
        """One entry of declared records, tables of text by name; None when it is absent or unfit."""
        if name not in RECORDS:
            raise KeyError(name)
        found = self._lookup(f"{name}.{entry}")
        if not isinstance(found, dict) or not all(isinstance(table, dict) for table in found.values()):
            return None
        return {
            part: {str(key): value for key, value in table.items() if isinstance(value, str)}
            for part, table in found.items()
        }

    def set_record(self, name: str, entry: str, value: Mapping[str, Mapping[str, str]]) -> None:
        """`entry` holds no full stop."""
        if self.record(name, entry) != value:
            self._store(f"{name}.{entry}", {part: dict(table) for part, table in value.items()})
            self.save()

    def forget(self, *names: str) -> None:
        """Preferences, declared tables or lists are as if they had never been set."""
        for name in names:
            *sections, last = name.split(".")
            here = self._lookup(".".join(sections))
            if isinstance(here, dict):
                here.pop(last, None)
        self.save()

    def save(self) -> None:
        """Write the file whole or not at all; `OSError` or `EnvironmentProblemError` when the place forbids it."""
        if self.path is None or self.private:
            return
        from archive.files import sweep_temporaries, write_atomically

        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._broken:
            self.path.replace(self.path.with_suffix(self.path.suffix + ".broken"))
            self._broken = False
        sweep_temporaries(self.path.parent)  # what a killed process left
        write_atomically(self.path, dump_toml(self._data).encode())

    def _lookup(self, name: str) -> Any:
        here: Any = self._data
        for part in name.split("."):
            if not isinstance(here, dict) or part not in here:
                return None
            here = here[part]
        return here

    def _store(self, name: str, value: Any) -> None:
        *sections, last = name.split(".")
        here = self._data
        for part in sections:
            inner = here.get(part)
            if not isinstance(inner, dict):
                inner = here[part] = {}
            here = inner
        here[last] = value


def dump_toml(data: Mapping[str, Any]) -> str:
    """Every value that `tomllib` can read, written so that it reads back equal (comments are not kept)."""
    return "\n".join(_table_lines((), data)).lstrip("\n") + "\n" if data else ""


def _fits(key: Key, value: Any) -> bool:
    if isinstance(key.default, bool) != isinstance(value, bool) or not isinstance(value, type(key.default)):
        return False
    if key.choices and value not in key.choices:
        return False
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (key.low is None or value >= key.low) and (key.high is None or value <= key.high)
    return True


def _table_lines(path: tuple[str, ...], table: Mapping[str, Any]) -> list[str]:
    plain = {name: value for name, value in table.items() if not isinstance(value, dict)}
    lines = [f"{_key(name)} = {_value(value)}" for name, value in plain.items()]
    if path and (lines or not table):
        lines = ["", f"[{'.'.join(_key(part) for part in path)}]", *lines]
    for name, value in table.items():
        if isinstance(value, dict):
            lines += _table_lines((*path, name), value)
    return lines


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _string(value)
        case int() | float():
            return repr(value)
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case list():
            return f"[{', '.join(_value(item) for item in value)}]"
        case dict():
            return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
    raise TypeError(type(value).__name__)


def _string(text: str) -> str:
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif char < " " or char == "\x7f":
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    return f'"{"".join(out)}"'

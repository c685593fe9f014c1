"""What someone who helps has to know: versions, platform, the archive's size and state, settings, the log's end.

Neither titles nor texts; the user's own folder is shortened to `~`.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from archive.catalogue.schema import SCHEMA_REVISION
from archive.errors import DianzibaoError
from reader.components import has_recognition
from reader.folders import portable_folder
from reader.library import Library
from reader.logs import last_lines, log_folder
from reader.settings import KEYS, Key, Settings

_PACKAGES = ("PySide6-Essentials", "whoosh3", "sqlalchemy", "lxml", "msgspec", "pypdfium2", "pillow", "trafilatura")
_LINES = 60


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Facts by their (Chinese) names, and the newest lines of the log."""

    facts: Mapping[str, str] = field(default_factory=dict)
    log: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{name}：{value}" for name, value in self.facts.items()]
        return "\n".join(["电子报阅读机 诊断信息", *lines, "", "日志：", *(self.log or ("（空）",))]) + "\n"


def diagnostics(library: Library, settings: Settings) -> Diagnostics:
    """Read everything anew.  What cannot be read is said in its place."""
    facts = {
        "程序": _version("dianzibao"),
        "Python": sys.version.split()[0] + ("（打包）" if getattr(sys, "frozen", False) else ""),
        "系统": platform.platform(),
        "组件": "，".join(f"{name} {_version(name)}" for name in _PACKAGES),
        "文字识别": "已安装" if has_recognition() else "没有安装",
        "便携": "是" if portable_folder() else "否",
        "日志文件夹": str(log_folder()),
        "档案库": str(library.folder),
        "目录版本": SCHEMA_REVISION,
        **_holdings(library),
        "设置": "，".join(f"{key.name}={settings.get(key.name)}" for key in KEYS if not _is_free_text(key)),
    }
    log = map(_at_home, last_lines(_LINES))
    return Diagnostics({name: _at_home(value) for name, value in facts.items()}, tuple(log))


def _holdings(library: Library) -> dict[str, str]:
    try:
        found = library.stats()
    except DianzibaoError as error:
        return {"藏量": str(error)}
    return {
        "藏量": f"{found.papers} 种，{found.issues} 期，{found.pages} 版，{found.articles} 篇",
        "原件": f"{found.originals} 个，{found.original_bytes / 1e6:.1f} MB",
        "索引": f"{found.indexed} 篇，待编 {found.pending} 条",
    }


def _is_free_text(key: Key) -> bool:
    """May it hold a name or a path?  Those are the reader's own affair."""
    return isinstance(key.default, str) and not key.choices


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "没有"


def _at_home(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text

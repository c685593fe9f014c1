"""What someone who helps has to know: versions, platform, the archive's size and state, settings, the log's end.

Neither titles nor texts; the user's own folder is shortened to `~`.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from archive.catalogue.schema import SCHEMA_REVISION
from archive.errors import DianzibaoError
from archive.wording import _
from reader.components import has_recognition
from reader.folders import portable_folder
from reader.library import Library
from reader.logs import last_lines, log_folder
from reader.settings import KEYS, Key, Settings

_PACKAGES = ("PySide6-Essentials", "whoosh3", "sqlalchemy", "lxml", "msgspec", "pypdfium2", "pillow", "trafilatura")
_LINES = 60


class Diagnostics(msgspec.Struct, frozen=True):
    """Facts by their (Chinese) names, and the newest lines of the log."""

    facts: Mapping[str, str] = msgspec.field(default_factory=dict)
    log: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [_("{name}：{value}").format(name=name, value=value) for name, value in self.facts.items()]
        return "\n".join([_("电子报阅读机 诊断信息"), *lines, "", _("日志："), *(self.log or (_("（空）"),))]) + "\n"


def diagnostics(library: Library, settings: Settings) -> Diagnostics:
    """Read everything anew.  What cannot be read is said in its place."""
    facts = {
        _("程序"): _version("dianzibao"),
        "Python": sys.version.split()[0] + (_("（打包）") if getattr(sys, "frozen", False) else ""),
        _("系统"): platform.platform(),
        _("组件"): _("，").join(f"{name} {_version(name)}" for name in _PACKAGES),
        _("文字识别"): _("已安装") if has_recognition() else _("没有安装"),
        _("便携"): _("是") if portable_folder() else _("否"),
        _("日志文件夹"): str(log_folder()),
        _("档案库"): str(library.folder),
        _("目录版本"): SCHEMA_REVISION,
        **_holdings(library),
        _("设置"): _("，").join(f"{key.name}={settings.get(key.name)}" for key in KEYS if not _is_free_text(key)),
    }
    log = map(_at_home, last_lines(_LINES))
    return Diagnostics({name: _at_home(value) for name, value in facts.items()}, tuple(log))


def _holdings(library: Library) -> dict[str, str]:
    try:
        found = library.stats()
    except DianzibaoError as error:
        return {_("藏量"): str(error)}
    return {
        _("藏量"): _("{papers} 种，{issues} 期，{pages} 版，{articles} 篇").format(
            papers=found.papers, issues=found.issues, pages=found.pages, articles=found.articles
        ),
        _("原件"): _("{count} 个，{size:.1f} MB").format(count=found.originals, size=found.original_bytes / 1e6),
        _("索引"): _("{indexed} 篇，待编 {pending} 条").format(indexed=found.indexed, pending=found.pending),
    }


def _is_free_text(key: Key) -> bool:
    """May it hold a name or a path?  Those are the reader's own affair."""
    return isinstance(key.default, str) and not key.choices


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return _("没有")


def _at_home(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text

"""Every exception that a caller may catch: one root, kinds by thing, attributes instead of message parsing.

`str(error)` is one clear sentence for the user, in Chinese with the name of the thing; `raise … from` keeps the cause.
"""

from __future__ import annotations

from pathlib import Path

from archive.shown import shown
from archive.wording import _


class DianzibaoError(Exception):
    """Root of all errors of this program."""


class UnreadableSourceError(DianzibaoError):
    """One file, folder or member that came to be imported cannot be understood; the others are not affected."""

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        self.reason = reason
        super().__init__(_("{source}：{reason}").format(source=shown(source), reason=reason))


class UnsupportedSourceError(UnreadableSourceError):
    """The file is fine, but no importer knows its form: refused, not failed."""


class UnknownItemError(DianzibaoError):
    """A paper, issue, page or article that was asked for is not in the archive."""

    def __init__(self, kind: str, key: str) -> None:
        self.kind = kind
        self.key = key
        super().__init__(_("没有这个{kind}：{key}").format(kind=kind, key=key))


class UsageError(DianzibaoError):
    """What the user typed cannot be carried out as typed (a bad date, a bad field mapping)."""


class EnvironmentProblemError(DianzibaoError):
    """The machine, not the data: a folder cannot be written, the disk is full, another process holds the archive."""


class ArchiveLockedError(EnvironmentProblemError):
    """Another process is writing; `holder` says who, as far as it is known."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.folder = folder
        self.holder = holder
        super().__init__(_("档案库正在被使用：{holder}（{folder}）").format(holder=holder, folder=folder))


class ArchiveGoneError(EnvironmentProblemError):
    """The archive that the settings name is not there (its disk is not connected, or it was moved)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(_("档案库不在了：{folder}。请接上它所在的磁盘，或者另外指定一个档案库").format(folder=folder))


class CatalogueDamagedError(EnvironmentProblemError):
    """The catalogue cannot be read, or is not there although originals are; nothing can be opened before a repair."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            _("目录数据库{reason}：{path}。用 dianzibao doctor 检查，用 doctor --repair 修复").format(
                reason=reason, path=path
            )
        )


class ArchiveTooNewError(EnvironmentProblemError):
    """The archive was written by a newer version of this program."""

    def __init__(self, folder: Path, found: str) -> None:
        self.folder = folder
        self.found = found
        super().__init__(
            _("这个档案库由更新的版本写成（{found}），请升级电子报阅读机后再打开：{folder}").format(
                found=found, folder=folder
            )
        )


class UnfitBackupError(EnvironmentProblemError):
    """A backup, or what is called one, that cannot be used; `reason` says why in words."""

    def __init__(self, backup: str, reason: str) -> None:
        self.backup = backup
        self.reason = reason
        super().__init__(_("这份备份不能用：{reason}（{backup}）").format(reason=reason, backup=backup))

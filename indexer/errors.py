"""What can go wrong with an index.  It is a cache: nothing here means that anything in the archive is lost."""

from __future__ import annotations

from pathlib import Path

from archive.errors import DianzibaoError, EnvironmentProblemError
from archive.wording import _


class IndexDamagedError(DianzibaoError):
    """The index cannot be trusted: missing, torn, foreign, or of another version.  `Index.update` builds it anew."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(
            _("检索索引不可用，需要重建（报纸内容不受影响）：{reason}（{folder}）").format(reason=reason, folder=folder)
        )


class IndexBusyError(EnvironmentProblemError):
    """Another process is writing this index now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(_("另一个程序正在更新检索索引，请稍后再试（{folder}）").format(folder=folder))

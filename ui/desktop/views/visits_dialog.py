"""浏览 → 读过的稿件: what was read, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from archive.personal import Visit
from ui.desktop import wording_visits
from ui.desktop.views.record_dialogs import RecordDialog


class VisitsDialog(RecordDialog[Visit]):
    """When, what, where, how far; `wanted` says which is to be opened."""

    def __init__(self, parent: QWidget, visits: Sequence[Visit]) -> None:
        super().__init__(parent, (150, 200, 290, 64))
        self.resize(860, 480)
        self.setWindowTitle(self.tr("读过的稿件"))
        self.table.setHorizontalHeaderLabels([self.tr("何时"), self.tr("标题"), self.tr("出处"), self.tr("读到")])
        self.table.setAccessibleName(self.tr("读过的稿件"))
        self.do_button.setText(self.tr("打开"))
        self.empty.setText(self.tr("还没有读过的稿件"))
        self.fill([(visit, self._cells(visit)) for visit in visits])

    def _cells(self, visit: Visit) -> tuple[str, ...]:
        title = " ".join(visit.anchor.title.split())
        return wording_visits.when(visit), title, wording_visits.where(visit), wording_visits.how_far(visit)

"""标记 → 清除痕迹: everything that would be cleared, each with a box to leave it out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from reader.traces import Trace
from ui.desktop import wording_visits


class TracesDialog(QDialog):
    """`chosen` are the names of what is to go."""

    def __init__(self, parent: QWidget, traces: Sequence[Trace]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("清除痕迹"))
        self.setMinimumWidth(440)
        self.boxes: dict[str, QCheckBox] = {}
        intro = QLabel(self.tr("清除以下各项，不能恢复。标记、批注和档案库的内容不动。"))
        intro.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(intro)
        for trace in traces:
            box = QCheckBox(wording_visits.trace(trace))
            box.setChecked(bool(trace.count))
            box.setEnabled(bool(trace.count))
            box.toggled.connect(self._show_button)
            self.boxes[trace.name] = box
            column.addWidget(box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.clear_button = buttons.addButton(self.tr("清除"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addSpacing(6)
        column.addWidget(buttons)
        self._show_button()

    def chosen(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def _show_button(self) -> None:
        self.clear_button.setEnabled(bool(self.chosen()))

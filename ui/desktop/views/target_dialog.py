"""Something is written to a new file or folder: its form, where to, under which name; then it can be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from archive.shown import file_name
from ui.desktop.theme import Scheme
from ui.desktop.views.run_dialog import RunDialog


class TargetDialog(RunDialog):
    """Subclasses say which forms there are (`suffix`, `about_form`), what a name may be (`words`), and what was `done`.

    `folder_chosen`: where the next one may be put, too.
    """

    folder_chosen = Signal(str)

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, title: str, folder: str) -> None:
        super().__init__(parent, archive, scheme, title)
        self._folder = folder
        self.form, self.name = QComboBox(), QLineEdit()
        self.about, self.where = QLabel(), QLabel()
        self.folder_button = QPushButton(self.tr("选文件夹…"))
        self.export_button = QPushButton(self.tr("导出"))
        self.open_button = QPushButton()
        self.form.currentIndexChanged.connect(self.suggest)
        self.name.textChanged.connect(self.forget)
        self.folder_button.clicked.connect(self._choose_folder)

    # ── what subclasses say ────────────────────────────────────────────────────────────────────────────────────────

    @property
    def suffix(self) -> str:
        """What the form's files end in; empty for a folder."""
        raise NotImplementedError

    @property
    def about_form(self) -> str:
        """What the form is good for."""
        raise NotImplementedError

    def words(self) -> str:
        """What it may be called."""
        raise NotImplementedError

    def hindrance(self) -> str:
        """Why it cannot begin, other than for want of a place or a name; empty for nothing."""
        return ""

    @property
    def is_done(self) -> bool:
        raise NotImplementedError

    def forget_done(self) -> None:
        """Nothing has been written yet."""
        raise NotImplementedError

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def rows(self, *before: tuple[str, QWidget]) -> QFormLayout:
        """The choices; `before` those that come first."""
        for field, name in ((self.form, self.tr("形式")), (self.name, self.tr("名称"))):
            field.setAccessibleName(name)
        for label in (self.about, self.where):
            quiet(label)
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(self.folder_button)
        self.folder_button.setAutoDefault(False)
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in before:
            choices.addRow(words, widget)
        choices.addRow(self.tr("形式"), self.form)
        choices.addRow("", self.about)
        choices.addRow(self.tr("放在"), place)
        choices.addRow(self.tr("名称"), self.name)
        return choices

    # ── what is chosen ─────────────────────────────────────────────────────────────────────────────────────────────

    def target(self) -> Path:
        """Where it goes: the name with the form's ending, such as a disk takes."""
        return Path(self._folder) / file_name(self.name.text().strip().removesuffix(self.suffix), self.suffix)

    def reason(self) -> str:
        """Why it cannot begin; empty when it can."""
        if hindrance := self.hindrance():
            return hindrance
        if not self._folder:
            return self.tr("还没有选文件夹")
        return "" if self.name.text().strip() else self.tr("还没有名称")

    def suggest(self) -> None:
        """A name that is free."""
        self.about.setText(self.about_form)
        name, number = file_name(self.words()), 1
        self.name.setText(name)
        while self._folder and self.target().exists():
            number += 1
            self.name.setText(f"{name} ({number})")
        self.forget()

    def forget(self) -> None:
        """Another choice was made."""
        self.forget_done()
        self.step.setText(self.reason())
        self.show_state()

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("导出到哪个文件夹"), self._folder):
            self._folder = chosen
            self.folder_chosen.emit(chosen)
            self.suggest()

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_state(self) -> None:
        super().show_state()
        reason = self.reason()
        for widget in (self.form, self.folder_button, self.name):
            widget.setEnabled(not self.running)
        self.where.setText(self._folder or self.tr("还没有选文件夹"))
        self.export_button.setEnabled(not self.running and not reason and not self.is_done)
        self.export_button.setToolTip(reason)
        self.open_button.setVisible(self.is_done)
        self.mark_next(self.open_button if self.is_done else self.export_button, self.open_button, self.export_button)

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        if self.is_done:  # even if somebody wanted to stop it at the last moment
            self.step.setText(self.said())
            self.open_button.setFocus()


def quiet(label: QLabel) -> None:
    """Muted, plain, over as many lines as it takes."""
    label.setProperty("role", "muted")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)

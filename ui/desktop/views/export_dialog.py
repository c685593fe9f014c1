"""Exporting: what, in which form, where to; then how far it is, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTreeWidgetItem,
    QWidget,
)

from archive.model import PartialDate
from archive.shown import file_name
from ui.desktop.exporting import PERIOD, Form, Offer, forms, within
from ui.desktop.theme import Scheme
from ui.desktop.views.run_dialog import RunDialog


class ExportDialog(RunDialog):
    """`folder_chosen` where the next one may be put, too."""

    folder_chosen = Signal(str)

    def __init__(
        self, parent: QWidget, archive: Path, scheme: Scheme, offers: Sequence[Offer], first: str, folder: str
    ) -> None:
        super().__init__(parent, archive, scheme, self.tr("导出"))
        self._offers, self._forms = list(offers), forms()
        self._folder = folder
        self._done: Mapping[str, Any] = {}
        self.what, self.form = QComboBox(), QComboBox()
        self.begins, self.ends, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.period = QWidget()
        self.counted, self.about, self.where = QLabel(), QLabel(), QLabel()
        self.folder_button = QPushButton(self.tr("选文件夹…"))
        self.export_button = QPushButton(self.tr("导出"))
        self.open_button = QPushButton(self.tr("打开所在的文件夹"))
        self._fill(first)
        self._lay_out_choices()
        self._connect()
        self._suggest()

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _fill(self, first: str) -> None:
        """What cannot be had is in the list, too, with the reason."""
        for offer in self._offers:
            without = self.tr("{what}（{reason}）").format(what=offer.words, reason=offer.reason)
            self.what.addItem(without if offer.reason else offer.words)
        model = self.what.model()
        assert isinstance(model, QStandardItemModel)
        for row, offer in enumerate(self._offers):
            model.item(row).setEnabled(not offer.reason)
        rows = [row for row, offer in enumerate(self._offers) if not offer.reason]
        wanted = [row for row in rows if self._offers[row].id == first]
        self.what.setCurrentIndex((wanted or rows or [0])[0])
        for form in self._forms:
            self.form.addItem(form.words)

    def _lay_out_choices(self) -> None:
        for box, name in ((self.what, self.tr("导出什么")), (self.form, self.tr("形式"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for field, name in (
            (self.begins, self.tr("起始日期")), (self.ends, self.tr("截止日期")), (self.name, self.tr("名称")),
        ):  # fmt: skip
            field.setAccessibleName(name)
        for field in (self.begins, self.ends):
            field.setPlaceholderText("2025-08-28")
            field.setMaximumWidth(150)
        for label in (self.counted, self.about, self.where):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        dates = QHBoxLayout(self.period)
        dates.setContentsMargins(0, 0, 0, 0)
        for widget in (QLabel(self.tr("从")), self.begins, QLabel(self.tr("到")), self.ends):
            dates.addWidget(widget)
        dates.addWidget(self.counted, 1)
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(self.folder_button)
        self.folder_button.setAutoDefault(False)
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choices.addRow(self.tr("导出什么"), self.what)
        choices.addRow("", self.period)
        choices.addRow(self.tr("形式"), self.form)
        choices.addRow("", self.about)
        choices.addRow(self.tr("放在"), place)
        choices.addRow(self.tr("名称"), self.name)
        self.found.setAccessibleName(self.tr("没有导出的"))
        self.found.setRootIsDecorated(False)
        keeping = self.found.sizePolicy()
        keeping.setRetainSizeWhenHidden(True)  # what stands above does not move when the list appears
        self.found.setSizePolicy(keeping)
        self.lay_out(
            self.tr("写成别的程序也能读的文件。档案库不变，已有的文件不会覆盖。"),
            [choices],
            [self.tr("没有导出的"), self.tr("原因")],
            self.open_button,
            self.export_button,
        )

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self._suggest)
        self.form.currentIndexChanged.connect(self._suggest)
        for field in (self.begins, self.ends):
            field.textChanged.connect(self._suggest)
        self.name.textChanged.connect(self._forget)
        self.folder_button.clicked.connect(self._choose_folder)
        self.export_button.clicked.connect(self._export)
        self.open_button.clicked.connect(self._open)

    # ── what is chosen ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _offer(self) -> Offer:
        return self._offers[self.what.currentIndex()]

    @property
    def _form(self) -> Form:
        return self._forms[self.form.currentIndex()]

    def _dates(self) -> tuple[PartialDate | None, PartialDate | None] | None:
        """The ends of the period, None where it is open; None in all for what is no date."""
        begins, ends = (field.text().strip() for field in (self.begins, self.ends))
        try:
            return PartialDate.parse(begins) if begins else None, PartialDate.parse(ends) if ends else None
        except ValueError:
            return None

    def reason(self) -> str:
        """Why it cannot begin; empty when it can."""
        if self._offer.reason:
            return self._offer.reason
        if self._offer.id == PERIOD:
            dates = self._dates()
            if dates is None:
                return self.tr("日期写成 2025、2025-08 或 2025-08-28")
            if not within(self._offer.dates, *dates):
                return self.tr("这段时间没有一期")
        if not self._folder:
            return self.tr("还没有选文件夹")
        if not self.name.text().strip():
            return self.tr("还没有名称")
        return ""

    def target(self) -> Path:
        """Where it goes: the name with the form's ending, such as a disk takes."""
        name, suffix = self.name.text().strip(), self._form.suffix
        bare = name.removesuffix(suffix) if suffix else name
        return Path(self._folder) / file_name(bare, suffix)

    def _suggest(self) -> None:
        """A name that is free."""
        self.period.setVisible(self._offer.id == PERIOD)
        self.about.setText(self._form.about)
        name, number = file_name(self._words()), 1
        self.name.setText(name)
        while self._folder and self.target().exists():
            number += 1
            self.name.setText(f"{name} ({number})")
        self._forget()

    def _words(self) -> str:
        """What the export may be called; says beside a period how many issues it takes in."""
        offer, dates = self._offer, self._dates()
        if offer.id != PERIOD or dates is None:
            self.counted.setText("")
            return offer.name
        found = within(offer.dates, *dates)
        self.counted.setText(self.tr("{n} 期").format(n=len(found)))
        ends = dict.fromkeys(str(date) for date in (found[:1] + found[-1:]) if date) if any(dates) else ()
        return " ".join(filter(None, (offer.name, "—".join(ends))))

    def _forget(self) -> None:
        self._done = {}
        self.found.clear()
        self.step.setText(self.reason())
        self.show_state()

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("导出到哪个文件夹"), self._folder):
            self._folder = chosen
            self.folder_chosen.emit(chosen)
            self._suggest()

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def command(self) -> list[str]:
        dates = zip(("from", "to"), self._dates() or (), strict=False) if self._offer.id == PERIOD else ()
        return [
            *("export", "--progress", "--as", self._form.form),
            *self._offer.options,
            *(f"--{name}={date}" for name, date in dates if date),
            f"--title={self.name.text().strip()}",
            "--",
            str(self.target()),
        ]

    def take(self, line: Mapping[str, Any]) -> None:
        if "left_out" in line:
            self.found.addTopLevelItem(QTreeWidgetItem([str(line["left_out"]), str(line["reason"])]))
        elif "exported" in line:
            self._done = line

    def said(self) -> str:
        done = self._done
        if not done:
            return ""
        words = [self.tr("导出了 {n} 篇").format(n=done["articles"])]
        if done["pictures"]:
            words.append(self.tr("图片 {n} 张").format(n=done["pictures"]))
        if done["skipped"]:
            words.append(self.tr("{n} 篇没有导出").format(n=done["skipped"]))
        if done["lost_pictures"]:
            words.append(self.tr("{n} 张图片读不出来").format(n=done["lost_pictures"]))
        return "\n".join((self.tr("，").join(words), str(done["exported"]), *done["notes"]))

    def show_state(self) -> None:
        super().show_state()
        running, reason = self._run is not None, self.reason()
        for widget in (self.what, self.form, self.period, self.folder_button, self.name):
            widget.setEnabled(not running)
        self.where.setText(self._folder or self.tr("还没有选文件夹"))
        self.export_button.setEnabled(not running and not reason and not self._done)
        self.export_button.setToolTip(reason)
        self.open_button.setVisible(bool(self._done))
        self.found.setVisible(self.found.topLevelItemCount() > 0)
        steps = (self.open_button, self.export_button)
        self.mark_next(self.open_button if self._done else self.export_button, *steps)

    def _export(self) -> None:
        self.found.clear()
        self.begin(self.command())

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        if self._done:  # even if somebody wanted to stop it at the last moment
            self.step.setText(self.said())
            self.open_button.setFocus()

    def _open(self) -> None:
        """The folder in which the file or folder lies."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(str(self._done["exported"])).parent)))

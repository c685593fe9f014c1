"""Exporting: what, in which form, where to; then how far it is, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTreeWidgetItem,
    QWidget,
)

from archive.model import PartialDate
from ui.desktop.exporting import PERIOD, Form, Offer, forms, within
from ui.desktop.theme import Scheme
from ui.desktop.views.target_dialog import TargetDialog, quiet


class ExportDialog(TargetDialog):
    """One of several `offers`, `first` chosen."""

    def __init__(
        self, parent: QWidget, archive: Path, scheme: Scheme, offers: Sequence[Offer], first: str, folder: str
    ) -> None:
        super().__init__(parent, archive, scheme, self.tr("导出"), folder)
        self._offers, self._forms = list(offers), forms()
        self._done: Mapping[str, Any] = {}
        self.what, self.begins, self.ends = QComboBox(), QLineEdit(), QLineEdit()
        self.period, self.counted = QWidget(), QLabel()
        self.open_button.setText(self.tr("打开所在的文件夹"))
        self._fill(first)
        self._lay_out_choices()
        self._connect()
        self.suggest()

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
        self.form.blockSignals(True)  # a name is suggested when all of them are there
        for form in self._forms:
            self.form.addItem(form.words)
        self.form.blockSignals(False)

    def _lay_out_choices(self) -> None:
        for box, name in ((self.what, self.tr("导出什么")), (self.form, self.tr("形式"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(20)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for field, name in ((self.begins, self.tr("起始日期")), (self.ends, self.tr("截止日期"))):
            field.setAccessibleName(name)
            field.setPlaceholderText("2025-08-28")
            field.setMaximumWidth(150)
        quiet(self.counted)
        dates = QHBoxLayout(self.period)
        dates.setContentsMargins(0, 0, 0, 0)
        for widget in (QLabel(self.tr("从")), self.begins, QLabel(self.tr("到")), self.ends):
            dates.addWidget(widget)
        dates.addWidget(self.counted, 1)
        choices = self.rows((self.tr("导出什么"), self.what), ("", self.period))
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
        self.what.currentIndexChanged.connect(self.suggest)
        for field in (self.begins, self.ends):
            field.textChanged.connect(self.suggest)
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

    def hindrance(self) -> str:
        if self._offer.reason:
            return self._offer.reason
        if self._offer.id == PERIOD:
            dates = self._dates()
            if dates is None:
                return self.tr("日期写成 2025、2025-08 或 2025-08-28")
            if not within(self._offer.dates, *dates):
                return self.tr("这段时间没有一期")
        return ""

    @property
    def suffix(self) -> str:
        return self._form.suffix

    @property
    def about_form(self) -> str:
        return self._form.about

    def suggest(self) -> None:
        self.period.setVisible(self._offer.id == PERIOD)
        super().suggest()

    def words(self) -> str:
        """What the export may be called; says beside a period how many issues it takes in."""
        offer, dates = self._offer, self._dates()
        if offer.id != PERIOD or dates is None:
            self.counted.setText("")
            return offer.name
        found = within(offer.dates, *dates)
        self.counted.setText(self.tr("{n} 期").format(n=len(found)))
        ends = dict.fromkeys(str(date) for date in (found[:1] + found[-1:]) if date) if any(dates) else ()
        return " ".join(filter(None, (offer.name, "—".join(ends))))

    @property
    def is_done(self) -> bool:
        return bool(self._done)

    def forget_done(self) -> None:
        self._done = {}
        self.found.clear()

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
        for widget in (self.what, self.period):
            widget.setEnabled(not self.running)
        self.found.setVisible(self.found.topLevelItemCount() > 0)

    def _export(self) -> None:
        self.found.clear()
        self.begin(self.command())

    def _open(self) -> None:
        """The folder in which the file or folder lies."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(str(self._done["exported"])).parent)))

"""A digest or a report, made beside the window, to be read here and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from archive.shown import file_name
from reader.reporting import files, written
from reader.reporting.contents import Report
from ui.desktop.jobs import Job, Jobs
from ui.desktop.theme import Scheme, text_font
from ui.desktop.views.dialogs import file_to_save
from ui.printing.pdf import write_pdf

Make = Callable[[], Report]
_FILTER = "HTML (*.html);;Word (*.docx);;PDF (*.pdf);;Markdown (*.md)"


class ReportDialog(QDialog):
    """`choices` are (words, what makes the report); the first is made at once, others when they are chosen."""

    article_wanted = Signal(int)
    made = Signal(object)
    """The Report that is shown now."""
    said = Signal(str)

    def __init__(
        self, parent: QWidget, jobs: Jobs, scheme: Scheme, title: str, choices: Sequence[tuple[str, Make]]
    ) -> None:
        super().__init__(parent)
        self._jobs, self._scheme = jobs, scheme
        self._choices = list(choices)
        self._job: Job | None = None
        self.report: Report | None = None
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 640)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("从何时算起"))
        for words, _ in choices:
            self.choice.addItem(words)
        self.choice.setVisible(len(choices) > 1)
        self.state = QLabel()
        self.state.setProperty("role", "muted")
        self.text = QTextBrowser()
        self.text.setAccessibleName(title)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(22)
        self.text.document().setDefaultFont(text_font("serif", 16))
        self.text.document().setDefaultStyleSheet(_style(scheme))
        self.save, self.copy, close = (
            QPushButton(self.tr("保存…")),
            QPushButton(self.tr("复制")),
            QPushButton(self.tr("关闭")),
        )
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.state, 1)
        for button in (self.copy, self.save, close):
            button.setAutoDefault(False)
            self.foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(10)
        column.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text, 1)
        column.addLayout(self.foot)
        close.clicked.connect(self.close)
        self.save.clicked.connect(self._save)
        self.copy.clicked.connect(self._copy)
        self.choice.activated.connect(self.make)
        self.text.anchorClicked.connect(self._follow)
        self.make()

    def make(self) -> None:
        """Make the one that is chosen."""
        if self._job:
            self._job.cancel()
        self._show(None)
        self.state.setText(self.tr("正在整理…"))
        _, make = self._choices[max(0, self.choice.currentIndex())]
        self._job = self._jobs.start(make, self._show, self._fail)

    def done(self, result: int) -> None:
        if self._job:
            self._job.cancel()
        super().done(result)

    def _show(self, report: Report | None) -> None:
        self.report = report
        for button in (self.save, self.copy):
            button.setEnabled(report is not None)
        self.state.setText("")
        if report is None:
            self.text.clear()
            return
        marked = f'<span style="background-color:{self._scheme.mark};color:{self._scheme.mark_text}">'
        body = written.body(report, linked=True).replace("<mark>", marked).replace("</mark>", "</span>")
        self.text.setHtml(body)
        self.made.emit(report)

    def _fail(self, sentence: str) -> None:
        self.state.setText(sentence)

    def _follow(self, url: QUrl) -> None:
        number = url.toString().removeprefix(written.ARTICLE)
        if number.isdecimal():
            self.article_wanted.emit(int(number))

    def _copy(self) -> None:
        if self.report:
            QApplication.clipboard().setText(written.markdown(self.report))
            self.state.setText(self.tr("已复制，是 Markdown"))

    def _save(self) -> None:
        if not self.report:
            return
        name = file_name(self.report.title, ".html")
        target = file_to_save(self, self.tr("保存"), name, _FILTER, files.SUFFIXES)
        if target is None:
            return
        self.state.setText(self.tr("正在保存…"))
        write = partial(self._write, self.report, target)
        if target.suffix.lower() == ".pdf":  # half a second at most, and pages are set in the window's thread
            try:
                write()
            except DianzibaoError as error:
                self._fail(str(error))
            else:
                self._say_saved(target)
        else:
            self._job = self._jobs.start(write, lambda _: self._say_saved(target), self._fail)

    @staticmethod
    def _write(report: Report, target: Path) -> None:
        form = files.SUFFIXES[target.suffix.lower()]
        files.write_report(report, form, target, write_pdf if form == "pdf" else None, replace=True)

    def _say_saved(self, target: Path) -> None:
        self.state.setText(self.tr("保存到 {file}").format(file=target.name))


def _style(scheme: Scheme) -> str:
    return " ".join(
        (
            f"a{{color:{scheme.accent};text-decoration:none}}",
            f".source{{color:{scheme.muted};font-size:13px}}",
            "li{margin-top:12px} p{margin-top:4px;margin-bottom:4px} h1{font-size:24px}",
            "h2{font-size:19px;margin-top:18px} table{margin-top:8px} th,td{padding:2px 14px 2px 0;text-align:left}",
        )
    )

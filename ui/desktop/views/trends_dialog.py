"""趋势: what is compared, over which time, counted how; the picture of it, and files of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from archive.files import write_atomically
from archive.model import Paper, PartialDate
from indexer.request import Facets, Filters, SearchRequest
from reader.library import Library
from reader.trends import Asked, Place, Step, Trends, period_filters, several, trends, write_csv
from ui.desktop.jobs import Job, Jobs
from ui.desktop.pictures import png
from ui.desktop.theme import Scheme
from ui.desktop.views.dialogs import file_to_save
from ui.desktop.views.trend_chart import Drawing, TrendChart, TrendPainter

PAUSE = 400
"""Milliseconds without a key after which what was typed is counted."""
_SCALE = 2
"""Pixels of a picture for each of the window."""
_EACH = "each"
_SECTION = "section "
"""Before the name of a section, as the value of a choice."""
_MOST_SECTIONS = 20
_MOST_PAPERS = 6


class TrendsDialog(QDialog):
    """`chosen` says which articles a bar stands for."""

    chosen = Signal(object)
    """A SearchRequest."""

    def __init__(
        self, parent: QWidget, library: Library, jobs: Jobs, scheme: Scheme, papers: Sequence[Paper], query: str
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs, self._scheme = library, jobs, scheme
        self._papers = [paper.name for paper in papers]
        self._job: Job | None = None
        self._sections: Job | None = None
        self._asked: tuple[Asked, ...] = ()
        self._found: Trends | None = None
        self.setWindowTitle(self.tr("趋势"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 620)
        self.queries = QPlainTextEdit(query)
        self.queries.setPlaceholderText(self.tr("一行一个检索词，最多六行"))
        self.queries.setAccessibleName(self.tr("检索词，一行一个"))
        self.queries.setTabChangesFocus(True)
        self.queries.setFixedHeight(86)
        self.queries.setObjectName("queries")
        self.paper, self.place, self.step, self.value = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.date_from, self.date_to = QLineEdit(), QLineEdit()
        self.chart = TrendChart(scheme)
        self.area = QScrollArea()
        self.area.setWidget(self.chart)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.said, self.remark = QLabel(), QLabel()
        self.remark.setProperty("role", "muted")
        self.remark.setWordWrap(True)
        self.picture, self.table = QPushButton(self.tr("存图片…")), QPushButton(self.tr("存 CSV…"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._fill_choices()
        self._lay_out()
        self._connect()
        self.count()
        self._ask_sections()

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _fill_choices(self) -> None:
        for box, name, choices in (
            (
                self.paper,
                self.tr("报纸"),
                [
                    (self.tr("全部报纸和文件"), None),
                    *([(self.tr("各份报纸分开"), _EACH)] if len(self._papers) > 1 else []),
                    *((paper, paper) for paper in self._papers),
                ],
            ),
            (
                self.place,
                self.tr("版位"),
                [
                    (self.tr("全部版位"), Place.ANY.value),
                    (self.tr("头版"), Place.FRONT.value),
                    (self.tr("各版头条"), Place.LEAD.value),
                    (self.tr("版位分开：全部、头版、头条"), _EACH),
                ],
            ),
            (
                self.step,
                self.tr("每段多长"),
                [
                    (self.tr("看长短"), None),
                    (self.tr("按天"), Step.DAY.value),
                    (self.tr("按月"), Step.MONTH.value),
                    (self.tr("按年"), Step.YEAR.value),
                ],
            ),
            (self.value, self.tr("数什么"), [(self.tr("篇数"), False), (self.tr("占全部稿件的百分比"), True)]),
        ):
            box.setAccessibleName(name)
            for words, value in choices:
                box.addItem(words, value)
        for line, words in ((self.date_from, self.tr("起始日期")), (self.date_to, self.tr("截止日期"))):
            line.setPlaceholderText(words)
            line.setAccessibleName(words)
            line.setClearButtonEnabled(True)

    def _lay_out(self) -> None:
        fields = QGridLayout()
        fields.setSpacing(8)
        fields.addWidget(self.queries, 0, 0, 2, 1)
        for number, box in enumerate((self.paper, self.place, self.date_from, self.step, self.value, self.date_to)):
            fields.addWidget(box, number // 3, 1 + number % 3)
        for place, stretch in enumerate((4, 3, 3, 2)):
            fields.setColumnStretch(place, stretch)
        close = QPushButton(self.tr("关闭"))
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        for button in (self.table, self.picture, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(fields)
        column.addWidget(self.area, 1)
        column.addWidget(self.remark)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.queries.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.count)
        for box in (self.paper, self.place, self.step):
            box.activated.connect(self.count)
        self.value.activated.connect(self._draw)
        for line in (self.date_from, self.date_to):
            line.editingFinished.connect(self._count_if_changed)
        self.chart.chosen.connect(self._choose)
        self.chart.walked.connect(self._say)
        self.area.horizontalScrollBar().valueChanged.connect(self.chart.update)
        self.picture.clicked.connect(self._save_picture)
        self.table.clicked.connect(self._save_table)

    def _ask_sections(self) -> None:
        """The names that most pages have, as places in the paper, too."""
        library = self._library
        request = SearchRequest("", limit=0, facets=True, everything=True)
        self._sections = self._jobs.start(
            lambda: library.search_ids(request).facets, self._show_sections, lambda _sentence: None
        )

    def _show_sections(self, facets: Facets | None) -> None:
        for one in facets.sections[:_MOST_SECTIONS] if facets else ():
            self.place.addItem(self.tr("版名：{name}").format(name=one.value), f"{_SECTION}{one.value}")

    # ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def count(self) -> None:
        """Count anew, beside the window."""
        self._pause.stop()
        if self._job:
            self._job.cancel()
            self._job = None
        try:
            asked = self._what()
        except DianzibaoError as error:
            self._fail(str(error))
            return
        step = self.step.currentData()
        library = self._library
        self._remark(self.tr("正在数…"))
        self._asked = asked
        self._job = self._jobs.start(
            lambda: trends(library, asked, Step(step) if step else None), self._show, self._fail
        )

    def done(self, result: int) -> None:
        self._pause.stop()
        for job in (self._job, self._sections):
            if job:
                job.cancel()
        super().done(result)

    def _what(self) -> tuple[Asked, ...]:
        """`UsageError` for what cannot be counted."""
        paper, place = self.paper.currentData(), self.place.currentData()
        papers = self._papers[:_MOST_PAPERS] if paper == _EACH else [paper] if paper else []
        section = place.removeprefix(_SECTION) if place.startswith(_SECTION) else None
        places = [Place.ANY, Place.FRONT, Place.LEAD] if place == _EACH else [] if section else [Place(place)]
        dates = self._date(self.date_from), self._date(self.date_to)
        filters = Filters(section=section, date_from=dates[0], date_to=dates[1])
        return several(self.queries.toPlainText().splitlines(), papers=papers, places=places, filters=filters)

    def _date(self, line: QLineEdit) -> PartialDate | None:
        """None, and the field is marked, when it cannot be read."""
        text, date, wrong = line.text().strip(), None, False
        try:
            date = PartialDate.parse(text) if text else None
        except ValueError:
            wrong = True
        line.setProperty("wrong", wrong)
        line.style().polish(line)
        return date

    def _count_if_changed(self) -> None:
        try:
            changed = self._what() != self._asked
        except DianzibaoError:
            changed = True
        if changed:
            self.count()

    def _show(self, found: Trends) -> None:
        self._job, self._found = None, found
        self._draw()

    def _fail(self, sentence: str) -> None:
        self._job = self._found = None
        self._draw()
        self._remark(sentence)

    def _draw(self) -> None:
        found = self._found
        self.picture.setEnabled(bool(found and found.periods))
        self.table.setEnabled(bool(found and found.periods))
        if found is None:
            self.chart.show_drawing(Drawing(Trends(Step.YEAR, (), ()), ()))
            self._remark("")
            return
        self.chart.show_drawing(Drawing(found, self._names(), bool(self.value.currentData())))
        self._remark(self._remarks(found))

    def _names(self) -> tuple[str, ...]:
        """What tells each series from the others."""
        several_papers = len({one.filters.paper for one in self._asked}) > 1
        places = {"front": self.tr("头版"), "lead": self.tr("各版头条")}
        names = []
        for one in self._asked:
            parts = [one.query, f"《{one.filters.paper}》" if several_papers and one.filters.paper else ""]
            parts += [words for name, words in places.items() if getattr(one.filters, name)]
            names.append(" ".join(filter(None, parts)))
        return tuple(names)

    def _remarks(self, found: Trends) -> str:
        """What the picture does not show."""
        parts = []
        for name, one in zip(self._names(), found.series, strict=True):
            if one.unplaced:
                said = self.tr("“{name}”另有 {n} 篇日期不详，或不够细，没有画")
                parts.append(said.format(name=name, n=f"{one.unplaced:,}"))
        if self.paper.currentData() == _EACH and len(self._papers) > _MOST_PAPERS:
            parts.append(self.tr("只画前 {n} 份报纸").format(n=_MOST_PAPERS))
        return "；".join(parts)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        if words:
            left, right = self.chart.here()
            bar, wide = self.area.horizontalScrollBar(), self.area.viewport().width()
            bar.setValue(int(min(max(bar.value(), right - wide), max(left, 0))))

    def _remark(self, words: str) -> None:
        self.remark.setText(words)
        self.remark.setVisible(bool(words))

    def _choose(self, series: object, period: PartialDate) -> None:
        one = next(one for one in (self._found.series if self._found else ()) if one is series)
        self.chosen.emit(SearchRequest(one.asked.query, period_filters(one.asked, period), exact=one.asked.exact))

    # ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _save_picture(self) -> None:
        forms = "PNG (*.png);;SVG (*.svg)"
        target = file_to_save(self, self.tr("存图片"), self.tr("趋势.png"), forms, (".png", ".svg"))
        if target:
            data = self.svg() if target.suffix.lower() == ".svg" else self.png()
            self._write(target, data)

    def _save_table(self) -> None:
        target = file_to_save(self, self.tr("存 CSV"), self.tr("趋势.csv"), "CSV (*.csv)", (".csv",))
        if target and self._found:
            self._write(target, write_csv(self._found, self._names(), share=True).encode())

    def png(self) -> bytes:
        """The whole picture, also what is scrolled out of sight."""
        size = self.chart.size()
        image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SCALE)
        image.fill(QColor(self._scheme.paper))
        painter = QPainter(image)
        self._painted(size).draw(painter)
        painter.end()
        return png(image)

    def svg(self) -> bytes:
        size, buffer = self.chart.size(), QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        device = QSvgGenerator()
        device.setOutputDevice(buffer)
        device.setSize(size)
        device.setViewBox(QRectF(0, 0, size.width(), size.height()))
        device.setTitle("、".join(self._names()))
        painter = QPainter(device)
        painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(self._scheme.paper))
        self._painted(size).draw(painter)
        painter.end()
        return bytes(buffer.data().data())

    def _painted(self, size: QSize) -> TrendPainter:
        return TrendPainter(self.chart.drawing, self._scheme, QRectF(0, 0, size.width(), size.height()))

    def _write(self, target: Path, data: bytes) -> None:
        try:
            write_atomically(target, data)
        except DianzibaoError as error:
            self._remark(str(error))
        else:
            self._remark(self.tr("保存到 {file}").format(file=target.name))

"""头版墙: the front pages of all newspapers of a day, and the same day in other years; each opens its issue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyleOptionViewItem,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive.model import PartialDate
from reader.days import FrontPage
from reader.library import Library
from ui.desktop import wording_reprints
from ui.desktop.jobs import Job, Jobs
from ui.desktop.models.lists import DETAIL, VALUE, Index, Rows
from ui.desktop.page_images import PageImage, PageImages, Part, Wanted
from ui.desktop.pictures import fitted, pixels_across
from ui.desktop.theme import Scheme, serif_font, ui_font
from ui.desktop.views.delegates import SheetDelegate

DAY, YEARS = 0, 1
"""The two tabs."""


class FrontsModel(Rows):
    """Front pages; their pictures arrive later."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: dict[int, QPixmap] = {}

    def show(self, fronts: Sequence[FrontPage], *, years: bool) -> None:
        self._pictures = {}
        rows = []
        for front in fronts:
            named = f"{front.key.paper} {front.key.edition}".rstrip()
            when = str(front.key.date.year) if years and front.key.date else ""
            detail = "\n".join(" ".join(head.title.split()) for head in front.heads)
            rows.append((f"{when} {named}".strip(), detail, front))
        self.fill(rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DecorationRole and index.isValid():
            return self._pictures.get(index.row())
        return super().data(index, role)

    def set_picture(self, row: int, pixmap: QPixmap) -> None:
        self._pictures[row] = pixmap
        self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.DecorationRole])

    def fronts(self) -> list[FrontPage]:
        return [self.data(self.index(row), VALUE) for row in range(self.rowCount())]  # type: ignore[misc]


class FrontDelegate(SheetDelegate):
    """A front page with the paper's name and its first headline below."""

    WIDTH, HEIGHT = 224, 372
    PICTURE = QSize(196, 292)
    BLANK, NAME, LIFT = QSize(196, 280), 18, 2
    STANDS = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.WIDTH, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        room = QRect(option.rect.left() + 14, option.rect.top() + 14, self.PICTURE.width(), self.PICTURE.height())
        self.sheet(painter, room, option, index)
        name = QRect(room.left(), room.bottom() + 10, room.width(), 24)
        self.line(painter, name, index.data(), serif_font(16, bold=True), self.scheme.text)
        headline = index.data(DETAIL).partition("\n")[0]
        self.line(painter, name.translated(0, 25), headline, ui_font(13), self.scheme.muted)
        painter.restore()


class FrontWall(QDialog):
    """`show_day` fills it; `front_chosen` says which FrontPage is to be opened."""

    front_chosen = Signal(object)

    def __init__(self, parent: QWidget, library: Library, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self._day: PartialDate | None = None
        self._jump: dict[int, PartialDate | None] = {-1: None, 1: None}
        self._job: Job | None = None
        self._images = PageImages(library, jobs, self)
        self._images.arrived.connect(self._take)
        self.setWindowTitle(self.tr("头版墙"))
        self.setModal(False)
        self.resize(1000, 720)
        self.tabs = QTabBar()
        for words in (self.tr("当天各报"), self.tr("往年今日")):
            self.tabs.addTab(words)
        self.tabs.setDrawBase(False)
        self.date = QLabel()
        self.date.setFont(serif_font(18, bold=True))
        self.earlier = self._step_button("‹", self.tr("前一天有报的"), -1, "PgUp")
        self.later = self._step_button("›", self.tr("后一天有报的"), 1, "PgDown")
        self.model = FrontsModel(self)
        self.wall = QListView()
        self.wall.setObjectName("frontWall")
        self.wall.setAccessibleName(self.tr("各报头版"))
        self.wall.setModel(self.model)
        delegate = FrontDelegate(scheme)
        delegate.setParent(self.wall)
        self.wall.setItemDelegate(delegate)
        self.wall.setViewMode(QListView.ViewMode.IconMode)
        self.wall.setMovement(QListView.Movement.Static)
        self.wall.setResizeMode(QListView.ResizeMode.Adjust)
        self.wall.setUniformItemSizes(True)
        self.wall.setMouseTracking(True)
        self.wall.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        close = QPushButton(self.tr("关闭"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self.tabs)
        top.addStretch(1)
        for part in (self.earlier, self.date, self.later):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 14)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self.wall, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(60)
        self._settling.timeout.connect(self._look)
        self.tabs.currentChanged.connect(lambda _tab: self._load())
        self.wall.verticalScrollBar().valueChanged.connect(lambda _value: self._settling.start())
        self.wall.clicked.connect(self._choose)
        self.wall.activated.connect(self._choose)

    def _step_button(self, text: str, tip: str, step: int, key: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(f"{tip}（{key}）")
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumSize(44, 40)
        button.setFont(ui_font(20))
        button.clicked.connect(lambda: self.step(step))
        QShortcut(QKeySequence(key), self).activated.connect(lambda: self.step(step))
        return button

    def show_day(self, day: PartialDate, tab: int) -> None:
        """The front pages of a day, or (`YEARS`) of the same day in other years."""
        self._day = day
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(tab)
        self.tabs.blockSignals(False)
        self._load()

    def step(self, step: int) -> None:
        """Go to the nearest day before (−1) or after (1) that has a newspaper."""
        if (day := self._jump[step]) is not None:
            self._day = day
            self._load()

    def _load(self) -> None:
        day, years, days = self._day, self.tabs.currentIndex() == YEARS, self._library.days
        if day is None:
            return
        if self._job:
            self._job.cancel()

        def work() -> tuple[list[FrontPage], PartialDate | None, PartialDate | None]:
            fronts = days.in_other_years(day) if years else days.front_pages(day)
            return fronts, days.beside(day, forward=False), days.beside(day, forward=True)

        self._job = self._jobs.start(work, self._show, self._fail)

    def _show(self, found: tuple[list[FrontPage], PartialDate | None, PartialDate | None]) -> None:
        assert self._day is not None
        self._job = None
        fronts, self._jump[-1], self._jump[1] = found
        years = self.tabs.currentIndex() == YEARS
        self.date.setText(wording_reprints.day(self._day))
        self.earlier.setEnabled(self._jump[-1] is not None)
        self.later.setEnabled(self._jump[1] is not None)
        self.model.show(fronts, years=years)
        self.wall.setVisible(bool(fronts))
        self.nothing.setVisible(not fronts)
        if fronts:
            self.wall.setCurrentIndex(self.model.index(0))
            self.wall.setFocus()
        elif years:
            self.nothing.setText(self.tr("别的年份没有这一天的报纸。"))
        else:
            self.nothing.setText(self.tr("这一天没有报纸。"))
        self._settling.start()

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.wall.hide()
        self.nothing.setText(sentence)
        self.nothing.show()

    def _look(self) -> None:
        """Ask for the pictures of what is in sight."""
        sight = self.wall.viewport().rect()
        width = pixels_across(FrontDelegate.PICTURE, self.devicePixelRatioF())
        self._images.want([
            Wanted(front.key, front.page, Part.THUMBNAIL, width)
            for row, front in enumerate(self.model.fronts())
            if front.page is not None
            and self.wall.visualRect(self.model.index(row)).intersects(sight)
            and self.model.index(row).data(Qt.ItemDataRole.DecorationRole) is None
        ])  # fmt: skip

    def _take(self, wanted: Wanted, found: PageImage) -> None:
        for row, front in enumerate(self.model.fronts()):
            if front.key == wanted.key and front.page == wanted.page:
                self.model.set_picture(row, fitted(found.image, FrontDelegate.PICTURE, self.devicePixelRatioF()))

    def _choose(self, index: QModelIndex) -> None:
        front = index.data(VALUE)
        if isinstance(front, FrontPage):
            self.front_chosen.emit(front)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

"""The middle column: the page picture with its thumbnails, and the issue's contents, its accessible twin."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QVBoxLayout, QWidget

from archive.errors import DianzibaoError
from archive.model import ArticleHead, Page
from ui.desktop.desk import Desk
from ui.desktop.jobs import Job, Jobs
from ui.desktop.models.lists import VALUE, ContentsModel, PagesModel
from ui.desktop.pictures import decode, size_of
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import ContentsDelegate, ThumbnailDelegate
from ui.desktop.views.page_picture import PagePicture

FIRST_WIDTH = 1400
"""Pixels to which a page is decoded at first; more when the zoom asks for it."""
THUMBNAIL_WIDTH = 136


class PageColumn(QWidget):
    """Shows the desk's issue and page; emits the article or page that was chosen."""

    article_chosen = Signal(int)
    page_chosen = Signal(str)
    zoomed = Signal(float)

    def __init__(self, desk: Desk, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.picture = PagePicture(scheme)
        self.pages_model, self.contents_model = PagesModel(), ContentsModel()
        self.thumbnails = _thumbnails(self.pages_model, scheme)
        self.thumbnails.setAccessibleName(self.tr("各版"))
        self.contents = _contents(self.contents_model, scheme)
        self.contents.setAccessibleName(self.tr("本期目录"))
        self._want_picture = self._want_list = True
        self._image: QImage | None = None
        self._picture_job: Job | None = None
        self._thumbnail_jobs: list[Job] = []
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.sheet = QWidget()
        row = QHBoxLayout(self.sheet)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.picture, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.sheet)
        self.splitter.addWidget(self.contents)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([480, 180])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    def _connect(self) -> None:
        self.picture.zone_chosen.connect(self.article_chosen)
        self.picture.zone_entered.connect(self._mark_entry)
        self.picture.zoomed.connect(self.zoomed)
        self.picture.sharper_wanted.connect(self._sharpen)
        self.contents.entered.connect(self._mark_zones)
        self.contents.clicked.connect(self._choose_article)
        self.contents.activated.connect(self._choose_article)
        self.contents.viewport().installEventFilter(self)
        self.thumbnails.clicked.connect(self._choose_page)
        self.thumbnails.activated.connect(self._choose_page)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_issue(self) -> None:
        issue = self._desk.issue
        for job in self._thumbnail_jobs:
            job.cancel()
        self._thumbnail_jobs = []
        self.pages_model.show(issue.pages if issue else ())
        self.contents_model.show(issue)
        self._show_parts()
        for page in issue.pages if issue else ():
            if sha := page.preview or page.picture:
                self._load_thumbnail(page.label, sha)

    def show_page(self) -> None:
        issue, label = self._desk.issue, self._desk.page
        page = issue.page(label) if issue else None
        row = self.pages_model.row_labelled(label)
        self.thumbnails.setCurrentIndex(self.pages_model.index(row))
        heading = self.contents_model.row_of_page(label)
        if heading >= 0:
            self.contents.scrollTo(self.contents_model.index(heading), QListView.ScrollHint.PositionAtTop)
        self._load_picture(page)
        self.picture.show_zones(self._desk.zones())

    def show_article(self) -> None:
        article = self._desk.article.id if self._desk.article else None
        self.picture.show_current(article)
        row = self.contents_model.row_of_article(article, self._desk.page)
        self.contents.setCurrentIndex(self.contents_model.index(row))

    def show_picture(self, *, on: bool) -> None:
        self._want_picture = on
        self._show_parts()

    def show_list(self, *, on: bool) -> None:
        self._want_list = on
        self._show_parts()

    def _show_parts(self) -> None:
        """The list alone where there are no pages; never neither."""
        has_pages = bool(self._desk.issue and self._desk.issue.pages)
        picture = self._want_picture and has_pages
        self.sheet.setVisible(picture)
        self.contents.setVisible(self._want_list or not picture)

    # ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _load_picture(self, page: Page | None) -> None:
        if self._picture_job:
            self._picture_job.cancel()
        self._picture_job = self._image = None
        if page is None:
            self.picture.clear()
        elif not (sha := page.picture or page.preview):
            self._no_picture(page)
        else:
            self.picture.clear()
            self._decode(page, sha, FIRST_WIDTH)

    def _decode(self, page: Page, sha: str, width: int) -> None:
        library = self._desk.library

        def done(image: QImage) -> None:
            self._picture_job = None
            self._image = image
            self.picture.show_picture(image)

        def failed(sentence: str) -> None:
            self._picture_job = None
            if self._image is None:
                self.picture.clear(sentence, page.label)
                self.picture.show_zones(self._desk.zones())
                self.show_article()

        self._picture_job = self._jobs.start(lambda: decode(library.original(sha), width), done, failed, priority=2)

    def _no_picture(self, page: Page) -> None:
        self.picture.clear(self.tr("这一版没有版面图"), self.tr("第{label}版").format(label=page.label))

    def _sharpen(self, width: int) -> None:
        """Decode the page again when the zoom shows more pixels than it was decoded to."""
        issue, label, image = self._desk.issue, self._desk.page, self._image
        page = issue.page(label) if issue else None
        sha = page.picture if page else None
        if page is None or sha is None or image is None or self._picture_job or width <= image.width():
            return
        try:
            full, _height = size_of(self._desk.library.original(sha))
        except DianzibaoError:
            return
        if full > image.width():
            self._decode(page, sha, min(full, max(width, 2 * image.width())))

    def _load_thumbnail(self, label: str, sha: str) -> None:
        library = self._desk.library
        job = self._jobs.start(
            lambda: decode(library.original(sha), THUMBNAIL_WIDTH),
            lambda image: self._take_thumbnail(label, image),
            lambda _sentence: None,
        )
        self._thumbnail_jobs.append(job)

    def _take_thumbnail(self, label: str, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        self.pages_model.set_thumbnail(label, pixmap)

    # ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide and low: the list stands beside the picture; else below it."""
        super().resizeEvent(event)
        wide = self.width() > self.height() * 0.95 and self.width() > 620
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            room = self.width() if wide else self.height()
            self.splitter.setSizes(
                [room * 62 // 100, room * 38 // 100] if wide else [room * 72 // 100, room * 28 // 100]
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.picture.mark(None)
        return super().eventFilter(watched, event)

    def _mark_entry(self, article: int | None) -> None:
        self.contents_model.mark(article)

    def _mark_zones(self, index: QModelIndex) -> None:
        head = index.data(VALUE)
        self.picture.mark(head.id if isinstance(head, ArticleHead) else None)

    def _choose_article(self, index: QModelIndex) -> None:
        head = index.data(VALUE)
        if isinstance(head, ArticleHead):
            self.article_chosen.emit(head.id)

    def _choose_page(self, index: QModelIndex) -> None:
        page = index.data(VALUE)
        if isinstance(page, Page):
            self.page_chosen.emit(page.label)


def _thumbnails(model: PagesModel, scheme: Scheme) -> QListView:
    view = QListView()
    view.setObjectName("thumbnails")
    view.setModel(model)
    delegate = ThumbnailDelegate(scheme)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setFixedWidth(ThumbnailDelegate.WIDTH + 18)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.setIconSize(QSize(68, 96))
    return view


def _contents(model: ContentsModel, scheme: Scheme) -> QListView:
    view = QListView()
    view.setObjectName("contents")
    view.setModel(model)
    delegate = ContentsDelegate(scheme)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMinimumHeight(120)
    return view

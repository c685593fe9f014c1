"""The middle column: the page pictures with their thumbnails, and the issue's contents, their accessible twin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QMenu, QSplitter, QVBoxLayout, QWidget

from archive.model import ArticleHead, Certainty, Page
from reader.boxes import Box
from reader.page_text import PageText
from reader.pictures import facsimile
from reader.searching import Finder
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.models.lists import VALUE, ContentsModel, PagesModel
from ui.desktop.page_images import PageImage, PageImages, Part, Wanted
from ui.desktop.plain import literal
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import ContentsDelegate
from ui.desktop.views.page_bar import PageBar
from ui.desktop.views.page_layout import Mode
from ui.desktop.views.page_picture import PagePicture
from ui.desktop.views.page_sheet import Sheet
from ui.desktop.views.row_menus import RowMenus
from ui.desktop.views.thumbnails import Thumbnails

MENU = (
    "fit_page", "fit_width", "fit_zone", "", "select_text", "copy_page_text", "copy_zone", "clip_zone", "", "save_page",
    "open_pdf",
)  # fmt: skip


class PageColumn(QWidget):
    """Shows the desk's issue and page; emits the article or page that was chosen."""

    article_chosen = Signal(int)
    page_chosen = Signal(str)
    page_seen = Signal(str)
    """The reader scrolled to another page."""
    zoomed = Signal(float)
    changed = Signal()
    """What can be done with the page changed (text selected, text there)."""
    page_menu = Signal(QMenu, str)
    article_menu = Signal(QMenu, object)
    """A context menu of a page, or of articles (a tuple of ids), opens: others put in what they can do."""

    def __init__(self, desk: Desk, jobs: Jobs, scheme: Scheme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._desk, self._jobs, self._actions = desk, jobs, actions
        self.images = PageImages(desk.library, jobs, self)
        self.picture = PagePicture(scheme)
        self.bar = PageBar(actions)
        self.pages_model, self.contents_model = PagesModel(self), ContentsModel(self)
        self.thumbnails = Thumbnails(self.pages_model, scheme)
        self.contents_delegate = ContentsDelegate(scheme)
        self.contents = _contents(self.contents_model, self.contents_delegate)
        self.contents.setAccessibleName(self.tr("本期目录"))
        self._want_picture = self._want_list = True
        self._learnt: dict[str, PageImage] = {}
        self._texts: dict[str, PageText] = {}
        self._reading: set[str] = set()
        self._find: Finder | None = None
        self._go_to_hit = False
        self._selecting = False
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.sheet = QWidget()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbnails)
        row.addWidget(self.picture, 1)
        upper = QVBoxLayout(self.sheet)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.bar)
        upper.addLayout(row, 1)
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
        self.picture.zone_entered.connect(self.contents_model.mark)
        self.picture.zoomed.connect(self.zoomed)
        self.picture.page_seen.connect(self.page_seen)
        self.picture.looked.connect(self._look)
        self.picture.menu_wanted.connect(self._open_menu)
        self.picture.selection_changed.connect(self.changed)
        self.thumbnails.page_chosen.connect(self._choose_page)
        self.thumbnails.looked.connect(self._look)
        self.images.arrived.connect(self._take)
        self.images.failed.connect(self._take_failure)
        self.contents.entered.connect(self._mark_zones)
        self.contents.clicked.connect(self._choose_article)
        self.contents.activated.connect(self._choose_article)
        self.contents.viewport().installEventFilter(self)
        RowMenus(self.contents, self._fill_contents_menu)
        RowMenus(self.thumbnails, lambda menu, index: self.page_menu.emit(menu, index.data(VALUE).label))

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_issue(self) -> None:
        issue = self._desk.issue
        pages = issue.pages if issue else ()
        self._learnt, self._texts, self._reading = {}, {}, set()
        self.pages_model.show(pages)
        self.contents_model.show(issue)
        self.picture.show_pages([page.label for page in pages])
        self._measure()
        self._show_parts()

    def show_page(self) -> None:
        label = self._desk.page
        self.thumbnails.show_page(label)
        heading = self.contents_model.row_of_page(label)
        if heading >= 0:
            self.contents.scrollTo(self.contents_model.index(heading), QListView.ScrollHint.PositionAtTop)
        self.picture.turn_to(label)
        self._show_badges()

    def show_article(self) -> None:
        article = self._desk.article.id if self._desk.article else None
        self.picture.show_current(article)
        row = self.contents_model.row_of_article(article, self._desk.page)
        only_this = QItemSelectionModel.SelectionFlag.ClearAndSelect  # also while Ctrl is held down for a shortcut
        self.contents.selectionModel().setCurrentIndex(self.contents_model.index(row), only_this)
        self._go_to_hit = self._find is not None
        self._show_text()

    def selected_articles(self) -> tuple[int, ...]:
        """Those that are selected in the contents, each once."""
        heads = [index.data(VALUE) for index in self.contents.selectedIndexes()]
        return tuple(dict.fromkeys(head.id for head in heads if isinstance(head, ArticleHead)))

    def show_found(self, find: Finder | None) -> None:
        """Outline what a search found on the pages whose words have places."""
        self._find = find
        self._go_to_hit = find is not None
        self._show_text()

    def show_mode(self, mode: Mode) -> None:
        self.picture.set_mode(mode)
        self.bar.show_mode(mode)
        self._measure()

    def set_selecting(self, *, on: bool) -> None:
        self._selecting = on
        self.picture.set_selecting(on=on)
        self._show_text()

    def set_touch(self, *, on: bool) -> None:
        """Big enough for fingers."""
        self.bar.set_touch(on=on)

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

    def _show_badges(self) -> None:
        """What the reader has to know of the page: typeset here, read by a machine, guessed."""
        issue, label = self._desk.issue, self._desk.page
        page = issue.page(label) if issue else None
        badges: dict[str, str] = {}
        if issue and page:
            learnt = self._learnt.get(page.label)
            if learnt and learnt.is_typeset:
                badges[self.tr("重排")] = learnt.sentence
                if facsimile(page):
                    badges[self.tr("图片读不出来")] = learnt.sentence
            if page.recognised:
                badges[self.tr("识别文字")] = self.tr("这一版的文字是从图片上识别出来的，可能有错字")
            unsure = any(known.unsure for known in self._desk.issues if known.key == issue.key)
            if unsure or any(head.certainty is Certainty.UNSURE for head in issue.heads_on(page.label)):
                badges[self.tr("未确认")] = self.tr("这一版的形式不认识，版面和稿件是猜的")
        self.bar.show_badges(badges)

    # ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        """Give new sheets their zones and text, and ask for the pictures that are missing."""
        issue = self._desk.issue
        if issue is None:
            return
        for sheet in self.picture.visible_sheets():
            page = issue.page(sheet.label)
            if page and sheet.is_fresh:
                sheet.is_fresh = False
                if facsimile(page):
                    sheet.set_zones(self._desk.library.zones(issue.key, page.label))
                self._give_text(sheet, page)
        self.images.want(list(self._wanted()))

    def _wanted(self) -> Iterator[Wanted]:
        """What is in sight, the thumbnails in sight, then the pages that come next."""
        issue = self._desk.issue
        if issue is None:
            return
        needs = self.picture.needs()
        for need in needs:
            if page := issue.page(need.label):
                yield Wanted(issue.key, page, Part.DETAIL if need.width else Part.BASE, need.width, need.region)
        for page in self.thumbnails.needs():
            yield Wanted(issue.key, page, Part.THUMBNAIL, self.thumbnails.pixels)
        if self.picture.isVisible():
            for step in (1, 2, -1) if self.picture.mode is Mode.SPREAD else (1, -1):
                label = issue.page_beside(self.picture.page, step)
                if label not in self.picture.sheets and (page := issue.page(label)):
                    yield Wanted(issue.key, page, Part.BASE)

    def _take(self, wanted: Wanted, found: PageImage) -> None:
        issue, label = self._desk.issue, wanted.page.label
        if issue is None or wanted.key != issue.key:
            return
        if wanted.part is Part.THUMBNAIL:
            self.thumbnails.take(label, found.image)
            return
        sheet = self.picture.sheets.get(label)
        if sheet is None:
            if wanted.part is Part.BASE:
                self._make_ready(label, found)
            return
        if wanted.part is Part.DETAIL:
            sheet.set_detail(found.image, wanted.region)
            return
        if sheet.base is found.image and self._learnt.get(label) is found:
            return  # it was asked for along with others, and is shown already
        sheet.set_base(found.image, found.full_width, self.picture.pixels(sheet), provisional=not found.is_final)
        if found.zones is not None:
            sheet.set_zones(found.zones)
        self._learnt[label] = found
        self.picture.set_aspects({label: found.aspect})
        if label == self._desk.page:
            self._show_badges()
        self._look()  # at once: what is lacking now goes before the pages that come next

    def _make_ready(self, label: str, found: PageImage) -> None:
        """A page that may be turned to next: of its height, and in the width that it will most likely be shown in."""
        self.picture.set_aspects({label: found.aspect})
        if (sheet := self.picture.sheet) is None:
            return
        scaled, pixels = self.picture.scaled, self.picture.pixels(sheet)
        if not scaled.has(found.image, pixels):  # it is announced at every look
            self._jobs.start(lambda: scaled.get(found.image, pixels), lambda _: None, lambda _: None)

    def _take_failure(self, wanted: Wanted, sentence: str) -> None:
        sheet = self.picture.sheets.get(wanted.page.label)
        if sheet and wanted.part is Part.BASE:
            sheet.set_sentence(sentence)

    def _measure(self) -> None:
        """Where several pages are laid out, their proportions are wanted before their pictures."""
        issue = self._desk.issue
        if issue is None or self.picture.mode is Mode.SINGLE:
            return

        def take(aspects: dict[str, float]) -> None:
            if issue is self._desk.issue:
                self.picture.set_aspects(aspects)

        self._jobs.start(lambda: self.images.measure(issue.pages), take, lambda _sentence: None, priority=3)

    # ── text on the page ───────────────────────────────────────────────────────────────────────────────────────────

    def _show_text(self) -> None:
        issue = self._desk.issue
        for sheet in self.picture.sheets.values():
            if issue and not sheet.is_fresh and (page := issue.page(sheet.label)):
                self._give_text(sheet, page)

    def _give_text(self, sheet: Sheet, page: Page) -> None:
        """The page's words, when something is to be found or selected in them."""
        if not page.has_words or not facsimile(page):
            return
        if not self._find and not self._selecting:
            sheet.set_hits(())
        elif (text := self._texts.get(page.label)) is not None:
            sheet.text = text
            sheet.set_hits(text.find(self._find) if self._find else ())
            if self._go_to_hit and sheet.hits and sheet.label == self._desk.page:
                self._go_to_hit = False
                self.picture.bring(sheet.label, self._first_hit(sheet))
            self.changed.emit()
        elif page.label not in self._reading:
            self._read_words(page)

    def _first_hit(self, sheet: Sheet) -> Box:
        """The first hit inside the open article, else on the page."""
        article = self._desk.article
        area = sheet.area_of(article.id) if article else None
        return next((hit for hit in sheet.hits if area and area.holds(hit)), sheet.hits[0])

    def _read_words(self, page: Page) -> None:
        issue, library, aspect = self._desk.issue, self._desk.library, self.picture.aspect(page.label)
        if issue is None:
            return
        self._reading.add(page.label)

        def take(text: PageText) -> None:
            if issue is self._desk.issue:
                self._texts[page.label] = text
                self._show_text()

        self._jobs.start(
            lambda: PageText(library.page_words(issue.key, page.label), aspect), take, lambda _sentence: None
        )

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

    def _open_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # An action that was chosen comes after the menu is hidden, and still means its zone.
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self.picture.release_target))
        target, issue = self.picture.target, self._desk.issue
        head = issue.head(target) if issue else None
        if head:
            title = menu.fontMetrics().elidedText(" ".join(head.title.split()), Qt.TextElideMode.ElideRight, 260)
            words = literal(self.tr("打开《{title}》").format(title=title))
            menu.addAction(words, lambda: self.article_chosen.emit(head.id))
            menu.addSeparator()
        self.changed.emit()
        for name in MENU:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        if head:
            self.article_menu.emit(menu.addMenu(self.tr("更正这一篇")), (head.id,))
        if self._desk.page:
            self.page_menu.emit(menu.addMenu(self.tr("更正这一版")), self._desk.page)
        menu.popup(where)

    def _fill_contents_menu(self, menu: QMenu, index: QModelIndex) -> None:
        head, selected = index.data(VALUE), self.selected_articles()
        if isinstance(head, ArticleHead):
            self.article_menu.emit(menu, selected if head.id in selected else (head.id,))
        elif label := self.contents_model.page_at(index):
            self.page_menu.emit(menu, label)

    def _mark_zones(self, index: QModelIndex) -> None:
        head = index.data(VALUE)
        self.picture.mark(head.id if isinstance(head, ArticleHead) else None)

    def _choose_article(self, index: QModelIndex) -> None:
        """Open the article, unless several are being selected."""
        head = index.data(VALUE)
        if isinstance(head, ArticleHead) and len(self.contents.selectedIndexes()) < 2:
            self.article_chosen.emit(head.id)

    def _choose_page(self, label: str) -> None:
        self.page_chosen.emit(label)
        self.picture.scroll_to(label)


def _contents(model: ContentsModel, delegate: ContentsDelegate) -> QListView:
    view = QListView()
    view.setObjectName("contents")
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMinimumHeight(120)
    return view

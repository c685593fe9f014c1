"""The window: three columns over one desk, and what each action does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStackedWidget

from archive.model import PartialDate
from archive.personal import Mark
from reader.library import Library
from ui.desktop import wording
from ui.desktop.action_table import SPECS
from ui.desktop.actions import keys_of, make_actions
from ui.desktop.availability import possible
from ui.desktop.fitting import restore, scrolling
from ui.desktop.menus import fill_menu_bar, make_tool_bar, paint_icons, suit_height
from ui.desktop.spoken import announce
from ui.desktop.theme import app_icon
from ui.desktop.touch import set_touch
from ui.desktop.views.about_dialog import AboutDialog
from ui.desktop.views.dialogs import GoToDialog, tried
from ui.desktop.views.help_dialog import HelpDialog
from ui.desktop.views.middle import MARKS, PAGES, RESULTS
from ui.desktop.window_parts import Surroundings, WindowParts

NARROW = 640
"""The width of a window whose status bar has room for the place alone."""


class MainWindow(WindowParts):
    """`look_changed`: colours or language were chosen; the application builds the window anew."""

    look_changed = Signal()
    scale_chosen = Signal()
    """Another size of the interface was chosen; the program begins anew."""

    _title = ""
    """Of the article that was announced last."""

    def __init__(self, library: Library, surroundings: Surroundings) -> None:
        super().__init__(library, surroundings)
        self.setWindowTitle(self.tr("电子报阅读机（无痕）") if self.settings.private else self.tr("电子报阅读机"))
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self._actions = make_actions(self, self._handlers(), self.settings.lists("keys"))
        paint_icons(self._actions, self.scheme)
        self._build()
        fill_menu_bar(self, self._actions)
        self._tools = make_tool_bar(self, self._actions, self.search_box)
        self._connect()
        self._restore()
        self.start()
        (self.article_view.text if self.desk.papers else self.welcome.samples).setFocus()

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _build(self) -> None:
        self.make_parts()
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(self.welcome))
        self.pages.addWidget(self.columns)
        self.setCentralWidget(self.pages)
        self.place_label = QLabel()
        self.place_label.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self.place_label, 1)
        self.statusBar().setSizeGripEnabled(False)
        keys = keys_of(self._actions["search"])
        self.search_box.setPlaceholderText(self.tr("检索（{keys}）").format(keys=keys) if keys else self.tr("全文检索"))
        self.search_box.setToolTip(self.tr("在全部报纸和文件里检索"))
        self.search_box.setAccessibleName(self.tr("全文检索"))

    def _connect(self) -> None:
        desk = self.desk
        desk.papers_changed.connect(self._show_papers)
        desk.paper_changed.connect(lambda: self.side_bar.show_paper(desk.paper, desk.issues))
        desk.issue_changed.connect(self._show_issue)
        desk.page_changed.connect(self.page_column.show_page)
        desk.article_changed.connect(self._show_article)
        desk.moved.connect(self._show_place)
        self.side_bar.paper_chosen.connect(self._try(desk.open_paper))
        self.side_bar.issue_chosen.connect(self._try(desk.open_issue))
        self.side_bar.issue_chosen.connect(lambda _key: self.columns.bring("middle"))
        self.page_column.article_chosen.connect(lambda _article: self.columns.bring("article"))
        self.search_panel.hit_chosen.connect(lambda _article: self.columns.bring("article"))
        self.marks_panel.chosen.connect(lambda _mark: self.columns.bring("article"))
        self.side_bar.message.connect(self.say)
        self.page_column.article_chosen.connect(self._try(self._open_from_page))
        self.page_column.page_chosen.connect(self._try(desk.open_page))
        self.page_column.page_seen.connect(self._try(desk.see_page))
        self.page_column.zoomed.connect(self._remember_zoom)
        self.page_column.changed.connect(self._show_page_commands)
        self.page_column.picture.zone_entered.connect(lambda _article: self._show_page_commands())
        self.page_column.picture.copy_wanted.connect(self.page_commands.copy_text)
        self.article_view.marked.connect(self.page_column.show_found)
        self.filing_commands.attach(self.side_bar, self.article_view)
        self.clipping_commands.attach(self.article_view, self.page_column, self.search_panel)
        self.mark_commands.undone.connect(self.clipping_commands.show)
        notes, open_article = self.article_view.head.notes, self._try(desk.open_article)
        self.knowing_commands.attach(self.side_bar, self.search_panel, notes, open_article)
        self.index_updates.updated.connect(self.search_panel.again)
        self.index_updates.updated.connect(self.saved_commands.refresh)
        for group in (self.saved_commands, self.trend_commands):
            group.tab_wanted.connect(self._show_middle)
        self.saved_commands.article_wanted.connect(self._try(self.desk.open_article))
        self.saved_commands.attach(self.middle, self.search_box, self.search_panel.box)
        self.search_panel.model.failed.connect(self.index_updates.start)  # a damaged index is built anew
        self.search_panel.hit_chosen.connect(self._try(self._open_hit))
        self.search_panel.sort_chosen.connect(lambda sort: self.settings.set("search.sort", sort))
        self.search_panel.model.searched.connect(lambda *_: self._show_place())
        self.article_view.size_stepped.connect(self.look_commands.step_size)
        self.article_view.end_passed.connect(self._step_article)
        self.article_view.browser.swiped.connect(self._step_article)
        self.page_column.picture.swiped.connect(self._step_page)
        self.search_box.returnPressed.connect(self._search)
        self.search_panel.share(self.search_box)
        self.welcome.samples_wanted.connect(self._actions["import_samples"].trigger)
        self.welcome.files_wanted.connect(self._actions["import_files"].trigger)
        self.import_dialog.imported.connect(self.page_column.images.forget)
        self.import_dialog.imported.connect(self.start, Qt.ConnectionType.QueuedConnection)  # not in one breath with it
        self.import_dialog.imported.connect(self.health_commands.look_after_import)
        self.import_dialog.indexed.connect(self.search_panel.again)
        self.import_dialog.indexed.connect(self.saved_commands.refresh)
        self.health_commands.changed.connect(self.filing_commands.corrections.show)
        self.look_commands.sized.connect(self._show_size)
        self.look_commands.typed.connect(self.reading_commands.show)
        self.look_commands.look_changed.connect(self.look_changed)
        self.look_commands.scale_chosen.connect(self.scale_chosen)
        self.visit_commands.said.connect(self.say)
        self.visit_commands.cleared.connect(self.saved_commands.refresh)
        self.mark_commands.changed.connect(self.beside_commands.show_marks)
        self.beside_commands.attach(self.page_column.contents, self.search_panel.results)
        self.marks_panel.chosen.connect(self._try(self._open_mark))
        self.search_panel.repair_wanted.connect(self._actions["rebuild_index"].trigger)

    def _handlers(self) -> dict[str, Callable[[], None]]:
        plain: dict[str, Callable[[], object]] = {
            "quit": self.close,
            "back": lambda: self.desk.back(), "forward": lambda: self.desk.forward(),
            "previous_article": lambda: self._step_article(-1), "next_article": lambda: self._step_article(1),
            "previous_page": lambda: self._step_page(-1), "next_page": lambda: self._step_page(1),
            "first_page": lambda: self._edge_page(last=False), "last_page": lambda: self._edge_page(last=True),
            "previous_issue": lambda: self.desk.step_issue(-1), "next_issue": lambda: self.desk.step_issue(1),
            "go_to": self._go_to, "contents": self._go_to_contents, "where_am_i": self._where_am_i,
            "search": self._go_to_search, "my_marks": self._go_to_marks,
            "previous_result": lambda: self._step_result(-1),
            "next_result": lambda: self._step_result(1), "find": lambda: self.article_view.open_find(),
            "find_previous": lambda: self.article_view.step_hit(-1),
            "find_next": lambda: self.article_view.step_hit(1),
            "help": self._help,
            "about": lambda: AboutDialog(self, str(self.library.folder)).show(),
        }  # fmt: skip
        plain |= {spec.id: partial(self._run, spec.id) for spec in SPECS if spec.id not in plain}
        return {name: self._try(handler) for name, handler in plain.items()}

    def _try(self, call: Callable[..., object]) -> Callable[..., None]:
        return tried(self, call)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Read the papers anew and stay where one is; at first open the paper that was open last."""
        self._try(partial(self.desk.refresh, again=False))()
        if self.desk.papers and self.desk.issue is None:
            last = self.settings.get("window.last_paper")
            names = [paper.name for paper in self.desk.papers]
            self._try(self.desk.open_paper)(last if last in names else names[0])
            self._try(self.visit_commands.begin)()
        self._show_place()

    def _show_papers(self) -> None:
        self.side_bar.show_papers(self.desk.papers)
        self.search_panel.show_papers(self.desk.papers)
        self.pages.setCurrentIndex(1 if self.desk.papers else 0)

    def _show_issue(self) -> None:
        key = self.desk.issue.key if self.desk.issue else None
        self.side_bar.show_issue(key)
        self.page_column.show_issue()
        if key:
            zoom = self.settings.table("page.zoom").get(key.paper, 1.0)
            self.page_column.picture.set_zoom(zoom)
            self.settings.set("window.last_paper", key.paper)

    def _show_article(self) -> None:
        nothing = self.tr("这一版没有文章") if self.desk.page else self.tr("这一期没有文章")
        self.article_view.show_reading(self.desk.reading, nothing)
        self.mark_commands.show()
        self.page_column.show_article()

    def _show_place(self) -> None:
        desk, actions = self.desk, self._actions
        where = desk.whereabouts()
        place = wording.place(where) if where else ""
        title = self.article_view.text.accessibleName() if desk.article else ""
        if place != self.place_label.text() or title != self._title:
            self.place_label.setText(place)
            self.place_label.setToolTip(place)
            self._title = title
            announce(self.place_label, "，".join(filter(None, (title, place))))
        for name, on in possible(desk, self.search_panel.can_step, self.settings.get("article.size")).items():
            actions[name].setEnabled(on)
        self._show_page_commands()
        self.filing_commands.enable()
        self.search_box.setEnabled(bool(desk.papers))

    def _run(self, name: str) -> None:
        group = self.groups[name]
        group.run(name)
        if group is self.page_commands:
            self._show_page_commands()

    def _show_page_commands(self) -> None:
        for name, on in self.page_commands.possible().items():
            self._actions[name].setEnabled(on)

    # ── moving ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _open_from_page(self, article: int) -> None:
        self.article_view.mark("")
        self.desk.open_article(article)

    def _open_mark(self, mark: Mark) -> None:
        self.article_view.mark("")
        self.desk.open_article(self.mark_commands.article_of(mark))
        self.article_view.go_to_mark(mark.id)

    def _go_to_marks(self) -> None:
        self._show_middle(MARKS)
        self.marks_panel.list.setFocus()

    def _step_article(self, step: int) -> None:
        if not self.desk.step_article(step):
            self.say(self.tr("已经是本期最后一篇") if step > 0 else self.tr("已经是本期第一篇"))

    def _step_page(self, step: int) -> None:
        if self.desk.step_page(step) and self.desk.page_beside(step) is None:
            self.say(self.tr("这是本期最后一版") if step > 0 else self.tr("这是本期第一版"))

    def _edge_page(self, *, last: bool) -> None:
        issue = self.desk.issue
        label = (issue.last_page() if last else issue.first_page()) if issue else None
        if label is not None:
            self.desk.open_page(label)

    def _go_to(self) -> None:
        key = self.desk.issue.key if self.desk.issue else None
        dialog = GoToDialog(self, str(key.date) if key and key.date else "", "")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._try(self.go_to_date)(*dialog.value()))
        dialog.open()

    def go_to_date(self, date: PartialDate, page: str) -> None:
        """Open the day (or the first issue in the month or year) of the open paper, at the page if it has it."""
        if not self.desk.open_date(date):
            name = self.desk.paper.name if self.desk.paper else ""
            self.say(self.tr("{paper} 没有 {date} 的报纸").format(paper=name, date=date))
        elif page and not self.desk.open_page_as_typed(page):
            self.say(self.tr("这一期没有第{label}版").format(label=page))

    def _help(self) -> None:
        english = self.settings.get("window.language") == "en"
        HelpDialog(self, self.scheme, self._actions, english=english).show()

    def _go_to_contents(self) -> None:
        self._actions["page_list"].setChecked(True)
        self.look_commands.toggle_parts()
        self._show_middle(PAGES)
        self.page_column.contents.setFocus()

    def _where_am_i(self) -> None:
        self.say(self.place_label.text())
        self.place_label.setFocus()

    # ── searching ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _go_to_search(self) -> None:
        box = self.search_box
        if not box.isVisible():  # the tool bar has no room for it
            self._show_middle(RESULTS)
            box = self.search_panel.box
        box.setFocus()
        box.selectAll()

    def _show_middle(self, tab: int) -> None:
        self.look_commands.show_column("middle")
        self.tabs.setCurrentIndex(tab)

    def _search(self) -> None:
        self._show_middle(RESULTS)
        self.search_panel.search(self.search_box.text())

    def _open_hit(self, article: int) -> None:
        """Open the article, mark its words, outline its zone on the page."""
        self.article_view.find_bar.hide()
        query, find = self.search_panel.found
        self.article_view.mark(query, find, go=False)
        self.desk.open_article(article)
        self.article_view.mark(query, find)
        self._show_place()

    def _step_result(self, step: int) -> None:
        if not self.search_panel.step(step):
            self.say(self.tr("没有更多结果"))

    # ── looks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_size(self, em: int) -> None:
        self.say(self.tr("字号 {n}").format(n=em))
        self._show_place()

    def _remember_zoom(self, zoom: float) -> None:
        if self.desk.paper:
            self.settings.set_in_table("page.zoom", self.desk.paper.name, round(zoom, 4))
        self._show_page_commands()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        suit_height(self._tools, self.height())
        self.health_commands.show_line(room=self.width() >= NARROW)

    def changeEvent(self, event: QEvent) -> None:
        """Full screen is for fingers."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            on = self.isFullScreen()
            set_touch(self, on=on)
            for part in (self.page_column, self.side_bar.calendar, self.columns, self.article_view):
                part.set_touch(on=on)
            suit_height(self._tools, self.height())

    # ── importing ──────────────────────────────────────────────────────────────────────────────────────

    def import_paths(self, paths: list[str]) -> None:
        self.import_commands.import_paths(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.import_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    # ── the window itself ──────────────────────────────────────────────────────────────────────────────────────────

    def _restore(self) -> None:
        restore(self, self._geometry)
        self.look_commands.restore()
        self.clipping_commands.restore()
        self.search_panel.set_sort(self.settings.get("search.sort"))

    def remember(self) -> None:
        """Keep geometry and columns for the next time."""
        if self.settings.private:
            return
        self._geometry.setValue("geometry", self.saveGeometry())
        self.columns.remember()
        self._geometry.sync()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's own back and forward buttons."""
        if event.button() == Qt.MouseButton.BackButton:
            self._actions["back"].trigger()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self._actions["forward"].trigger()
        else:
            super().mousePressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        self.desk.close()
        self.import_dialog.abandon()
        self.index_updates.abandon()
        for group in dict.fromkeys(self.groups.values()):
            group.abandon()
        self.jobs.close(give_up=self.library.stop_drawing)
        super().closeEvent(event)

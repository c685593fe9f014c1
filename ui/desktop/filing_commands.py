"""What the menus 归档 and 编辑 do: ask what is needed and have it corrected; keep what lies on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

import msgspec
from msgspec import structs
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from archive.errors import DianzibaoError, UsageError
from archive.labels import printed_labels
from archive.model import ArticleLink, IssueKey, LinkKind, Paper, PaperKind
from archive.progress import Outcome
from reader.navigation import Place
from ui.desktop import wording
from ui.desktop.action_table import SPECS
from ui.desktop.actions import Actions, words
from ui.desktop.commands import Commands
from ui.desktop.corrections import Corrections, Work
from ui.desktop.desk import Desk
from ui.desktop.index_updates import IndexUpdates
from ui.desktop.jobs import Jobs
from ui.desktop.pasting import Arrived, bring_in, pasted
from ui.desktop.theme import Scheme
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import show_error
from ui.desktop.views.filing_dialogs import Destination, FilingDialog, LinkDialog, MergeDialog, MoveDialog
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.paste_dialog import PasteDialog
from ui.desktop.views.sidebar import SideBar
from ui.desktop.views.split_dialog import SplitDialog

ISSUE = ("move_issue", "trash_issue")
PAGE = ("move_page", "trash_page")
ARTICLE = (
    "move_article", "split_article", "join_articles", "", "link_article", "unlink_article", "", "trash_article",
)  # fmt: skip
PAPER = ("merge_paper",)
EDIT = ("undo_correction", "corrections", "trash", "paste_article")
_WORDS = {spec.id: spec.text for spec in SPECS}


class Target(msgspec.Struct, frozen=True):
    """What a correction is about: an issue, in it a page and articles as far as they are meant."""

    key: IssueKey
    page: str | None = None
    articles: tuple[int, ...] = ()


_NOWHERE = Target(IssueKey(PaperKind.NEWSPAPER, "", None))


class FilingCommands(Commands):
    """`run` an action by its id, on what is open or on a target; `possible` says which ones make sense now."""

    NAMES: ClassVar[tuple[str, ...]] = tuple(name for name in (*ISSUE, *PAGE, *ARTICLE, *PAPER, *EDIT) if name)

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        column: PageColumn,
        jobs: Jobs,
        scheme: Scheme,
        updates: IndexUpdates,
        actions: Actions,
    ) -> None:
        super().__init__(window)
        self.corrections = Corrections(window, desk, jobs, updates)
        self.corrections.made.connect(column.images.forget)
        self._window, self._desk, self._column = window, desk, column
        self._scheme, self._actions, self._library = scheme, actions, desk.library
        self._commands: dict[str, Callable[[Target], object]] = {
            "move_issue": self._move_issue,
            "trash_issue": self._trash_issue,
            "move_page": self._move_page,
            "trash_page": self._trash_page,
            "move_article": self._move_articles,
            "split_article": self._split,
            "join_articles": self._join,
            "link_article": self._link,
            "unlink_article": self._unlink,
            "trash_article": self._trash_articles,
            "merge_paper": self._merge,
            "paste_article": self._paste,
        }

    def run(self, name: str, target: Target | None = None) -> None:
        """Errors that are known are said in words."""
        try:
            match name:
                case "undo_correction":
                    self.corrections.undo()
                case "corrections":
                    self.corrections.open_journal()
                case "trash":
                    self.corrections.open_trash()
                case _:
                    self._commands[name](target or self.open_target() or _NOWHERE)
        except DianzibaoError as error:
            show_error(self._window, str(error))

    def enable(self) -> None:
        """Let the actions be used that make sense now."""
        for name, on in self.possible().items():
            self._actions[name].setEnabled(on)

    def possible(self, target: Target | None = None) -> dict[str, bool]:
        """By action id, for what is open or for a target in the open issue."""
        target = target or self.open_target()
        issue = target is not None
        page = bool(target and target.page and self._desk.issue and self._desk.issue.page(target.page))
        articles = target.articles if target else ()
        return {
            **dict.fromkeys((*ISSUE, *PAPER), issue),
            **dict.fromkeys(PAGE, page),
            **dict.fromkeys(("move_article", "trash_article"), bool(articles)),
            **dict.fromkeys(("split_article", "link_article"), len(articles) == 1),
            "join_articles": len(self._to_join(target)) > 1 if target else False,
            "unlink_article": len(articles) == 1 and self._joint(articles[0]) is not None,
            "undo_correction": self.corrections.can_undo,
        }

    def attach(self, side_bar: SideBar, view: ArticleView) -> None:
        """Into the context menus of papers, issues, pages and articles; actions follow what is selected."""
        column = self._column
        column.contents.selectionModel().selectionChanged.connect(lambda *_: self.enable())
        side_bar.paper_menu.connect(self._fill_paper_menu)
        side_bar.issue_menu.connect(lambda menu, key: self._fill(menu, ISSUE, Target(key)))
        column.page_menu.connect(lambda menu, label: self._fill(menu, PAGE, self._here(page=label)))
        column.article_menu.connect(lambda menu, ids: self._fill(menu, ARTICLE, self._here(articles=ids)))
        view.menu_opening.connect(lambda menu: self._fill(menu, ARTICLE, self._here()))

    def _fill_paper_menu(self, menu: QMenu, paper: object) -> None:
        if isinstance(paper, Paper):
            self._fill(menu, PAPER, Target(IssueKey(paper.kind, paper.name, None)))

    def _fill(self, menu: QMenu, names: Sequence[str], target: Target | None) -> None:
        """What can be done with the target, below what the menu has."""
        if target is None:
            return
        if not menu.isEmpty():
            menu.addSeparator()
        possible = self.possible(target)
        for name in names:
            if name:
                entry = menu.addAction(self._words(name, target), partial(self.run, name, target))
                entry.setEnabled(possible[name])
                entry.setObjectName(name)
            else:
                menu.addSeparator()

    def _here(self, *, page: str | None = None, articles: tuple[int, ...] = ()) -> Target | None:
        """A page or articles of the open issue; the open article when neither is named."""
        desk = self._desk
        if desk.issue is None:
            return None
        if page is None and not articles and desk.article:
            articles = (desk.article.id,)
        return Target(desk.issue.key, page or desk.page, articles)

    def open_target(self) -> Target | None:
        """What is open; of articles those that are selected in the contents, if there are several."""
        selected = self._column.selected_articles()
        return self._here(articles=selected if len(selected) > 1 else ())

    # ── issues, pages, papers ──────────────────────────────────────────────────────────────────────────────────────

    def _move_issue(self, target: Target) -> None:
        key, about = target.key, _issue_words(target.key)

        def move(to: Destination) -> None:
            self._correct(lambda filing: filing.move_issue(key, to.key), Place(to.key, target.page), dialog)

        dialog = MoveDialog(self._window, self._library, self._desk.papers, about, Destination(key), whole_issue=True)
        self._ask(dialog, move)

    def _trash_issue(self, target: Target) -> None:
        self._correct(lambda filing: filing.trash_issue(target.key))

    def _move_page(self, target: Target) -> None:
        key, page = target.key, target.page
        if page is None:
            return
        about = f"{_issue_words(key)} {printed_labels([page])}"

        def move(to: Destination) -> None:
            place = Place(to.key, to.pages[0])
            self._correct(lambda filing: filing.move_page(key, page, to.key, to.pages[0]), place, dialog)

        here = Destination(key, (page,))
        dialog = MoveDialog(self._window, self._library, self._desk.papers, about, here, one_page=True)
        self._ask(dialog, move)

    def _trash_page(self, target: Target) -> None:
        key, page = target.key, target.page
        if page is None:
            return
        issue = self._desk.issue
        beside = (issue.page_beside(page, 1) or issue.page_beside(page, -1)) if issue else None
        place = Place(key, beside) if page == self._desk.page else None
        self._correct(lambda filing: filing.trash_page(key, page), place)

    def _merge(self, target: Target) -> None:
        known = [paper for paper in self._desk.papers if paper.kind is target.key.kind]
        paper = next((paper for paper in known if paper.name == target.key.paper), None)
        if paper is None:
            return

        def merge(into: str) -> None:
            here = self._desk.place()
            there = replace(here, key=structs.replace(here.key, paper=into)) if here else None
            followed = there if here and here.key.paper == paper.name else None
            self._correct(lambda filing: filing.merge_papers(paper.kind, paper.name, into), followed, dialog)

        dialog = MergeDialog(self._window, known, paper)
        self._ask(dialog, merge)

    # ── articles ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _move_articles(self, target: Target) -> None:
        ids = target.articles
        first = self._library.article(ids[0])
        title = " ".join(first.content.title.split())
        about = self.tr("《{title}》").format(title=title) if len(ids) == 1 else \
            self.tr("《{title}》等 {n} 篇").format(title=title, n=len(ids))  # fmt: skip

        def move(to: Destination) -> None:
            place = Place(to.key, to.pages[0] if to.pages else None, ids[0])
            self._correct(lambda filing: filing.move_articles(ids, to.key, to.pages), place, dialog)

        here = Destination(first.key, tuple(page.label for page in first.pages))
        dialog = MoveDialog(self._window, self._library, self._desk.papers, about, here)
        self._ask(dialog, move)

    def _split(self, target: Target) -> None:
        article = self._library.article(target.articles[0])
        if len(article.content.blocks) < 2:
            raise UsageError(self.tr("这一篇只有一段，拆不开"))

        def split(where: tuple[int, str]) -> None:
            self._correct(lambda filing: filing.split(article.id, *where), None, dialog)

        dialog = SplitDialog(self._window, article, self._scheme)
        self._ask(dialog, split)

    def _join(self, target: Target) -> None:
        ids = self._to_join(target)
        self._correct(lambda filing: filing.join(ids), Place(target.key, target.page, ids[0]))

    def _link(self, target: Target) -> None:
        issue, second = self._desk.issue, target.articles[0]
        head = issue.head(second) if issue else None
        if issue is None or head is None:
            return
        likely = next((link.first for link in self._library.links(second) if link.second == second), None)

        def join(first: int) -> None:
            self._correct(lambda filing: filing.link(first, second, linked=True), None, dialog)

        others = [other for other in issue.heads if other.id != second]
        dialog = LinkDialog(self._window, " ".join(head.title.split()), others, likely)
        self._ask(dialog, join)

    def _unlink(self, target: Target) -> None:
        if link := self._joint(target.articles[0]):
            first, second = link
            self._correct(lambda filing: filing.link(first, second, linked=False))

    def _trash_articles(self, target: Target) -> None:
        """The desk goes on to the next article that stays."""
        ids = target.articles
        heads = [head.id for head in self._desk.issue.heads] if self._desk.issue else []
        last = max((heads.index(number) for number in ids if number in heads), default=-1)
        left = [number for number in heads[last + 1 :] + heads[:last][::-1] if number not in ids]
        article = self._desk.article
        gone = article is not None and article.id in ids
        place = Place(target.key, None, left[0]) if gone and left else None
        self._correct(lambda filing: filing.trash_articles(ids), place)

    def _to_join(self, target: Target) -> tuple[int, ...]:
        """Several articles in printed order, or one and the next."""
        issue, ids = self._desk.issue, target.articles
        if issue is None or not ids:
            return ()
        if len(ids) == 1:
            following = issue.article_beside(ids[0], 1)
            return () if following is None else (ids[0], following)
        return tuple(head.id for head in issue.heads if head.id in ids)

    def _joint(self, article: int) -> tuple[int, int] | None:
        """The two ends of the link that makes the article part of a longer one: to what is before it, else after."""
        reading = self._desk.reading
        links = reading.links if reading and reading.article.id == article else self._library.links(article)
        found = [link for link in links if _joins(link) and article in (link.first, link.second)]
        found.sort(key=lambda link: link.second != article)
        return next(((link.first, link.second) for link in found if link.second is not None), None)

    # ── pasting ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _paste(self, target: Target) -> None:
        what = pasted(QGuiApplication.clipboard().mimeData())
        if what is None:
            raise UsageError(self.tr("剪贴板里没有文字、网页或图片"))
        library = self._library
        pages = (target.page,) if target.page else ()

        def keep(values: dict[str, str]) -> None:
            source = what.source(values.get("title", ""))
            self.corrections.start(lambda: bring_in(library, source, values), done, dialog.refuse)

        def done(found: Outcome | Arrived) -> None:
            if isinstance(found, Outcome):
                dialog.refuse(found.reason or self.tr("没有收下"))
                return
            dialog.accept()
            self.corrections.show(Place(found.key, found.page, found.article))
            self._tell_of(found)

        dialog = PasteDialog(self._window, what, self._desk.papers, Destination(target.key, pages))
        self._ask(dialog, keep)

    def _tell_of(self, found: Arrived) -> None:
        place = f"{_issue_words(found.key)} {printed_labels([found.page]) if found.page else ''}".rstrip()
        if (article := found.article) is None:
            self.corrections.bar.tell(self.tr("已收到{place}").format(place=place))
        else:
            trash = partial(self._correct, lambda filing: filing.trash_articles([article]))
            self.corrections.bar.tell(self.tr("已收作一篇稿件：{place}").format(place=place), trash)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _ask(self, dialog: FilingDialog, take: Callable[..., None]) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.wanted.connect(take)
        dialog.open()

    def _correct(self, work: Work, place: Place | None = None, dialog: FilingDialog | None = None) -> None:
        if dialog:
            self.corrections.carry_out(work, place, then=dialog.accept, failed=dialog.refuse)
        else:
            self.corrections.carry_out(work, place)

    def _words(self, name: str, target: Target) -> str:
        """The action's words; with several articles, how many."""
        count = len(target.articles)
        several = {
            "move_article": self.tr("移动选中的 {n} 篇…"),
            "join_articles": self.tr("把选中的 {n} 篇合成一篇"),
            "trash_article": self.tr("删除选中的 {n} 篇"),
        }
        return several[name].format(n=count) if count > 1 and name in several else words(_WORDS[name])


def _issue_words(key: IssueKey) -> str:
    return f"{key.paper} {wording.issue_date(key)}"


def _joins(link: ArticleLink) -> bool:
    """Does it make one article of two?"""
    return link.sure and link.second is not None and link.kind is not LinkKind.DIGEST

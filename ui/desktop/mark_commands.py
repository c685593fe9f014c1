"""What the menu 标记 does: stars, highlights, notes and tags of the open article; the panel that lists them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from archive.errors import DianzibaoError, UsageError
from archive.files import write_atomically
from archive.model import Article
from archive.personal import Mark, MarkKind
from reader import mark_files
from reader.marks import COLOURS, Marks
from ui.desktop import wording_marks
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import file_to_save, show_error
from ui.desktop.views.mark_dialogs import NoteDialog, TagsDialog
from ui.desktop.views.marks_panel import MarksPanel
from ui.desktop.views.undo_bar import UndoBar

_FILES = "JSON (*.json);;CSV (*.csv);;Markdown (*.md)"
_PENS = tuple(f"pen_{colour}" for colour in COLOURS)
ON_ARTICLE = ("star", "later", "highlight", "note_words", *_PENS, "unmark", "note", "tags")


class MarkCommands(Commands):
    """`run` an action by its id; `show` after the open article, or the marks, have changed."""

    changed = Signal()
    undone = Signal()
    """A change of anything that the reader made was taken back: of clippings, too."""
    NAMES: ClassVar[tuple[str, ...]] = (*ON_ARTICLE, "undo_mark", "export_marks", "import_marks", "clear_marks")

    def __init__(
        self, window: QWidget, marks: Marks, view: ArticleView, panel: MarksPanel, bar: UndoBar, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window, self._marks, self._view, self._panel = window, marks, view, panel
        self._bar, self._actions = bar, actions
        self._commands: Mapping[str, Callable[[], object]] = {
            "star": lambda: self._toggle(MarkKind.STAR),
            "later": lambda: self._toggle(MarkKind.LATER),
            "highlight": lambda: self._highlight(COLOURS[0]),
            "note_words": self._note_words,
            "unmark": self._unmark,
            "note": self._note,
            "tags": self._tag,
            "undo_mark": self._undo,
            "export_marks": self._export,
            "import_marks": self._import,
            "clear_marks": self._clear,
        } | {name: partial(self._highlight, colour) for name, colour in zip(_PENS, COLOURS, strict=True)}
        view.menu_opening.connect(self._fill_menu)
        panel.shown.connect(self._show_panel)

    def run(self, name: str) -> None:
        """Errors that are known are said in words."""
        try:
            self._commands[name]()
        except (DianzibaoError, OSError) as error:
            show_error(self._window, str(error))
        self.show()
        self.changed.emit()

    def show(self) -> None:
        article = self._view.article
        marks = self._marks.of(article) if article else []
        self._view.show_marks(marks)
        for name, kind in (("star", MarkKind.STAR), ("later", MarkKind.LATER)):
            self._actions[name].setChecked(any(mark.kind is kind for mark in marks))
        for name in ON_ARTICLE:
            self._actions[name].setEnabled(article is not None)
        if self._panel.isVisible():
            self._show_panel()

    def _show_panel(self) -> None:
        self._panel.show_marks(self._marks.all())

    def article_of(self, mark: Mark) -> int:
        """`UsageError` when the archive has no such article."""
        found = self._marks.article_of(mark)
        if found is None:
            raise UsageError(self.tr("这个档案库里没有这一篇：{title}").format(title=mark.anchor.title))
        return found

    # ── the open article ───────────────────────────────────────────────────────────────────────────────────────────

    def _toggle(self, kind: MarkKind) -> None:
        has = self._marks.toggle(self._article(), kind)
        name = wording_marks.kind(kind)
        self._told(self.tr("加了{kind}").format(kind=name) if has else self.tr("取消了{kind}").format(kind=name))

    def _highlight(self, colour: str) -> Mark | None:
        """What is selected; else the highlight where one is gets the colour."""
        quote, there = self._view.selected_quote(), self._view.mark_here()
        if quote is None and there is not None:
            self._marks.edit(there, colour=colour)
            self._told(self.tr("换了颜色"))
            return there
        if quote is None:
            raise UsageError(self.tr("先选中要划线的文字"))
        mark = self._marks.highlight(self._article(), quote, colour=colour)
        cursor = self._view.browser.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self._view.browser.setTextCursor(cursor)
        self._told(self.tr("划了线"))
        return mark

    def _note_words(self) -> None:
        """A note on the highlight where one is, or on what is selected, which is highlighted first."""
        mark = self._view.mark_here() or self._highlight(COLOURS[0])
        if mark is None or mark.quote is None:
            return
        dialog = NoteDialog(self._window, " ".join(mark.quote.words.split()), mark.text)
        dialog.saved.connect(lambda text: self._change(lambda: self._marks.edit(mark, text=text)))
        dialog.open()

    def _unmark(self) -> None:
        mark = self._view.mark_here()
        if mark is None:
            raise UsageError(self.tr("这里没有划线"))
        self._marks.remove([mark])
        self._told(self.tr("去掉了划线"))

    def _note(self) -> None:
        article = self._article()
        text = next((mark.text for mark in self._marks.of(article) if mark.kind is MarkKind.NOTE), "")
        dialog = NoteDialog(self._window, " ".join(article.content.title.split()), text)
        dialog.saved.connect(lambda written: self._change(lambda: self._marks.note(article, written)))
        dialog.open()

    def _tag(self) -> None:
        article = self._article()
        tags = [mark.text for mark in self._marks.of(article) if mark.kind is MarkKind.TAG]
        dialog = TagsDialog(self._window, " ".join(article.content.title.split()), tags, self._marks.tags())
        dialog.saved.connect(lambda names: self._change(lambda: self._marks.tag(article, names)))
        dialog.open()

    def _change(self, change: Callable[[], object]) -> None:
        """What a dialog asked for."""
        try:
            change()
            self._told(self.tr("记下了"))
        except DianzibaoError as error:
            show_error(self._window, str(error))
        self.show()

    def _article(self) -> Article:
        article = self._view.article
        if article is None:
            raise UsageError(self.tr("还没有打开文章"))
        return article

    def _fill_menu(self, menu: QMenu) -> None:
        """Of the text."""
        menu.addSeparator()
        names = ("highlight", "note_words", *(("unmark",) if self._view.mark_here() else ()))
        for name in names:
            menu.addAction(self._actions[name])
        pens = menu.addMenu(self.tr("划线的颜色"))
        for name in _PENS:
            pens.addAction(self._actions[name])

    # ── all of them ────────────────────────────────────────────────────────────────────────────────────────────────

    def _told(self, sentence: str) -> None:
        self._bar.tell(sentence, self._undo_and_show)

    def _undo_and_show(self) -> None:
        self.run("undo_mark")

    def _undo(self) -> None:
        deed = self._marks.undo()
        self.undone.emit()
        self._bar.tell(self.tr("撤销了：{what}").format(what=deed.sentence) if deed else self.tr("没有可以撤销的标记"))

    def _export(self) -> None:
        marks = self._marks.all()
        name = self.tr("我的标记.json")
        target = file_to_save(self._window, self.tr("导出标记"), name, _FILES, mark_files.SUFFIXES)
        if target:
            write_atomically(target, mark_files.written(marks, mark_files.SUFFIXES[target.suffix.lower()]).encode())
            self._bar.tell(self.tr("导出了 {n} 处标记").format(n=len(marks)))

    def _import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("导入标记"), "", "JSON, CSV (*.json *.csv)")
        if chosen:
            count = self._marks.add(mark_files.read(Path(chosen).read_bytes(), Path(chosen).name))
            self._told(self.tr("收进了 {n} 处标记").format(n=count))

    def _clear(self) -> None:
        """Lists what would go, and asks."""
        counts = Counter(mark.kind for mark in self._marks.all())
        if not counts:
            self._bar.tell(self.tr("没有标记可以清除"))
            return
        listed = "\n".join(f"{wording_marks.kind(kind)}：{counts[kind]}" for kind in MarkKind if counts[kind])
        question = self.tr("永远清除下面这些标记？不能撤销。") + f"\n\n{listed}"
        if QMessageBox.question(self._window, self.tr("清除我的标记"), question) == QMessageBox.StandardButton.Yes:
            self._bar.tell(self.tr("清除了 {n} 处标记").format(n=self._marks.forget()))

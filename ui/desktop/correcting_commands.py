"""编辑 → 更正文字: what an article says is corrected, shown as it was printed, and handed on as a patch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from archive.files import environment_problem, write_atomically
from archive.model import Content
from reader.correcting import Applied, Fate, apply_patch, patch_of, read_patch, write_patch
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.corrections import Corrections
from ui.desktop.desk import Desk
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.correct_dialog import CorrectDialog

PATCHES = "JSON (*.json)"


class CorrectingCommands(Commands):
    """`run` an action by its id; what is possible follows the open article."""

    NAMES: ClassVar[tuple[str, ...]] = ("correct_text", "printed_text", "export_corrections", "apply_corrections")

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        view: ArticleView,
        corrections: Corrections,
        actions: Actions,
        show_marks: Callable[[], None],
    ) -> None:
        """`show_marks` puts the reader's marks on the text that is shown now."""
        super().__init__(window)
        self._show_marks = show_marks
        self._window, self._desk, self._view = window, desk, view
        self._corrections, self._actions = corrections, actions
        desk.moved.connect(self._enable)
        view.head.notes.printed_wanted.connect(self._show)
        view.menu_opening.connect(lambda menu: menu.addAction(actions["correct_text"]))

    def run(self, name: str) -> None:
        match name:
            case "correct_text":
                self._correct()
            case "printed_text":
                reading = self._view.reading
                self._show(bool(reading and not reading.printed))
            case "export_corrections":
                self._export()
            case "apply_corrections":
                self._apply()

    def _enable(self) -> None:
        article = self._desk.article
        self._actions["correct_text"].setEnabled(article is not None)
        reading = self._view.reading
        self._actions["printed_text"].setEnabled(bool(reading and reading.corrected))
        self._actions["printed_text"].setChecked(bool(reading and reading.printed))

    def _show(self, printed: bool) -> None:  # noqa: FBT001 - a signal's argument
        """The text as it was printed, or as it is, as far down as one was."""
        article, reading = self._desk.article, self._view.reading
        if article and reading and reading.corrected and reading.printed != printed:
            part = self._view.part
            self._view.show_reading(self._desk.library.reading(article, printed=printed))
            self._show_marks()
            self._view.go_to(part)
        self._enable()

    def _correct(self) -> None:
        if self._desk.article is None:
            return
        article = self._desk.library.article(self._desk.article.id)
        dialog = CorrectDialog(self._window, article)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def correct(content: Content) -> None:
            self._corrections.carry_out(
                lambda filing: filing.correct_text(article.id, content), then=dialog.accept, failed=dialog.refuse
            )

        def revert() -> None:
            self._corrections.carry_out(
                lambda filing: filing.revert_text(article.id), then=dialog.accept, failed=dialog.refuse
            )

        dialog.wanted.connect(correct)
        dialog.revert_wanted.connect(revert)
        dialog.open()

    # ── patches ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _export(self) -> None:
        patch = patch_of(self._desk.library)
        if not patch.articles:
            self._corrections.bar.tell(self.tr("还没有更正过文字"))
            return
        chosen, _ = QFileDialog.getSaveFileName(self._window, self.tr("导出文字更正"), self.tr("更正.json"), PATCHES)
        if chosen:
            write_atomically(Path(chosen), write_patch(patch))
            self._corrections.bar.tell(self.tr("已导出 {n} 篇的更正").format(n=len(patch.articles)))

    def _apply(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("照补丁更正文字"), "", PATCHES)
        if not chosen:
            return
        patch = read_patch(_read(Path(chosen)))
        self._corrections.start(lambda: list(apply_patch(self._desk.library, patch)), self._tell)

    def _tell(self, found: list[Applied]) -> None:
        self._corrections.show()
        counts = Counter(item.fate for item in found)
        words = {
            Fate.APPLIED: self.tr("更正了 {n} 篇"),
            Fate.SAME: self.tr("{n} 篇本来就是这样"),
            Fate.MISFIT: self.tr("{n} 篇有对不上的"),
            Fate.UNKNOWN: self.tr("{n} 篇这里没有"),
        }
        said = [words[fate].format(n=counts[fate]) for fate in words if counts[fate]]
        self._corrections.bar.tell(self.tr("，").join(said) or self.tr("补丁里没有更正"))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise environment_problem(error, path) from error

"""What brings papers in: files, folders, tables (whose columns may have to be said first), samples.

The work is done in child processes; their progress and results are the import dialog's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.settings import Settings
from reader.tables import SUFFIXES, Mapped, is_table_name, remember, remembered
from ui.desktop.commands import Commands
from ui.desktop.importing import ImportRun, samples_arguments
from ui.desktop.tables import TableFacts, columns_arguments, mapping_options
from ui.desktop.views.import_dialog import ImportDialog
from ui.desktop.views.mapping_dialog import MappingDialog


class ImportCommands(Commands):
    """`run` an action by its id, or `import_paths` what was dropped."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "import_files",
        "import_folder",
        "import_table",
        "import_samples",
        "rebuild_index",
    )

    def __init__(
        self, window: QWidget, archive: Path, dialog: ImportDialog, settings: Settings, say: Callable[[str], None]
    ) -> None:
        super().__init__(window)
        self._window, self._archive, self._dialog = window, archive, dialog
        self._settings, self._say = settings, say
        self._looking: ImportRun | None = None
        self._asked: list[TableFacts] = []
        self._batches: list[tuple[list[str], list[str]]] = []
        self._last: list[str] = []
        self._mapped: list[str] = []
        self._begun = False
        self._commands: dict[str, Callable[[], object]] = {
            "import_files": self._import_files,
            "import_folder": self._import_folder,
            "import_table": self._import_table,
            "import_samples": self._import_samples,
            "rebuild_index": self._rebuild_index,
        }
        dialog.recognise.setChecked(settings.get("import.recognise"))
        dialog.recognise.toggled.connect(lambda on: settings.set("import.recognise", on))
        dialog.again_wanted.connect(lambda: self.import_paths(self._last))
        dialog.columns_wanted.connect(self._change_columns)
        dialog.indexed.connect(self._after_run)

    def run(self, name: str) -> None:
        self._commands[name]()

    @property
    def busy(self) -> bool:
        return self._dialog.running or self._looking is not None

    def import_paths(self, paths: Sequence[str], *, ask: bool = False) -> None:
        """Import them all; `ask` what the columns are even of a table that is understood."""
        if not paths:
            return
        if self.busy:
            self._say(self.tr("上一次导入还没完"))
            return
        self._last, self._batches, self._asked, self._mapped, self._begun = list(paths), [], [], [], False
        self._dialog.say_columns("")
        tables = [path for path in paths if is_table_name(path) and Path(path).is_file()]
        others = [path for path in paths if path not in tables]
        if others:
            self._batches.append((others, self._options()))
        if tables:
            self._look_at(tables, ask=ask)
        else:
            self._go_on()

    def abandon(self) -> None:
        """The window goes."""
        if self._looking:
            self._looking.abandon()

    # ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _look_at(self, tables: list[str], *, ask: bool) -> None:
        """Their columns, read by a child."""
        self._say(self.tr("正在看表格有哪些列…"))
        self._looking = run = ImportRun(columns_arguments(self._archive, tables), self)
        found: dict[str, TableFacts] = {}

        def take(line: dict[str, object]) -> None:
            facts = TableFacts.from_line(line)
            found[facts.source] = facts

        def finish(_sentence: str) -> None:
            self._looking = None
            run.deleteLater()
            for path in tables:
                self._settle(path, found.get(path), ask=ask)
            self._ask_next()

        run.record.connect(take)
        run.finished.connect(finish)
        run.start()

    def _settle(self, path: str, facts: TableFacts | None, *, ask: bool) -> None:
        """A table that is understood, or was once explained, is imported at once; the others wait for an answer.

        What is no table is the import's to judge.
        """
        if facts is None or facts.problem:
            self._batches.append(([path], self._options()))
            return
        known = remembered(self._settings, facts.fingerprint)
        if ask or (known is None and facts.missing):
            self._asked.append(facts)
            return
        if known is not None:
            self._mapped.append(path)
            names = "、".join(Path(mapped).name for mapped in self._mapped)
            self._dialog.say_columns(self.tr("{names} 照上次指定的各列导入").format(names=names))
        self._batches.append(([path], self._options(known)))

    def _ask_next(self) -> None:
        """One table after another, then the import."""
        if not self._asked:
            self._go_on()
            return
        facts = self._asked.pop(0)
        dialog = MappingDialog(self._window, facts, remembered(self._settings, facts.fingerprint))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._take_columns(facts, dialog.mapped()))
        dialog.rejected.connect(self._ask_next)
        dialog.open()

    def _take_columns(self, facts: TableFacts, mapped: Mapped) -> None:
        remember(self._settings, facts.fingerprint, mapped)
        self._batches.append(([facts.source], self._options(mapped)))
        self._ask_next()

    def _change_columns(self) -> None:
        self.import_paths(self._mapped, ask=True)

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _go_on(self) -> None:
        """The next batch: tables whose columns were said go by themselves."""
        if self._batches and not self._dialog.running:
            paths, options = self._batches.pop(0)
            more, self._begun = self._begun, True
            self._dialog.start_import(paths, options, more=more)

    def _after_run(self) -> None:
        if self._dialog.stopped:
            self._batches = []
        self._go_on()

    def _options(self, mapped: Mapped | None = None) -> list[str]:
        recognise = ["--recognise"] if self._dialog.recognising else []
        return recognise + (mapping_options(mapped) if mapped else [])

    # ── actions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _import_files(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self._window, self.tr("导入文件"))
        self.import_paths(paths)

    def _import_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("导入文件夹"))
        self.import_paths([folder] if folder else [])

    def _import_table(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        path, _kind = QFileDialog.getOpenFileName(
            self._window, self.tr("导入表格"), filter=self.tr("表格（{kinds}）").format(kinds=kinds)
        )
        self.import_paths([path] if path else [], ask=True)

    def _import_samples(self) -> None:
        self._unless_busy(partial(self._dialog.start, samples_arguments(self._archive)))

    def _rebuild_index(self) -> None:
        self._unless_busy(self._dialog.rebuild_index)

    def _unless_busy(self, start: Callable[[], None]) -> None:
        if self.busy:
            self._say(self.tr("上一次导入还没完"))
        else:
            start()

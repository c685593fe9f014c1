"""What the actions of the menu 版面 do: fit and zoom, the way pages are laid out, copy, save, open the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from archive.files import make_folder, write_atomically
from archive.labels import printed_labels
from archive.model import IssueKey, Page, PageRef
from archive.shown import file_name
from reader.boxes import WHOLE
from reader.navigation import citation
from reader.pictures import FOLDER, Facsimile, facsimile
from reader.settings import Settings
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.pictures import png
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.page_layout import Mode
from ui.desktop.views.zoom_view import STEP

_KEPT_AS_THEY_ARE = (".jpg", ".png", ".gif", ".webp")


class PageCommands(Commands):
    """`run` an action by its id; `possible` says which ones make sense now."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "fit_page", "fit_width", "fit_zone", "zoom_in", "zoom_out", "mode_single", "mode_strip", "mode_spread",
        "select_text", "copy_page_text", "copy_zone", "save_page", "open_pdf",
    )  # fmt: skip

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        column: PageColumn,
        jobs: Jobs,
        settings: Settings,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._column, self._jobs = window, desk, column, jobs
        self._settings, self._say = settings, say
        self._selecting = False
        picture = column.picture
        self._commands: dict[str, Callable[[], object]] = {
            "fit_page": picture.fit_page,
            "fit_width": picture.fit_width,
            "fit_zone": self._fit_zone,
            "zoom_in": lambda: picture.zoom_by(STEP),
            "zoom_out": lambda: picture.zoom_by(1 / STEP),
            "select_text": self._toggle_selecting,
            "copy_page_text": self.copy_text,
            "copy_zone": self._copy_zone,
            "save_page": self._save_page,
            "open_pdf": self._open_pdf,
        }
        for mode in Mode:
            self._commands[f"mode_{mode}"] = partial(self._set_mode, mode)
        column.show_mode(Mode(settings.get("page.mode")))

    def run(self, name: str) -> None:
        self._commands[name]()

    def possible(self) -> dict[str, bool]:
        """By action id."""
        picture, page = self._column.picture, self._page()
        here = page is not None
        return {
            "fit_page": here,
            "fit_width": here,
            "fit_zone": picture.target is not None,
            "zoom_in": here and not picture.closest,
            "zoom_out": here and not picture.widest,
            **{f"mode_{mode}": here for mode in Mode},
            "select_text": here and (self._selecting or self._has_text()),
            "copy_page_text": picture.selected_sheet() is not None,
            "copy_zone": picture.target is not None,
            "save_page": here,
            "open_pdf": page is not None and self._pdf(page) is not None,
        }

    # ── looking ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _fit_zone(self) -> None:
        if (article := self._column.picture.target) is not None:
            self._column.picture.fit_zone(article)

    def _set_mode(self, mode: Mode) -> None:
        self._settings.set("page.mode", mode.value)
        self._column.show_mode(mode)

    def _has_text(self) -> bool:
        issue = self._desk.issue
        labels = [sheet.label for sheet in self._column.picture.visible_sheets()]
        pages = [issue.page(label) for label in labels] if issue else []
        return any(page and page.has_words and facsimile(page) for page in pages)

    # ── copying ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _toggle_selecting(self) -> None:
        self._selecting = not self._selecting
        self._column.set_selecting(on=self._selecting)
        if self._selecting:
            self._say(self.tr("拖动选文字，Ctrl+C 复制"))
            self._column.picture.setFocus()

    def copy_text(self) -> None:
        """The selected text with paper, date and page below, and the title if it lies in an article's zone."""
        issue, sheet = self._desk.issue, self._column.picture.selected_sheet()
        page = issue.page(sheet.label) if issue and sheet else None
        if issue is None or sheet is None or page is None:
            return
        first = sheet.rect_of(sheet.selection.boxes[0]).center()
        zone = sheet.zone_at(first)
        source = citation(issue.key, [PageRef(page.label, page.name)], zone.title if zone else "")
        QGuiApplication.clipboard().setText(f"{sheet.selection.text}\n{source}\n")
        self._say(self.tr("已复制，末尾注明了出处"))

    def _copy_zone(self) -> None:
        """The article's part of the page, with all pixels that there are."""
        picture, issue = self._column.picture, self._desk.issue
        article = picture.target
        sheet = picture.sheet_of(article) if article is not None else None
        box = sheet.area_of(article) if sheet and article is not None else None
        page = issue.page(sheet.label) if issue and sheet else None
        if issue is None or box is None or page is None:
            return
        key, region = issue.key, box.clamped()

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            size = f"{image.width()} × {image.height()}"
            self._say(self.tr("已复制为图片（{size}）").format(size=size))

        self._jobs.start(lambda: self._column.images.part(key, page, region), done, self._say, priority=1)

    # ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _save_page(self) -> None:
        """A picture file as it came in; what is a PDF's page, a frame or typeset, as PNG."""
        page, issue = self._page(), self._desk.issue
        if page is None or issue is None:
            return
        source = facsimile(page)
        suffix = self._column.images.pictures.suffix(source) if source else ""
        as_it_is = source is not None and suffix in _KEPT_AS_THEY_ARE
        name = _name(issue.key, page, suffix if as_it_is else ".png")
        chosen, _kind = QFileDialog.getSaveFileName(self._window, self.tr("另存版面图"), name)
        if not chosen:
            return
        key, path, images, library = issue.key, Path(chosen), self._column.images, self._desk.library

        def work() -> None:
            if as_it_is and source:
                write_atomically(path, library.original(source.sha).read_bytes())
            else:
                write_atomically(path, png(images.part(key, page, WHOLE)))

        self._jobs.start(work, lambda _: self._say(self.tr("已存为 {name}").format(name=path.name)), self._say)

    def _open_pdf(self) -> None:
        """In the system's own program, which wants a name that ends in .pdf."""
        page, issue = self._page(), self._desk.issue
        pdf = self._pdf(page) if page else None
        if page is None or issue is None or pdf is None:
            return
        library = self._desk.library
        folder = library.folder / FOLDER.parent / "opened" / pdf.sha[:12]
        path = folder / _name(issue.key, page, ".pdf")

        def work() -> None:
            make_folder(folder)
            if not path.exists():
                shutil.copyfile(library.original(pdf.sha), path)

        def done(_: object) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._jobs.start(work, done, self._say)

    def _pdf(self, page: Page) -> Facsimile | None:
        if page.document:
            return Facsimile(page.document, page.frame)
        source = facsimile(page)
        return source if source and self._column.images.pictures.suffix(source) == ".pdf" else None

    def _page(self) -> Page | None:
        return self._desk.issue.page(self._desk.page) if self._desk.issue else None


def _name(key: IssueKey, page: Page, suffix: str) -> str:
    parts = (key.paper, str(key.date or ""), key.edition, printed_labels([page.label]))
    return file_name(" ".join(part for part in parts if part), suffix)

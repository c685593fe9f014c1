"""Pictures for the README: the window on the sample papers, in its colours and on a wide and an upright screen.

Writes docs/screenshots/*.png; works without a display.  The archive and the settings live in a temporary folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from offscreen import ROOT  # first: it chooses Qt's platform
from printed_page import print_page, scan_page
from PySide6.QtCore import QEventLoop, QSettings, QTimer

from archive.formats.base import Hints
from archive.model import PaperKind
from archive.personal import MarkKind
from reader.library import Library
from reader.open import PERSONAL, open_library
from reader.quoting import quote
from reader.samples import sample_papers
from reader.settings import Settings
from ui.desktop.app import Desktop, make_application
from ui.desktop.main_window import MainWindow

OUT = ROOT / "docs" / "screenshots"
WIDE, UPRIGHT = (1280, 800), (1080, 1920)
Show = Callable[[MainWindow], None]


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    make_application()
    with (
        tempfile.TemporaryDirectory(prefix="dianzibao-pictures-") as folder,
        open_library(Path(folder) / "archive", personal=Path(folder) / PERSONAL) as library,
    ):
        for _step in library.import_paths(sample_papers()):
            pass
        for _step in library.update_index():
            pass
        first, second = [paper.name for paper in library.papers() if paper.kind == PaperKind.NEWSPAPER][:2]
        take("reading-light", library, WIDE, "light", lambda window: open_at(window, first, 1))
        take("reading-sepia", library, WIDE, "sepia", lambda window: open_at(window, second, 0))
        take("search-light", library, WIDE, "light", lambda window: search(window, "图书馆"))
        take("search-dark", library, WIDE, "dark", lambda window: search(window, "春"))
        take("reading-dark", library, WIDE, "dark", lambda window: open_at(window, first, 0))
        take("upright-light", library, UPRIGHT, "light", lambda window: open_at(window, first, 0))
        take("upright-dark", library, UPRIGHT, "dark", lambda window: open_at(window, second, 0))
        take("english", library, WIDE, "light", lambda window: open_at(window, first, 2), language="en")
        take("marks", library, WIDE, "light", lambda window: marks(window, first))
        take("vertical", library, WIDE, "sepia", lambda window: vertical(window, second))
        take("contrast", library, WIDE, "contrast", lambda window: open_at(window, first, 1))
        take("page-spread", library, WIDE, "light", lambda window: spread(window, first))
        take("page-strip", library, UPRIGHT, "dark", lambda window: strip(window, first))
        import_without_pictures(library, first, Path(folder))
        take("page-hits", library, WIDE, "light", lambda window: hits(window, "青湾晚报", "澹江"))
        take("page-alto", library, WIDE, "sepia", lambda window: hits(window, "青湾周报", "牡蛎"))
        take("page-typeset", library, WIDE, "light", lambda window: typeset(window, "青湾早报"))
    return 0


def take(name: str, library: Library, size: tuple[int, int], theme: str, show: Show, *, language: str = "zh") -> None:
    """One picture of a fresh window."""
    settings = Settings()
    settings.set("window.theme", theme)
    settings.set("window.language", language)
    with tempfile.TemporaryDirectory() as folder:
        geometry = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        desktop = Desktop(make_application(), library, settings, geometry)
        desktop.window.resize(*size)
        desktop.window.show()
        wait(300)
        show(desktop.window)
        settle(desktop.window)
        path = OUT / f"{name}.png"
        desktop.window.grab().save(str(path))
        desktop.close()
        wait(0)
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def open_at(window: MainWindow, paper: str, page: int) -> None:
    window.desk.open_paper(paper)
    if window.desk.issue:
        window.desk.open_page(window.desk.issue.pages[page].label)


def search(window: MainWindow, words: str) -> None:
    window.search_box.setText(words)
    window.search_box.returnPressed.emit()
    settle(window)
    window.search_panel.step(1)


def spread(window: MainWindow, paper: str) -> None:
    """Two pages side by side."""
    make_room(window)
    open_at(window, paper, 1)
    window._actions["mode_spread"].trigger()


def marks(window: MainWindow, paper: str) -> None:
    """Some words highlighted, a note on them, a star; all listed."""
    open_at(window, paper, 1)
    settle(window)
    library, article = window.library, window.article_view.article
    assert article
    text = "\n".join(article.content.texts())
    if not library.marks.all():
        library.marks.highlight(article, quote(text, 12, 40), text="和上一期的数字对一对")
        library.marks.highlight(article, quote(text, 60, 78), colour="green")
        library.marks.tag(article, ["民生"])
        library.marks.toggle(article, MarkKind.STAR)
    window.mark_commands.show()
    window._actions["my_marks"].trigger()


def vertical(window: MainWindow, paper: str) -> None:
    """Set from top to bottom, rare characters with their readings."""
    window._actions["page_list"].trigger()
    open_at(window, paper, 0)
    window._actions["vertical"].trigger()
    window._actions["pinyin_rare"].trigger()


def strip(window: MainWindow, paper: str) -> None:
    """All pages below one another, between two of them."""
    open_at(window, paper, 0)
    window._actions["mode_strip"].trigger()
    settle(window)
    window._actions["fit_width"].trigger()
    bar = window.page_column.picture.verticalScrollBar()
    bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) // 5)


def hits(window: MainWindow, paper: str, words: str) -> None:
    """The words of a search outlined on a page that came as PDF."""
    make_room(window)
    window.desk.open_paper(paper)
    window.article_view.mark(words)
    settle(window)
    window._actions["fit_width"].trigger()


def typeset(window: MainWindow, paper: str) -> None:
    """A page without a picture."""
    make_room(window)
    window.desk.open_paper(paper)


def make_room(window: MainWindow) -> None:
    """The page large, without side bar and list."""
    window._actions["side_bar"].trigger()
    window._actions["page_list"].trigger()
    window.columns.inner.setSizes([760, 520])


def import_without_pictures(library: Library, paper: str, folder: Path) -> None:
    """The paper's newest articles once more: as a PDF with its text (青湾晚报), as a table (青湾早报),
    as a scan with ALTO (青湾周报).
    """
    key = library.issues(paper)[-1].key
    articles = [library.article(head.id) for head in library.articles(key)]
    print_page(folder / "青湾晚报20260306_01.pdf", "青湾晚报", "2026年3月6日 星期五", articles)
    rows = [
        {
            "paper": "青湾早报",
            "date": "2026-03-06",
            "page": article.pages[0].label,
            "page_name": article.pages[0].name,
            "kicker": article.content.kicker,
            "title": article.content.title,
            "byline": article.content.byline,
            "text": "\n".join(article.content.texts()),
        }
        for article in articles
    ]
    table = folder / "青湾早报.jsonl"
    table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    scanned = folder / "青湾周报"
    scanned.mkdir()
    scan_page(folder / "青湾晚报20260306_01.pdf", scanned)
    for _step in library.import_paths([folder / "青湾晚报20260306_01.pdf", table]):
        pass
    for _step in library.import_paths([scanned], hints=Hints({"paper": "青湾周报", "date": "2026-03-06"})):
        pass
    for _step in library.update_index():
        pass


def settle(window: MainWindow) -> None:
    """Let pictures and results arrive."""
    for _ in range(200):
        wait(50)
        if not window.jobs.busy:
            break
    wait(400)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())

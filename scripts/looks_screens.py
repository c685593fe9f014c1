"""The screens of the program: a name, and how one gets there in a real window on the archive of `looks_archive`.

Import `offscreen` first: it chooses Qt's platform.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from looks_archive import JUMPS, SCANNED, TYPESET, YEARS, sampled
from looks_stage import Stage, wait
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget

from archive.errors import UnreadableSourceError
from archive.wording import _
from reader.settings import Value
from ui.desktop import wording_settings
from ui.desktop.action_table import MENUS, SUBMENUS
from ui.desktop.diagnostics import show_trouble
from ui.desktop.importing import Item
from ui.desktop.traditional import said
from ui.desktop.views.about_dialog import AboutDialog
from ui.desktop.views.dialogs import show_error
from ui.desktop.views.help_dialog import HelpDialog
from ui.desktop.views.settings_dialog import SettingsDialog
from ui.desktop.views.trends_dialog import TrendsDialog

PAUSE: Final = 700
"""Milliseconds until what was typed is looked for."""
QUERIES: Final = ("图书馆", "标题:春 江 -夜市", "渡口", "图书官")
"""What is searched for on the way."""

Show = Callable[[Stage], QWidget | None]


@dataclass(frozen=True, slots=True)
class Screen:
    """`show` leads there and says what to look at (None: the window); `settings` are those it begins with."""

    show: Show
    settings: dict[str, Value] | None = None
    private: bool = False
    empty: bool = False


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def first(stage: Stage) -> str:
    return sampled(stage.library)[0]


def second(stage: Stage) -> str:
    return sampled(stage.library)[1]


def reading(stage: Stage) -> None:
    stage.open(first(stage), 1)


def weekly(stage: Stage) -> None:
    stage.open(second(stage))


def make_room(stage: Stage) -> None:
    """The page large, without side bar and list."""
    stage.act("side_bar", "page_list")
    stage.window.columns.inner.setSizes([760, 520])


def page_single(stage: Stage) -> None:
    make_room(stage)
    stage.open(first(stage))
    stage.act("fit_width")


def page_spread(stage: Stage) -> None:
    make_room(stage)
    stage.open(first(stage), 1)
    stage.act("mode_spread")


def page_strip(stage: Stage) -> None:
    """All pages below one another, between two of them."""
    stage.open(first(stage))
    stage.act("mode_strip")
    stage.settle()
    stage.act("fit_width")
    bar = stage.window.page_column.picture.verticalScrollBar()
    bar.setValue(bar.minimum() + (bar.maximum() - bar.minimum()) // 5)


def page_typeset(stage: Stage) -> None:
    make_room(stage)
    stage.open(TYPESET)


def page_hits(stage: Stage) -> None:
    """The words of a search outlined on a page that came as PDF."""
    make_room(stage)
    stage.open(YEARS)
    stage.act("previous_issue")
    stage.window.article_view.mark("澹江")
    stage.settle()
    stage.act("fit_width")


def page_alto(stage: Stage) -> None:
    """The words of a search outlined on a page that was scanned."""
    make_room(stage)
    stage.open(SCANNED)
    stage.window.article_view.mark("牡蛎")
    stage.settle()
    stage.act("fit_width")


def jumps(stage: Stage) -> None:
    stage.open(JUMPS, article=1)


def columns_alone(stage: Stage) -> None:
    stage.open(first(stage))
    stage.act("side_bar", "middle")


def vertical(stage: Stage) -> None:
    stage.act("page_list")
    stage.open(second(stage))
    stage.act("vertical", "pinyin_rare")


def pinyin(stage: Stage) -> None:
    stage.open(first(stage), 1)
    stage.act("pinyin_all")


def traditional(stage: Stage) -> None:
    stage.open(first(stage), 1)
    stage.act("script_traditional")


def read_aloud(stage: Stage) -> None:
    stage.open(first(stage), 1)
    stage.act("read_aloud")
    stage.settle()
    stage.act("read_next")


def find_bar(stage: Stage) -> None:
    stage.open(first(stage), 1)
    stage.act("find")
    stage.window.article_view.find_bar.box.setText("的")


def beside(stage: Stage) -> QWidget:
    stage.open(first(stage), 1)
    stage.act("open_beside")
    return stage.window.beside_commands.windows[-1]


def picture(stage: Stage) -> QWidget:
    stage.open(first(stage))
    desk = stage.window.desk
    for head in desk.issue.heads if desk.issue else ():
        if any(getattr(block, "picture", "") for block in stage.library.article(head.id).content.blocks):
            desk.open_article(head.id)
            break
    stage.act("open_picture")
    return stage.dialog()


def go_to(stage: Stage) -> QWidget:
    return opened(stage, "go_to")


# ── searching ──────────────────────────────────────────────────────────────────────────────────────────────────────


def results(stage: Stage) -> None:
    stage.search(QUERIES[0])
    stage.window.search_panel.step(1)


def search_form(stage: Stage) -> None:
    stage.search(QUERIES[1])
    stage.window.search_panel.unfold.setChecked(True)


def facets(stage: Stage) -> None:
    stage.search(QUERIES[2])
    told = stage.window.search_panel.told
    for fold in (told.narrow, told.details):
        fold.setChecked(True)


def nothing_found(stage: Stage) -> None:
    stage.search(QUERIES[3])


def saved(stage: Stage) -> None:
    stage.search(QUERIES[2])
    stage.act("my_searches")
    stage.window.saved_panel.tree.expandAll()


# ── dialogs ────────────────────────────────────────────────────────────────────────────────────────────────────────


def opened(stage: Stage, action: str, paper: str = "", article: int = 0) -> QWidget:
    """What one action opens."""
    stage.open(paper or first(stage), article=article)
    stage.act(action)
    return stage.dialog()


def dialog(action: str, paper: str = "", article: int = 0) -> Show:
    return lambda stage: opened(stage, action, paper, article)


def searched(action: str, words: str = "渡口") -> Show:
    """What an action opens on a search."""

    def show(stage: Stage) -> QWidget:
        stage.search(words)
        stage.act(action)
        return stage.dialog()

    return show


def trends(stage: Stage) -> QWidget:
    stage.search(QUERIES[2])
    stage.act("trends")
    found = stage.dialog()
    assert isinstance(found, TrendsDialog)
    found.resize(min(980, stage.look.room[0] - 20), min(680, stage.look.room[1] - 20))
    found.queries.setPlainText("渡口\n灯塔")
    wait(PAUSE)
    return found


def clippings(stage: Stage) -> None:
    stage.open(first(stage))
    stage.act("clippings")


def clippings_dialog(action: str) -> Show:
    def show(stage: Stage) -> QWidget:
        clippings(stage)
        stage.act(action)
        return stage.dialog()

    return show


def marks(stage: Stage) -> None:
    stage.open(first(stage), article=1)
    stage.act("my_marks")


def note_words(stage: Stage) -> QWidget:
    stage.open(first(stage), article=2)
    cursor = stage.window.article_view.browser.textCursor()
    cursor.setPosition(8)
    cursor.setPosition(24, QTextCursor.MoveMode.KeepAnchor)
    stage.window.article_view.browser.setTextCursor(cursor)
    stage.act("note")
    return stage.dialog()


def sheet(name: str) -> Show:
    def show(stage: Stage) -> QWidget:
        found = opened(stage, "settings")
        assert isinstance(found, SettingsDialog)
        found.show_sheet(name)
        return found

    return show


def guide(stage: Stage) -> QWidget:
    found = opened(stage, "help")
    assert isinstance(found, HelpDialog)
    found.sheets.setCurrentIndex(1)
    found.headings.setCurrentRow(5)
    return found


def licences(stage: Stage) -> QWidget:
    found = opened(stage, "about")
    assert isinstance(found, AboutDialog)
    return found


def imported(stage: Stage) -> QWidget:
    """What an import came to, without one."""
    box = stage.window.import_dialog
    items = [
        Item("报纸/2026-03-06.zip", "added", paper=first(stage), date="2026-03-06", pages=4, articles=17),
        Item("报纸/01.txt", "same", paper=YEARS, date="2026-03-06", articles=1),
        Item("报纸/02.jpg", "added", paper=SCANNED, date="2026-03-05", pages=1, missing=("图1", "图2")),
        Item("报纸/03.pdf", "failed", reason=said(_("PDF 有密码，请先解开再导入"))),
        Item(
            "报纸/04.txt",
            "refused",
            paper=YEARS,
            date="2026-03-06",
            reason=said(_("这一期在回收站里，要导入请先还原")),
            conflict=True,
        ),
    ]
    box._roots = ["报纸"]
    for item in items:
        box._take(item)
    box.show()
    box._finish("")
    box.table.setCurrentCell(0, 0)
    return box


def error_box(stage: Stage) -> QWidget:
    show_error(stage.window, str(UnreadableSourceError("02.zip", _("zip 有密码，请先解开再导入"))))
    return stage.dialog()


def trouble_box(stage: Stage) -> QWidget:
    show_trouble(stage.window, stage.window.tr("已经是本期最后一篇"), stage.window.knowing_commands.copy_diagnostics)
    return next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible())


def undo_bar(stage: Stage) -> None:
    stage.open(first(stage))
    stage.act("star")
    stage.act("star")


def same_day(stage: Stage) -> QWidget:
    stage.open(first(stage))
    stage.open(YEARS)
    stage.act("previous_issue", "same_day")
    return stage.dialog()


def wall(stage: Stage) -> QWidget:
    stage.open(first(stage))
    stage.act("front_wall")
    return stage.dialog()


def menu(name: str) -> Show:
    """One of the menus, open below the bar."""

    def show(stage: Stage) -> QWidget:
        stage.open(first(stage))
        bar = stage.window.menuBar()
        action = bar.actions()[[one for one in MENUS if one not in SUBMENUS].index(name)]
        found = action.menu()
        assert isinstance(found, QMenu)
        found.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft() + QPoint(0, 1)))
        wait(50)
        return found

    return show


SCREENS: Final[dict[str, Screen]] = {
    "reading": Screen(reading),
    "weekly": Screen(weekly),
    "page-single": Screen(page_single),
    "page-spread": Screen(page_spread),
    "page-strip": Screen(page_strip),
    "page-typeset": Screen(page_typeset),
    "page-hits": Screen(page_hits),
    "page-alto": Screen(page_alto),
    "jumps": Screen(jumps),
    "article-alone": Screen(columns_alone),
    "vertical": Screen(vertical),
    "pinyin": Screen(pinyin),
    "traditional": Screen(traditional),
    "read-aloud": Screen(read_aloud),
    "reading-words": Screen(dialog("reading_words")),
    "find-bar": Screen(find_bar),
    "beside": Screen(beside),
    "picture": Screen(picture),
    "go-to": Screen(dialog("go_to")),
    "large-type": Screen(reading, {"article.size": 36}),
    "private": Screen(reading, private=True),
    "undo-bar": Screen(undo_bar),
    "results": Screen(results),
    "search-form": Screen(search_form),
    "facets": Screen(facets),
    "nothing-found": Screen(nothing_found),
    "saved": Screen(saved),
    "save-search": Screen(searched("save_search")),
    "digest": Screen(dialog("digest")),
    "report": Screen(searched("search_report")),
    "trends": Screen(trends),
    "reprints": Screen(dialog("reprints")),
    "wall": Screen(wall),
    "same-day": Screen(same_day),
    "marks": Screen(marks),
    "note": Screen(note_words),
    "tags": Screen(dialog("tags")),
    "visits": Screen(dialog("visits")),
    "traces": Screen(dialog("clear_traces")),
    "clippings": Screen(clippings),
    "export-book": Screen(clippings_dialog("export_book")),
    "prove-book": Screen(clippings_dialog("prove_book")),
    "new-book": Screen(clippings_dialog("new_book")),
    "print-preview": Screen(dialog("print_preview")),
    "export": Screen(dialog("export")),
    "imported": Screen(imported),
    "correcting": Screen(dialog("correct_text")),
    "corrections": Screen(dialog("corrections")),
    "trash": Screen(dialog("trash")),
    "move-article": Screen(dialog("move_article")),
    "split-article": Screen(dialog("split_article", article=1)),
    "link-article": Screen(dialog("link_article", JUMPS)),
    "move-issue": Screen(dialog("move_issue")),
    "merge-paper": Screen(dialog("merge_paper")),
    "coverage": Screen(dialog("coverage")),
    "reparse": Screen(dialog("reparse")),
    "health": Screen(dialog("health")),
    **{f"settings-{name}": Screen(sheet(name)) for name in (*wording_settings.SECTIONS, "keys")},
    "help": Screen(dialog("help")),
    "guide": Screen(guide),
    "about": Screen(licences),
    "error": Screen(error_box),
    "trouble": Screen(trouble_box),
    **{f"menu-{name}": Screen(menu(name)) for name in MENUS if name not in SUBMENUS},
    "welcome": Screen(lambda _stage: None, empty=True),
}  # fmt: skip
"""Every screen, in the order in which a reader meets it."""


def shown(stage: Stage, screen: Screen) -> QWidget:
    """Go there; what to look at."""
    found = screen.show(stage) or stage.window
    stage.settle()
    if isinstance(found, QDialog):
        found.ensurePolished()
    return found

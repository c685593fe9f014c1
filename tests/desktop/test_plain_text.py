"""Whatever a source writes into its text, the window and the exported page show it as text: it loads and runs nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from archive.model import (
    Article,
    Content,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from reader.library import Library
from reader.rendering.html import render_html
from ui.desktop.desktop import Desktop
from ui.desktop.theme import SCHEMES
from ui.desktop.views.article_text import SCHEME, Setting, make_document
from ui.desktop.views.dialogs import show_error

HEADLINE = "<h1>粗<b>体</b></h1>&amp;&题"


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A picture as large as a barn: a label that loads it cannot hide it."""
    image = QImage(3000, 900, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = tmp_path / "trap.png"
    assert image.save(str(path))
    return path


@pytest.fixture
def marked_up(library: Library, tmp_path: Path, trap: Path) -> Library:
    """One issue whose every field holds markup."""
    bait = f'<img src="{trap.as_uri()}"><b onclick="x()">'
    common = {"paper": f"{bait}报", "date": "2026-03-13", "page": "01", "page_name": f"{bait}要闻"}
    named = {name: f"{bait}{name}" for name in ("kicker", "subtitle", "byline", "source", "column")}
    rows = [
        {**common, **named, "id": "1", "title": f"{HEADLINE}{bait}", "text": f"{bait}潮水（下转第二版）"},
        {
            **common,
            **named,
            "id": "2",
            "page": "02",
            "title": f"{HEADLINE}{bait}",
            "text": f"（上接第一版）{bait}潮水涨了",
        },
    ]
    table = tmp_path / "期.jsonl"
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    for _ in library.import_paths([table]):
        pass
    for _ in library.update_index():
        pass
    return library


def labels() -> list[QLabel]:
    return [widget for widget in QApplication.allWidgets() if isinstance(widget, QLabel) and widget.isVisible()]


def assert_harmless() -> None:
    """No label guesses; the few that are rich text hold nothing but marks of what was found."""
    for label in labels():
        assert label.textFormat() is not Qt.TextFormat.AutoText, label.text()
        if label.textFormat() is Qt.TextFormat.RichText:
            assert re.sub(r"<br>|</?span(?: style=\"[^\"<>]*\")?>", "", label.text()).count("<") == 0, label.text()


def test_no_label_box_or_tip_takes_text_for_markup(
    make_desktop: Callable[[Library], Desktop], marked_up: Library, qtbot: QtBot
) -> None:
    window = make_desktop(marked_up).window
    [paper] = marked_up.papers()
    window.desk.open_paper(paper.name)
    qtbot.waitUntil(lambda: window.desk.article is not None and not window.jobs.busy)
    assert_harmless()
    window.search_box.setText("潮水")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert_harmless()
    title = window.desk.article.content.title
    QToolTip.showText(QPoint(5, 5), title, window)
    [tip] = [label for label in labels() if label.windowType() is Qt.WindowType.ToolTip]
    assert tip.text() == title
    assert tip.height() < 900
    show_error(window, title)
    assert title in {label.text() for label in labels() if label.window() is not window}
    assert_harmless()


BAIT = (
    "<script>", "</title>", "</style><img src=//x onerror=y>", "<svg onload=x>", "]]>", "<!--", "-->", "&lt;b&gt;", "&#60;b>",
    "javascript:", "\"><a href=x>", "'", "<math><mtext></form><form><mglyph><style></math><img src>", "\0", "\u2028",
)  # fmt: skip
TAGS = {
    "html", "head", "meta", "title", "style", "body", "article", "header", "h1", "h2", "h3", "h4", "h5", "p", "dl", "dt",
    "dd", "figure", "figcaption", "ul", "li", "table", "tr", "td",
}  # fmt: skip
words = st.lists(st.sampled_from(BAIT) | st.text(max_size=5), min_size=1, max_size=4).map("".join)


@settings(max_examples=100)
@given(st.lists(words, min_size=12, max_size=12))
def test_the_exported_page_holds_our_tags_only(said: list[str]) -> None:
    paper, name, title, kicker, subtitle, byline, source, dateline, text, heading, cell, caption = said
    blocks = (Paragraph(text), Heading(1, heading), Figure(None, caption, text), ListBlock((text,)), Table(((cell,),)))
    content = Content(title, kicker, subtitle, byline, source, dateline, {name: cell}, blocks)
    key = IssueKey(PaperKind.NEWSPAPER, paper, PartialDate(2026, 3, 13))
    page = html.document_fromstring(render_html(Article(1, key, (PageRef("01", name),), 1, content, (), "0" * 64, 1)))
    for element in page.iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= {"class", "lang", "charset", "http-equiv", "content"}
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")
    assert len(page.xpath("//style | //meta | //title | //article")) == 5


OF_THE_WINDOW = {"table", "tbody", "tr", "td", "p", "span", "img", "br"}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words)
def test_the_article_in_the_window_names_our_own_pictures_only(qapp: QApplication, said: str) -> None:
    """Judged by nh3 (decision 15), which knows no address but the archive's own."""
    picture = "ab" * 32
    rows = ((said, said), (said, said))
    blocks = (Paragraph(said), Heading(1, said), Figure(picture, said, said), ListBlock((said,)), Table(rows))
    content = Content(said, said, said, said, said, said, {said: said}, blocks)
    setting = Setting(em=18, side=20, top=10, width=600)
    shown = make_document(content, setting, SCHEMES["light"], {picture: (300, 200)}).toHtml()
    body = re.sub(r"(?s)^.*?<body[^>]*>|</body>.*$", "", shown)
    styles = {"style", "align", "border", "width", "height", "cellpadding", "cellspacing", "colspan", "valign"}
    left = nh3.clean(
        body, tags=OF_THE_WINDOW, attributes={"*": styles, "img": {"src"}}, url_schemes={SCHEME}, link_rel=None
    )
    assert tree(left) == tree(body)
    assert set(re.findall(r"(?:src|href|background)=\"([^\"]*)\"", left)) <= {f"{SCHEME}:{picture}"}
    assert "url(" not in left.replace(said, "")


def tree(body: str) -> list[tuple[str, dict[str, str], str]]:
    """The elements with their words; of a NUL, which no archive holds, each parser makes what it likes."""
    root = html.fragment_fromstring(body, create_parent="div")
    return [
        (element.tag, dict(element.attrib), "".join((element.text or "").replace("\ufffd", "").split()))
        for element in root.iter()
        if element.tag != "tbody"
    ]

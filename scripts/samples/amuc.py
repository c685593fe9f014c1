"""Writes the weekly as a newer Founder site would publish it (design/formats.md 2.A, template A6).

Markup is our own; only the structural markers are those of the family.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from samples.pages import Sheet
from samples.texts import Article, Issue, Page, Picture
from samples.typeset import Polygon

SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "dianzibao:samples:ygzb")


def month_day(issue: Issue) -> str:
    return f"{issue.date:%Y%m}/{issue.date:%d}"


def page_stem(issue: Issue, page: Page) -> str:
    return f"pic/{month_day(issue)}/{uuid.uuid5(SPACE, f'page {issue.date} {page.label}')}"


def picture_path(issue: Issue, picture: Picture) -> str:
    return f"pic/{month_day(issue)}/{uuid.uuid5(SPACE, f'picture {picture.file_id}')}.jpg"


def node_name(page: Page) -> str:
    return f"node_{page.first_label}.html"


def coords(polygon: Polygon, sheet: Sheet) -> str:
    scale = sheet.small[0] / sheet.image.width()
    return ",".join(f"{x * scale:.3f}".rstrip("0").rstrip(".") for x, y in polygon for x in (x, y))


def content(issue: Issue, article: Article) -> str:
    return f"../../../content/{month_day(issue)}/content_{article.id}.html"


def frame(issue: Issue, page: Page, sheet: Sheet, nodes: str) -> str:
    """Page list, page picture with its map, and the page's article list: both kinds of file carry them."""
    slides = "\n".join(
        f'<div class="swiper-slide"><a id="pageLink" href="{nodes}{node_name(p)}">{p.label}版：{p.name}</a></div>'
        for p in issue.pages
    )
    areas = ""
    for zone in sheet.zones:
        for polygon in (zone.picture, zone.polygon):
            if polygon is not None:
                areas += (
                    f'<Area coords="{coords(polygon, sheet)}" shape="polygon" href="{content(issue, zone.article)}">'
                )
    width, height = sheet.small
    items = "\n".join(
        f'<li><a href="{content(issue, e)}">{e.title}</a></li>' for e in page.entries if e.kind != "editor"
    )
    if page.editor is not None:
        items += f'\n<li class="ed">{page.editor.title}</li>'
    return (
        f'<div class="swiper-container">\n{slides}\n</div>\n<div class="paper-box">\n'
        f'<p class="paper-date">{issue.long_date} {issue.weekday}</p>\n'
        f'<div class="paper"><img class="preview" width="{width}" height="{height}" '
        f'src="../../../{page_stem(issue, page)}.jpg.2" border=0 USEMAP=#PagePicMap>\n'
        f'<MAP NAME="PagePicMap">{areas}</MAP></div>\n</div>\n<div class="news"><ul class="news-list">\n{items}\n'
        "</ul></div>\n"
    )


def top(title: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-Hant">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        "</head>\n<body>\n"
    )


def page_file(issue: Issue, page: Page, sheet: Sheet, previous: Issue | None) -> str:
    at = issue.pages.index(page)
    turn = ""
    if at:
        turn += f'<a id="preart" href="{node_name(issue.pages[at - 1])}">上一版</a> '
    if at + 1 < len(issue.pages):
        turn += f'<a id="nextart" href="{node_name(issue.pages[at + 1])}">下一版</a> '
    if previous is not None:
        turn += f'<a class="prev-issue" href="../../{month_day(previous)}/node_01.html">上一期</a>'
    return (
        top(f"{issue.paper_name} {issue.date} 第{page.label}版")
        + f'<div class="main w1000">\n{frame(issue, page, sheet, "")}<div class="turn">{turn}</div>\n'
        + '<div class="footer"><a href="../../../content/201905/18/content_10021.html">關於本報</a></div>\n'
        + "</div>\n</body>\n</html>\n"
    )


def article_file(issue: Issue, page: Page, article: Article, sheet: Sheet) -> str:
    pictures = "".join(
        f'<div class="attachment"><img src="../../../{picture_path(issue, p)}">'
        f'<div class="att-content">{p.line}</div></div>\n'
        for p in article.pictures
    )
    body = "".join(
        f"<p><b>{t[3:]}</b></p>\n" if t.startswith("## ") else f"<p>　　{t}</p>\n" for t in article.paragraphs
    )
    day = f"{issue.date:%Y年%m月%d日} {page.label}版"
    comment = (
        f"<!--enpproperty <articleid>{article.id}</articleid><date>{issue.date} 06:00:00:0</date><author>"
        f"{article.author}</author><title><p>{article.title}</p></title><keyword></keyword><subtitle><p>"
        f"{article.subtitle}</p></subtitle><introtitle><p>{article.kicker}</p></introtitle><siteid>7</siteid>"
        f"<nodeid>{int(page.first_label) + 300}</nodeid><nodename>{page.name}</nodename><nodesearchname>"
        f"{issue.paper_name}</nodesearchname><picurl></picurl>/enpproperty-->"
    )
    return (
        top(article.title.replace("<BR>", " "))
        + f'<div class="main w1000">\n{frame(issue, page, sheet, f"../../../layout/{month_day(issue)}/")}'
        + f'<div class="article">\n<h3>{article.kicker}</h3>\n<h1><p>{article.title}</p></h1>\n'
        + f'<h2>{article.subtitle}</h2>\n<p class="sec">{article.author} <span class="date">（{day}）</span></p>\n'
        + f'{pictures}<div id="ozoom"><!--enpcontent-->\n{body}<!--/enpcontent--></div>\n</div>\n</div>\n'
        + f"</body>\n</html>\n{comment}\n"
    )


def publish(root: Path, issues: list[Issue], sheets: dict[tuple[str, str], Sheet]) -> None:
    """Writes the whole tree but the pictures."""
    newest = issues[-1]
    rows = "\n".join(
        f'<li><a href="{month_day(newest)}/{node_name(p)}">第{p.label}版 {p.name}</a></li>' for p in newest.pages
    )
    layout = root / "layout"
    layout.mkdir(parents=True, exist_ok=True)
    (layout / "index.html").write_text(
        top(newest.paper_name) + f'<ul id="list">\n{rows}\n</ul>\n</body>\n</html>\n', encoding="utf-8"
    )
    for i, issue in enumerate(issues):
        pages, contents = layout / month_day(issue), root / "content" / month_day(issue)
        pages.mkdir(parents=True, exist_ok=True)
        contents.mkdir(parents=True, exist_ok=True)
        for page in issue.pages:
            sheet = sheets[(str(issue.date), page.label)]
            text = page_file(issue, page, sheet, issues[i - 1] if i else None)
            (pages / node_name(page)).write_text(text, encoding="utf-8")
            for entry in page.entries:
                made = article_file(issue, page, entry, sheet)
                (contents / f"content_{entry.id}.html").write_text(made, encoding="utf-8")

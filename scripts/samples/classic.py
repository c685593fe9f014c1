"""Writes the daily as a Founder classic site would publish it (design/formats.md 2.B), oddities included.

Markup is our own; only the structural markers are those of the family.
"""

from __future__ import annotations

from pathlib import Path

from samples.pages import Sheet
from samples.texts import Article, Issue, Page
from samples.typeset import Polygon

FOOTER = "".join(
    f'<span class="info"><a href=../../../content/2009-05/31/content_{n}.htm target="new">{text}</a></span> | '
    for n, text in ((64683, "本报简介"), (64681, "报纸订阅"), (2390, "联系我们"))
)


def write(path: Path, text: str, issue: Issue, *, bom: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.replace("\n", "\r\n").encode(issue.encoding)
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + data)


def charset(issue: Issue) -> str:
    return "gb2312" if issue.encoding == "gb18030" else "utf-8"


def day(issue: Issue) -> str:
    return f"{issue.date:%Y-%m}/{issue.date:%d}"


def picture_stem(issue: Issue, page: Page) -> str:
    return f"images/{day(issue)}/{page.first_label}/LLRB{issue.date:%Y%m%d}{page.first_label}"


def coords(polygon: Polygon, sheet: Sheet) -> str:
    scale = sheet.small[0] / sheet.image.width()
    return ",".join(f"{round(x * scale)},{round(y * scale)}" for x, y in polygon)


def area(polygon: Polygon, sheet: Sheet, article: Article, div: int) -> str:
    return f'<Area coords="{coords(polygon, sheet)}" shape="polygon" href="content_{article.id}.htm?div={div}">'


def head(issue: Issue, title: str) -> str:
    return (
        f'<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset={charset(issue)}" />\n'
        f"<title>{title}</title>\n"
        "<SCRIPT id=oMapScript event=onmouseover() for=pagepicmap>\n drawLine(event.srcElement);\n</SCRIPT>\n"
        "</head>\n"
    )


def page_list(issue: Issue, current: Page) -> str:
    rows = [
        f'<div class="bmname{1 + i % 2}">&nbsp;<a id=pageLink href={"./" if p is current else ""}node_{p.node}.htm>'
        f"第{p.label}版：{p.name}</a></div>"
        for i, p in enumerate(issue.pages)
    ]
    return "\n".join(rows)


def page_file(issue: Issue, page: Page, sheet: Sheet, previous: Issue | None) -> str:
    areas = []
    for zone in sheet.zones:
        if zone.picture is not None:
            areas.append(area(zone.picture, sheet, zone.article, 0))
        areas.append(area(zone.polygon, sheet, zone.article, -1))
    at = issue.pages.index(page)
    steps = ""
    if at:
        steps += f'<a class=preart href="node_{issue.pages[at - 1].node}.htm">上一版</a>'
    if at + 1 < len(issue.pages):
        steps += f'<a class=preart href="node_{issue.pages[at + 1].node}.htm">下一版</a>'
    back = f'<a class=preart href="../{previous.date:%d}/node_2.htm">上一期</a>' if previous else ""
    items = "\n".join(
        f'<li><a href=content_{e.id}.htm?div=-1><div style="display:inline" id=mp{e.id}>{e.title}</div></a>'
        for e in page.entries
    )
    spots = {a.key: a for a in issue.articles()}
    box = ""
    if page.highlights:
        links = "\n".join(f"<li><a href=content_{spots[k].id}.htm>{spots[k].title}</a>" for k in page.highlights)
        box = f'<div class="today"><b>今日看点</b><ul>\n{links}\n</ul></div>\n'
    stem = picture_stem(issue, page)
    comment = (
        f"<!--enpproperty <founder-date>{issue.date} 23:59:59</founder-date><founder-pagenum>{int(page.label)}"
        f"</founder-pagenum><founder-papername>{issue.paper_name}</founder-papername><founder-type>2</founder-type>"
        f"<founder-pagepicurl>../../../{stem}_b.jpg</founder-pagepicurl><founder-content>{page.name}"
        "</founder-content> /enpproperty-->"
    )
    return (
        head(issue, f"{issue.paper_name}--数字报")
        + '<SPAN id=leveldiv title=点击查看内容></SPAN>\n<body onLoad="initialize();" id="bodycss">\n'
        + f'<div class="tu2-2"><map name=pagepicmap>{"".join(areas)}</map>'
        + f"<img src=../../../{stem}_b.jpg border=0 USEMAP=#PagePicMap></div>\n"
        + f'<div class="banci">第{page.label}版：<STRONG>{page.name}</STRONG></div>\n'
        + f'<div class="next">{steps} {back}</div>\n<div class="title"><ul>\n{items}\n</ul></div>\n{box}'
        + f'<div class="date">{issue.date:%Y年%m月%d日} {issue.weekday}</div>\n'
        + f'<div class="bmname">\n{page_list(issue, page)}\n</div>\n'
        + f'<div id="feeter">{FOOTER}{issue.paper_name}社 版权所有</div>\n</body>\n</html>\n{comment}\n'
    )


def article_file(issue: Issue, page: Page, article: Article) -> str:
    rows = "".join(
        f"<tr valign=top><td class=font0{2 - (i == 1)} align=center>{text}</td>\n"
        for i, text in enumerate((article.kicker, article.title, article.subtitle, article.author))
    )
    pictures = "".join(
        f"<tr><td align=center><img src=../../../res/1/{issue.date:%Y%m%d}/{p.file_id}.jpg border=0></td></tr>"
        f"\n<tr><td><P>{p.line}</P></td></tr>\n"
        for p in article.pictures
    )
    body = "".join(
        f"<P><STRONG>{t[3:]}</STRONG></P>\n" if t.startswith("## ") else f"<P>　　{t}</P>\n" for t in article.paragraphs
    )
    comment = (
        f"<!--enpproperty <founder-date>{issue.date} 23:59:59</founder-date><founder-author>{article.author}"
        f"</founder-author><founder-title>{article.title}</founder-title><founder-introtitle>{article.kicker}"
        f"</founder-introtitle><founder-subtitle>{article.subtitle}</founder-subtitle><founder-pagenum>"
        f"{int(page.label)}</founder-pagenum><founder-papername>{issue.paper_name}</founder-papername>"
        "<founder-type>1</founder-type> /enpproperty-->"
    )
    siblings = page.entries
    at = siblings.index(article)
    turn = f"<a class=preart href=content_{siblings[at - 1].id}.htm?div=-1>上一篇</a>" if at else ""
    if at + 1 < len(siblings):
        turn += f"<a class=preart href=content_{siblings[at + 1].id}.htm?div=-1>下一篇</a>"
    return (
        head(issue, f"{issue.paper_name}--{article.title}")
        + f'<body id="bodycss">\n<div class="banci"><a href=node_{page.node}.htm>'
        + f"第{page.label}版：{page.name}</a></div>"
        + f"\n<div class=tool>【字号 <a href=# onclick=doZoom(16)>大</a> 中 小】 {turn}</div>\n"
        + f'<div class="date">{issue.date:%Y年%m月%d日} {issue.weekday}</div>\n'
        + f"<table class=wz width=100%>\n{rows}</table>\n"
        + (f"<table id=newspic align=center>\n{pictures}</table>\n" if pictures else "")
        + f"<div id=ozoom><founder-content>\n{body}</founder-content></div>\n"
        + f'<div id="feeter">{FOOTER}</div>\n</body>\n</html>\n{comment}\n'
    )


def publish(root: Path, issues: list[Issue], sheets: dict[tuple[str, str], Sheet]) -> None:
    """Writes the whole tree but the pictures."""
    newest = issues[-1]
    (root).mkdir(parents=True, exist_ok=True)
    (root / "paperindex.htm").write_text(
        "<html><head><META HTTP-EQUIV='REFRESH' CONTENT='0; "
        f"URL=html/{day(newest)}/node_2.htm?v=1'></head><body></body></html>\n",
        encoding="utf-8",
    )
    periods = "".join(
        f'<period id="{4100 + i}"><period_name>{x.date:%Y%m%d}</period_name><paper_id>1</paper_id><period_date>'
        f"{x.date}</period_date><rmp_exe_path>html/{day(x)}</rmp_exe_path><rmp_pic_path>images/{day(x)}"
        f"</rmp_pic_path><rmp_build_time>{x.date} 05:10:00</rmp_build_time></period>\n"
        for i, x in enumerate(issues)
    )
    calendar = root / "html" / f"{newest.date:%Y-%m}" / "period.xml"
    calendar.parent.mkdir(parents=True, exist_ok=True)
    calendar.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<periodlist>\n{periods}</periodlist>\n', encoding="utf-8"
    )
    for i, issue in enumerate(issues):
        folder = root / "html" / day(issue)
        for page in issue.pages:
            text = page_file(issue, page, sheets[(str(issue.date), page.label)], issues[i - 1] if i else None)
            write(folder / f"node_{page.node}.htm", text, issue, bom=issue.date.day == 2)
            for entry in page.entries:
                write(folder / f"content_{entry.id}.htm", article_file(issue, page, entry), issue)

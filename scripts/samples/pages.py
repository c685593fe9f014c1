"""Draws whole pages: masthead or page header, the typeset body, the advertisement strip and the footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from samples.lines import ACCENT, GREY, HAIR, INK, TINT, centred, font
from samples.texts import Article, Issue, Page
from samples.typeset import ArticleBox, Zone, draw_cover, fit, parse_layout

PAPER = QColor("#fdfcf8")
MARGIN = 46.0
SMALL = {"llrb": (350, 504), "ygzb": (400, 540)}
BIG = {"llrb": (1200, 1728), "ygzb": (1200, 1620)}


@dataclass
class Sheet:
    """A finished page: the large picture, the size of the small one, and zones in large pixels."""

    image: QImage
    small: tuple[int, int]
    zones: list[Zone]


def sizes(issue: Issue, page: Page) -> tuple[tuple[int, int], tuple[int, int]]:
    (w, h), (sw, sh) = BIG[issue.paper], SMALL[issue.paper]
    return ((w * 2, h), (sw * 2, sh)) if page.wide else ((w, h), (sw, sh))


def box_zone(article: Article, rect: QRectF) -> Zone:
    x, y, r, b = rect.left(), rect.top(), rect.right(), rect.bottom()
    return Zone(article, [(x, y), (r, y), (r, b), (x, b)])


def masthead(p: QPainter, issue: Issue, page: Page, width: float, zones: list[Zone]) -> float:
    """The paper's name, date and number, and on the right the list of inner headlines."""
    top, left, right = 34.0, MARGIN, width - MARGIN
    p.setPen(ACCENT)
    p.setFont(font(112, bold=True))
    p.drawText(QPointF(left - 4, top + 104), issue.paper_name)
    name_width = p.fontMetrics().horizontalAdvance(issue.paper_name)
    p.setPen(GREY)
    p.setFont(font(16, sans=True))
    english = "YUGUANG WEEKLY" if issue.traditional else "LINLAN DAILY"
    p.drawText(QPointF(left + 4, top + 138), english)
    p.drawText(QPointF(left + 178, top + 138), "嶼光週報社出版" if issue.traditional else "临岚日报社出版")
    column = left + name_width + 34
    p.setPen(QPen(HAIR, 1.4))
    p.drawLine(QPointF(column - 14, top + 14), QPointF(column - 14, top + 138))
    p.setPen(INK)
    p.setFont(font(31, bold=True))
    p.drawText(QPointF(column, top + 40), f"{issue.date.month}月{issue.date.day}日")
    p.setFont(font(18, sans=True))
    count = sum(2 if other.wide else 1 for other in issue.pages)
    pages = f"本期{count}版" if issue.traditional else f"今日{count}版"
    for i, text in enumerate((f"{issue.date.year}年　{issue.weekday}", issue.lunar, f"{issue.number}　{pages}")):
        p.drawText(QPointF(column, top + 72 + i * 29), text)
    if page.highlights:
        titles = {a.key: (other.label, a) for other in issue.pages for a in other.articles}
        x = column + 250
        box = QRectF(x, top + 8, right - x, 134)
        p.fillRect(box, TINT)
        p.setPen(ACCENT)
        p.setFont(font(18, bold=True))
        p.drawText(QPointF(x + 16, top + 35), "導讀" if issue.traditional else "导读")
        for i, key in enumerate(page.highlights):
            label, article = titles[key]
            p.setFont(font(16))
            text = article.plain_title
            end = f"第{label.lstrip('0')}版"
            room = box.width() - 32 - p.fontMetrics().horizontalAdvance(end) - 10
            text = p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            p.setPen(INK)
            p.drawText(QPointF(x + 16, top + 66 + i * 30), text)
            p.setPen(GREY)
            p.drawText(QPointF(box.right() - 16 - p.fontMetrics().horizontalAdvance(end), top + 66 + i * 30), end)
    p.setPen(QPen(ACCENT, 4))
    p.drawLine(QPointF(left, top + 158), QPointF(right, top + 158))
    p.setPen(QPen(ACCENT, 1))
    p.drawLine(QPointF(left, top + 164), QPointF(right, top + 164))
    if page.mast is not None:
        zones.append(box_zone(page.mast, QRectF(left, top, column + 232 - left, 150)))
    return top + 190


def header(p: QPainter, issue: Issue, page: Page, width: float) -> float:
    """Page number, page name, paper and date on inner pages."""
    top, left, right = 34.0, MARGIN, width - MARGIN
    p.setPen(ACCENT)
    p.setFont(font(44, bold=True))
    p.drawText(QPointF(left, top + 40), page.label)
    offset = p.fontMetrics().horizontalAdvance(page.label) + 18
    p.setPen(INK)
    p.setFont(font(30, bold=True))
    p.drawText(QPointF(left + offset, top + 38), page.name)
    p.setPen(GREY)
    p.setFont(font(17, sans=True))
    text = f"{issue.paper_name}　{issue.long_date}　{issue.weekday}"
    p.drawText(QPointF(right - p.fontMetrics().horizontalAdvance(text), top + 36), text)
    p.setPen(QPen(ACCENT, 2.4))
    p.drawLine(QPointF(left, top + 56), QPointF(right, top + 56))
    return top + 82


def advertisement(p: QPainter, page: Page, rect: QRectF) -> None:
    """A strip with three lines of text between double rules."""
    p.fillRect(rect, TINT)
    p.setPen(QPen(ACCENT, 1.4))
    p.drawRect(rect.adjusted(5, 5, -5, -5))
    name, *rest = page.ad_lines
    p.setFont(font(44, bold=True))
    wide = p.fontMetrics().horizontalAdvance(name)
    p.drawText(QPointF(rect.left() + 44, rect.center().y() + 16), name)
    p.setPen(INK)
    for i, text in enumerate(rest):
        p.setFont(font(21, bold=i == 0, sans=i > 0))
        p.drawText(QPointF(rect.left() + wide + 96, rect.center().y() - 10 + i * 38), text)
    p.setPen(GREY)
    p.setFont(font(13, sans=True))
    p.drawText(QPointF(rect.right() - 50, rect.top() + 26), page.ad.title if page.ad else "")


def full_advertisement(p: QPainter, page: Page, rect: QRectF, picture: QImage) -> None:
    """A page that is nothing but a public notice."""
    art = QRectF(rect.left(), rect.top(), rect.width(), rect.height() * 0.72)
    draw_cover(p, picture, art)
    y = art.bottom() + 96
    for i, text in enumerate(page.ad_lines):
        p.setPen(ACCENT if i < 2 else GREY)
        p.setFont(font(66 if i < 2 else 23, bold=i < 2, sans=i > 1))
        centred(p, QRectF(rect.left(), y - 60, rect.width(), 80), text)
        y += 100
    p.setPen(QPen(HAIR, 1.4))
    p.drawRect(rect)


def typeset(issue: Issue, page: Page, picture: Callable[[str], QImage]) -> Sheet:
    """Draws a page and records its zones, in the order of the page's entries."""
    (width, height), small = sizes(issue, page)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    p = QPainter(image)
    p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    p.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    zones: list[Zone] = []
    top = masthead(p, issue, page, width, zones) if page.mast else header(p, issue, page, width)
    body = QRectF(MARGIN, top, width - 2 * MARGIN, height - top - 40)
    if page.editor is not None:
        p.setPen(QPen(HAIR, 1))
        p.drawLine(QPointF(body.left(), height - 58), QPointF(body.right(), height - 58))
        p.setPen(GREY)
        p.setFont(font(15, sans=True))
        text = page.editor.title
        wide = p.fontMetrics().horizontalAdvance(text)
        p.drawText(QPointF(body.right() - wide, height - 34), text)
        body.setBottom(height - 76)
    if not page.articles:
        full_advertisement(p, page, body, picture(page.ad_scene))
        if page.ad is not None:
            zones.append(box_zone(page.ad, body))
    else:
        strip = QRectF(body)
        if page.ad is not None:
            strip.setTop(body.bottom() - 132)
            advertisement(p, page, strip)
            body.setBottom(strip.top() - 24)
        root = parse_layout(page.layout, {a.key: ArticleBox(a, picture) for a in page.articles})
        measure = fit(root, body.width(), body.height())
        root.place(p, body, measure, zones)
        if page.ad is not None:
            zones.append(box_zone(page.ad, strip))
    if page.editor is not None:
        zones.append(box_zone(page.editor, QRectF(body.right() - wide - 8, height - 56, wide + 8, 32)))
    p.end()
    order = {id(entry): i for i, entry in enumerate(page.entries)}
    zones.sort(key=lambda z: order[id(z.article)])
    return Sheet(image, small, zones)

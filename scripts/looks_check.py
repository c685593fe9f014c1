"""What is wrong with the looks of a widget and all that stands in it: clipped text, missing glyphs, low contrast, and
words in another language than the interface's.

It asks the widgets for the room that their text needs and has, Qt's text layout for the glyphs it would draw, and the
painted pixels for colours.  Import `offscreen` first: it chooses Qt's platform.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from looks_pixels import Picture, contrast, painted
from looks_rows import day_ratios, is_ours, ratios
from looks_texts import glyphless, is_rich, of_other_language, plain, texts_of
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStatusBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from ui.desktop.views.calendar import Calendar

ENOUGH: Final = 4.5
"""WCAG's contrast of text and ground; `LARGE` from 24 px on, and for what cannot be used nothing is asked."""
LARGE: Final = 3.0
LARGE_PIXELS: Final = 24
SMALL: Final = 1000
"""In a narrower window entries of bars may be folded away."""
SLACK: Final = 1
"""Pixels by which metrics and layouts may differ."""
_MNEMONIC: Final = Qt.TextFlag.TextShowMnemonic.value


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is clipped, outside, glyph, contrast or language."""

    kind: str
    widget: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.kind}  {self.widget}  “{' '.join(self.text.split())[:60]}”  {self.why}"


def look(root: QWidget, screen: QSize, language: str, known: str = "") -> list[Finding]:
    """All findings in a shown widget, on a screen of this size.  `known` is text that comes from the archive, not from
    the program, and may be in any language.
    """
    found = list(_too_large(root, screen))
    picture = Picture(painted(root))
    for widget in _visible(root):
        found += _outside(widget, root)
        found += _clipped(widget)
        found += _written_over(widget)
        found += _pale(widget, root, picture)
        found += _pale_rows(widget)
        for said in texts_of(widget):
            if lost := glyphless(said.text, said.font):
                found.append(Finding("glyph", name_of(widget), said.text, f"no glyph for {lost}"))
            if (
                said.ours
                and not _from_below(widget, language)
                and (words := of_other_language(said.text, language, known))
            ):
                found.append(Finding("language", name_of(widget), said.text, words))
    return list(dict.fromkeys(found))


_BELOW: Final = {"en": ("Suggestions",), "zh_hant": ("Suggestions",), "zh": ()}


def _from_below(widget: QWidget, language: str) -> bool:
    """Suggestions are words of the query, whatever the interface's language."""
    around: QWidget | None = widget
    while around is not None:
        if type(around).__name__ in _BELOW[language]:
            return True
        around = around.parentWidget()
    return False


def name_of(widget: QWidget) -> str:
    """Its class, its own or accessible name, and the nearest named widget around it."""
    own = widget.objectName() or widget.accessibleName()
    around = widget.parentWidget()
    while around is not None and (type(around).__module__.startswith("PySide6") and not around.objectName()):
        around = around.parentWidget()
    place = f" in {type(around).__name__}" if around is not None else ""
    return f"{type(widget).__name__}{f' {own}' if own else ''}{place}"


def _visible(root: QWidget) -> Iterator[QWidget]:
    """The widget and those in it that can be seen, without windows of their own."""
    yield root
    for child in root.findChildren(QWidget):
        seen = child.isVisible() and (not child.visibleRegion().isEmpty() or child.size().isEmpty())
        if seen and child.window() is root.window() and root.isAncestorOf(child):
            yield child


# ── room ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _too_large(root: QWidget, screen: QSize) -> Iterator[Finding]:
    if not root.isWindow():
        return
    size = root.size()
    if size.width() > screen.width() or size.height() > screen.height():
        why = f"{size.width()}×{size.height()} on a screen of {screen.width()}×{screen.height()}"
        yield Finding("outside", name_of(root), root.windowTitle(), why)


def _outside(widget: QWidget, root: QWidget) -> Iterator[Finding]:
    """What shows words sticks out of what it lies in, or has no room at all."""
    parent = widget.parentWidget()
    if widget is root or parent is None or not isinstance(widget, _WORDED) or _scrolled(widget):
        return
    if isinstance(widget, QToolButton) and widget.objectName() in ("qt_toolbar_ext_button", "qt_menubar_ext_button"):
        if widget.window().width() < SMALL:
            return
        yield Finding("outside", name_of(widget), "", "there is no room for all entries of the bar")
        return
    said = _words(widget)
    inside = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if said and not inside.contains(widget.geometry()):
        yield Finding("outside", name_of(widget), said, f"{_rect(widget.geometry())} in {_rect(parent.rect())}")


def _written_over(widget: QWidget) -> Iterator[Finding]:
    """A status bar's passing sentence, with something of the bar in its place."""
    if isinstance(widget, QStatusBar) and (sentence := widget.currentMessage()):
        wide = widget.fontMetrics().horizontalAdvance(sentence)
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child.isVisible() and child.x() < wide:
                yield Finding("outside", name_of(child), sentence, "written over what stands in the status bar")


def _scrolled(widget: QWidget) -> bool:
    """It lies on what is moved below a scroll area's viewport, or in a bar that scrolls."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QTabBar) or isinstance(around.parentWidget(), QAbstractScrollArea):
            return True
        around = around.parentWidget()
    return False


def _clipped(widget: QWidget) -> Iterator[Finding]:
    for text, needs, has in _rooms(widget):
        wide, high = needs.width() > has.width() + SLACK, needs.height() > has.height() + SLACK
        if (wide or high) and not _reachable(widget, text):
            needed, there = (needs.width(), has.width()) if wide else (needs.height(), has.height())
            way = "wide" if wide else "high"
            yield Finding("clipped", name_of(widget), text, f"needs {needed} px, is {there} {way}")
    if isinstance(widget, QLabel) and widget.text().endswith("…") and not _reachable(widget, widget.text()):
        full = widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() - 24
        if full:
            yield Finding("clipped", name_of(widget), widget.text(), "shortened, and no tooltip has the whole")


def _reachable(widget: QWidget, text: str) -> bool:
    """The whole text stands in the tooltip."""
    tip = " ".join(plain(widget.toolTip()).split())
    begun = " ".join(plain(text).split()).rstrip("…")
    return bool(begun) and begun in tip


def _rooms(widget: QWidget) -> Iterator[tuple[str, QSize, QSize]]:
    """Each text of a widget with the room that it needs and the room that it has."""
    match widget:
        case QLabel():
            yield from _label_room(widget)
        case QToolButton() | QPushButton() | QCheckBox() | QRadioButton():
            yield from _button_room(widget)
        case QComboBox():
            yield from _combo_room(widget)
        case QLineEdit() if not widget.text() and widget.placeholderText() and isinstance(widget.parent(), QComboBox):
            yield widget.placeholderText(), widget.fontMetrics().size(0, widget.placeholderText()), widget.size()
        case QLineEdit() if not widget.text() and widget.placeholderText():
            inner = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, _line_option(widget), widget)
            buttons = sum(button.width() for button in widget.findChildren(QToolButton) if button.isVisible())
            needs = widget.fontMetrics().size(0, widget.placeholderText())
            margins = widget.textMargins()
            yield (
                widget.placeholderText(),
                needs,
                QSize(inner.width() - buttons - margins.left() - margins.right(), max(inner.height(), needs.height())),
            )
        case QTabBar():
            yield from _tab_rooms(widget)
        case QHeaderView():
            yield from _header_rooms(widget)
        case _:
            return


def _label_room(label: QLabel) -> Iterator[tuple[str, QSize, QSize]]:
    text = label.text()
    if not text.strip() or not label.pixmap().isNull():
        return
    has = label.size()
    if label.wordWrap() or _rich(label):
        width = has.width()
        needs = QSize(min(label.minimumSizeHint().width(), width), label.heightForWidth(width))
        if not label.wordWrap():
            needs = label.sizeHint()
        elif (longest := _longest_word(label)) > width:
            needs.setWidth(longest)
        yield text, needs, has
    else:
        yield text, label.sizeHint(), has


def _longest_word(label: QLabel) -> int:
    """Of what cannot be broken: Latin words."""
    words = [word for word in plain(label.text()).split() if word.isascii() and len(word) < 40]
    return max((label.fontMetrics().horizontalAdvance(word) for word in words), default=0)


def _rich(label: QLabel) -> bool:
    kind = label.textFormat()
    return kind == Qt.TextFormat.RichText or (kind == Qt.TextFormat.AutoText and is_rich(label.text()))


def _button_room(button: QAbstractButton) -> Iterator[tuple[str, QSize, QSize]]:
    if not button.text() or not button.isVisible():
        return
    needs = button.fontMetrics().size(_MNEMONIC, button.text())
    icon = button.iconSize() if not button.icon().isNull() else QSize(0, 0)
    style = button.style()
    if isinstance(button, QToolButton):
        if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not button.icon().isNull():
            return
        has = button.size() - QSize(6, 2)
        if button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
            needs.setHeight(needs.height() + icon.height())
        elif button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            needs.setWidth(needs.width() + icon.width() + 4)
        yield button.text(), needs, has
        return
    option = QStyleOptionButton()
    option.initFrom(button)
    element = QStyle.SubElement.SE_PushButtonContents
    if isinstance(button, QCheckBox):
        element = QStyle.SubElement.SE_CheckBoxContents
    elif isinstance(button, QRadioButton):
        element = QStyle.SubElement.SE_RadioButtonContents
    has = style.subElementRect(element, option, button).size()
    if isinstance(button, QPushButton):
        padding = 8  # what is left of the sheet's 14 px before a word touches the border
        has = QSize(has.width() + padding - (icon.width() + 4 if icon.width() else 0), button.height() - 4)
    yield button.text(), needs, QSize(has.width(), max(has.height(), button.height() - 2))


def _combo_room(box: QComboBox) -> Iterator[tuple[str, QSize, QSize]]:
    if box.isEditable() or not box.currentText():
        return
    option = QStyleOptionComboBox()
    option.initFrom(box)
    option.editable = False
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box)
    needs = box.fontMetrics().size(0, box.currentText())
    yield box.currentText(), needs, QSize(room.width() + 4, max(room.height(), box.height() - 6))


def _line_option(box: QLineEdit) -> QStyleOptionButton:
    option = QStyleOptionButton()
    option.initFrom(box)
    return option


def _tab_rooms(bar: QTabBar) -> Iterator[tuple[str, QSize, QSize]]:
    for number in range(bar.count()):
        rect = bar.tabRect(number)
        if not bar.isTabVisible(number) or not bar.tabText(number):
            continue
        needs = bar.fontMetrics().size(_MNEMONIC, bar.tabText(number))
        seen = rect.intersected(bar.rect())
        has = QSize(min(rect.width() - 8, seen.width()), seen.height())
        if not (needs.width() > has.width() and bar.tabToolTip(number)):
            yield bar.tabText(number), needs, has


def _header_rooms(header: QHeaderView) -> Iterator[tuple[str, QSize, QSize]]:
    if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return
    for section in range(header.count()):
        text = str(header.model().headerData(section, header.orientation()) or "")
        if not text or header.isSectionHidden(section):
            continue
        tip = str(header.model().headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        needs = header.fontMetrics().size(0, text)
        if text not in tip:
            yield text, needs, QSize(header.sectionSize(section) - 8, header.height())


# ── colours ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _pale(widget: QWidget, root: QWidget, picture: Picture) -> Iterator[Finding]:
    if isinstance(widget, QTextBrowser):
        yield from _pale_document(widget)
    if not widget.isEnabled() or not isinstance(widget, _WORDED):
        return
    at = widget.mapTo(root, QPoint(0, 0)) if widget is not root else QPoint(0, 0)
    visible = widget.visibleRegion().boundingRect()
    for text, rect in _inked(widget):
        seen = rect.intersected(visible)
        if seen.height() < min(8, rect.height()) or seen.width() < 8:
            continue
        ratio = picture.contrast(seen.translated(at))
        wanted = LARGE if QFontMetrics(widget.font()).height() >= LARGE_PIXELS * 1.3 else ENOUGH
        if ratio is not None and ratio < wanted - 0.05:
            yield Finding("contrast", name_of(widget), text, f"{ratio:.1f} : 1, {wanted} wanted")


def _pale_rows(widget: QWidget) -> Iterator[Finding]:
    """Each text once, in the state in which it is palest."""
    if isinstance(widget, Calendar):
        found = day_ratios(widget)
    elif isinstance(widget, QAbstractItemView) and is_ours(widget):
        found = ratios(widget)
    else:
        return
    worst: dict[str, tuple[float, str]] = {}
    for state, text, ratio in found:
        worst[text] = min(worst.get(text, (ratio, state)), (ratio, state))
    for text, (ratio, state) in worst.items():
        if ratio < ENOUGH - 0.05:
            yield Finding("contrast", name_of(widget), text, f"{state}: {ratio:.1f} : 1, {ENOUGH} wanted")


def _inked(widget: QWidget) -> Iterator[tuple[str, QRect]]:
    """Each text with the rectangle in which nothing else is drawn."""
    match widget:
        case QTabBar():
            for number in range(widget.count()):
                if widget.isTabEnabled(number) and widget.isTabVisible(number):
                    yield widget.tabText(number), widget.tabRect(number).adjusted(4, 4, -4, -6)
        case QLabel() if widget.text().strip() and widget.pixmap().isNull():
            yield widget.text(), widget.rect().adjusted(1, 1, -1, -1)
        case QCheckBox() | QRadioButton() if widget.text():
            yield widget.text(), widget.rect().adjusted(26, 2, -2, -2)
        case QAbstractButton() if widget.text():
            rect = widget.rect().adjusted(6, 5, -6, -5)
            if isinstance(widget, QToolButton) and not widget.icon().isNull():
                rect.setTop(rect.bottom() - widget.fontMetrics().height() + 2)
            yield widget.text(), rect
        case QComboBox() if widget.currentText():
            yield widget.currentText(), widget.rect().adjusted(6, 5, -26, -5)
        case QLineEdit() if widget.text() or widget.placeholderText():
            buttons = [button.x() for button in widget.findChildren(QToolButton) if button.isVisible()]
            right = min([*buttons, widget.width() - 6])
            yield widget.text() or widget.placeholderText(), QRect(6, 5, right - 8, widget.height() - 10)
        case _:
            return


def _pale_document(browser: QTextBrowser) -> Iterator[Finding]:
    """The colours of a text as they are set, over the ground it lies on."""
    palette = QApplication.palette()  # the sheet's colours, which a widget's own palette does not tell
    seen: set[tuple[str, str]] = set()
    block = browser.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            piece = place.fragment()
            form = piece.charFormat()
            own = form.foreground()
            text = own.color() if own.style() != Qt.BrushStyle.NoBrush else palette.color(QPalette.ColorRole.Text)
            if form.isAnchor() and own.style() == Qt.BrushStyle.NoBrush:
                text = palette.color(QPalette.ColorRole.Link)
            ground = palette.color(QPalette.ColorRole.Base)
            for brush in (form.background(), block.blockFormat().background()):
                if brush.style() != Qt.BrushStyle.NoBrush:
                    ground = brush.color()
                    break
            pair = (text.name(), ground.name())
            if piece.text().strip("\ufffc\u2028 ") and pair not in seen:
                seen.add(pair)
                ratio = contrast(*pair)
                large = (form.font().pixelSize() or 0) >= LARGE_PIXELS
                if ratio < (LARGE if large else ENOUGH):
                    yield Finding(
                        "contrast", name_of(browser), piece.text(), f"{ratio:.1f} : 1, {pair[0]} on {pair[1]}"
                    )
            place += 1
        block = block.next()


def _words(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text()
        case QComboBox():
            return widget.currentText()
        case QLineEdit():
            return widget.text() or widget.placeholderText()
        case _:
            return ""


def _rect(rect: QRect) -> str:
    return f"{rect.width()}×{rect.height()}+{rect.x()}+{rect.y()}"


_WORDED: Final = (QLabel, QAbstractButton, QComboBox, QLineEdit, QTabBar)

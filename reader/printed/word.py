"""A printed document as Word (DOCX), through python-docx, which is imported when it is first needed.

Fonts are named, not embedded: 宋体 and 黑体 are on every office PC, elsewhere the system takes its own.
The table of contents is a field: it holds the titles, and page numbers when the reader updates it (F9).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO, Final, assert_never

from archive.progress import Progress
from archive.wording import N_, _
from reader.exporting.markup import clean
from reader.printed.document import Aside, Document, Grid, Image, Part, Rule, Section, Title, Words

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.section import Section as WordSection
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

WRITING: Final = N_("写出 Word 文档")
_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_MUTED, _ACCENT, _LINE = "625B52", "84211C", "CFC8BB"
_DOTS: Final = 150
"""Pixels of a picture to the inch, at most."""
_TALLEST: Final = 0.8
"""Of the page's text height that a picture takes."""
_SIZES: Final = {1: 18.0, 2: 15.0, 3: 12.0}
_TITLE: Final = 24.0


def write_docx(document: Document, stream: BinaryIO) -> Iterator[Progress]:
    """Write it whole; a step for each section.

    Raises:
        EnvironmentProblemError: by the stream's owner, when the disk is full.
    """
    writer = _Writer(document)
    for number, section in enumerate(document.sections):
        yield Progress(_(WRITING), number, len(document.sections))
        writer.section(section)
    writer.save(stream)


class _Writer:
    def __init__(self, document: Document) -> None:
        import docx
        from docx.shared import Mm

        self._document = document
        self._word: WordFile = docx.Document()
        self._marks = 0
        """Bookmarks so far: the contents lead to them."""
        self._sections = 0
        self._styles()
        page = self._word.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(28)
        page.top_margin, page.bottom_margin = Mm(28), Mm(26)
        page.header_distance = page.footer_distance = Mm(14)
        self._text_width = 210 - 2 * 28
        self._text_height = 297 - 28 - 26
        properties = self._word.core_properties
        properties.title = clean(document.title)[:255]
        properties.author, properties.comments, properties.language = _("电子报阅读机"), "", "zh-CN"
        self._furnish(page, document.title)
        if document.title_page:
            self._front()

    def save(self, stream: BinaryIO) -> None:
        self._word.save(stream)

    def section(self, section: Section) -> None:
        if self._sections or self._document.title_page:
            from docx.enum.section import WD_SECTION

            page = self._word.add_section(WD_SECTION.NEW_PAGE)
            self._furnish(page, section.header or self._document.title)
        elif section.header:
            self._furnish(self._word.sections[0], section.header)
        self._sections += 1
        for part in section.parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        match part:
            case Words():
                self._words(self._word.add_paragraph(), part)
            case Title():
                self._heading(part)
            case Image():
                self._image(self._word.add_paragraph(), part, self._text_width * part.share)
            case Grid():
                self._grid(part)
            case Aside():
                self._aside(part)
            case Rule():
                _border(self._word.add_paragraph(style="Fact"), "bottom")
            case _:
                assert_never(part)

    # ── front ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _front(self) -> None:
        self._word.add_paragraph(clean(self._document.title), style="Title")
        for about in self._document.about:
            _centred(self._word.add_paragraph(clean(about), style="Fact"))
        listed = self._document.listed
        if not (self._document.contents and listed):
            return
        self._word.add_paragraph(_("目录"), style="Contents Heading")
        for number, title in enumerate(listed, 1):
            line = self._word.add_paragraph(style="Contents Line")
            if title.level == 2:
                line.paragraph_format.left_indent = _points(21)
            if number == 1:
                _field_begins(line, 'TOC \\o "1-2" \\h \\z \\u')
            _link(line, f"_Toc{number}", clean(title.text))
            if number == len(listed):
                _field_char(line, "end")

    # ── parts ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _words(self, paragraph: Paragraph, words: Words) -> None:
        from docx.enum.text import WD_COLOR_INDEX

        paragraph.style = words.tone.name.capitalize()
        at = 0
        for start, end in (*sorted(words.marks), (len(words.text), len(words.text))):
            if start < at:
                continue
            if words.text[at:start]:
                paragraph.add_run(clean(words.text[at:start]))
            if words.text[start:end]:
                paragraph.add_run(clean(words.text[start:end])).font.highlight_color = WD_COLOR_INDEX.YELLOW
            at = end

    def _heading(self, title: Title) -> None:
        if title.kicker:
            kicker = self._word.add_paragraph(clean(title.kicker), style="Kicker")
            kicker.paragraph_format.keep_with_next = True
        paragraph = self._word.add_paragraph(clean(title.text), style=f"Heading {title.level}")
        if title.listed and title.level < 3:
            self._marks += 1
            _bookmark(paragraph, self._marks)
        if title.subtitle:
            self._word.add_paragraph(clean(title.subtitle), style="Subtitle")

    def _image(self, paragraph: Paragraph, image: Image, width: float) -> None:
        """At most `width` millimetres wide, its caption below."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm

        picture = image.load()
        paragraph.style = "Picture"
        if picture is not None:
            natural = picture.width / _DOTS * 25.4
            tallest = self._text_height * _TALLEST * picture.width / max(1, picture.height)
            fitting = min(width, tallest) if image.whole else min(width, natural, tallest)
            shape = paragraph.add_run().add_picture(BytesIO(picture.data), width=Mm(fitting))
            shape._inline.docPr.set("descr", clean(image.alt or image.caption))
        if image.caption:
            if picture is not None:
                paragraph.paragraph_format.keep_with_next = True
                paragraph = _after(paragraph)
            paragraph.style = "Fact"
            paragraph.add_run(clean(image.caption))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _grid(self, grid: Grid) -> None:
        from docx.shared import Mm

        columns = max((len(row) for row in grid.rows), default=0)
        if not columns:
            return
        table = self._word.add_table(rows=0, cols=columns, style="Table Grid")
        shares = grid.shares or (1 / columns,) * columns
        for number, row in enumerate(grid.rows):
            cells = table.add_row().cells
            for place, (cell, share) in enumerate(zip(cells, shares, strict=False)):
                cell.width = Mm(self._text_width * share)
                paragraph = cell.paragraphs[0]
                paragraph.style = "Cell"
                paragraph.add_run(clean(row[place] if place < len(row) else "")).bold = grid.head and number == 0
            if grid.head and number == 0:
                _repeats(table.rows[0])
        self._word.add_paragraph(style="Fact")

    def _aside(self, aside: Aside) -> None:
        from docx.shared import Mm

        table = self._word.add_table(rows=1, cols=2)
        table.autofit = False
        left, right = table.rows[0].cells
        part = self._text_width * aside.image.share
        left.width, right.width = Mm(self._text_width - part), Mm(part)
        for number, words in enumerate(aside.parts):
            self._words(_cell_paragraph(left, number), words)
        self._image(right.paragraphs[0], aside.image, part - 4)
        self._word.add_paragraph(style="Gap")

    # ── looks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _furnish(self, page: WordSection, header: str) -> None:
        """What stands at the head and the foot of the pages of a section."""
        page.header.is_linked_to_previous = page.footer.is_linked_to_previous = False
        head, foot = page.header.paragraphs[0], page.footer.paragraphs[0]
        head.style = foot.style = "Furniture"
        head.text = clean(header)
        _border(head, "bottom")
        foot.text = clean(self._document.footer)
        before, between, after = _("第 {page} 页，共 {count} 页").replace("{count}", "{page}").split("{page}")
        foot.add_run(f"\t{before}")
        _number(foot, "PAGE")
        foot.add_run(between)
        _number(foot, "NUMPAGES")
        foot.add_run(after)
        foot.paragraph_format.tab_stops.add_tab_stop(*_right_edge(self._text_width))

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.enum.text import WD_LINE_SPACING

        styles: Any = self._word.styles
        normal = styles["Normal"]
        _font(normal, _SONG, 10.5)
        normal.paragraph_format.space_after = _points(0)

        def style(name: str, size: float, *, face: str = _SONG, colour: str = "", bold: bool = False) -> Any:
            made = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            if name != "Normal":
                made.base_style = normal
            _font(made, face, size, colour, bold=bold)
            made.paragraph_format.space_before = _points(0)
            made.paragraph_format.space_after = _points(3)
            return made

        for name, indent in (("Body", True), ("Plain", False), ("Quote", True), ("Note", False)):
            text = style(name, 10.5, colour=_ACCENT if name == "Note" else "")
            text.font.italic = False
            text.paragraph_format.first_line_indent = _points(21 if indent else 0)
            text.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
            text.paragraph_format.line_spacing = 1.5
            text.paragraph_format.alignment = ALIGN.JUSTIFY
        for name in ("Quote", "Note"):
            styles[name].paragraph_format.left_indent = _points(10.5)
        style("Source", 10.5, face=_HEI, colour=_ACCENT).paragraph_format.keep_with_next = True
        style("Fact", 9, colour=_MUTED)
        style("Cell", 9.5)
        style("Sum", 7.5, colour=_MUTED).font.name = "Consolas"
        style("Kicker", 10.5, colour=_MUTED).paragraph_format.alignment = ALIGN.LEFT
        style("Picture", 10.5).paragraph_format.alignment = ALIGN.CENTER
        style("Gap", 4)
        style("Furniture", 8.5, colour=_MUTED)
        style("Contents Line", 10.5).paragraph_format.space_after = _points(4)
        style("Contents Heading", 14, face=_HEI).paragraph_format.space_before = _points(24)
        for level, size in _SIZES.items():
            heading = style(f"Heading {level}", size, face=_HEI)
            heading.paragraph_format.space_before = _points(10 if level == 3 else 14)
            heading.paragraph_format.space_after = _points(6)
            heading.paragraph_format.keep_with_next = True
        subtitle = style("Subtitle", 11, colour=_MUTED)
        subtitle.font.italic = False
        subtitle.paragraph_format.keep_with_next = True
        title = style("Title", _TITLE, face=_HEI)
        title.paragraph_format.alignment = ALIGN.CENTER
        title.paragraph_format.space_before, title.paragraph_format.space_after = _points(60), _points(18)


# ── what python-docx has no words for ──────────────────────────────────────────────────────────────────────────────


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)


def _font(style: Any, face: str, size: float, colour: str = "", *, bold: bool = False) -> None:
    """Latin and Chinese faces are named apart."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size, style.font.bold = _LATIN, _points(size), bold
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), face)
    style.font.color.rgb = RGBColor.from_string(colour or "1F1D1A")


def _element(name: str, /, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _border(paragraph: Paragraph, side: str) -> None:
    """A thin line below (`bottom`) or above (`top`) a paragraph."""
    borders = _element("pBdr")
    borders.append(_element(side, val="single", sz="4", space="1", color=_LINE))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders,
        *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"),
    )


def _centred(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _right_edge(millimetres: float) -> tuple[Any, Any]:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    return Mm(millimetres), WD_TAB_ALIGNMENT.RIGHT


def _field_char(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(_element("fldChar", fldCharType=kind))


def _field_begins(paragraph: Paragraph, instruction: str) -> None:
    _field_char(paragraph, "begin")
    told = _element("instrText")
    told.text = f" {instruction} "
    paragraph.add_run()._r.append(told)
    _field_char(paragraph, "separate")


def _number(paragraph: Paragraph, name: str) -> None:
    _field_begins(paragraph, name)
    paragraph.add_run("1")
    _field_char(paragraph, "end")


def _bookmark(paragraph: Paragraph, number: int) -> None:
    """Around the paragraph's words."""
    begins = _element("bookmarkStart", id=str(number), name=f"_Toc{number}")
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, begins)
    paragraph._p.append(_element("bookmarkEnd", id=str(number)))


def _link(paragraph: Paragraph, target: str, words: str) -> None:
    link = _element("hyperlink", anchor=target, history="1")
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)


def _after(paragraph: Paragraph) -> Paragraph:
    """A new one behind it, in the same cell or text."""
    from docx.text.paragraph import Paragraph as Made

    element = _element("p")
    paragraph._p.addnext(element)
    made: Paragraph = Made(element, paragraph._parent)
    return made


def _cell_paragraph(cell: _Cell, number: int) -> Paragraph:
    """A cell has one paragraph from the start."""
    found: Paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
    return found


def _repeats(row: Any) -> None:
    """The row stands again at the head of every page."""
    row._tr.get_or_add_trPr().append(_element("tblHeader", val="true"))

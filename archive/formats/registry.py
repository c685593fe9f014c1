"""The formats in the order they are asked: the surest first, plain text last.

A new family is one module and one line here.
"""

from __future__ import annotations

from archive.formats.archive_xml.reader import ArchiveXml
from archive.formats.base import Format, Source
from archive.formats.office.epub import Epub
from archive.formats.office.refused import Refused
from archive.formats.office.word import Word
from archive.formats.printed.ofd import Ofd
from archive.formats.printed.pdf import Pdf
from archive.formats.printed.scans import Scans
from archive.formats.sites.families import DatedHtml, Founder, Huaguang, IssueFile, Portal, Shtml, SvgPolygons
from archive.formats.sites.generic import GenericSite
from archive.formats.sites.json_reader import JsonSite
from archive.formats.tables.table import Table
from archive.formats.texts.gov_page_text import GovPageText
from archive.formats.texts.machine_text import MachineText
from archive.formats.texts.newspaper_text import NewspaperText
from archive.formats.texts.official_text import OfficialText
from archive.formats.texts.plain_text import PlainText
from archive.formats.texts.txt_export import TxtExport
from archive.formats.web.feed_file import FeedFile
from archive.formats.web.html_page import HtmlPage
from archive.formats.web.mht import Mht
from archive.formats.web.news_xml import NewsXml

FORMATS: tuple[Format, ...] = (
    Founder(),
    SvgPolygons(),
    Portal(),
    JsonSite(),
    Huaguang(),
    Shtml(),
    DatedHtml(),
    IssueFile(),
    ArchiveXml(),
    Pdf(),
    Word(),
    Ofd(),
    Epub(),
    Mht(lambda source: find(source)),
    NewsXml(),
    FeedFile(),
    Table(),
    GenericSite(),
    HtmlPage(),
    MachineText(),
    TxtExport(),
    GovPageText(),
    OfficialText(),
    NewspaperText(),
    Scans(),
    Refused(),
    PlainText(),
)


def find(source: Source) -> Format | None:
    """The first format that knows the source; None when none does."""
    return next((form for form in FORMATS if form.sniff(source)), None)


def by_name(name: str) -> Format | None:
    """The format of that name; None when this version of the program has none."""
    return next((form for form in FORMATS if form.name == name), None)

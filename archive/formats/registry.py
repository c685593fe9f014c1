"""The formats in the order they are asked: the surest first, plain text last.

A new family is one module and one line here.
"""

from __future__ import annotations

from archive.formats.archive_xml.reader import ArchiveXml
from archive.formats.base import Format, Source
from archive.formats.epub import Epub
from archive.formats.feed_file import FeedFile
from archive.formats.gov_page_text import GovPageText
from archive.formats.html_page import HtmlPage
from archive.formats.machine_text import MachineText
from archive.formats.mht import Mht
from archive.formats.news_xml import NewsXml
from archive.formats.newspaper_text import NewspaperText
from archive.formats.ofd import Ofd
from archive.formats.official_text import OfficialText
from archive.formats.pdf import Pdf
from archive.formats.plain_text import PlainText
from archive.formats.refused import Refused
from archive.formats.scans import Scans
from archive.formats.sites.families import DatedHtml, Founder, Huaguang, IssueFile, Portal, Shtml, SvgPolygons
from archive.formats.sites.generic import GenericSite
from archive.formats.sites.json_reader import JsonSite
from archive.formats.table import Table
from archive.formats.txt_export import TxtExport
from archive.formats.word import Word

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

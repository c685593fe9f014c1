"""The formats in the order they are asked: the surest first, plain text last.

A new family is one module and one line here.
"""

from __future__ import annotations

from archive.formats.base import Format, Source
from archive.formats.founder import Founder
from archive.formats.gov_page_text import GovPageText
from archive.formats.html_page import HtmlPage
from archive.formats.machine_text import MachineText
from archive.formats.newspaper_text import NewspaperText
from archive.formats.official_text import OfficialText
from archive.formats.plain_text import PlainText
from archive.formats.table import Table

FORMATS: tuple[Format, ...] = (
    Founder(),
    Table(),
    HtmlPage(),
    MachineText(),
    GovPageText(),
    OfficialText(),
    NewspaperText(),
    PlainText(),
)


def find(source: Source) -> Format | None:
    """The first format that knows the source; None when none does."""
    return next((form for form in FORMATS if form.sniff(source)), None)

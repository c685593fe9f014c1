"""The site families as formats.  A new family is a definition in `resources/sites/families` and a class here."""

from __future__ import annotations

from typing import ClassVar

from archive.formats.sites.definitions import bundled
from archive.formats.sites.detect import Names, known_by_name
from archive.formats.sites.document import Document
from archive.formats.sites.language import Definition
from archive.formats.sites.reader import SiteFormat
from archive.formats.sites.selectors import first


class Founder(SiteFormat):
    """E-papers made by Founder's publishing systems (formats.md 2.B, 2.B2, 2.A)."""

    name: ClassVar[str] = "founder"
    version: ClassVar[int] = 2
    families: ClassVar[tuple[str, ...]] = ("founder-nbs", "founder-dated", "founder-new", "founder-classic")


class SvgPolygons(SiteFormat):
    """Papers that lay polygons over the views of two pages (formats.md 2.N, 国家电网报)."""

    name: ClassVar[str] = "svg-polygons"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("svg-polygon",)


class Portal(SiteFormat):
    """News sites that list a printed issue page by page (formats.md 1.O, 2.T)."""

    name: ClassVar[str] = "portal"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("portal",)


class Huaguang(SiteFormat):
    """The PaperIndex system: Page01BC.htm, Articel01002NR.htm (formats.md 2.C)."""

    name: ClassVar[str] = "huaguang"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("huaguang",)


class Shtml(SiteFormat):
    """shtml/paper/20240506/v01.shtml (formats.md 2.S)."""

    name: ClassVar[str] = "shtml"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("shtml",)


class DatedHtml(SiteFormat):
    """paper/20240506/html/page_02.htm (formats.md 2.J)."""

    name: ClassVar[str] = "dated-html"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("dated-html",)


class IssueFile(SiteFormat):
    """Whole issues listed in one file (formats.md 2.M, 2.R, 2.Q, and the lists of 2.T)."""

    name: ClassVar[str] = "issue-file"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = (
        *("issue-mobile", "issue-plist", "issue-lists", "issue-q", "issue-read"),
        "issue-headings",
    )


SITES: tuple[type[SiteFormat], ...] = (Founder, Huaguang, Shtml, DatedHtml, IssueFile)


def family_of_article(document: Document) -> Definition | None:
    """The family that a lone file is an article of: by what Founder's comment says, else by name and marks together."""
    properties = document.properties("enpproperty")
    if "founder-papername" in properties or (
        "nodesearchname" in properties and document.root.xpath("boolean(//a[@id='pageLink'])")
    ):
        founder = _families(Founder)
        return known_by_name(founder, document.path) or founder[-1]
    for family in (family for site in SITES if site is not Founder for family in _families(site)):
        named = Names.of(family).is_article(document.path)
        if named and first(family.detect.article_when, document, (document.root,)):
            return family
    return None


def _families(site: type[SiteFormat]) -> tuple[Definition, ...]:
    return tuple(bundled().get(name) for name in site.families)

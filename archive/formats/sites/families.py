"""The site families as formats.  A new family is a definition in `resources/sites/families` and a class here."""

from __future__ import annotations

from typing import ClassVar

from archive.formats.sites.reader import SiteFormat


class Founder(SiteFormat):
    """E-papers made by Founder's publishing systems (formats.md 2.B, 2.B2, 2.A)."""

    name: ClassVar[str] = "founder"
    version: ClassVar[int] = 2
    families: ClassVar[tuple[str, ...]] = ("founder-nbs", "founder-new", "founder-classic")

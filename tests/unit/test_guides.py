"""The guide in both languages: one is the translation of the other, and both call things as the interface does."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po

from ui.desktop.action_table import MENUS, SPECS, SUBMENUS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
ENGLISH, CHINESE = "guide.en.md", "guide.md"
TRANSLATIONS = ROOT / "resources" / "translations" / "dianzibao_en"

COMMENT = re.compile(r"\s+#.*")
KEYS = re.compile(r"(?:Ctrl|Alt|Shift)\+(?:Alt\+|Shift\+)?(?:F\d+|[A-Z]\b|\d|Del|[-+←→↑↓])|\bF\d+\b")
OPTIONS = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
QUOTED = {CHINESE: re.compile(r"“([^”]+)”"), ENGLISH: re.compile(r'"([^"]+)"')}
SETTINGS = re.compile(r"`\[?([a-z_]+\.[a-z_]+)\]?`")


def text_of(guide: str) -> str:
    return (DOCS / guide).read_text(encoding="utf-8")


def shape(guide: str) -> list[str]:
    """The headings' levels, paragraphs, list items, rows of tables, pictures, and code without its comments."""
    found: list[str] = []
    for part in re.split(r"(?ms)^(```.*?^```)$", text_of(guide)):
        if part.startswith("```"):
            found += [COMMENT.sub("", line) for line in part.splitlines()]
            continue
        for block in re.split(r"\n{2,}", part.strip()):
            if picture := re.fullmatch(r"!\[.+\]\((.+)\)", block):
                found.append(picture[1].replace("-en.png", ".png"))  # a picture of the same screen
            elif heading := re.match(r"#+ ", block):
                found.append(heading[0])
            elif block[:1] in ("|", "-"):
                found += (line[0] for line in block.splitlines() if line[0] in "|-")
            elif block:
                found.append("paragraph")
    return found


def sections(guide: str) -> list[str]:
    return re.split(r"(?m)^#+ .*$", text_of(guide))


def quoted(guide: str) -> list[str]:
    """What is in quotes, code apart."""
    text = re.sub(r"(?ms)^```toml.*?^```$", "", text_of(guide))
    text = re.sub(r"(?m)^dianzibao .*?(\s#|$)", "", text)
    return QUOTED[guide].findall(re.sub(r"`[^`\n]+`", "", text))


def plain(words: str) -> str:
    """Without the key of a menu, `…(&F)` or `Fi&ling`."""
    return re.sub(r"\(&.\)", "", words).replace("&", "")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The window's words as the English interface says them, by the Chinese of their context `actions`."""
    found: dict[str, str] = {}
    for context in ET.parse(TRANSLATIONS.with_suffix(".ts")).iter("context"):
        if context.findtext("name") == "actions":
            found |= {message.findtext("source", ""): said(message) for message in context.iter("message")}
    return found


def said(message: ET.Element) -> str:
    return message.findtext("translation", "")


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """All that the interface says, in the language of each guide."""
    messages = list(ET.parse(TRANSLATIONS.with_suffix(".ts")).iter("message"))
    with TRANSLATIONS.with_suffix(".po").open("rb") as stream:
        sentences = [one for one in read_po(stream) if one.id]
    every = {
        CHINESE: {message.findtext("source", "") for message in messages} | {str(one.id) for one in sentences},
        ENGLISH: {said(message) for message in messages} | {str(one.string) for one in sentences},
    }
    return {
        guide: {form for words in every[guide] for form in (plain(words), re.split(r"[:：] ?\{", words)[0])}
        for guide in every
    }


def test_the_guides_have_the_same_shape() -> None:
    assert shape(ENGLISH) == shape(CHINESE)


@pytest.mark.parametrize("names", [KEYS, OPTIONS, SETTINGS], ids=["keys", "options", "settings"])
def test_the_guides_name_the_same_keys_options_and_settings(names: re.Pattern[str]) -> None:
    pairs = zip(sections(ENGLISH), sections(CHINESE), strict=True)
    differing = [set(names.findall(one)) ^ set(names.findall(other)) for one, other in pairs]
    assert not any(differing), differing


def test_the_english_guide_quotes_the_interface(known: dict[str, set[str]]) -> None:
    """Quotes in it are for the words of the window and nothing else."""
    pieces = [piece for words in quoted(ENGLISH) for piece in re.split(r"\s+(?:→|·)\s+", words)]
    found = {re.sub(r"\s+", " ", re.sub(r": \d+$", "", piece)) for piece in pieces}
    assert len(found) > 80
    strangers = found - known[ENGLISH]
    assert not strangers


@pytest.mark.parametrize("guide", [CHINESE, ENGLISH])
def test_ways_through_the_menus_lead_somewhere(guide: str, known: dict[str, set[str]], english: dict[str, str]) -> None:
    """“菜单 → 这一项” is in that menu; what begins with a dialog is at least something that the window says."""

    def name(words: str) -> str:
        return plain(english.get(words, words) if guide == ENGLISH else words)

    titles = {menu: name(title) for menu, title in MENUS.items()}
    inside = {(titles[above], titles[menu]) for menu, above in SUBMENUS.items()}
    inside |= {(titles[spec.menu], name(spec.text)) for spec in SPECS}
    ways = [re.split(r"\s*→\s*", way) for way in quoted(guide) if "→" in way]
    assert len(ways) > 20
    for way in ways:
        for above, below in pairwise(way):
            if above in titles.values():
                assert {(above, below), (above, below + "…")} & inside, way
            else:
                assert {above, above + "…"} & known[guide], way
                assert below in known[guide], way

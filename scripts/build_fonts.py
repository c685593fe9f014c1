"""Cut the fonts that ship with the program out of Debian's fonts-noto-cjk (OFL 1.1).

Three faces: Song regular and bold for reading, a sans for the interface.  Each covers GB 2312 and what becomes of it
in traditional characters (the text is shown in them on asking), the first plane of Big5, Latin, the punctuation of
newspapers and whatever the samples and the interface use.  U+2E80–2FDF (radicals)
are left out on purpose: PDF files written with fonts that map them cannot be searched.

Run: apt-get install fonts-noto-cjk && .venv/bin/python scripts/build_fonts.py [FOLDER OF THE COLLECTIONS]
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
NOTO = Path("/usr/share/fonts/opentype/noto")
FACES = [  # source collection, family, style, file
    ("NotoSerifCJK-Regular.ttc", "Dianzibao Serif", "Regular"),
    ("NotoSerifCJK-Bold.ttc", "Dianzibao Serif", "Bold"),
    ("NotoSansCJK-Regular.ttc", "Dianzibao Sans", "Regular"),
]
EXTRA = ROOT / "scripts" / "font_extra.txt"
"""Rarer characters that stand in real news, mostly in names; counted in 75,000 articles and other real texts."""
TEXT_SUFFIXES = {".py", ".toml", ".htm", ".html", ".ts", ".md"}
COPYRIGHT_IDS = (0, 13, 14)


def double_byte(encoding: str, leads: range, trails: range) -> set[int]:
    """Code points that a two-byte encoding assigns between the given lead and trail bytes."""
    found: set[int] = set()
    for lead in leads:
        for trail in trails:
            try:
                found.update(map(ord, bytes((lead, trail)).decode(encoding)))
            except UnicodeDecodeError:
                continue
    return found


def used_in_repo() -> set[int]:
    """Every character in the sample papers, the interface and the documents."""
    used: set[int] = set()
    for folder in ("resources", "scripts", "ui", "reader", "archive", "indexer", "docs"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in TEXT_SUFFIXES and path.is_file():
                data = path.read_bytes()
                try:
                    used.update(map(ord, data.decode("utf-8-sig")))
                except UnicodeDecodeError:
                    used.update(map(ord, data.decode("gb18030", "replace")))
    return used


def converted(points: set[int]) -> set[int]:
    """What OpenCC makes of these characters, in each of the directions that a reader can choose."""
    text = "".join(map(chr, sorted(points)))
    return {ord(char) for table in ("s2t", "s2tw", "s2twp", "s2hk", "t2s") for char in OpenCC(table).convert(text)}


def wanted() -> set[int]:
    """The whole coverage, without control characters and radicals."""
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | set(range(0x370, 0x460))
    points |= set(range(0x2010, 0x2070)) | set(range(0x2100, 0x2200)) | set(range(0x2200, 0x2270))
    points |= set(range(0x2460, 0x2500)) | set(range(0x25A0, 0x2600)) | set(range(0x2600, 0x2670))
    points |= (
        set(range(0x3000, 0x3040))
        | set(range(0x3040, 0x3130))
        | set(range(0xFE30, 0xFE70))
        | set(range(0xFF00, 0xFFF0))
    )
    simplified = double_byte("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    points |= simplified | converted(simplified)
    points |= double_byte("big5", range(0xA1, 0xC7), range(0x40, 0xFF))
    points |= {0x3007} | set(map(ord, EXTRA.read_text("utf-8"))) | used_in_repo()
    return {point for point in points if point >= 0x20 and not 0x2E80 <= point <= 0x2FDF}


def simplified_face(collection: Path) -> TTFont:
    """The mainland (SC) face of a Noto CJK collection."""
    for font in TTCollection(str(collection)).fonts:
        name = font["name"].getDebugName(1) or ""
        if name.endswith("CJK SC"):
            return font
    raise SystemExit(f"{collection}: no CJK SC face in it")


def declare(font: TTFont) -> None:
    """Say that Big5 is covered, too: for a PDF that embeds no traditional font pdfium takes one that says so."""
    font["OS/2"].ulCodePageRange1 |= 1 << 20


def rename(font: TTFont, family: str, style: str) -> None:
    """Names of our own: the OFL keeps 'Noto' for the unchanged font, and Qt must not mix it with an installed one."""
    table = font["name"]
    keep = {i: table.getDebugName(i) for i in COPYRIGHT_IDS}
    table.names = []
    postscript = f"{family.replace(' ', '')}-{style}"
    texts = {1: family, 2: style, 3: f"{postscript};subset of Noto CJK", 4: f"{family} {style}", 6: postscript, **keep}
    for name_id, text in texts.items():
        if text:
            table.setName(text, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [postscript]
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = family, f"{family} {style}"


def main() -> None:
    noto = Path(sys.argv[1]) if len(sys.argv) > 1 else NOTO
    target = ROOT / "resources" / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    options = subset.Options()
    options.layout_features = ["vert", "vrt2", "kern", "palt", "locl", "ccmp"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    points = wanted()
    for source, family, style in FACES:
        font = simplified_face(noto / source)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=points)
        cutter.subset(font)
        rename(font, family, style)
        declare(font)
        path = target / f"{family.replace(' ', '')}-{style}.otf"
        font.save(path)
        covered = len(font.getBestCmap())
        print(f"{path.relative_to(ROOT)}: {covered} characters, {path.stat().st_size / 1e6:.1f} MB")
        missing = sorted(point for point in points - set(font.getBestCmap()) if 0x4E00 <= point < 0xA000)
        if missing:
            print("  not in the source font:", "".join(map(chr, missing)), file=sys.stderr)


if __name__ == "__main__":
    main()

"""The shipped fonts cover the interface, the sample papers and the real material: no reader sees boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent.parent
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.otf"))
RADICALS = range(0x2E80, 0x2FE0)


def text_of(paths: Iterator[Path]) -> set[str]:
    found: set[str] = set()
    for path in paths:
        data = path.read_bytes()
        try:
            found.update(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            found.update(data.decode("gb18030"))
    return {char for char in found if char.isprintable()}


def missing(font: Path, wanted: set[str]) -> set[str]:
    covered = TTFont(font).getBestCmap()
    return {char for char in wanted if ord(char) not in covered}


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_the_interface_and_the_samples_are_covered(font: Path) -> None:
    interface = text_of(
        path for folder in ("ui", "reader", "archive", "indexer") for path in (ROOT / folder).rglob("*.py")
    )
    samples = text_of(path for path in (ROOT / "resources" / "samples").rglob("*.htm*"))
    end_of_ranges = "\u9fff"  # stands in patterns only, and in no font
    assert not missing(font, samples)
    assert not missing(font, {char for char in interface if "\u4e00" <= char < end_of_ranges})


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_the_seeds_and_the_real_samples_are_covered(font: Path, shared: Path) -> None:
    texts = [
        *shared.glob("seeds/*.txt"),
        *shared.glob("samples/epaper/**/*.htm"),
        *shared.glob("samples/corpora/*.jsonl"),
    ]
    lost = missing(font, text_of(iter(texts)))
    assert not {char for char in lost if "\u4e00" <= char <= "\u9fff"}


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.stem)
def test_radicals_are_not_mapped(font: Path) -> None:
    """PDF files written with a font that maps them cannot be searched."""
    assert not set(TTFont(font).getBestCmap()) & set(RADICALS)
